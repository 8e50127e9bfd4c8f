"""Pairs that differ in one thing, of three sets written for this project. What contradicts is not joined; what is only
written otherwise is.

The first set was looked at while the rules were made. The second was not until it was measured once: only the figures
of that first contact are those of unseen kinds of edit (contradictory ones joined: 0.0 % of the pairs, 10.7 % in
clusters of two, 11.5 % in clusters of eight, 19.7 % in a table; safe ones: 79.2, 87.5, 87.5, 52.1 %). After that the
rules were made better with both in sight, so both tests now only hold what was reached. The third was written before
a later round of work and measured at once (contradictory ones joined: 1.6 % of the pairs, 8.7 % in clusters of two;
safe ones: 60.5, 69.1 %); of it only totals were looked at since, never a pair.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from standoff.dedupe.decided import Decisions
from standoff.dedupe.group import group
from standoff.dedupe.model import load
from standoff.dedupe.propose import compare
from standoff.dedupe.table.plan import dedupe
from standoff.feature import all_features
from standoff.store import read_lines
from tests.bench.dedupe_pairs import pair_views

FOLDER = Path(__file__).parents[1] / "bench"


@pytest.mark.parametrize(("name", "safe"), [("first", 97), ("second", 97), ("third", 87)])
def test_pairs(name: str, safe: int) -> None:
    rows: list[dict[str, Any]] = list(read_lines(FOLDER / f"pairs_{name}.jsonl"))
    views, features = pair_views(rows), all_features()
    found = group(list(views.values()), load(), groups={view: view.partition("#")[0] for view in views})
    together = {frozenset(members) for members in found.groups}
    pairs = [(row["label"], views[f"{row['id']}#a"], views[f"{row['id']}#b"]) for row in rows]
    same = {(a.id, b.id) for _, a, b in pairs if compare((a, b), features, Decisions()).relation == "same"}
    apart = [(a, b) for label, a, b in pairs if not label]
    alike = [(a, b) for label, a, b in pairs if label]
    assert len(apart) > 100 and len(alike) > 40
    assert sum((a.id, b.id) in same for a, b in apart) * 100 <= len(apart)
    assert sum((a.id, b.id) in same for a, b in alike) * 100 >= safe * len(alike)
    assert sum({a.id, b.id} in together for a, b in apart) * 100 <= 5 * len(apart)
    assert sum({a.id, b.id} in together for a, b in alike) * 100 >= safe * len(alike)


@pytest.mark.parametrize("name", ["first", "second"])
def test_pairs_in_a_table(name: str) -> None:
    rows: list[dict[str, Any]] = list(read_lines(FOLDER / f"pairs_{name}.jsonl"))
    texts = {f"{row['id']}#{side}": row[side] for row in rows for side in "ab"}
    members = dedupe(pa.table({"id": list(texts), "text": list(texts.values())})).members
    fact = dict(zip(members["id"].to_pylist(), members["fact"].to_pylist(), strict=True))
    joined = {label: [fact[f"{row['id']}#a"] == fact[f"{row['id']}#b"] for row in rows if row["label"] == label]
              for label in (0, 1)}
    assert sum(joined[0]) * 100 <= 5 * len(joined[0])
    assert sum(joined[1]) * 100 >= 50 * len(joined[1])  # a table holds no rules of dates, units and abbreviations


@pytest.mark.parametrize(("a", "b", "kept_apart"), [
    ("Video games cause aggression in children.", "Playing video games does not make children aggressive.", True),
    ("The report about the prisoners was confirmed.", "The envoy denied the report about the prisoners.", True),
    ("NGOs are inefficient in foreign aid.", "Foreign aid isn't being distributed efficiently by NGOs.", False),
    ("Free trade, not the isolation of an embargo, promotes democracy.", "Free trade promotes democracy.", False)])
def test_a_denial_in_other_words(a: str, b: str, kept_apart: bool) -> None:
    from standoff.dedupe.guard import bar
    from standoff.dedupe.view import views_of_texts
    one, other = views_of_texts({"t#a": a, "t#b": b})
    assert (bar(one, other) in ("doubt", "never")) == kept_apart


def test_the_odds_of_a_pair_add_up() -> None:
    from standoff.dedupe.explaining import odds
    from standoff.dedupe.model import probability
    from standoff.dedupe.view import views_of_texts
    views = views_of_texts({"t#a": "Cars foul the air.", "t#b": "The air is fouled by cars.", "t#c": "Trams run late."})
    near, far = odds(views, views[0], views[1], load()), odds(views, views[0], views[2], load())
    assert near.probability > far.probability
    total = np.array([near.constant + sum(share.adds for share in near.shares)])
    assert abs(int(probability(total)[0]) - near.probability) <= 5
    assert near == odds(views[::-1], views[1], views[0], load())
