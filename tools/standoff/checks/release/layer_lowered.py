"""A layer is annotated less far than in the last published version.

Why: who counted on a complete layer reads an absence as 'nobody says so'; a lowered layer turns that into a mistake.
Fix: annotate the layer as far as before, or say in `ok` why it was lowered.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: not measured (they are never published)
    PolNeAR: not measured (it is not published here)

Bad:
    {c-fair|It was fair}.
    == corpus/released.jsonl ==
    {"id":"sketch","digest":"0000000000000000000000000000000000000000000000000000000000000000","version":"1.0.0","layers":["partial","complete","partial","partial"]}
Good:
    {c-fair|It was fair}.
    == corpus/released.jsonl ==
    {"id":"sketch","digest":"0000000000000000000000000000000000000000000000000000000000000000","version":"1.0.0","layers":["none","partial","partial","partial"]}
"""

from collections.abc import Iterator, Mapping
from typing import Any

from standoff.check import Check
from standoff.corpus import Corpus, Document
from standoff.errors import DataError
from standoff.finding import WARNING, Finding

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0")

LAYERS = ("entities", "claims", "attributions", "citations")
"""In the order of released.jsonl."""
_RANK = {"none": 0, "partial": 1, "complete": 2}


@check.gather
def layers_of(document: Document) -> Any:
    """How far each layer is annotated; null where the file's head is unreadable."""
    return [getattr(document.file.layers, layer) for layer in LAYERS] if document.file else None


@check.judge
def lowered(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    try:
        released = {row.id: row for row in corpus.released if row.layers}
    except DataError:
        return  # id/vanished says so
    for id_, now in gathered.items():
        row = released.get(id_)
        for layer, was, is_now in zip(LAYERS, (row.layers if row else None) or (), now or (), strict=False):
            if row and _RANK.get(is_now, 0) < _RANK.get(was, 0):
                yield check.finding(corpus.by_id[id_], ("layers", layer),
                                    f"the {layer} layer is {is_now}; in version {row.version} it was {was}")
