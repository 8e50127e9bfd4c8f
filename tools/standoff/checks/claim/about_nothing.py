"""A claim is about nobody, although its text names an entity of the document.

Why: the claim is missing wherever readers ask what is said about that entity.
Fix: list the participants and places in `about`, the subject first.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    planted: 488 alarms, 488 true, 0 false
    PolNeAR: not measured (it has no claims)

Bad:
    {e-ada|Ada} spoke. {c-x text=Ada_left.|She left}.
Good:
    {e-ada|Ada} spoke. {c-x about=e-ada text=Ada_left.|She left}.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from standoff.check import Check, replace
from standoff.corpus import Corpus, Document, records_of
from standoff.finding import WARNING, Finding
from standoff.model import Claim

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="claims")


@check.gather
def claims_about_nobody(document: Document) -> Any:
    """Claims without `about`, and the entities they might name."""
    claims = [[list(place.path), place.record.text] for place in records_of(document, Claim) if not place.record.about]
    entities = {id_: [entity.ref, entity.name] for id_, entity in document.entities.items()}
    return {"claims": claims, "entities": entities if claims else {}}


@check.judge
def about_nothing(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    for id_, one in gathered.items():
        names = {local: corpus.registry[ref].name if ref in corpus.registry else name
                 for local, (ref, name) in one["entities"].items()}
        for path, text in one["claims"]:
            found = [local for local, name in names.items() if name and re.search(rf"\b{re.escape(name)}\b", text)]
            if found:
                at = (*path, "about")
                yield check.finding(corpus.by_id[id_], at, f"`about` is empty, but the text names {names[found[0]]!r}",
                                    fix=replace(f"list {', '.join(found)}", at, found))
