"""The words of a claim, lightly normalised, so that two claims can be compared as fields and not as strings.

One token a word that carries content, marked by its first character: `@id` a registry entity, `#…` a number (value in
thousandths, then its unit), `~…` a date, `!` a negation, `?…` a hedge or a duty, `%…` a quantity word; no mark: the
stem of a word. Names of things the registry does not know keep their words and are listed in `Reading.names`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import regex

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
    PREPOSITIONS,
    SCALES,
    STOP,
    STRONG,
    UNITS,
    WEAK,
)
from .stems import pieces, sense, stem

_NUMERAL = regex.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_ORDINAL = regex.compile(r"(\d+)(?:st|nd|rd|th)")
_DAY = regex.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
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


def read(text: str, names: NameTable | None = None) -> Reading:
    """The tokens of `text`; `names` finds registry entities."""
    return _Reader(pieces(text), names or NameTable()).reading()


@dataclass(slots=True)
class _Reader:
    words: list[str]
    table: NameTable
    units: list[tuple[tuple[str, ...], bool]] = field(default_factory=list)
    """Tokens that belong together, and whether they name somebody; ('&',) stands for 'and', 'or' and a comma."""
    names: set[str] = field(default_factory=set)
    numbers: list[Number] = field(default_factory=list)
    passive: bool = False
    written: dict[str, str] = field(default_factory=dict)

    def reading(self) -> Reading:
        at = 0
        while at < len(self.words):
            before = len(self.written)
            length = self._entity(at) or self._date(at) or self._number(at) or self._word(at)
            if len(self.written) > before:
                self.written[next(reversed(self.written))] = " ".join(self.words[at : at + length])
            at += length
        units = _sort_lists(_lead_last(self.units, self.words), self.table)
        tokens = tuple(token for unit, _ in units for token in unit if token != "&")
        return Reading(tokens, frozenset(self.names), tuple(self.numbers), self.passive, self.written)

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

    def _date(self, at: int) -> int:
        words, here = self.words, self.words[at]
        day = month = None
        step = at
        if here in MONTHS:
            month, step = MONTHS[here], at + 1
            if step < len(words) and (match := _DAY.fullmatch(words[step])):
                day, step = int(match[1]), step + 1
        elif (match := _DAY.fullmatch(here)) and at + 1 < len(words) and words[at + 1] in MONTHS:
            day, month, step = int(match[1]), MONTHS[words[at + 1]], at + 2
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

    def _number(self, at: int) -> int:
        words = self.words
        ordinal = _ORDINAL.fullmatch(words[at])
        if ordinal or words[at].casefold() in ORDINALS:
            self._add(f"#{ordinal[1] if ordinal else ORDINALS[words[at].casefold()]}th")
            return 1
        money = words[at][-1:] if words[at][-1:] in "$€£¥" else ""
        value, step = _value(words, at + bool(money))
        if value is None:
            if words[at][0].isdigit():  # a time of day, a score, a model number: equal or not, no more
                self._add(f"#{words[at]}")
            return int(words[at][0].isdigit())
        following = words[step].casefold() if step < len(words) else ""
        if following in _PERCENT or (following == "per" and words[step + 1 : step + 2] == ["cent"]):
            unit, step = "%", step + 1 + (following == "per")
        elif following in _MONEY:
            unit, step = _MONEY[following], step + 1
        else:
            unit = money
        before = " ".join(words[max(0, at - 2) : at]).casefold()
        bound = BOUNDS.get(before) or BOUNDS.get(before.rpartition(" ")[2], "")
        counted = next((stem(w.casefold()) for w in words[step : step + 3] if w.casefold() not in STOP), "")
        self.numbers.append(Number(value, unit or counted, bound))
        self._add(f"#{value}{unit}")
        return step - at

    def _word(self, at: int) -> int:
        word, lower = self.words[at], self.words[at].casefold()
        if lower in ("and", "or", ",", ";"):
            self.units.append((("&",), False))
        elif lower in NEGATORS:
            self._add("!")
        elif lower in HEDGES:
            self._add("?may")
        elif lower in DUTIES:
            self._add("?should")
        elif lower in CONDITIONS:
            self._add("?if")
        elif lower in WEAK or lower in STRONG:
            self._add(f"%{lower}")
        elif lower == "by" and at + 1 < len(self.words):
            following = self.words[at + 1]
            self.passive |= not (following.endswith("ing") or following[0].isdigit() or following in MONTHS
                                 or following.casefold() in UNITS)
        elif lower not in STOP and len(lower) > (0 if word[0].isupper() else 1):
            self._add(sense(lower), name=self._is_name(at))
        return 1

    def _is_name(self, at: int) -> bool:
        """Written with a capital, and not only because the sentence starts there."""
        if not self.words[at][:1].isupper():
            return False
        return at > 0 or (len(self.words) > 1 and self.words[1][:1].isupper())


def _value(words: list[str], at: int) -> tuple[int | None, int]:
    """(value in thousandths, index after it) of the number that starts at `at`: '27 billion', 'two hundred'."""
    total, step = None, at
    while step < len(words):
        word = words[step].casefold()
        if total is None and _NUMERAL.fullmatch(word):
            whole, _, part = word.replace(",", "").partition(".")
            total = int(whole) * 1000 + int((part + "000")[:3])
        elif word in UNITS and (total is None or (total % 10_000 == 0 and UNITS[word] < 10)):
            total = (total or 0) + UNITS[word] * 1000
        elif word in SCALES and total is not None:
            total *= SCALES[word]
        else:
            break
        step += 1
    return total, step


def _lead_last(units: list[tuple[tuple[str, ...], bool]], words: list[str]) -> list[tuple[tuple[str, ...], bool]]:
    """'In March, China …' reads as 'China … in March': a leading circumstance goes to the end."""
    comma = next((n for n, unit in enumerate(units) if unit[0] == ("&",)), 0)
    if words and words[0].casefold() in PREPOSITIONS and "," in words and 0 < comma < len(units) - 2:
        return [*units[comma + 1 :], *units[:comma]]
    return units


def _states(members: list[tuple[str, ...]], table: NameTable) -> list[tuple[str, ...]]:
    """'Washington and Beijing' reads as 'the United States and China': capitals listed beside states stand for them."""
    seats = [unit for unit in members if unit[0] in table.capitals]
    if len(members) < 2 or not all(unit[0] in table.capitals or unit[0] in table.states for unit in members):
        return members
    return [(table.capitals[unit[0]],) if unit in seats else unit for unit in members]


def _sort_lists(units: list[tuple[tuple[str, ...], bool]], table: NameTable) -> list[tuple[tuple[str, ...], bool]]:
    """'China and Japan' reads as 'Japan and China': the members of a list of names are sorted."""
    result: list[tuple[tuple[str, ...], bool]] = []
    at = 0
    while at < len(units):
        run = at
        while run + 2 < len(units) and units[run][1] and units[run + 1][0] == ("&",):
            step = run + 2
            step += units[step][0] == ("&",)
            if step >= len(units) or not units[step][1]:
                break
            run = step
        if run > at:
            listed = [unit for unit, _ in units[at : run + 1] if unit != ("&",)]
            result += sorted((unit, True) for unit in _states(listed, table))
        else:
            result.append(units[at])
        at = run + 1
    return result
