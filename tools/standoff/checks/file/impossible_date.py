"""A date is not in the calendar, or an interval ends before it begins.

Why: the pattern of dates lets 30 February pass; every table that sorts or joins by time is wrong from then on.
Fix: correct it from the text; give only the month or year where the day is not known.

Bad:
    {c-fair time=2021-02-30|It was fair}.
Good:
    {c-fair time=2021-02-27/2021-03|It was fair}.
"""

from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Place, Source
from standoff.dates import bounds, exists
from standoff.finding import ERROR, Finding, Path
from standoff.model import Shape

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", proved=True)
FIELDS = ("date", "time", "retrieved")


@check.each(Shape)
def impossible_date(place: Place[Shape], source: Source) -> Iterator[Finding]:
    for path, value in dates_of(place.record, place.path):
        if not exists(value):
            yield check.finding(source, path, f"{value!r} is not in the calendar")
        elif bounds(value)[0] > bounds(value)[1]:
            yield check.finding(source, path, f"{value!r} ends before it begins")


def dates_of(shape: Shape, path: Path) -> Iterator[tuple[Path, str]]:
    """Every date of a record; for a file's head also those of meta, origin and the rounds of annotation."""
    for name in type(shape).model_fields:
        value = getattr(shape, name)
        if name in FIELDS and isinstance(value, str):
            yield (*path, name), value
        elif isinstance(value, Shape):
            yield from dates_of(value, (*path, name))
        elif name == "annotated":
            yield from (found for index, one in enumerate(value) for found in dates_of(one, (*path, name, index)))
