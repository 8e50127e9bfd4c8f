"""The score of a pair: the weighted mean of its features, in thousandths, with every reason kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..aligning import aligned
from ..feature import Feature
from ..likeness import ClaimView


@dataclass(frozen=True, slots=True)
class Part:
    """What one feature said of a pair: `value` in thousandths, None where it does not apply."""

    feature: str
    weight: int
    value: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Scored:
    """`score` in thousandths, and the parts it is made of, in the order of their names."""

    score: int
    parts: tuple[Part, ...]


def score(a: ClaimView, b: ClaimView, features: Mapping[str, Feature]) -> Scored:
    """Weighted mean over the features that apply; 0 where none does. Symmetric: the lesser id is compared first."""
    first, second = aligned(*((a, b) if a.id <= b.id else (b, a)))
    parts = []
    for name, feature in sorted(features.items()):
        said = feature.compare(first, second)
        value, reason = said if said is not None else (None, "does not apply")
        parts.append(Part(name, feature.weight, value, reason))
    weight = sum(part.weight for part in parts if part.value is not None)
    total = sum(part.weight * part.value for part in parts if part.value is not None)
    return Scored(total // weight if weight else 0, tuple(parts))
