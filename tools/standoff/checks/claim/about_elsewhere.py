"""A claim is about an entity that neither its text nor the passage around its evidence names.

Why: readers who ask what is said about that entity meet a claim that has nothing to do with it.
Fix: take it out of `about`, or name it in `text`, which must stand alone.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    planted: 136 alarms, 136 true, 0 false
    PolNeAR: not measured (it has no claims)

Bad:
    {e-ada|Ada} came. It was late. It rained. It was cold. {e-bob|Bob} came. {c-x about=e-ada text=Bob_left.|He left}.
Good:
    {e-ada|Ada} came. {e-bob|Bob} left. {c-x about=e-ada,e-bob text=Bob_left.|He left, and {e-ada.pronoun|she} stayed}.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from standoff.check import Check
from standoff.corpus import Corpus, Document, records_of
from standoff.english import DEMONYMS
from standoff.finding import WARNING, Finding
from standoff.model import Claim, Entity
from standoff.stems import pieces, stem

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="claims", languages=("en",))
NEAR = 3
"""Sentences before and after the evidence in which the entity may be named: `about` lists who is meant, too."""


@check.gather
def unnamed(document: Document) -> Any:
    """[path, entity, its registry id, stems of the passage, registry ids of the others] where no name is in reach."""
    rows: list[Any] = []
    text = document.text
    if text is None:
        return rows
    for place in records_of(document, Claim):
        claim = place.record
        if not claim.about:
            continue
        low = max(text.sentence_at(claim.spans[0].start) - NEAR, 0)
        passage = text.sentences[low : text.sentence_at(claim.spans[-1].end) + NEAR]
        start, end = (passage[0].start, passage[-1].end) if passage else (0, 0)
        absent = [(number, id_, entity) for number, id_ in enumerate(claim.about)
                  if (entity := document.entities.get(id_)) and not mentioned(entity, start, end)]
        # Most are named in the claim itself; only for the others need the passage be read.
        absent = [one for one in absent if not called(one[2], stems(claim.text))]
        if not absent:
            continue
        spoken = stems(claim.text).union(*(stems(text.raw[s.start : s.end]) for s in passage))
        for number, id_, entity in absent:
            if not called(entity, spoken):
                others = [e.ref for i in claim.about if i != id_ and (e := document.entities.get(i))]
                rows.append([[*place.path, "about", number], id_, entity.ref, sorted(spoken), others])
    return rows


@check.judge
def about_elsewhere(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    for document, rows in gathered.items():
        for path, id_, ref, spoken, others in rows:
            known = corpus.registry.get(ref or "")
            names = [stems(name) for name in (known.name, *known.aliases)] if known else []
            # 'US-China relations' among the others means both countries.
            heard = frozenset(spoken).union(*(stems(corpus.registry[other].name) for other in others
                                        if other in corpus.registry))
            if not any(alike(name, heard) for name in names):
                yield check.finding(corpus.by_id[document], tuple(path), f"neither the text nor the passage around the "
                                    f"evidence names {id_}")


def mentioned(entity: Entity, start: int, end: int) -> bool:
    """True when a mention of the entity touches the passage."""
    return any(m.start < end and start < m.end for m in entity.mentions)


def called(entity: Entity, spoken: frozenset[str]) -> bool:
    """True when one of the names that the document has for the entity is among what is spoken."""
    names = ((entity.name or "").split(" of ")[0], *(m.quote for m in entity.mentions if m.form == "name"))
    return any(alike(stems(name), spoken) for name in names)


def alike(name: frozenset[str], spoken: frozenset[str]) -> bool:
    """True when at least half of a name's words are spoken."""
    return bool(name) and 2 * len(name & spoken) >= len(name)


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """The stems of the words of `text`, demonyms as their countries, without what says nothing."""
    found = {stem(word.casefold()) for word in pieces(text) if word[0].isalnum()}
    for demonym in found & _PLACES.keys():
        found = found | _PLACES[demonym]
    return frozenset(found) - _EMPTY


_EMPTY = {"the", "of", "and", "a", "in", "to", "on", "for"}
_PLACES = {stem(demonym.casefold()): {stem(word.casefold()) for word in pieces(place)}
           for demonym, place in DEMONYMS.items() if " " not in demonym}
"""Stem of a demonym ('chines') -> stems of its country."""
