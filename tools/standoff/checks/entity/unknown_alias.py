"""A name mention is none of the names that the registry lists for its entity.

Why: either the wrong entity is linked, or the registry does not know a name that documents use.
Fix: link the right entity, or add the name to its aliases.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    planted: 104 alarms, 104 true, 0 false
    PolNeAR: not measured (it has no registry)

Bad:
    {e-ada ref=ada|Bob} spoke.
    == corpus/entities.json ==
    {"standoff": "1", "entities": [{"id": "ada", "type": "person", "name": "Ada", "aliases": []}]}
Good:
    {e-ada ref=ada|ADA} spoke.
    == corpus/entities.json ==
    {"standoff": "1", "entities": [{"id": "ada", "type": "person", "name": "Ada", "aliases": []}]}
"""

from collections.abc import Iterator, Mapping
from typing import Any

from standoff.check import Check
from standoff.corpus import Corpus, Document, records_of
from standoff.cues import is_pronoun
from standoff.finding import WARNING, Finding
from standoff.model import Entity, Mention
from standoff.text import words

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="entities")


@check.gather
def names_in(document: Document) -> Any:
    """[path of the first such mention, registry id, surface] for every name that a linked entity has."""
    found: dict[tuple[str, str], list[Any]] = {}
    for place in records_of(document, Entity):
        ref = place.record.ref
        for number, mention in enumerate(place.record.mentions if ref else ()):
            if ref and (ref, mention.quote) not in found and is_name(mention, document):
                found[ref, mention.quote] = [[*place.path, "mentions", number], ref, mention.quote]
    return list(found.values())


@check.judge
def unknown_alias(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    names = {id_: {name.casefold() for name in (entity.name, *entity.aliases)}
             for id_, entity in corpus.registry.items()}
    places = {name for id_, own in names.items() if corpus.registry[id_].type in ("gpe", "place") for name in own}
    for id_, rows in gathered.items():
        for path, ref, surface in rows:
            if ref not in names or surface.casefold() in names[ref]:
                continue
            # A capital stands for its country ('Beijing contends'): metonymy follows meaning and is no alias.
            stands_for = surface.casefold() in places and corpus.registry[ref].type in ("gpe", "org")
            if not stands_for and not any(short_of(surface, name) for name in names[ref]):
                yield check.finding(corpus.by_id[id_], tuple(path), f"{surface!r} is no name that the registry lists "
                                    f"for {ref!r}")


def short_of(surface: str, name: str) -> bool:
    """True for the name, and for a short form with words of it only: 'the Post' of 'South China Morning Post'."""
    # A hyphen at a line end leaves a space in the folded quote.
    return set(words(surface.casefold().replace("- ", "-"))) <= set(words(name))


def is_name(mention: Mention, document: Document) -> bool:
    """True for a name that stands in the text as quoted; other mentions are faults of their own."""
    if mention.form != "name" or is_pronoun(mention.quote):
        return False
    return document.stands(mention) or not document.holds(mention)
