"""Candidates: few, complete, and the same in whatever order the claims come."""

from __future__ import annotations

import random

from standoff.dedupe.block import candidates
from standoff.dedupe.view import views_of_texts


def ids(texts: dict[str, str], window: int = 40) -> set[tuple[str, str]]:
    return {(a.id, b.id) for a, b in candidates(views_of_texts(texts), window)}


def test_what_shares_nothing_is_no_candidate() -> None:
    assert ids({"a#1": "China signed the pact.", "b#1": "Tariffs rose in Geneva."}) == set()


def test_a_changed_number_keeps_the_pair() -> None:
    assert ids({"a#1": "Envoys sank 3 ships.", "b#1": "Envoys sank 4 ships."}) == {("a#1", "b#1")}


def test_short_equal_texts_meet() -> None:
    assert ids({"a#1": "Failed.", "b#1": "Failed."}) == {("a#1", "b#1")}
    assert ids({"a#1": "日本は会談を開いた。", "b#1": "日本は会談を開いた。"}) == {("a#1", "b#1")}


def test_a_hot_block_is_windowed_and_never_dropped() -> None:
    texts = {f"d#{n:04}": f"Envoys signed treaty alpha{n // 2} beta{n // 2} gamma." for n in range(400)}
    found = ids(texts, window=3)
    twins = {(f"d#{n:04}", f"d#{n + 1:04}") for n in range(0, 400, 2)}
    assert twins <= found
    assert len(found) < 400 * 399 // 2 // 5


def test_the_order_of_the_claims_does_not_matter() -> None:
    found = views_of_texts({f"d#{n:03}": f"Envoys {n % 7} signed treaty {'abcdefg'[n % 5]}x in Geneva." for n in range(90)})
    pairs = [(a.id, b.id) for a, b in candidates(found, window=4)]
    shuffled = list(found)
    random.Random(1).shuffle(shuffled)
    assert [(a.id, b.id) for a, b in candidates(shuffled, window=4)] == pairs
    assert pairs == sorted(set(pairs))
