"""A value has the wrong JSON type.

Why: '5' and 5, or null and an empty list, mean different things to different readers.
Fix: write the type that the message names.

Bad:
    {e-blinken|Blinken} spoke.
    @ /seed/length = "fourteen"
Good:
    {e-blinken|Blinken} spoke.
"""

from standoff.check import Check
from standoff.finding import ERROR

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", reads=True)
