"""Quotation marks and brackets: which have no partner."""

from __future__ import annotations

import re

_PAIRS = {"“": "”", "„": "“", "«": "»", "(": ")", "[": "]", "「": "」", "『": "』", "（": "）"}
MARK = re.compile(r"[“”„«»()\[\]「」『』（）‘\"]")
"""Without any of these nothing is unbalanced."""
_CLOSERS = frozenset(_PAIRS.values()) - {"“"}
_LABEL = re.compile(r"(?:^|\s)(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})$")
_CLOSING = re.compile(r"’|(?<=\S)'(?!\w)")
_ELISION = re.compile(r"(?:\d0s|tis|twas|em|til|cause|n)\b", re.I)


_QUOTATIONS = tuple(map(re.compile, (
    r"“([^”]*)(?:”|$)", r"„([^“]*)(?:“|$)", r"«([^»]*)(?:»|$)", r'"([^"\n]*)(?:"|$)',
    r"(?<!\w)[‘']((?:[^’'\n]|(?<=\w)[’'](?=\w))*)[’'](?!\w)")))


def unbalanced(text: str) -> int | None:
    """Index of the first mark in `text` without its partner; None when all have theirs.

    An apostrophe is never taken for a closing mark, a list label ('1)') never for a bracket; a quotation that goes on
    in a new paragraph is opened there again and closed once.
    """
    open_: list[tuple[str, int]] = []
    for match in MARK.finditer(text):
        index, char = match.start(), match[0]
        if open_ and char == open_[-1][0]:
            open_.pop()
        elif char in _PAIRS:
            goes_on = text[:index].rstrip(" \t").endswith("\n") and any(closer == _PAIRS[char] for closer, _ in open_)
            if not goes_on:
                open_.append((_PAIRS[char], index))
        elif char in _CLOSERS and not (char == ")" and _LABEL.search(text, 0, index)):
            return open_[-1][1] if open_ and any(closer == char for closer, _ in open_) else index
    lonely = [index for _, index in open_[:1]] + _single(text) + _straight(text)
    return min(lonely, default=None)


def _single(text: str) -> list[int]:
    """An opening ‘ that no ’ follows, and no straight one that closes; a ’ alone may be an apostrophe."""
    return [index for index, char in enumerate(text) if char == "‘" and not _CLOSING.search(text, index)
            and not _ELISION.match(text, index + 1)][:1]


def _straight(text: str) -> list[int]:
    """The last straight double quotation mark when their number is odd; one after a digit may stand for inches.

    A mark that begins a paragraph inside a quotation only says that it goes on.
    """
    marks: list[int] = []
    for match in re.finditer('"', text):
        if not len(marks) % 2 or not text[: match.start()].rstrip(" \t").endswith("\n"):
            marks.append(match.start())
    inches = any(text[at - 1 : at].isdigit() for at in marks)
    return marks[-1:] if len(marks) % 2 and not inches else []


def quotations(text: str) -> list[tuple[int, int]]:
    """What stands between quotation marks, without them; a mark without its partner quotes to the end."""
    return sorted(match.span(1) for pattern in _QUOTATIONS for match in pattern.finditer(text))
