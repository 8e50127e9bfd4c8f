"""A file nests deeper than any record does.

Why: deep nesting crashes readers that recurse; nothing in the format needs more than a few levels.
Fix: flatten the value.

Bad:
    == corpus/deep.json ==
    {"ext": [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1
    ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}
Good:
    == corpus/deep.json ==
    {"ext": [[[[[1]]]]]}
"""

from standoff.check import Check
from standoff.finding import ERROR

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", reads=True)
