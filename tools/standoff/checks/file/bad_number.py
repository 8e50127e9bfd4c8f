"""A number is no JSON number, or too large to survive every reader.

Why: NaN and 1e400 are no JSON, and beyond 2^53 many readers round in silence.
Fix: write the number in full, or as a string.

Bad:
    == corpus/broken.json ==
    {"length": NaN}
Good:
    == corpus/broken.json ==
    {"length": 12}
"""

from standoff.check import Check
from standoff.finding import ERROR

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", reads=True)
