"""Affiliations run in a circle.

Why: an affiliation leads from a person to an organisation to a state; in a circle nobody stands for anybody.
Fix: drop the affiliation that points the wrong way.

Bad:
    {e-corps affiliation=e-state|The corps} of {e-state affiliation=e-corps|the state}.
Good:
    {e-corps affiliation=e-state|The corps} of {e-state|the state}.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from standoff.check import Check
from standoff.corpus import Corpus, Document
from standoff.finding import ERROR, Finding
from standoff.graph import cycles
from standoff.model import RegistryEntity

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", layer="entities")


@check.each(Document)
def local(document: Document, source: Document) -> Iterator[Finding]:
    for cycle in cycles({id_: entity.affiliation or () for id_, entity in source.entities.items()}):
        yield check.finding(document, (*source.ids[cycle[0]], "affiliation"), " -> ".join(cycle))


@check.judge
def registry(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    del gathered
    found = {cycle[0]: cycle for cycle in cycles({i: e.affiliation or () for i, e in corpus.registry.items()})}
    for source, place in corpus.shared_records(RegistryEntity):
        if place.record.id in found:
            yield check.finding(source, (*place.path, "affiliation"), " -> ".join(found[place.record.id]))
