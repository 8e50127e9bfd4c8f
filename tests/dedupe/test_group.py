"""Clusters of free wordings: people's decisions hold, order never matters, weights of other figures are refused."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest

from standoff.dedupe import fit as fitting
from standoff.dedupe.cluster import cluster
from standoff.dedupe.context import FIGURES, REVISION, figures
from standoff.dedupe.group import group
from standoff.dedupe.model import SHIPPED, load
from standoff.dedupe.view import views_of_texts
from standoff.errors import DataError

TEXTS = {"t#1": "Internet anonymity increases cyberbullying and trolling.",
         "t#2": "Cyberbullying and trolling are more common when people's internet activity is anonymous.",
         "t#3": "Internet anonymity leads to spam.", "t#4": "Spam proliferates with anonymity on the internet.",
         "t#5": "Internet anonymity allows people to create new social identities.",
         "t#6": "People are able to create new social identities when the internet is anonymous.",
         "t#7": "Internet anonymity does not lead to spam."}


def test_average_link_stops_a_chain_that_components_would_follow() -> None:
    chain = {("a", "b"): 900, ("b", "c"): 900, ("c", "d"): 900}
    assert cluster("abcd", chain, 500) == [("a", "b"), ("c", "d")]


def test_decisions_bind_and_forbid() -> None:
    scores = {("a", "b"): 900, ("b", "c"): 900, ("a", "c"): 900}
    assert cluster("abc", scores, 500) == [("a", "b", "c")]
    assert cluster("abc", scores, 500, apart=[("c", "a")]) == [("a", "b"), ("c",)]
    assert cluster("abcd", scores, 500, together=[("a", "d")], apart=[("a", "b")]) == [("a", "d"), ("b", "c")]
    assert cluster("abc", {}, 500, together=[("a", "b"), ("b", "c")]) == [("a", "b", "c")]


def test_no_order_shows() -> None:
    shuffle = random.Random(3)
    names = [f"{n:02}" for n in range(40)]
    scores = {(a, b): shuffle.choice([300, 500, 500, 700]) for a in names for b in names if a < b and shuffle.random() < .3}
    first = cluster(names, scores, 450)
    for _ in range(5):
        items = list(scores.items())
        shuffle.shuffle(items)
        shuffle.shuffle(names)
        assert cluster(names, dict(items), 450) == first


def test_paraphrases_meet_and_a_denial_stays_out() -> None:
    found = group(views_of_texts(TEXTS), load())
    assert ("t#1", "t#2") in found.groups and ("t#5", "t#6") in found.groups
    assert not any({"t#3", "t#7"} <= set(members) for members in found.groups)
    shuffled = dict(reversed(TEXTS.items()))
    assert group(views_of_texts(shuffled)[::-1], load()) == found


def test_what_people_decided_holds() -> None:
    views = views_of_texts(TEXTS)
    apart = group(views, load(), apart=[("t#6", "t#5")]).groups
    assert not any({"t#5", "t#6"} <= set(members) for members in apart)
    joined = group(views, load(), together=[("t#3", "t#4")]).groups
    assert any({"t#3", "t#4"} <= set(members) for members in joined)


def test_groups_are_never_mixed() -> None:
    texts = {"a#1": "Spam is bad.", "b#1": "Spam is bad.", "b#2": "Spam is bad."}
    found = group(views_of_texts(texts), load(), groups={"a#1": "x", "b#1": "y", "b#2": "y"})
    assert found.groups == (("a#1",), ("b#1", "b#2"))


def test_the_figures_are_those_the_weights_were_fitted_to() -> None:
    """A change here without a new REVISION would leave shipped and users' weights silently wrong."""
    views = views_of_texts(TEXTS)
    rows = figures(views, np.array([0, 2]), np.array([1, 3]))
    shown = [dict(zip(FIGURES, row, strict=True)) for row in rows.tolist()]
    assert REVISION == 2
    assert [[row[name] for name in ("words", "letters", "soft", "letters-nearest", "length")] for row in shown] == GOLDEN


GOLDEN = [[300, 427, 452, 1000, 258], [286, 111, 480, 1000, 232]]


@pytest.mark.parametrize(("change", "said"), [
    (lambda value: value.update(revision=99), "revision"), (lambda value: value.pop("models"), "no weights file"),
    (lambda value: value["models"]["default"]["first"]["figures"].pop(), "figures"),
    (lambda value: value["models"]["default"]["first"].update(constant=1.5), "whole number")])
def test_other_weights_are_refused(tmp_path: Path, change, said: str) -> None:  # type: ignore[no-untyped-def]
    value = json.loads(SHIPPED.read_bytes())
    change(value)
    path = tmp_path / "weights.json"
    path.write_text(json.dumps(value))
    with pytest.raises(DataError, match=said):
        load(path)


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    path.write_bytes(SHIPPED.read_bytes()[:100])
    with pytest.raises(DataError):
        load(path)


def test_calibration() -> None:
    scores = np.array([100] * 10 + [900] * 10)
    assert fitting.calibration_error(scores, np.array([0] * 9 + [1] + [1] * 9 + [0])) == 0
    assert fitting.calibration_error(scores, np.array([1] * 10 + [0] * 10)) == 900
    odds = np.array([-2000, -1000, 1000, 2000] * 30)
    slope, shift = fitting.rescale(odds, np.array([0, 0, 1, 1] * 29 + [0, 1, 0, 1]))
    assert slope > 1000 and abs(shift) < 300
