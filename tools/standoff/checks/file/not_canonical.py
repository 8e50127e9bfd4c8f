"""A file is not in the canonical layout.

Why: one value has one sequence of bytes, so that a git diff shows what changed in meaning and nothing else.
Fix: `standoff fix` lays it out again; no value changes.

Bad:
    == corpus/entities.json ==
    {"standoff": "1", "entities": []}
Good:
    {e-blinken|Blinken} said {c-fair|it was fair}.
"""

from collections.abc import Iterator

from standoff.canonical import canonical
from standoff.check import Check, replace
from standoff.corpus import Source
from standoff.finding import ERROR, Finding

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0")


@check.each(Source)
def not_canonical(file: Source, source: Source) -> Iterator[Finding]:
    loaded = source.loaded
    if source.problems or not isinstance(loaded.value, dict):
        return
    expected = canonical(loaded.value, file.kind)
    if expected != loaded.raw:
        yield check.finding(file, (), first_difference(loaded.raw, expected),
                            fix=replace("lay the file out again; no value changes", (), loaded.value, safe=True))


def first_difference(found: bytes, expected: bytes) -> str:
    """The first line that is laid out otherwise, for the message."""
    mine, theirs = found.decode("utf-8", "replace").split("\n"), expected.decode("utf-8", "replace").split("\n")
    for number, (one, other) in enumerate(zip(mine, theirs, strict=False), 1):
        if one != other:
            return f"line {number} reads {one.strip()[:60]!r}, in canonical layout {other.strip()[:60]!r}"
    return f"{len(mine)} lines, in canonical layout {len(theirs)}"
