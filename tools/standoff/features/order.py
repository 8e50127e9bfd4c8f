"""Whether the participants they share stand in the same roles."""

from standoff.feature import Compared, Feature
from standoff.likeness import ClaimView, swapped


def compare(a: ClaimView, b: ClaimView) -> Compared | None:
    """All or nothing; does not apply where fewer than two participants are shared."""
    found = swapped(a, b)
    if found is None:
        return None
    return (0, "the participants change roles") if found else (1000, "the participants keep their roles")


feature = Feature(compare, weight=2)
