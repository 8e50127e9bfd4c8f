"""Sentence boundaries by fixed, versioned rules: coverage depends on them, so no model and no library decides.

A block ends at a blank line, at a list marker, or at a line end that is not a soft wrap (a line of hard-wrapped
prose). Inside a block a sentence ends at a terminator that is not an abbreviation and is followed by a start.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

VERSION = "1"

_CLOSERS = "\"'”’»)\\]"
_MARKER = r"(?:\[[^\[\]\n]{1,12}\](?::[ \u00a0]?[\d–—,\- ]*\d)?)*"
_END = re.compile(rf"(?:[.!?…؟।]+[{_CLOSERS}]*{_MARKER}|[。！？]+[”’」』）]*)")
_START = re.compile(r"[\"'“‘«(\[]*(?:[^\W_a-z]|\d|[•$€£#@])")
_LIST_ITEM = re.compile(r"[^\S\n]*(?:[•‣▪◦]|[-*–][^\S\n]|\d{1,3}[.)][^\S\n])")
_SHOWN = re.compile(r"\S")
_GAP = re.compile(r"\n(?:\s*\n)?")
"""A line end with all the blank lines after it: each is looked at once, however many there are."""
_GLUED = re.compile(r"[A-Z][a-z]+\s")
_LONGEST = 8
"""More code points than an abbreviation with its period and what stands before it has."""
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[“\"'‘—–-])(?:[A-Z]|Adm|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Gov|Sen|Rep|Hon|St|Jr|Sr|Inc|Ltd|Co|Corp"
    r"|vs|No|Nos|p|pp|vol|ed|eds|cf|e\.g|i\.e|al|Fig|fig|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.$"
)
_ACRONYM = re.compile(r"(?:[A-Za-z]\.){2,}$")
_AFTER_ACRONYM = re.compile(
    r"[\"'“‘(]*(?:The|A|An|In|On|At|But|And|He|She|It|They|We|I|This|That|These|Those|However|Both|If|When|As)\s"
)


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Code-point ranges of the sentences of `text`; every non-space character lies in exactly one."""
    return [trimmed for block in _blocks(text) for piece in _pieces(text, *block) if (trimmed := _trim(text, *piece))]


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _GAP.finditer(text):
        if _ends_block(text, start, *gap.span()):
            yield start, gap.end()
            start = gap.end()
    yield start, len(text)


def _ends_block(text: str, start: int, line_end: int, next_line: int) -> bool:
    rest = _SHOWN.search(text, next_line)
    if rest is None or _LIST_ITEM.match(text, next_line):
        return True
    line = text[max(start, text.rfind("\n", start, line_end) + 1) : line_end].rstrip()
    if next_line - line_end > 1:
        # A page break inside a sentence leaves blank lines behind: go on where lower case goes on.
        return not (rest[0].islower() and line[-1:] not in ".!?:;”\"")
    return bool(line) and not 50 <= len(line) <= 120


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for terminator in _END.finditer(text, start, end):
        if _is_boundary(text, start, terminator, end):
            yield start, terminator.end()
            start = terminator.end()
    yield start, end


def _is_boundary(text: str, start: int, terminator: re.Match[str], end: int) -> bool:
    stop = terminator.end()
    if terminator[0][0] in "。！？":
        return True
    rest = _SHOWN.search(text, stop, end)
    if rest is None:
        return False
    follows = rest.start()
    if follows == stop:
        before = text[terminator.start() - 1 : terminator.start()]
        return bool(_GLUED.match(text, stop, end)) and (before.islower() or before.isdigit() or before in ")]”\"")
    if not _START.match(text, follows, end):
        return False
    head = text[max(start, terminator.start() + 1 - _LONGEST) : terminator.start() + 1]
    if _ACRONYM.search(head) and terminator[0] == ".":
        return bool(_AFTER_ACRONYM.match(text, follows, end))
    return not (terminator[0] == "." and _ABBREVIATION.search(head))


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    if not piece.strip():
        return None
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
