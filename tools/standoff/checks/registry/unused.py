"""A registry entity is used by no document and by no other entity.

Why: left over entries make wrong links more likely and say nothing.
Fix: remove it; once published, name it in retired.json.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: not measured (the registry belongs to all documents)
    PolNeAR: not measured (it has no registry)

Bad:
    {e-ada|Ada} spoke.
    == corpus/entities.json ==
    {"standoff": "1", "entities": [{"id": "bob", "type": "person", "name": "Bob", "aliases": []}]}
Good:
    {e-bob ref=bob|Bob} spoke.
    == corpus/entities.json ==
    {"standoff": "1", "entities": [{"id": "bob", "type": "person", "name": "Bob", "aliases": []}]}
"""

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from standoff.check import Check
from standoff.corpus import Corpus, Document
from standoff.finding import WARNING, Finding
from standoff.model import RegistryEntity
from standoff.raw import raw_records

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0")


@check.gather
def refs_of(document: Document) -> Any:
    """Registry ids that the document names, in bad records too; null where it is unreadable."""
    if not isinstance(document.loaded.value, dict):
        return None
    return sorted({str(record["ref"]) for _, record in raw_records(document.loaded.value) if "ref" in record})


@check.judge
def unused(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    if None in gathered.values():
        return  # what cannot be read may use them all
    used = {ref for refs in gathered.values() for ref in refs}
    used |= {to for entity in corpus.registry.values() for to in entity.affiliation or ()}
    lost = [ref for ref in used if ref not in corpus.registry]
    for source, place in corpus.shared_records(RegistryEntity):
        # A misspelt reference leaves its entity unused: id/dangling says so.
        if place.record.id not in used and not difflib.get_close_matches(place.record.id, lost, 1, 0.8):
            yield check.finding(source, place.path, f"nothing refers to {place.record.id!r}")
