"""A fact joins what is so, or will be, with what somebody values or demands.

Why: 'they should meet' and 'they met' do not entail each other, whatever words they share.
Fix: take the claims of the other kind out of the fact, or correct their `kind`.

Bad:
    {c-a|They met} and {c-b kind=prescription|they should meet}.
    == corpus/facts.json ==
    {"standoff": "1", "links": [], "facts": [
      {"id": "f-a", "text": "They met.", "claims": ["sketch#c-a", "sketch#c-b"], "by": "A", "date": "2021"}]}
Good:
    {c-a|They met} and {c-b kind=prediction|they will meet}.
    == corpus/facts.json ==
    {"standoff": "1", "links": [], "facts": [
      {"id": "f-a", "text": "They met.", "claims": ["sketch#c-a", "sketch#c-b"], "by": "A", "date": "2021"}]}
"""

from collections.abc import Iterator, Mapping
from typing import Any

from standoff.check import Check
from standoff.corpus import Corpus, Document
from standoff.finding import ERROR, Finding
from standoff.model import Fact

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0")
OF_FACT = ("factual", "prediction")


@check.gather
def kinds_of(document: Document) -> Any:
    """Claim id -> kind."""
    return {claim.id: claim.kind for claim in document.claims.values()}


@check.judge
def mixed_kinds(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    kinds: dict[str, str] = corpus.of_decided(gathered)
    for source, place in corpus.shared_records(Fact):
        members = {claim: kinds[claim] for claim in place.record.claims if claim in kinds}
        of_fact = [claim for claim, kind in members.items() if kind in OF_FACT]
        of_value = [claim for claim, kind in members.items() if kind not in OF_FACT]
        if of_fact and of_value:
            yield check.finding(source, (*place.path, "claims"), f"{of_fact[0]} is {members[of_fact[0]]}, but "
                                f"{of_value[0]} is {members[of_value[0]]}")
