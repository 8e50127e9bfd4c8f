"""Quality of dedupe on labelled sets, with other tools' methods beside it.

    python -m tests.bench.dedupe_quality DATA [--train] [--peers] [--pairs]

DATA is a folder with perspectrum_clusters_dev120.jsonl, fever_symmetric_dev.jsonl, meantime_events.jsonl and
minimal_pairs_free.jsonl (see its NOTICE). `--train` fits the weights that ship, on the topics whose SHA-256 is even,
and never on the others; figures of the other topics, and of five-fold cross-validation over all, are printed apart.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from standoff.dedupe import fit as fitting
from standoff.dedupe.context import REVISION, Vectors
from standoff.dedupe.group import group
from standoff.dedupe.model import SHIPPED, Model, load, rows_of
from standoff.dedupe.semantic import vectors
from standoff.dedupe.view import views_of_texts
from standoff.likeness import ClaimView
from standoff.store import ANY, json_bytes, read_lines, write
from tests.bench import measures
from tests.bench.dedupe_pairs import fever, left_out, minimal_pairs, with_fields

Rows = list[dict[str, Any]]


def rows(folder: Path, name: str) -> Rows:
    return list(read_lines(folder / f"{name}.jsonl"))


def key(row: dict[str, Any]) -> str:
    return f"{row['group']}#{row['id']}"


def groups_of(data: Rows, embed: Vectors | None) -> list[fitting.Group]:
    """Every topic with all its pairs."""
    views = {view.id: view for view in views_of_texts({key(row): row["text"] for row in data})}
    topics: dict[str, Rows] = defaultdict(list)
    for row in sorted(data, key=key):
        topics[row["group"]].append(row)
    found = []
    for name, members in sorted(topics.items()):
        a, b = (side.astype(np.int64) for side in np.triu_indices(len(members), 1))
        gold = np.array([row["cluster"] for row in members])
        figures = rows_of([views[key(row)] for row in members], a, b, embed)
        found.append(fitting.Group(name, len(members), a, b, figures, (gold[a] == gold[b]).astype(np.int64)))
    return [each for each in found if len(each.a)]


def labels(data: Rows, views: list[ClaimView], model: Model, embed: Vectors | None) -> dict[str, str]:
    found = group(views, model, groups={key(row): row["group"] for row in data}, vectors=embed)
    return {name: members[0] for members in found.groups for name in members}


def clusters(title: str, data: Rows, embed: Vectors | None, semantic: bool) -> None:
    """The shipped weights on the topics they have not seen, and cross-validation over all."""
    views = views_of_texts({key(row): row["text"] for row in data})
    shipped = labels(data, views, load(semantic=semantic), embed)
    for name, some in (("unseen half", [r for r in data if fitting.fold(r["group"], 2)]), ("all (half seen)", data)):
        print(f"{title:10} {name:18}", measures.line([r["cluster"] for r in some], [shipped[key(r)] for r in some]))
    parts = groups_of(data, embed)
    crossed: dict[str, str] = {}
    for k in range(fitting.FOLDS):
        model = fitting.fit([part for part in parts if fitting.fold(part.name) != k])
        some = [row for row in data if fitting.fold(row["group"]) == k]
        names = {key(row) for row in some}
        crossed.update(labels(some, [view for view in views if view.id in names], model, embed))
    print(f"{title:10} {'all, 5-fold':18}", measures.line([r["cluster"] for r in data], [crossed[key(r)] for r in data]))


def train(data: Rows, embed: Vectors | None) -> None:
    """Fit on the even topics and write the weights that ship."""
    some = [row for row in data if not fitting.fold(row["group"], 2)]
    models = {"default": fitting.fit(groups_of(some, None))}
    if embed:
        models["semantic"] = fitting.fit(groups_of(some, embed))
    note = "PERSPECTRUM (CC BY-SA 4.0): the development topics whose SHA-256 is even; never minimal pairs"
    write(SHIPPED, json_bytes(fitting.as_json(models, REVISION, trained_on=note), pretty=True), expected=ANY)
    print("fitted on", len({row["group"] for row in some}), "topics ->", SHIPPED.name)


def meantime(data: Rows, embed: Vectors | None) -> None:
    """Event mentions are a few words without their sentence: reported to show what text alone gives there."""
    usable = [{**row, "id": row["id"].replace("#", "_")} for row in data]
    views = views_of_texts({key(row): row["text"] for row in usable})
    found = labels(usable, views, load(semantic=embed is not None), embed)
    print(f"{'MEANTIME':29}", measures.line([r["cluster"] for r in usable], [found[key(r)] for r in usable]))


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--train", action="store_true")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--pairs", action="store_true", help="only each kind of edit left out, and with fields")
    options = parser.parse_args(arguments)
    if options.pairs:
        seen = [row for row in rows(options.data, "perspectrum_clusters_dev120") if not fitting.fold(row["group"], 2)]
        edits = rows(options.data, "minimal_pairs_free")
        with_fields(edits)
        left_out(edits, groups_of(seen, None))
        return
    data, embed = rows(options.data, "perspectrum_clusters_dev120"), vectors()
    if options.train:
        train(data, embed)
    print("PERSPECTRUM, clusters of free wordings          precision recall F1")
    print(f"{'':10} {'all singletons':18}", measures.line([r["cluster"] for r in data], list(range(len(data)))))
    clusters("default", data, None, False)
    clusters("semantic", data, embed, True)
    minimal_pairs(rows(options.data, "minimal_pairs_free"))
    for name in ("pairs_first", "pairs_second", "pairs_third"):
        print(f"\n{name}: written for this project")
        minimal_pairs(rows(Path(__file__).parent, name))
    fever(rows(options.data, "fever_symmetric_dev"))
    meantime(rows(options.data, "meantime_events"), None)
    if options.peers:
        from tests.bench.dedupe_peers import quality
        quality(data, rows(options.data, "minimal_pairs_free"))
    print("topics:", Counter(fitting.fold(name, 2) for name in {row["group"] for row in data}))


if __name__ == "__main__":
    main(sys.argv[1:])
