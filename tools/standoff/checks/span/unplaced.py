"""A span has no offsets.

Why: a bare quote is ambiguous as soon as the text says the same words twice.
Fix: `standoff fix` writes the offsets where the quote has one place; elsewhere give start and end.

Bad:
    {e-blinken|Blinken} spoke.
    @ - /entities/0/mentions/0/start
    @ - /entities/0/mentions/0/end
Good:
    {e-blinken|Blinken} spoke.
"""

from standoff.check import Check
from standoff.finding import ERROR

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", reads=True)
