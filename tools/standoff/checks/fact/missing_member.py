"""A fact lists a claim that does not exist.

Why: the fact then seems to have more support than the texts give it.
Fix: correct the id, or take it out of the fact.

Bad:
    {c-fair|It was fair} and {c-good|good}.
    == corpus/facts.json ==
    {"standoff": "1", "links": [], "facts": [
      {"id": "f-fair", "text": "Fair.", "claims": ["sketch#c-fair", "sketch#c-far"], "by": "A", "date": "2021"}]}
Good:
    {c-fair|It was fair} and {c-good|good}.
    == corpus/facts.json ==
    {"standoff": "1", "links": [], "facts": [
      {"id": "f-fair", "text": "Fair.", "claims": ["sketch#c-fair", "sketch#c-good"], "by": "A", "date": "2021"}]}
"""

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from standoff.check import Check, replace
from standoff.corpus import Corpus, Document
from standoff.finding import ERROR, Finding
from standoff.model import Fact
from standoff.raw import raw_ids

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0")


@check.gather
def claims_of(document: Document) -> Any:
    """Ids of the document's claims, the bad ones too: they are reported already; null where it is unreadable."""
    if not isinstance(document.loaded.value, dict):
        return None
    return list(dict.fromkeys(id_ for id_, _ in raw_ids(document.loaded.value) if id_.startswith("c-")))


@check.judge
def missing_member(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    named = {claim.partition("#")[0] for fact in corpus.facts.values() for claim in fact.claims}
    held = {id_: gathered[id_] for id_ in named.intersection(gathered)}
    known = {f"{id_}#{claim}" for id_, claims in held.items() for claim in claims or ()}
    unreadable = {id_ for id_, claims in held.items() if claims is None}
    for source, place in corpus.shared_records(Fact):
        for number, claim in enumerate(place.record.claims):
            if claim not in known and claim.partition("#")[0] not in unreadable:
                at = (*place.path, "claims", number)
                everything = [f"{id_}#{other}" for id_, claims in gathered.items() for other in claims or ()]
                near = next(iter(difflib.get_close_matches(claim, everything, 1, 0.6)), "")
                yield check.finding(source, at, f"no claim {claim!r} in this corpus",
                                    fix=replace(f"did you mean {near!r}?", at, near) if near else None)
