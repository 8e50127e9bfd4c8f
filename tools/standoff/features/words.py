"""Words both claims use, the rare ones counting most."""

from standoff.feature import Compared, Feature, share
from standoff.likeness import ClaimView, difference


def compare(a: ClaimView, b: ClaimView) -> Compared | None:
    """Overlap of the tokens, each weighted by its rarity in the corpus."""
    if not a.tokens or not b.tokens:
        return None
    gap = difference(a, b)
    common = a.weight(gap.both)
    value = share(common, common + a.weight(gap.only_a), common + b.weight(gap.only_b))
    rarest = sorted(gap.both, key=lambda t: (-a.weight([t]), t))[:4]
    return value, f"both say {a.list(rarest)}" if rarest else "no word in common"


feature = Feature(compare, weight=10)
