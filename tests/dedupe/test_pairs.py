"""Pairs that differ in one thing, of two sets written for this project: the second was never looked at while the rules
were made, and its first figures stand in the change note. What contradicts is not joined; what is only written
otherwise is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from standoff.dedupe.decided import Decisions
from standoff.dedupe.group import group
from standoff.dedupe.model import load
from standoff.dedupe.propose import compare
from standoff.feature import all_features
from standoff.store import read_lines
from tests.bench.dedupe_pairs import pair_views

FOLDER = Path(__file__).parents[1] / "bench"


@pytest.mark.parametrize("name", ["first", "second"])
def test_pairs(name: str) -> None:
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
    assert sum((a.id, b.id) in same for a, b in alike) * 100 >= 97 * len(alike)
    assert sum({a.id, b.id} in together for a, b in apart) * 100 <= 5 * len(apart)
    assert sum({a.id, b.id} in together for a, b in alike) * 100 >= 97 * len(alike)


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
