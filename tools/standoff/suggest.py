"""What can be suggested for a fresh text: entities of the registry named in it, reporting words, citation markers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .cues import SAID
from .model import RegistryEntity
from .text import Range, Text

_MARKER = re.compile(r"\[\d{1,4}\]|(?<=[^\W\d_][.,”\"])\d{1,3}(?=\s[A-Z“])"
                     r"|\([A-Z][\w'’-]+(?: et al\.)?,? \d{4}[a-z]?\)")
"""'[3]', a number set right after a sentence's end, '(Lovelace, 1843)'."""


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


def _owners(entities: Iterable[RegistryEntity]) -> dict[str, list[str]]:
    """Name or alias of at least two characters -> the ids that have it."""
    owners: dict[str, list[str]] = {}
    for entity in entities:
        for name in dict.fromkeys((entity.name, *entity.aliases)):
            if len(name) > 1:
                owners.setdefault(name, []).append(entity.id)
    return owners
