"""One name is one registry entity in one document and another in the next.

Why: either two entities share a name, which readers should know, or one of the documents is wrong.
Fix: correct the wrong link; where both are right, excuse it.

Bad:
    == one ==
    {e-a ref=georgia-state|Georgia} voted.
    == two ==
    {e-b ref=georgia-country|Georgia} voted.
Good:
    == one ==
    {e-a ref=georgia-state|Georgia} voted.
    == two ==
    {e-a ref=georgia-state|Georgia} voted.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from standoff.check import Check
from standoff.corpus import Corpus, Document, records_of
from standoff.cues import is_pronoun
from standoff.finding import INFO, Finding
from standoff.model import Entity, Mention

check = Check(__name__, __doc__, severity=INFO, since="0.1.0", layer="entities")


@check.gather
def names_in(document: Document) -> Any:
    """[surface, registry id, path of the first such mention] for every linked name."""
    rows: dict[tuple[str, str], list[Any]] = {}
    for place in records_of(document, Entity):
        ref = place.record.ref
        for number, mention in enumerate(place.record.mentions if ref else ()):
            if ref and (mention.quote, ref) not in rows and is_name(mention, document):
                rows[mention.quote, ref] = [mention.quote, ref, [*place.path, "mentions", number]]
    return list(rows.values())


@check.judge
def ambiguous_surface(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    first: dict[str, tuple[str, str]] = {}
    for id_, rows in gathered.items():
        own: dict[str, set[str]] | None = None
        for surface, ref, path in rows:
            if corpus.registry and ref not in corpus.registry:
                continue  # a reference to nothing is id/dangling
            other, where = first.setdefault(surface, (ref, id_))
            if other == ref or where == id_:
                continue
            own = own or meant_in(rows)
            # A document that itself uses the name for both (a capital and its country) is no contradiction.
            if other not in own[surface] and ref not in meant_in(gathered[where])[surface]:
                yield check.finding(corpus.by_id[id_], tuple(path), f"{surface!r} is {ref!r} here, but {other!r} in "
                                    f"{where}")


def meant_in(rows: list[Any]) -> dict[str, set[str]]:
    """Surface -> the registry ids that one document means by it. Asked again where it matters, never kept for all."""
    meant: dict[str, set[str]] = {}
    for surface, ref, _ in rows:
        meant.setdefault(surface, set()).add(ref)
    return meant


def is_name(mention: Mention, document: Document) -> bool:
    """True for a name that stands in the text as quoted; other mentions are faults of their own."""
    if mention.form != "name" or is_pronoun(mention.quote):
        return False
    return document.stands(mention) or not document.holds(mention)
