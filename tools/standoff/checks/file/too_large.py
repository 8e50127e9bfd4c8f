"""A file is larger than the limit on its kind.

Why: a limit is what keeps a stranger's file from filling the memory of everybody who checks it.
Fix: split it: entities.json and facts.json may become folders of files. (The sketch is read under a lower limit.)

Bad:
    {e-blinken|Blinken} spoke of {e-a|A}, {e-b|B}, {e-c|C}, {e-d|D}, {e-e|E}, {e-f|F}, {e-g|G}, {e-h|H}, {e-i|I},
    {e-j|J}, {e-k|K}, {e-l|L}, {e-m|M}, {e-n|N}, {e-o|O}, {e-p|P}, {e-q|Q}, {e-r|R}, {e-s|S}, {e-t|T}, {e-u|U}.
Good:
    {e-blinken|Blinken} spoke.
"""

from standoff.check import Check
from standoff.finding import ERROR

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", reads=True)
