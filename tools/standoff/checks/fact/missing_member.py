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

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0")


@check.gather
def claims_of(document: Document) -> Any:
    """Global ids of the document's claims, the bad ones too: they are reported already; null where it is unreadable."""
    if not isinstance(document.loaded.value, dict):
        return None
    return [f"{document.id}#{id_}" for id_ in document.ids if id_.startswith("c-")]


@check.judge
def missing_member(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    known = {claim for claims in gathered.values() for claim in claims or () if claim in corpus.decided}
    unreadable = {id_ for id_, claims in gathered.items() if claims is None}
    for source, place in corpus.shared_records(Fact):
        for number, claim in enumerate(place.record.claims):
            if claim not in known and claim.partition("#")[0] not in unreadable:
                at = (*place.path, "claims", number)
                everything = [other for claims in gathered.values() for other in claims or ()]
                near = next(iter(difflib.get_close_matches(claim, everything, 1, 0.6)), "")
                yield check.finding(source, at, f"no claim {claim!r} in this corpus",
                                    fix=replace(f"did you mean {near!r}?", at, near) if near else None)
