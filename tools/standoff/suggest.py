"""What can be suggested for a fresh text: its date, known entities, reporting words, citation markers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .cues import SAID
from .dates import exists
from .english import MONTHS
from .model import RegistryEntity
from .text import Range, Text

_MARKER = re.compile(r"\[\d{1,4}\]|(?<=[^\W\d_][.,”\"])\d{1,3}(?=\s[A-Z“])"
                     r"|\([A-Z][\w'’-]+(?: et al\.)?,? \d{4}[a-z]?\)")
"""'[3]', a number set right after a sentence's end, '(Lovelace, 1843)'."""


HEAD = 12
"""Lines with words among which a text's own date is looked for."""
_DAY = re.compile(r"(?:(?:Published|Posted|Date):? )?(?:[A-Z][a-z]+day,? )?(?:"
                  r"(?P<m1>[A-Z][a-z]+)\.? (?P<d1>\d{1,2})(?:st|nd|rd|th)?,? (?P<y1>\d{4})"
                  r"|(?P<d2>\d{1,2})(?:st|nd|rd|th)? (?P<m2>[A-Z][a-z]+)\.?,? (?P<y2>\d{4})"
                  r"|(?P<y3>\d{4})-(?P<m3>\d\d)-(?P<d3>\d\d))", re.ASCII)
_ISO = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(slots=True)
class Suggestions:
    """Places in one text. `ambiguous` are names that several registry entities have."""

    entities: dict[str, list[Range]] = field(default_factory=dict)
    """Registry id -> where it is named, by first place."""
    ambiguous: dict[str, list[str]] = field(default_factory=dict)
    cues: list[Range] = field(default_factory=list)
    markers: list[Range] = field(default_factory=list)


def suggest(text: Text, registry: Mapping[str, RegistryEntity], lang: str) -> Suggestions:
    """Everything that can be suggested; reporting words are known for English only."""
    found = Suggestions(markers=[Range(*match.span()) for match in _MARKER.finditer(text.raw)])
    if lang.split("-")[0] == "en":
        found.cues = [Range(*match.span()) for match in SAID.finditer(text.raw)]
    owners = _owners(registry.values())
    taken: list[Range] = []
    hits: list[tuple[Range, str]] = []
    for name in sorted(owners, key=lambda name: (-len(name), name)):
        for place in text.find(name):
            if text.splits_word(place.start) or text.splits_word(place.end) or any(map(place.overlaps, taken)):
                continue
            taken.append(place)  # an ambiguous name, too, keeps shorter ones out: the longest match counts
            if len(owners[name]) > 1:
                found.ambiguous[name] = owners[name]
            else:
                hits.append((place, owners[name][0]))
    for place, identifier in sorted(hits):
        found.entities.setdefault(identifier, []).append(place)
    return found


def dated(text: Text) -> str | None:
    """The day (YYYY-MM-DD) that stands alone on one of the first lines, as 'March 3, 2021' below a headline.

    None where no such line, or lines with different days, are there: a date inside a sentence is no dateline.
    """
    first = [line.strip() for line in text.raw.splitlines() if line.strip()][:HEAD]
    days = set()
    for match in filter(None, map(_DAY.fullmatch, first)):
        year, month, number = (next(filter(None, match.group(*names)), "")
                               for names in (("y1", "y2", "y3"), ("m1", "m2", "m3"), ("d1", "d2", "d3")))
        day = f"{year}-{MONTHS.get(month, month):0>2}-{number:0>2}"
        if _ISO.fullmatch(day) and exists(day):
            days.add(day)
    return days.pop() if len(days) == 1 else None


def _owners(entities: Iterable[RegistryEntity]) -> dict[str, list[str]]:
    """Name or alias of at least two characters -> the ids that have it."""
    owners: dict[str, list[str]] = {}
    for entity in entities:
        for name in dict.fromkeys((entity.name, *entity.aliases)):
            if len(name) > 1:
                owners.setdefault(name, []).append(entity.id)
    return owners
