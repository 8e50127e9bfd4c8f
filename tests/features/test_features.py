"""Each feature by what it says of a pair; all of them symmetric, whole numbers, with a reason."""

from __future__ import annotations

from itertools import product

import pytest

from standoff.dedupe.view import views_of_texts, weighted
from standoff.feature import Compared, all_features
from standoff.likeness import ClaimView

FEATURES = all_features()
TEXTS = [
    "China held 3 talks with Japan in May 2021.", "Japan did not hold talks.", "Policies changed.", "",
    "In May 2021, three talks were held.", "日本は会談を開いた。"]


def value(feature: str, a: str, b: str) -> int | None:
    """The feature's number for two sentences."""
    one, other = views_of_texts({"d#a": a, "d#b": b})
    said = FEATURES[feature].compare(one, other)
    return said[0] if said else None


def view(identifier: str, **fields: object) -> ClaimView:
    return weighted([ClaimView(identifier, "d", "", **fields)])[0]  # type: ignore[arg-type]


def test_every_feature_is_there() -> None:
    assert set(FEATURES) >= {"entities", "kinds", "numbers", "order", "polarity", "times", "words"}
    assert all(feature.weight > 0 for feature in FEATURES.values())


@pytest.mark.parametrize("name", sorted(FEATURES))
def test_whole_numbers_with_a_reason_and_symmetric(name: str) -> None:
    found = views_of_texts({f"d#{n}": text for n, text in enumerate(TEXTS)})
    for a, b in product(found, found):
        said: Compared | None = FEATURES[name].compare(a, b)
        back = FEATURES[name].compare(b, a)
        assert (said is None) == (back is None)
        if said and back:
            assert type(said[0]) is int and 0 <= said[0] <= 1000 and said[1]
            assert said[0] == back[0]


def test_rare_words_weigh_more() -> None:
    common = {f"d#x{n}": "China talks" for n in range(20)}
    found = {v.id: v for v in views_of_texts({
        **common, "d#a": "China talks envoy", "d#b": "tariffs envoy", "d#c": "China tariffs"})}
    compare = FEATURES["words"].compare
    rare, plain = compare(found["d#a"], found["d#b"]), compare(found["d#a"], found["d#c"])
    assert rare and plain and rare[0] > plain[0]


@pytest.mark.parametrize(("a", "b", "expected"), [
    ("Two ships sank.", "2 ships sank.", 1000),
    ("27 billion dollars", "$27 billion", 1000),
    ("2.5 per cent", "2.5%", 1000),
    ("twenty-one people", "21 people", 1000),
    ("two hundred thousand", "200,000", 1000),
    ("3 ships", "4 ships", 0),
    ("$3", "3%", 0),
    ("May 3, 2021", "3 May 2021", 1000),
    ("in March 2021", "in April 2021", 0),
    ("ships", "boats", None)])
def test_numbers(a: str, b: str, expected: int | None) -> None:
    assert value("numbers", a, b) == expected


@pytest.mark.parametrize(("a", "b", "expected"), [
    ("2021-03", "2021-03", 1000), ("2021-03", "2021-03-18", 800), ("2021-01/2021-03", "2021-03/2021-05", 500),
    ("2021", "2022", 0), ("2021", None, None)])
def test_times(a: str, b: str | None, expected: int | None) -> None:
    said = FEATURES["times"].compare(view("d#a", time=a), view("d#b", time=b))
    assert (said[0] if said else None) == expected


def test_the_subject_counts_twice() -> None:
    compare = FEATURES["entities"].compare
    a = view("d#a", entities=("china", "japan"))
    subject, other = (compare(a, view("d#b", entities=e)) for e in (("china", "russia"), ("russia", "japan")))
    assert subject and other and subject[0] > other[0] > 0
    assert compare(a, view("d#b")) is None


@pytest.mark.parametrize(("a", "b", "expected"), [
    ("China did not sign.", "China signed.", 0), ("China didn't sign.", "China did not sign.", 1000),
    ("China supports the plan.", "China opposes the plan.", 0), ("The order is stable.", "The order is unstable.", 0),
    ("China refused to sign.", "China signed.", 0), ("It is not unstable.", "It is stable.", 1000),
    ("China signed.", "China signed it.", None)])
def test_polarity(a: str, b: str, expected: int | None) -> None:
    assert value("polarity", a, b) == expected


@pytest.mark.parametrize(("a", "b", "expected"), [
    ("We saw China sanction Japan.", "We saw Japan sanction China.", 0),
    ("We saw China and Japan sign.", "We saw Japan and China sign.", 1000),
    ("The envoy of China met Japan.", "The envoy of Japan met China.", 1000),
    ("Then China sanctioned Japan.", "Then Japan was sanctioned by China.", 1000),
    ("Then China sanctioned Japan.", "Then China was sanctioned by Japan.", 0),
    ("Dogs bite.", "Cats purr.", None)])
def test_order(a: str, b: str, expected: int | None) -> None:
    assert value("order", a, b) == expected


def test_a_prediction_may_have_come_true() -> None:
    compare = FEATURES["kinds"].compare
    near = compare(view("d#a", kind="prediction"), view("d#b", kind="factual"))
    far = compare(view("d#a", kind="prediction"), view("d#b", kind="evaluation"))
    assert near and far and near[0] > far[0] == 0
