"""Whether one text denies what the other says (stance lies outside the text and does not count)."""

from standoff.feature import Compared, Feature
from standoff.likeness import ClaimView
from standoff.polarity import polarity


def compare(a: ClaimView, b: ClaimView) -> Compared | None:
    """Nothing where one text turns the other round; applies only where either holds a word that could."""
    found = polarity(a, b)
    if found.flipped:
        return 0, found.reason
    return (1000, "both deny in the same way") if "!" in a.tokens or "!" in b.tokens else None


feature = Feature(compare, weight=2)
