"""Numbers, each with what it counts, in one claim and the other."""

from standoff.feature import Compared, Feature, share
from standoff.likeness import ClaimView, difference


def compare(a: ClaimView, b: ClaimView) -> Compared | None:
    """Overlap of the figures in the texts, dates included; does not apply where neither has any."""
    gap = difference(a, b)
    only_a, only_b = gap.of("#~")
    both = [t for t in gap.both if t[0] in "#~"]
    if not only_a and not only_b and not both:
        return None
    value = share(len(both), len(both) + len(only_a), len(both) + len(only_b))
    if only_a and only_b:
        return value, f"{a.list(only_a)} against {b.list(only_b)}"
    if only_a or only_b:
        return value, f"only one says {a.list(only_a) or b.list(only_b)}"
    return value, f"both say {a.list(both)}"


feature = Feature(compare, weight=3)
