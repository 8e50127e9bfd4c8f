"""A key stands twice in one object.

Why: one reader takes the first value, another the last: two people see two data sets.
Fix: keep one of the two.

Bad:
    == corpus/broken.json ==
    {"id": "broken", "id": "whole"}
Good:
    == corpus/broken.json ==
    {"id": "whole"}
"""

from standoff.check import Check
from standoff.finding import ERROR

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", reads=True)
