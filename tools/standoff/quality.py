"""quality.json: how good the dataset is, recomputed from the stored second annotations and audits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .agree import Comparison, compare
from .corpus import Corpus


def all_comparisons(corpus: Corpus, progress: Callable[[str], None] = lambda _: None) -> list[Comparison]:
    """Every second annotation against the document of the same id, by path."""
    known = {document.id: document for document in corpus.documents}
    found = []
    for second in corpus.seconds:
        if second.id in known and second.file is not None:
            progress(second.name)
            found.append(compare(known[second.id], second))
    return found


def agreement_row(one: Comparison) -> dict[str, Any]:
    """One comparison as JSON: figures rounded to four places."""
    return {
        "first": one.first, "second": one.second, "by": list(one.by), "between_models": one.machines_only,
        "measures": {measure.name: {
            "value": _round(measure.value), "n": measure.n,
            "interval": [_round(bound) for bound in measure.interval] if measure.interval else None}
            for measure in one.measures},
        "confusion": one.confusion}


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
