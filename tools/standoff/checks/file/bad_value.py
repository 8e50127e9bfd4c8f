"""A value is outside the vocabulary or pattern of its key.

Why: a closed vocabulary is what makes counts over many documents mean something.
Fix: use one of the values that the message lists; the nearest is offered.

Bad:
    {e-blinken|Blinken} said {c-fair stance=refused|it was fair}.
Good:
    {e-blinken|Blinken} said {c-fair stance=denied|it was fair}.
"""

from standoff.check import Check
from standoff.finding import ERROR

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", reads=True)
