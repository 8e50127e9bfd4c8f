"""A file cannot be opened.

Why: what cannot be read cannot be checked, and a green run must have read everything.
Fix: look at its permissions and at the disk; the message gives the reason of the system.

Bad:
    == corpus/locked.json ==
    {"id": "locked"}
Good:
    {e-blinken|Blinken} spoke.
"""

from standoff.check import Check
from standoff.finding import ERROR

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", reads=True)
