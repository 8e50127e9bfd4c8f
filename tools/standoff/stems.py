"""Words of a claim and their stems: what makes 'Policies' and 'policy' one token."""

from __future__ import annotations

from functools import lru_cache

import regex

from .english import IRREGULAR
from .spelling import american
from .synonyms import PHRASES, SYNONYMS

_PIECE = regex.compile(r"(?:US)?[$€£¥]|%|\d{4}-\d\d-\d\d(?!\d)|\d\d?/\d\d?/\d{4}(?!\d)"
                       r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?(?![\p{L}\d])"
                       r"|(?:\p{L}\.){2,}"
                       r"|[\p{L}\p{M}\d]+(?:['’][\p{L}\p{M}]+)*|[,;]")
_SHORT = {"won't": "will", "can't": "can", "shan't": "shall", "ain't": "is"}
_POSSESSIVE = regex.compile(r"['’](?:s|re|ve|ll|m|d)$", regex.I)
_ONE_LETTER = regex.compile(r"(?<![\p{L}\d-])(\p{L})-(?=\p{Ll}{3})")
"""'e-mail' is 'email'."""
_UNIT = regex.compile(r"(?<=\d)(?=(?:km|kg|cm|mm|mph|kph|hr|lb|oz|ha)\b)")
"""'14km' is '14 km'."""
_THOUSANDS = regex.compile(r"(?<![\d.,:])(\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+|\d{1,3}(?: 000)+)(?![\d.,]\d)")


def pieces(text: str) -> list[str]:
    """Words, numerals, signs and commas of `text`; possessives and the periods of 'U.S.' are gone."""
    return list(_pieces(text))


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[str, ...]:
    found: list[str] = []
    text = _THOUSANDS.sub(lambda match: regex.sub(r"\s", "", match[0]), text.replace("’", "'"))
    for match in _PIECE.finditer(_UNIT.sub(" ", _ONE_LETTER.sub(r"\1", text))):
        word = _POSSESSIVE.sub("", match[0])
        lower = word.casefold()
        if lower.endswith("n't"):
            found += filter(None, (_SHORT.get(lower, word[:-3]), "not"))  # "n't" may stand alone
        elif lower == "cannot":
            found += [word[:3], "not"]
        else:
            found.append(word.replace(".", "") if word[:1].isalpha() else word)
    return tuple(found)


def phrased(words: list[str]) -> list[str]:
    """`words` with each phrase that says what another says put as that: 'owing to' as 'because of'."""
    stems = [stem(word.casefold()) for word in words]
    found: list[str] = []
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 1, -1):
            if meant := _PHRASES.get(tuple(stems[at : at + length])):
                found += meant
                at += length
                break
        else:
            found.append(words[at])
            at += 1
    return found


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


def is_participle(word: str) -> bool:
    """True for what may be a past participle: 'seized', 'stolen', 'led'."""
    return word.islower() and len(word) > 2 and (word.endswith(("ed", "en", "wn", "rn")) or word in IRREGULAR)


def tense(words: list[str]) -> str:
    """future, past, or nothing, as far as the forms of the verbs tell: 'will show', 'showed', 'shows'."""
    lower = [word.casefold() for word in words]
    if not _FUTURE.isdisjoint(lower):
        return "future"
    for before, word, written in zip(["", *lower], lower, words, strict=False):
        regular = word.endswith("ed") and len(word) > 4 and written[0].islower() and before not in _PRESENT
        if regular or word in _PAST:
            return "past"
    return ""


def _without_e(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("e") and not word.endswith("ee") else word


def sense(word: str) -> str:
    """The stem in one spelling, or the one that stands for its group of synonyms."""
    base = american(stem(word))
    return _SENSES.get(base, base)


_SENSES = {american(stem(word)): american(stem(head)) for word, head in SYNONYMS.items()}


def mark(token: str) -> str:
    """The class of a token: '@', '#', '~', '!', '?', '%' or '' for a word."""
    return token[0] if token[0] in "@#~!?%" else ""


_PHRASES = {tuple(map(stem, said)): meant for said, meant in PHRASES.items()}
_LONGEST = max(map(len, _PHRASES))
_FUTURE, _PRESENT = frozenset({"will", "shall"}), frozenset({"is", "are", "be", "am", "the", "a", "an"})
_PAST = frozenset({"was", "were", "did", "had", "has"}) | {
    form for form, base in IRREGULAR.items() if form != base and not form.endswith(("s", "n", "ing"))}
