r"""A string holds a NUL character or half of a surrogate pair.

Why: databases and CSV readers cut a string at NUL, and half a pair is no text at all.
Fix: remove the character, or write the whole one.

Bad:
    == corpus/broken.json ==
    {"id": "bro\u0000ken"}
Good:
    == corpus/broken.json ==
    {"id": "bro\u00f6ken"}
"""

from standoff.check import Check
from standoff.finding import ERROR

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", reads=True)
