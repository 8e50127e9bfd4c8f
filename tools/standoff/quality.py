"""quality.json: how good the dataset is, recomputed from the stored second annotations and audits."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

from .agree import Comparison, Measure, compare, compare_facts, pool
from .audit import audits
from .corpus import Corpus, Document
from .rows.facts import decided_facts


def all_comparisons(corpus: Corpus, progress: Callable[[str], None] = lambda _: None) -> list[Comparison]:
    """Every two annotations of one text, by path: the published one first, then those in corpus/second/."""
    versions: dict[str, list[Document]] = {}
    for document in (*corpus.documents, *corpus.seconds):
        if document.file is not None:
            versions.setdefault(document.id, []).append(document)
    found = []
    for one, other in (pair for listed in versions.values() for pair in combinations(listed, 2)):
        progress(f"{one.name} ~ {other.name}")
        found.append(compare(one, other))
    return found


def who(name: str) -> str:
    """Whose annotation a file is: 'claude-b' for corpus/second/claude-b/nbc-2021.json, 'published' for a document."""
    parts = name.split("/")
    return parts[parts.index("second") + 1] if "second" in parts[:-2] else "published"


def grouped(comparisons: list[Comparison]) -> dict[tuple[str, str], list[Comparison]]:
    """Comparisons by who is compared with whom."""
    groups: dict[tuple[str, str], list[Comparison]] = {}
    for one in comparisons:
        groups.setdefault((who(one.first), who(one.second)), []).append(one)
    return groups


def agreement_row(one: Comparison) -> dict[str, Any]:
    """One comparison as JSON: figures rounded to four places."""
    return {
        "first": one.first, "second": one.second, "by": list(one.by), "between_models": one.machines_only,
        "measures": _measures(one.measures),
        "confusion": one.confusion}


def quality(corpus: Corpus, progress: Callable[[str], None] = lambda _: None) -> dict[str, Any]:
    """Everything quality.json says: agreement (each text, and pooled), facts, audits."""
    found = all_comparisons(corpus, progress)
    return {
        "agreement": [agreement_row(one) for one in found],
        "pooled": [{"first": pair[0], "second": pair[1], "documents": len(group),
                    "between_models": all(one.machines_only for one in group), "measures": _measures(pool(group))}
                   for pair, group in grouped(found).items()],
        "facts": [{"second": name, "measures": _measures(fact_agreement(corpus, name))}
                  for name in sorted(corpus.second_facts)],
        "audit": [{"round": one.round, "document": one.document, "judged": one.judged, "wrong": one.wrong,
                   "kinds": one.kinds, "rate": _round(one.rate), "interval": [_round(bound) for bound in one.interval]}
                  for one in audits(corpus)]}


def fact_agreement(corpus: Corpus, name: str) -> list[Measure]:
    """The published facts against those of corpus/second/<name>/facts.json, over all claims of the corpus."""
    model = corpus.second_facts[name].model
    other = {claim: fact.id for fact in getattr(model, "facts", ()) for claim in fact.claims}
    own = decided_facts(corpus)
    claims = [f"{document.id}#{claim}" for document in corpus.documents for claim in document.claims]
    return compare_facts({c: own.get(c, c) for c in claims}, {c: other.get(c, c) for c in claims})


def _measures(listed: list[Measure]) -> dict[str, Any]:
    return {measure.name: {
        "value": _round(measure.value), "n": measure.n,
        "interval": [_round(bound) for bound in measure.interval] if measure.interval else None}
        for measure in listed}


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
