"""When the claims hold."""

from standoff.feature import Compared, Feature
from standoff.likeness import ClaimView, pinned, time_relation

_VALUES = {"same": 1000, "inside": 800, "around": 800, "overlapping": 500, "disjoint": 0}


def compare(a: ClaimView, b: ClaimView) -> Compared | None:
    """How the two intervals lie to each other; does not apply unless both claims have one."""
    relation = time_relation(a, b)
    if relation is None:
        return None
    value = 1000 if relation != "disjoint" and pinned(a, b) else _VALUES[relation]
    return value, f"{a.time} and {b.time}: {relation}"


feature = Feature(compare, weight=3)
