"""The words of a claim, lightly normalised, so that two claims can be compared as fields and not as strings.

One token a word that carries content, marked by its first character: `@id` a registry entity, `#…` a number (value in
thousandths, then its unit), `~…` a date, `!` a negation, `?…` a hedge, a duty, a condition or a question, `%…` a
quantity word; no mark: the stem of a word. Names that no registry knows keep their words and are in `Reading.names`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import regex

from .amounts import bound, fraction, value
from .english import (
    BOUNDS,
    CAPITALS,
    CONDITIONS,
    DEMONYMS,
    DUTIES,
    HEDGES,
    MONTHS,
    NAMING,
    NAMING_AS,
    NEGATORS,
    ORDINALS,
    PROSPECTS,
    SCALES,
    STOP,
    STRONG,
    UNITS,
    WEAK,
)
from .ordering import in_order
from .stems import is_participle, phrased, pieces, sense, tense
from .synonyms import SYNONYMS

_ORDINAL = regex.compile(r"(\d+)(?:st|nd|rd|th)")
_DAY = regex.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_ISO = regex.compile(r"\d{4}-\d\d-\d\d|\d\d?/\d\d?/\d{4}")
_YEAR = regex.compile(r"(?:1\d|20)\d\ds?")
_PERCENT, _MONEY = {"%", "percent", "pc"}, {"dollar": "$", "dollars": "$", "euro": "€", "euros": "€"}
_BARE_MONTH = {"in", "of", "since", "until", "last", "next", "this", "during", "early", "late", "mid", "to", "by"}


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity in a claim: `value` in thousandths; `unit` %, a currency or the stem counted; `bound` as '>='."""

    value: int
    unit: str
    bound: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one text says, token by token."""

    tokens: tuple[str, ...]
    names: frozenset[str]
    """Tokens that are written as names."""
    numbers: tuple[Number, ...]
    passive: bool
    """True when somebody acts after 'by'."""
    written: dict[str, str]
    """Token -> the words of the text it stands for, for readers."""
    tense: str
    """future, past, or empty where no verb tells."""


_RATHER = sense("rather")
_FAR = 7
"""Words between a participle and the 'by' of a passive: 'was seized off the coast of Yemen by'."""
_HEADLINE = 4
"""Words that say something, all with a capital, that make a headline."""
_BEING = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_PROSPECTS = frozenset(map(sense, PROSPECTS))
_PLACES = frozenset(DEMONYMS.values()) | frozenset(CAPITALS)


class NameTable:
    """Names of registry entities, found in a text longest first. Case matters: 'US' is a country, 'us' is not."""

    def __init__(self, names: Iterable[tuple[str, str]] = ()) -> None:
        """`names`: (name, registry id). A name that two entities share belongs to neither."""
        self.ids: dict[tuple[str, ...], str] = {}
        shared: set[tuple[str, ...]] = set()
        for name, identifier in names:
            key = tuple(pieces(name))
            if self.ids.setdefault(key, identifier) != identifier:
                shared.add(key)
        for demonym, place in DEMONYMS.items():
            if known := self.ids.get(tuple(pieces(place))):
                self.ids.setdefault(tuple(pieces(demonym)), known)
        for key in shared | {()}:
            self.ids.pop(key, None)
        known_places = ((capital, self.ids.get(tuple(pieces(place)))) for capital, place in CAPITALS.items())
        self.capitals = {f"@{self.ids[key]}": f"@{state}" for capital, state in known_places
                         if state and (key := tuple(pieces(capital))) in self.ids}
        self.states = frozenset(self.capitals.values())
        self.longest = max(map(len, self.ids), default=0)

    def at(self, words: list[str], start: int) -> tuple[str, int] | None:
        """(registry id, number of pieces) of the longest name at `start`."""
        for length in range(min(self.longest, len(words) - start), 0, -1):
            if found := self.ids.get(tuple(words[start : start + length])):
                return found, length
        return None


_NOBODY = NameTable()


def read(text: str, names: NameTable | None = None) -> Reading:
    """The tokens of `text`; `names` finds registry entities."""
    return _Reader(phrased(pieces(text)), names or NameTable(), text.rstrip(" \"'”’)").endswith("?")).reading()


def dates_in(text: str) -> list[str]:
    """The dates that `read` finds where no registry names anybody, and nothing else: '~2021-03-18', '~-03', '~2021'."""
    reader = _Reader(pieces(text), _NOBODY, asks=False)
    at = 0
    while at < len(reader.words):
        at += reader.date(at) or reader.number(at) or 1
    return [token for unit, _ in reader.units for token in unit if token[0] == "~"]


@dataclass(slots=True)
class _Reader:
    words: list[str]
    table: NameTable
    asks: bool
    """True for a question."""
    units: list[tuple[tuple[str, ...], bool]] = field(default_factory=list)
    """Tokens that belong together, and whether they name somebody; ('&',) stands for 'and', 'or' and a comma."""
    names: set[str] = field(default_factory=set)
    numbers: list[Number] = field(default_factory=list)
    passive: bool = False
    written: dict[str, str] = field(default_factory=dict)
    title_case: bool = False
    """True where capitals tell no names: 'Drone Strikes Make the World Safer'."""

    def reading(self) -> Reading:
        weighty = [word for word in self.words if word[0].isalpha() and word.casefold() not in STOP]
        self.title_case = len(weighty) >= _HEADLINE and all(word[0].isupper() for word in weighty)
        at = 0
        while at < len(self.words):
            before = len(self.written)
            length = self._entity(at) or self.date(at) or self.number(at) or self._word(at)
            if len(self.written) > before:
                self.written[next(reversed(self.written))] = " ".join(self.words[at : at + length])
            at += length
        if self.asks:
            self.written["?ask"] = "?"
            self._add("?ask")
        units = in_order(self.units, self.words, self.table.capitals, self.table.states)
        tokens = tuple(token for unit, _ in units for token in unit if token != "&")
        return Reading(tokens, frozenset(self.names), tuple(self.numbers), self.passive, self.written,
                       tense(self.words))

    def _add(self, token: str, name: bool = False) -> None:
        self.written.setdefault(token, token)
        if name:
            self.names.add(token)
            if self.units and self.units[-1][1] and not token.startswith("@") and self.units[-1][0][0][0] != "@":
                self.units[-1] = ((*self.units[-1][0], token), True)
                return
        self.units.append(((token,), name))

    def _entity(self, at: int) -> int:
        found = self.table.at(self.words, at)
        if found is None or self._names_words(at):
            return 0
        self._add(f"@{found[0]}", name=True)
        return found[1]

    def _names_words(self, at: int) -> bool:
        """'is known as X', 'was called X': the words themselves are meant."""
        before = [word.casefold() for word in self.words[max(0, at - 5) : at]]
        while before and before[-1] in ("the", "a", "an"):
            before.pop()
        if before[-1:] == ["as"]:
            return not NAMING_AS.isdisjoint(before[-3:-1])
        return not NAMING.isdisjoint(before[-1:])

    def date(self, at: int) -> int:
        """How many words the date at `at` has; it is noted."""
        words, here = self.words, self.words[at]
        day = month = None
        step = at
        if match := _ISO.fullmatch(here):
            self._add(f"~{match[0]}")
            return 1
        if here in MONTHS:
            month, step = MONTHS[here], at + 1
            if step < len(words) and (match := _DAY.fullmatch(words[step])):
                day, step = int(match[1]), step + 1
        elif (match := _DAY.fullmatch(here)) and (name := at + 1 + (words[at + 1 : at + 2] == ["of"])) < len(words) \
                and words[name] in MONTHS:
            day, month, step = int(match[1]), MONTHS[words[name]], name + 1
        elif _YEAR.fullmatch(here):
            self._add(f"~{here}")
            return 1
        if month is None:
            return 0
        after = step + 1 if step < len(words) and words[step] in (",", "of") else step
        year = words[after] if after < len(words) and _YEAR.fullmatch(words[after]) else ""
        if not day and not year and here in ("May", "March", "Mar") and (
                at == 0 or words[at - 1].casefold() not in _BARE_MONTH):
            return 0
        self._add(f"~{year}-{month:02}" + (f"-{day:02}" if day else ""))
        return (after + 1 if year else step) - at

    def number(self, at: int) -> int:
        """How many words the number at `at` has; it is noted."""
        words = self.words
        if share := fraction(words, at):
            self.numbers.append(Number(share[0], "%", bound([word.casefold() for word in words[max(0, at - 5) : at]])))
            self._add(f"#{share[0]}%")
            return share[1] - at
        ordinal = _ORDINAL.fullmatch(words[at])
        if ordinal or words[at].casefold() in ORDINALS:
            self._add(f"#{ordinal[1] if ordinal else ORDINALS[words[at].casefold()]}th")
            return 1
        money = words[at][-1:] if words[at][-1:] in "$€£¥" else ""
        amount, step = value(words, at + bool(money), bool(money))
        if amount is None:
            if words[at][0].isdigit():  # a time of day, a score, a model number: equal or not, no more
                self._add(f"#{words[at]}")
            return int(words[at][0].isdigit())
        following = words[step].casefold() if step < len(words) else ""
        if following in _PERCENT or (following == "per" and words[step + 1 : step + 2] == ["cent"]):
            unit, step = "%", step + 1 + (following == "per")
        elif following in ("am", "pm"):
            unit, step = following, step + 1
        elif following in ("pound", "pounds") and words[step - 1].casefold() in SCALES:
            unit, step = "£", step + 1
        elif following in _MONEY:
            unit, step = _MONEY[following], step + 1
        else:
            unit = money
        if (points := step + (following == "percentage")) and (unit == "%" or points > step) \
                and [word.casefold() for word in words[points : points + 1]] in (["point"], ["points"]):
            unit, step = "pp", points + 1
        bounded = bound([word.casefold() for word in words[max(0, at - 5) : at]])
        counted = next((sense(w.casefold()) for w in words[step : step + 3] if w.casefold() not in STOP), "")
        self.numbers.append(Number(amount, unit or counted, bounded))
        self._add(f"#{amount}{unit}")
        return step - at

    def _word(self, at: int) -> int:
        word, lower = self.words[at], self.words[at].casefold()
        if BOUNDS.get(lower) == "~" and lower not in WEAK and self._counts(at + 1):
            return 1  # the number itself holds it
        if lower in ("and", "or", ",", ";"):
            self.units.append((("&",), False))
        elif lower == "not" and self._contrasts(at):
            self._add(_RATHER)
        elif lower == "nor" and "neither" in map(str.casefold, self.words[:at]):
            self.units.append((("&",), False))
        elif lower in NEGATORS or (lower == "yet" and self.words[at + 1 : at + 2] == ["to"]):
            self._add("!")
        elif lower == "used" and self.words[at + 1 : at + 2] == ["to"] and self.words[at - 1].casefold() not in _BEING:
            self._add("?once")
        elif sense(lower) in _PROSPECTS and self.words[at + 1 : at + 2] == ["to"]:
            self._add(f"?{sense(lower)}")
        elif lower in HEDGES:
            self._add("?may")
        elif lower in DUTIES:
            self._add("?should")
        elif lower in CONDITIONS:
            self._add("?if")
            if lower == "unless":  # 'unless it rains' is 'if it does not rain'
                self._add("!")
        elif (lower := SYNONYMS.get(lower, lower)) in WEAK or lower in STRONG:
            self._add(f"%{lower}")
        elif lower == "by" and at + 1 < len(self.words):
            following = self.words[at + 1]
            amount = following[0].isdigit() or following in MONTHS or following.casefold() in UNITS
            self.passive |= not following.endswith("ing") and self._is_done(at, alone=not amount)
        elif (lower not in STOP or self._is_short_form(word)) and len(lower) > (0 if word[0].isupper() else 1):
            self._add(sense(lower), name=self._is_name(at))
        return 1

    def _is_done(self, by: int, alone: bool) -> bool:
        """True where a participle stands near `by` after a form of 'be', or `alone` right before it."""
        lower = [word.casefold() for word in self.words[:by]]
        return any(is_participle(self.words[at])
                   and ((alone and at >= by - 2) or not _BEING.isdisjoint(lower[max(0, at - 3) : at]))
                   for at in range(max(0, by - _FAR), by))

    def _is_short_form(self, word: str) -> bool:
        """'WHO' is no 'who', unless everything is written in capitals."""
        written = [other.isupper() for other in self.words if other[0].isalpha()]
        return len(word) > 1 and word.isupper() and 2 * sum(written) < len(written)

    def _counts(self, at: int) -> bool:
        return at < len(self.words) and (self.words[at][0].isdigit() or self.words[at].casefold() in UNITS
                                         or self.words[at][-1:] in "$€£¥")

    def _contrasts(self, at: int) -> bool:
        """'trade, not aid, …' and 'the people and not the state …' deny nothing that the sentence says."""
        return at > 1 and self.words[at - 1] in (",", "and") and self.words[at + 1 : at + 2] != [","]

    def _is_name(self, at: int) -> bool:
        """Written with a capital, and not only because the sentence starts there."""
        if not self.words[at][:1].isupper():
            return False
        if self.words[at] in _PLACES or self._is_short_form(self.words[at]):
            return True
        if self.title_case:
            return False
        if at > 0:
            return True
        follows = [word for word in self.words[1:3] if word not in (",", "and", "or", "&")]
        return bool(follows) and follows[0][:1].isupper() and follows[0] not in MONTHS
