"""Entities that both claims are about, the subject counting twice."""

from standoff.feature import Compared, Feature, share
from standoff.likeness import ClaimView


def compare(a: ClaimView, b: ClaimView) -> Compared | None:
    """Overlap of what the claims are about; the same subject is worth as much as two other participants."""
    if not a.entities or not b.entities:
        return None
    common = [e for e in a.entities if e in b.entities]
    subject = a.entities[0] == b.entities[0]
    value = share(len(common) + subject, len(a.entities) + 1, len(b.entities) + 1)
    if not common:
        return value, "about different entities"
    shared = ", ".join(entity.removeprefix("=") for entity in common[:4])
    return value, f"both about {shared}" + ("" if subject else ", not with one subject")


feature = Feature(compare, weight=4)
