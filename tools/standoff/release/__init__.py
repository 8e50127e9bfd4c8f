"""Building, proving and reading releases."""
