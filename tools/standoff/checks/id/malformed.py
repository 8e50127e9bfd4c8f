"""An id is no slug, or its prefix is that of another kind of record.

Why: ids are addresses; tools, links and people tell the kind of a record by its first letter.
Fix: e- entity, c- claim, a- attribution, x- citation, w- work, f- fact; then words in a-z, 0-9, single hyphens.

Bad:
    {e-blinken|Blinken} said {c-fair|it was fair}.
    @ /claims/0/id = "e-fair"
Good:
    {e-blinken|Blinken} said {c-fair|it was fair}.
"""

from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Place, Source
from standoff.finding import ERROR, Finding, Fix
from standoff.model import PREFIXES, Record

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", proved=True, reads=True)


@check.each(Record)
def wrong_prefix(place: Place[Record], source: Source) -> Iterator[Finding]:
    kind = type(place.record).__name__.lower()
    wanted = next((prefix for prefix, name in PREFIXES.items() if name == kind), "")
    own = str(getattr(place.record, "id", ""))
    if wanted and not own.startswith(f"{wanted}-"):
        yield check.finding(source, (*place.path, "id"), f"the {kind} is called {own!r}, expected {wanted}-…",
                            fix=Fix(f"call it {wanted}-{own[2:]}, and change every reference to it"))
