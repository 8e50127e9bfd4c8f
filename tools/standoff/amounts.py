"""Numbers as they are written: '27 billion', 'two hundred and fifty', '$5m', 'at least 3', 'rose to 30'."""

from __future__ import annotations

import regex

from .english import BOUNDS, CHANGES, SCALES, UNITS
from .stems import stem

_NUMERAL = regex.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_SHORT_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12}
_SHORT_NUMERAL = regex.compile(r"(\d+(?:\.\d+)?)(k|m|mn|bn|tn)", regex.I)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_CHANGES = frozenset(map(stem, CHANGES))


def bound(before: list[str]) -> str:
    """How the words before a number bound it; 'to' after a verb of change gives the level reached, not the change."""
    while before and before[-1] in ("a", "an", "the"):
        before.pop()
    if before[-1:] == ["to"] and not _CHANGES.isdisjoint(map(stem, before)):
        return "to"
    return BOUNDS.get(" ".join(before[-2:])) or BOUNDS.get(before[-1] if before else "", "")


def fraction(words: list[str], at: int) -> tuple[int, int] | None:
    """(thousandths of a per cent, index after it) of 'half of', 'a third of', 'three quarters of'; None elsewhere."""
    lower = [word.casefold() for word in words[at : at + 3]]
    count = 1 if lower[:1] in (["a"], ["an"], ["one"]) else UNITS.get(lower[0], 0)
    step = int(count > 0)
    part = _PARTS.get(lower[step].removesuffix("s") if step < len(lower) else "", 0)
    if not part or not (count or part == 2) or count >= part:
        return None
    after = words[at + step + 1 : at + step + 2]
    if after != ["of"] and not (part == 2 and after in (["the"], ["all"])):
        return None
    return round(100_000 * (count or 1) / part), at + step + 1


def value(words: list[str], at: int, money: bool = False) -> tuple[int | None, int]:
    """(value in thousandths, index after it) of the number that starts at `at`: '27 billion', 'two hundred'."""
    match = _SHORT_NUMERAL.fullmatch(words[at] if at < len(words) else "")
    if match and (money or match[2].casefold() in ("bn", "mn", "tn")):
        return round(float(match[1]) * 1000) * _SHORT_SCALES[match[2].casefold()], at + 1
    total, step = None, at
    while step < len(words):
        word = words[step].casefold()
        if total is None and _NUMERAL.fullmatch(word):
            whole, _, part = word.replace(",", "").partition(".")
            total = int(whole) * 1000 + int((part + "000")[:3])
        elif word in UNITS and (total is None or (total % 10_000 == 0 and UNITS[word] < 10)
                                or (total % 100_000 == 0 and UNITS[word] < 100)):
            total = (total or 0) + UNITS[word] * 1000
        elif word == "and" and words[step - 1].casefold() == "hundred" and step + 1 < len(words) \
                and words[step + 1].casefold() in UNITS:
            pass
        elif word in SCALES and total is not None:
            total *= SCALES[word]
        else:
            break
        step += 1
    return total, step
