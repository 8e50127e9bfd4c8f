"""Words of a claim and their stems: what makes 'Policies' and 'policy' one token."""

from __future__ import annotations

from functools import lru_cache

import regex

from .english import IRREGULAR, SYNONYMS

_PIECE = regex.compile(r"(?:US)?[$€£¥]|%|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?(?![\p{L}\d])|(?:\p{L}\.){2,}"
                       r"|[\p{L}\p{M}\d]+(?:['’][\p{L}\p{M}]+)*|[,;]")
_POSSESSIVE = regex.compile(r"['’]s$", regex.I)


def pieces(text: str) -> list[str]:
    """Words, numerals, signs and commas of `text`; possessives and the periods of 'U.S.' are gone."""
    return list(_pieces(text))


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for match in _PIECE.finditer(text.replace("’", "'")):
        word = _POSSESSIVE.sub("", match[0])
        lower = word.casefold()
        if lower.endswith("n't"):
            found += [word[:-3], "not"]
        elif lower == "cannot":
            found += [word[:3], "not"]
        else:
            found.append(word.replace(".", "") if word[:1].isalpha() else word)
    return tuple(found)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of a case-folded word: plural, -ed, -ing and a final e go; irregular forms come from a list."""
    if word in IRREGULAR:
        return _without_e(IRREGULAR[word])
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        word = word[:-1]
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and len(base) > 2 and any(vowel in base for vowel in "aeiouy"):
            if base.endswith("e"):
                base += "e" if ending == "ed" else ""
            elif len(base) > 3 and base[-1] == base[-2] and base[-1] not in "lsz":
                base = base[:-1]
            return _without_e(base[:-1] + "y" if base.endswith("i") else base)
    return _without_e(word[:-2] + "y" if word.endswith("ie") and len(word) > 4 else word)


def _without_e(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("e") and not word.endswith("ee") else word


def sense(word: str) -> str:
    """The stem, or the one that stands for its group of synonyms."""
    base = stem(word)
    return _SENSES.get(base, base)


_SENSES = {stem(word): stem(head) for word, head in SYNONYMS.items()}


def mark(token: str) -> str:
    """The class of a token: '@', '#', '~', '!', '?', '%' or '' for a word."""
    return token[0] if token[0] in "@#~!?%" else ""
