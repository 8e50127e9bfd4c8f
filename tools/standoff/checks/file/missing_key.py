"""A required key is missing.

Why: the tables have a column for it that must be filled, and no default would be true for every source.
Fix: add the key.

Bad:
    {e-blinken|Blinken} spoke.
    @ - /meta/title
Good:
    {e-blinken|Blinken} spoke.
"""

from standoff.check import Check
from standoff.finding import ERROR

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", reads=True)
