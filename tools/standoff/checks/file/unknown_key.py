"""A key does not belong to the format.

Why: a misspelt key is data that nobody will ever see.
Fix: correct it; the nearest known key is offered. What is yours alone belongs into `ext`.

Bad:
    {e-blinken|Blinken} said {c-fair stanse=denied|it was fair}.
Good:
    {e-blinken|Blinken} said {c-fair stance=denied|it was fair}.
"""

from standoff.check import Check
from standoff.finding import ERROR

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", reads=True)
