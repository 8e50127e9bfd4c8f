"""The source text holds control, invisible or replacement characters, or is not in normal form C.

Why: what no reader sees still counts in offsets, and can make a review approve other words than it shows.
Fix: repair the text before it is annotated; damage of the source itself is excused in the header's `ok`.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    PolNeAR: 12 alarms, 12 true, 0 false

Bad:
    {e-blinken|Blin\u202eken} spoke.
Good:
    {e-blinken|Blinken} spoke.
"""

import unicodedata
from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document
from standoff.finding import WARNING, Finding, Fix
from standoff.text import odd_characters

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0")


@check.each(Document)
def odd_character(document: Document, source: Document) -> Iterator[Finding]:
    text = source.text
    if text is None:
        return
    help_ = Fix("repair the text before it is annotated, or excuse the damage in the header's `ok`")
    for char, offsets in odd_characters(text.raw).items():
        line, column = text.position(offsets[0])
        name = unicodedata.name(char, "a control character")
        often = f", {len(offsets)} times" if len(offsets) > 1 else ""
        yield check.finding(document, ("seed", "path"), f"U+{ord(char):04X} ({name}) at line {line}, column "
                            f"{column}{often}", fix=help_, around=(offsets[0], offsets[0] + 1))
    normal = unicodedata.normalize("NFC", text.raw)
    if normal != text.raw:
        at = next((n for n, (a, b) in enumerate(zip(text.raw, normal, strict=False)) if a != b), len(normal) - 1)
        yield check.finding(document, ("seed", "path"), f"not in normal form C from line {text.position(at)[0]} on: "
                            f"{text.raw[at:at + 2]!r} is {points(text.raw[at:at + 2])}, where one writes "
                            f"{points(normal[at:at + 1])}", fix=help_,
                            around=(at, at + 1))


def points(text: str) -> str:
    """The code points: 'U+0041 U+0303'. What looks alike is told apart by them only."""
    return " ".join(f"U+{ord(char):04X}" for char in text)
