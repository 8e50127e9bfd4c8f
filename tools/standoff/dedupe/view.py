"""Claims as fields to compare, built from a corpus or from bare sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..corpus import Corpus, Document
from ..derive import Names
from ..english import TAKING_PART
from ..lexis import NameTable, read
from ..likeness import ClaimView
from ..stems import sense

_TAKING_PART = frozenset(map(sense, TAKING_PART))


def views(corpus: Corpus) -> list[ClaimView]:
    """Every claim of the corpus, by global id, its tokens weighted by how rare they are in this corpus."""
    table = NameTable((name, entity.id) for _, entity in sorted(corpus.registry.items())
                      for name in dict.fromkeys((entity.name, *entity.aliases)))
    found = [view for document in corpus.documents for view in _of_document(corpus, document, table)]
    return weighted(sorted(found, key=lambda view: view.id))


def views_of_texts(texts: Mapping[str, str]) -> list[ClaimView]:
    """Bare sentences by id (doc#name); what only annotations know stays empty."""
    return weighted([_read(ClaimView(key, key.partition("#")[0], text), NameTable())
                     for key, text in sorted(texts.items())])


def views_of_rows(rows: Iterable[Mapping[str, Any]]) -> list[ClaimView]:
    """Rows with id and text and, where known, time, about (list, or separated by commas) and kind."""
    found = []
    for row in sorted(rows, key=lambda row: str(row["id"])):
        about = row.get("about") or ()
        names = about.split(",") if isinstance(about, str) else about
        found.append(_read(ClaimView(row["id"], row["id"], row["text"], row.get("kind") or "factual",
                                     time=row.get("time") or None,
                                     entities=tuple(name.strip() for name in names if name and name.strip())),
                           NameTable()))
    return weighted(found)


def weighted(found: Sequence[ClaimView]) -> list[ClaimView]:
    """The views with the rarity of their tokens filled in, in whole eighths of a bit (no floats: see `Feature`)."""
    frequency = Counter(token for view in found for token in set(view.tokens))
    total = len(found)
    rarity = {token: max(1, ((total**8) // (count**8)).bit_length() - 1) for token, count in frequency.items()}
    return [replace(view, rarity=rarity) for view in found]


def _of_document(corpus: Corpus, document: Document, table: NameTable) -> Iterator[ClaimView]:
    names = Names(corpus, document)
    for claim in document.claims.values():
        about = tuple(dict.fromkeys(_entity(names, document, local) for local in claim.about))
        known = [entity for entity in about if entity in corpus.registry]
        view = _read(ClaimView(
            f"{document.id}#{claim.id}", document.id, claim.text, claim.kind, claim.stance, claim.time, entities=about,
            events=frozenset(entity for entity in known if corpus.registry[entity].type == "event")), table)
        named = [token[1:] for token in view.tokens if token.startswith("@")]
        yield replace(view, sides={entity: names.registry_side(entity) for entity in named},
                      took_part=_took_part(corpus, view))


def _took_part(corpus: Corpus, view: ClaimView) -> tuple[str, str] | None:
    """One person and one event, and besides them only groups and words of taking part: 'Japan's delegation to the
    summit included Abe' and 'Envoys met with Abe at the summit' both say that Abe was there."""
    types: dict[str, list[str]] = {}
    for token in dict.fromkeys(view.tokens):
        if token.startswith("@"):
            types.setdefault(corpus.registry[token[1:]].type, []).append(token[1:])
        elif token not in _TAKING_PART:
            return None
    people, events = types.get("person", []), types.get("event", [])
    return (people[0], events[0]) if len(people) == len(events) == 1 else None


def _read(view: ClaimView, table: NameTable) -> ClaimView:
    reading = read(view.text, table)
    return replace(view, tokens=reading.tokens, names=reading.names, numbers=reading.numbers,
                   passive=reading.passive, tense=reading.tense, written=reading.written)


def _entity(names: Names, document: Document, local: str) -> str:
    """Registry id; '=name' for a named entity that no registry holds, so that two documents can share it."""
    entity = document.entities.get(local)
    if entity and not entity.ref and entity.name and not entity.anonymous:
        return f"={entity.name.casefold()}"
    return names.reference(local) or local
