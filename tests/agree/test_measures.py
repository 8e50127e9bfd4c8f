"""Measures against hand-worked cases and against the `krippendorff` package."""

from __future__ import annotations

import random

import krippendorff
import pytest

from standoff.agree import measures as m


def test_f1_by_hand() -> None:
    assert m.f1([(3, 1, 0), (1, 0, 1)]).value() == pytest.approx(2 * 4 / (2 * 4 + 1 + 1))
    assert m.f1([(0, 0, 0)]).value() is None
    assert m.f1([(0, 2, 0)]).value() == 0


def test_kappa_of_the_textbook() -> None:
    """Cohen's grant example: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: observed 0.7, expected 0.5, kappa 0.4."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert m.kappa([pairs]).value() == pytest.approx(0.4)
    assert m.kappa([[("y", "y")]]).value() == 1.0 and m.kappa([[]]).value() is None


@pytest.mark.parametrize("seed", range(20))
def test_alpha_against_the_package(seed: int) -> None:
    rng = random.Random(seed)
    values = [(rng.choice("abc"), rng.choice("abc")) for _ in range(rng.randint(5, 60))]
    values += [(v, v) for v in rng.choices("abc", k=30)]
    codes = [[ord(a) for a, _ in values], [ord(b) for _, b in values]]
    expected = krippendorff.alpha(reliability_data=codes, level_of_measurement="nominal")
    assert m.alpha([values[:7], values[7:]]).value() == pytest.approx(expected)


def test_alpha_without_variation_is_nothing() -> None:
    assert m.alpha([[(True, True)] * 9]).value() is None


def test_b_cubed_by_hand() -> None:
    """{a b c} against {a b} {c}: precision 1, recall (2/3 + 2/3 + 1/3) / 3 = 5/9."""
    first, second = dict.fromkeys("abc", "1"), {"a": "1", "b": "1", "c": "2"}
    assert m.b_cubed(first, second) == pytest.approx(2 * (5 / 9) / (1 + 5 / 9))
    assert m.pair_counts(first, second) == (1, 2, 0)
    assert m.b_cubed(first, first) == 1.0 and m.b_cubed({}, {}) is None


def test_interval_holds_the_value_and_repeats() -> None:
    units = [(1, 0, 0)] * 8 + [(0, 1, 1)] * 2
    tally = m.f1(units)
    low, high = tally.interval() or (0, 0)
    assert low <= (tally.value() or 0) <= high and low < high
    assert m.f1(units).interval() == (low, high)
    assert m.f1([(1, 0, 0)]).interval() is None
