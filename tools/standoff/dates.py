"""Dates and intervals of the model's pattern (the useful part of EDTF): YYYY[-MM[-DD]][~?%], or two joined by '/'."""

from __future__ import annotations

import calendar


def bounds(time: str) -> tuple[str, str]:
    """First and last day of `time`, as ISO dates: '2021-03/2021-04~' -> ('2021-03-01', '2021-04-30')."""
    first, _, last = time.partition("/")
    return _day(first, last=False), _day(last or first, last=True)


def overlap(a: str, b: str) -> bool:
    """True when two times share a day."""
    (a_first, a_last), (b_first, b_last) = bounds(a), bounds(b)
    return a_first <= b_last and b_first <= a_last


def _day(date: str, *, last: bool) -> str:
    parts = date.rstrip("~?%").split("-")
    year = parts[0]
    month = parts[1] if len(parts) > 1 else ("12" if last else "01")
    if len(parts) > 2:
        day = parts[2]
    elif last:
        # Year 0000 is legal in EDTF but not in the calendar module; a leap year stands in for it.
        day = str(calendar.monthrange(int(year) or 4, int(month))[1])
    else:
        day = "01"
    return f"{year}-{month}-{day}"


def exists(time: str) -> bool:
    """True when every day that `time` names is in the calendar."""
    for date in time.split("/"):
        year, _, rest = date.rstrip("~?%").partition("-")
        month, _, day = rest.partition("-")
        if day and int(day) > calendar.monthrange(int(year) or 4, int(month))[1]:
            return False
    return True
