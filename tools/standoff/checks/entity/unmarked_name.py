"""A name that is marked elsewhere in the text occurs without a mention.

Why: a complete layer promises every named mention; counts and links by name rely on it.
Fix: mark it. Where it is part of a longer name, mark the longer one.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    planted: 478 alarms, 478 true, 0 false
    PolNeAR: not measured (it marks sources only)

Bad:
    {e-ada|Ada} spoke. Ada left.
    @ /layers/entities = "complete"
Good:
    {e-ada|Ada} spoke. {e-ada|Ada} left. {omit|By Ada}
    @ /layers/entities = "complete"
"""

import re
from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document, records_of
from standoff.finding import WARNING, Edit, Finding, Fix
from standoff.model import Entity
from standoff.text import Range

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="entities", complete=True)


@check.each(Document)
def unmarked_name(document: Document, source: Document) -> Iterator[Finding]:
    text, owners = source.text, surfaces(source)
    if text is None or not owners:
        return
    # What a work's entry or an omitted stretch names is no mention; what lies in a longer mention neither.
    taken = {offset for at in source.spans() if at.role in ("mentions", "omit") or at.path[0] == "works"
             for offset in range(at.span.start, at.span.end)}
    longest_first = sorted(owners, key=lambda name: (-len(name), name))
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(spaced, longest_first)) + r")(?!\w)")
    for match in pattern.finditer(text.raw):
        place, name = Range(*match.span()), text.quote(*match.span())
        if taken.isdisjoint(range(*match.span())) and source.in_scope(place):
            yield found(document, place, name, sorted(owners.get(name, ())))


def found(document: Document, place: Range, name: str, owners: list[str]) -> Finding:
    """One unmarked name; to mark it is safe where the document gives the name to one entity only."""
    mention = {"start": place.start, "end": place.end, "quote": name}
    fixes = [Fix(f"mark it as {owner}", (Edit((*document.ids[owner], "mentions", "-"), mention),), len(owners) == 1)
             for owner in owners]
    at = document.ids[owners[0]] if owners else ()
    line, column = document.text.position(place.start) if document.text else (0, 0)
    return check.finding(document, at, f"{name!r} at line {line}, column {column} is no mention",
                         fix=next(iter(fixes), None), around=(place.start, place.end))


def surfaces(document: Document) -> dict[str, set[str]]:
    """Every name that the document marks -> the entities it names."""
    result: dict[str, set[str]] = {}
    for place in records_of(document, Entity):
        for mention in place.record.mentions:
            if mention.form == "name":
                result.setdefault(mention.quote, set()).add(place.record.id)
    return result


def spaced(name: str) -> str:
    """A pattern for a folded name in the unfolded text."""
    return r"\s+".join(map(re.escape, name.split(" ")))
