"""Labelled pairs: which relation the tool gives, by kind of edit."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import Any

import numpy as np
import pyarrow as pa

from standoff.dedupe import fit as fitting
from standoff.dedupe.decided import Decisions
from standoff.dedupe.group import group
from standoff.dedupe.model import Model, load, rows_of
from standoff.dedupe.propose import compare
from standoff.dedupe.table.plan import dedupe
from standoff.dedupe.view import views_of_rows, views_of_texts
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
    joined = together(list(views.values()), model)
    for row in data:
        a, b = views[f"{row['id']}#a"], views[f"{row['id']}#b"]
        relations[row["kind"]][compare((a, b), features, Decisions()).relation] += 1
        relations[row["kind"]]["clustered"] += frozenset((a.id, b.id)) in joined
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


def left_out(data: Rows, others: list[fitting.Group]) -> None:
    """Each kind of edit clustered with weights fitted on `others` and on all the other kinds, never on itself."""
    views = pair_views(data)
    parts: dict[str, fitting.Group] = {}
    for kind in sorted({row["kind"] for row in data}):
        some = [row for row in data if row["kind"] == kind]
        a = np.arange(0, 2 * len(some), 2)
        figures = rows_of([views[f"{row['id']}#{side}"] for row in some for side in "ab"], a, a + 1, None)
        parts[kind] = fitting.Group(kind, 2 * len(some), a, a + 1, figures, np.array([row["label"] for row in some]))
    print("\nkind left out         n  clustered %")
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for kind in parts:
        model = fitting.fit([*others, *(part for name, part in parts.items() if name != kind)])
        some = [row for row in data if row["kind"] == kind]
        chosen = [views[f"{row['id']}#{side}"] for row in some for side in "ab"]
        _tell(kind, some, together(chosen, model), sums)
    _totals(sums)


def with_fields(data: Rows) -> None:
    """The same pairs as claims with fields, found by fixed rules that see one text at a time: `about` from words in
    capitals, `time` from years. Who says it is a field too, and facts join whoever says them: those pairs are left out.
    """
    some = [{**row, **{side: plain(row[side]) for side in "ab"}} for row in data if row["kind"] != "attribution"]
    rows = [{"id": f"{row['id']}#{side}", "text": row[side], **_fields(row[side])} for row in some for side in "ab"]
    joined = together(views_of_rows(rows), load())
    members = dedupe(pa.Table.from_pylist(rows)).members.to_pylist()
    fact = {row["id"]: row["fact"] for row in members}
    in_table = {frozenset((f"{row['id']}#a", f"{row['id']}#b")) for row in some
                if fact[f"{row['id']}#a"] == fact[f"{row['id']}#b"]}
    for title, found in (("with fields", joined), ("with fields, table", in_table)):
        sums: dict[str, Counter[str]] = defaultdict(Counter)
        print(f"\n{title:18}    n  clustered %")
        for kind in sorted({row["kind"] for row in some}):
            _tell(kind, [row for row in some if row["kind"] == kind], found, sums)
        _totals(sums)


def together(views: list[ClaimView], model: Model) -> set[frozenset[str]]:
    """Clusters, each pair looked at by itself."""
    found = group(views, model, groups={view.id: view.id.partition("#")[0] for view in views})
    return {frozenset(members) for members in found.groups}


def _fields(text: str) -> dict[str, Any]:
    names = re.findall(r"(?<=[a-z,] )[A-Z][\w.]+(?: [A-Z][\w.]+)*", text)
    years = sorted(re.findall(r"\b(?:1[5-9]|20)\d\d\b", text))
    time = None if not years else years[0] if years[0] == years[-1] else f"{years[0]}/{years[-1]}"
    return {"about": sorted({name.lower() for name in names}), "time": time}


def _tell(kind: str, some: Rows, joined: set[frozenset[str]], sums: dict[str, Counter[str]]) -> None:
    merged = sum(frozenset((f"{row['id']}#a", f"{row['id']}#b")) in joined for row in some)
    sums["safe" if kind.startswith("safe") else "contradictory"].update(all=len(some), merged=merged)
    print(f"{kind:18} {len(some):4}  {merged * 100 / len(some):6.1f}")


def _totals(sums: dict[str, Counter[str]]) -> None:
    for title, counts in sorted(sums.items()):
        print(f"{title:18} {counts['all']:4}  {counts['merged'] * 100 / counts['all']:6.1f}")
