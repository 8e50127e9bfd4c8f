"""The contract of a feature: one view of how alike two claims are, as a number with its reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .errors import UsageError
from .likeness import ClaimView
from .plug import discover

PACKAGE = "standoff.features"
Compared = tuple[int, str]
"""How alike, in thousandths (0 to 1000), and why, in words."""


@dataclass(frozen=True, slots=True)
class Feature:
    """`compare(a, b)` is symmetric and gives (0..1000, reason), or None where it does not apply.

    `weight` is its share of the score, in whole points. Nothing here is a float: the order of proposals must not
    depend on the machine.
    """

    compare: Callable[[ClaimView, ClaimView], Compared | None]
    weight: int


def all_features(plugs: tuple[str, ...] = ()) -> dict[str, Feature]:
    """Every feature by name; `plugs` are further packages, each with a `features` package inside."""
    found: dict[str, Feature] = {}
    for name, plug in discover(PACKAGE, "feature", tuple(f"{package}.features" for package in plugs)):
        if not isinstance(plug, Feature):
            raise UsageError(f"the feature {name!r} is no Feature", fix="feature = Feature(compare=…, weight=…)")
        found[name] = plug
    return found


def share(common: int, total_a: int, total_b: int) -> int:
    """Dice's overlap in thousandths: twice what is common, over all there is."""
    return 2000 * common // (total_a + total_b) if total_a + total_b else 0
