"""A file is no JSON.

Why: nothing in it can be read; other tools may read something else in its place.
Fix: mend the place that the message names: a missing comma or quote, a comma too many, another encoding.

Bad:
    == corpus/broken.json ==
    {"id": "broken",}
Good:
    {e-blinken|Blinken} spoke.
"""

from standoff.check import Check
from standoff.finding import ERROR

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", reads=True)
