"""Labelled pairs: which relation the tool gives, by kind of edit."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import Any

from standoff.dedupe.decided import Decisions
from standoff.dedupe.group import group
from standoff.dedupe.model import load
from standoff.dedupe.propose import compare
from standoff.dedupe.view import views_of_texts
from standoff.feature import all_features
from standoff.likeness import ClaimView

Rows = list[dict[str, Any]]


def plain(text: str) -> str:
    """The brackets and quotation marks of treebanks are no words."""
    return re.sub(r"-LRB-|-RRB-|``|''|--", " ", text)


def pair_views(data: Rows) -> dict[str, ClaimView]:
    texts = {f"{row['id']}#{side}": plain(row[side]) for row in data for side in "ab"}
    return {view.id: view for view in views_of_texts(texts)}


def minimal_pairs(data: Rows) -> None:
    """Per kind: share proposed as the same, and share that ends in one cluster of free wordings."""
    views, features, model = pair_views(data), all_features(), load()
    relations: dict[str, Counter[str]] = defaultdict(Counter)
    groups = {name: name.partition("#")[0] for name in views}
    together = {frozenset(members) for members in group(list(views.values()), model, groups=groups).groups}
    for row in data:
        a, b = views[f"{row['id']}#a"], views[f"{row['id']}#b"]
        relations[row["kind"]][compare((a, b), features, Decisions()).relation] += 1
        relations[row["kind"]]["clustered"] += frozenset((a.id, b.id)) in together
        relations[row["kind"]]["all"] += 1
    print("\nminimal pairs         n  same %  clustered %   relations")
    for kind, counts in sorted(relations.items()):
        said = {name: counts[name] for name in ("same", "entails", "contradicts", "distinct") if counts[name]}
        print(f"{kind:18} {counts['all']:4}  {counts['same'] * 100 / counts['all']:5.1f}  "
              f"{counts['clustered'] * 100 / counts['all']:6.1f}        {said}")
    for title, wanted in (("contradictory", False), ("safe", True)):
        chosen = [counts for kind, counts in relations.items() if kind.startswith("safe") == wanted]
        total = sum(counts["all"] for counts in chosen)
        print(f"{title:18} {total:4}  {sum(c['same'] for c in chosen) * 100 / total:5.1f}  "
              f"{sum(c['clustered'] for c in chosen) * 100 / total:6.1f}")


def fever(data: Rows) -> None:
    """Evidence and claim: one entails or refutes the other, so few are the same; how many refuting ones are joined."""
    views, features = pair_views(data), all_features()
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for row in data:
        a, b = views[f"{row['id']}#a"], views[f"{row['id']}#b"]
        found[row["label"]][compare((a, b), features, Decisions()).relation] += 1
    print("\nFEVER-Symmetric  supporting:", dict(found[1]), " refuting:", dict(found[0]))
