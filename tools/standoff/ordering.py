"""The order of a sentence's words where it says nothing: lists are sorted, leading circumstances go to the end."""

from __future__ import annotations

from collections.abc import Mapping, Set

from .english import PREPOSITIONS
from .stems import mark

Units = list[tuple[tuple[str, ...], bool]]
"""Tokens that belong together, and whether they name somebody; ('&',) stands for 'and', 'or' and a comma."""

_APPOSITION = 6
"""Most units between the commas that say what somebody is."""


def in_order(units: Units, words: list[str], capitals: Mapping[str, str], states: Set[str]) -> Units:
    """The units in one order. `words`: the pieces of the text; `capitals`: token of a capital -> token of its state."""
    return _sort_lists(_names_last(_lead_last(units, words)), capitals, states)


def _lead_last(units: Units, words: list[str]) -> Units:
    """'In March, China …' reads as 'China … in March': a leading circumstance goes to the end."""
    comma = next((n for n, unit in enumerate(units) if unit[0] == ("&",)), 0)
    if words and words[0].casefold() in PREPOSITIONS and "," in words and 0 < comma < len(units) - 2:
        return [*units[comma + 1 :], *units[:comma]]
    return units


def _names_last(units: Units) -> Units:
    """'Ida Holm, a painter, lost' reads as 'a painter, Ida Holm, lost': what somebody is stands before the name."""
    commas = [at for at, unit in enumerate(units) if unit[0] == ("&",)][:2]
    if len(commas) < 2 or commas[0] != 1 or not units[0][1] or not 2 < commas[1] < min(2 + _APPOSITION, len(units) - 1):
        return units
    said = units[2 : commas[1]]
    return [*said, units[0], *units[commas[1] + 1 :]] if not said[0][1] else units


def _states(members: list[tuple[str, ...]], capitals: Mapping[str, str], states: Set[str]) -> list[tuple[str, ...]]:
    """'Washington and Beijing' reads as 'the United States and China': capitals listed beside states stand for them."""
    seats = [unit for unit in members if unit[0] in capitals]
    if len(members) < 2 or not all(unit[0] in capitals or unit[0] in states for unit in members):
        return members
    return [(capitals[unit[0]],) if unit in seats else unit for unit in members]


def _sort_lists(units: Units, capitals: Mapping[str, str], states: Set[str]) -> Units:
    """'China and Japan' reads as 'Japan and China': the members of a list of names are sorted."""
    result: Units = []
    at = 0
    units = _sort_words(units)
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
            result += sorted((unit, True) for unit in _states(listed, capitals, states))
        else:
            result.append(units[at])
        at = run + 1
    return result


def _sort_words(units: Units) -> Units:
    """'wheat, rye and oats' reads as 'oats, rye and wheat': three or more single words in a row are a list."""
    result = list(units)
    at = 0
    while at < len(units):
        run = at
        while run + 2 < len(units) and units[run + 1][0] == ("&",):
            step = run + 2 + (units[run + 2][0] == ("&",))
            if step >= len(units) or units[step][1] or units[run][1] or mark(units[step][0][0]):
                break
            run = step
        places = [n for n in range(at, run + 1) if units[n][0] != ("&",)]
        if len(places) > 2:
            for place, unit in zip(places, sorted(units[n] for n in places), strict=True):
                result[place] = unit
        at = run + 1
    return result
