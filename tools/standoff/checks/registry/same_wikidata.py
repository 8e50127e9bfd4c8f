"""Two registry entities have one Wikidata item.

Why: they are one entity of the world, and everything said of it is split between the two.
Fix: merge them (the id that goes stays in `was`), or correct the item.

Bad:
    == corpus/entities.json ==
    {"standoff": "1", "entities": [
      {"id": "china", "type": "gpe", "name": "China", "aliases": [], "wikidata": "Q148"},
      {"id": "prc", "type": "gpe", "name": "People's Republic of China", "aliases": [], "wikidata": "Q148"}]}
Good:
    == corpus/entities.json ==
    {"standoff": "1", "entities": [
      {"id": "china", "type": "gpe", "name": "China", "aliases": ["People's Republic of China"], "wikidata": "Q148"}]}
"""

from collections.abc import Iterator, Mapping
from typing import Any

from standoff.check import Check
from standoff.corpus import Corpus
from standoff.finding import ERROR, Finding
from standoff.model import RegistryEntity

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0")


@check.judge
def same_wikidata(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    del gathered
    first: dict[str, str] = {}
    for source, place in corpus.shared_records(RegistryEntity):
        entity = place.record
        if entity.wikidata and first.setdefault(entity.wikidata, entity.id) != entity.id:
            yield check.finding(source, (*place.path, "wikidata"), f"{entity.wikidata} is {first[entity.wikidata]!r} "
                                "already")
