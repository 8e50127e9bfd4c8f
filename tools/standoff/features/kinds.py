"""Whether both claims are of one kind."""

from standoff.feature import Compared, Feature
from standoff.likeness import ClaimView


def compare(a: ClaimView, b: ClaimView) -> Compared | None:
    """One kind, or a prediction and a factual claim: what was foretold may be what happened."""
    if a.kind == b.kind:
        return 1000, f"both {a.kind}"
    near = {a.kind, b.kind} == {"factual", "prediction"}
    return (900 if near else 0), f"{a.kind} and {b.kind}"


feature = Feature(compare, weight=2)
