"""Two registry entities have one name.

Why: a mention of that name may be either; tools that link by name will link the wrong one.
Fix: drop the alias from the entity that is seldom meant, or make one of them longer.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: not measured (the registry belongs to all documents)
    PolNeAR: not measured (it has no registry)

Bad:
    == corpus/entities.json ==
    {"standoff": "1", "entities": [
      {"id": "china", "type": "gpe", "name": "China", "aliases": ["Beijing"]},
      {"id": "beijing", "type": "gpe", "name": "Beijing", "aliases": []}]}
Good:
    == corpus/entities.json ==
    {"standoff": "1", "entities": [
      {"id": "china", "type": "gpe", "name": "China", "aliases": ["China", "PRC"]},
      {"id": "beijing", "type": "gpe", "name": "Beijing", "aliases": []}]}
"""

from collections.abc import Iterator, Mapping
from typing import Any

from standoff.check import Check
from standoff.corpus import Corpus
from standoff.finding import WARNING, Finding
from standoff.model import RegistryEntity

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0")


@check.judge
def shared_alias(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    del gathered
    holder: dict[str, str] = {}
    for source, place in corpus.shared_records(RegistryEntity):
        entity = place.record
        for key, name in [(("name",), entity.name), *((("aliases", n), a) for n, a in enumerate(entity.aliases))]:
            other = holder.setdefault(name.casefold(), entity.id)
            if other != entity.id:
                yield check.finding(source, (*place.path, *key), f"{name!r} is a name of {other!r} already")
