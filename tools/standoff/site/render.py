"""The one place where pages become HTML: Jinja2 with autoescape, and every value made visible before it is shown."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ..store import json_bytes
from . import links

_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
                     "\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")


def visible(value: Any) -> Any:
    """Text with control and direction characters as ⟨U+202E⟩: they could make a page read other than it is."""
    if type(value) is Markup or (type(value) is str and value.isprintable()):  # most of a million values a build
        return value
    if isinstance(value, str):
        return _HIDDEN.sub(lambda m: f"⟨U+{ord(m[0]):04X}⟩", value)
    return "" if value is None else value


def number(value: int) -> str:
    """1234 -> '1,234'."""
    return f"{value:,}"


def counted(value: int, noun: str, plural: str = "") -> str:
    """'1 claim', '2 claims'."""
    many = plural or (noun[:-1] + "ies" if noun.endswith("y") else noun + "s")
    return f"{value:,} {noun if value == 1 else many}"


def day(value: str | None) -> str:
    """'2021-03-18' -> '18 March 2021', '2021-03~' -> 'about March 2021'; a range says once
    what both ends share."""
    if not value:
        return ""
    if "/" in value:
        return _between(*map(day, value.split("/", 1)))
    bare, sign = value.rstrip("~?%"), value[len(value.rstrip("~?%")):]
    parts = bare.split("-")
    lead = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}.get(sign, "")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return value
    if len(parts) == 1:
        return lead + bare
    try:
        date(int(parts[0]), int(parts[1]), int(parts[2]) if len(parts) > 2 else 1)
    except ValueError:
        return value
    month = _MONTHS[int(parts[1]) - 1]
    return f"{lead}{int(parts[2])} {month} {parts[0]}" if len(parts) > 2 else f"{lead}{month} {parts[0]}"


def _between(first: str, last: str) -> str:
    """'18 March 2021', '19 March 2021' -> '18–19 March 2021': what both ends share is said once."""
    if first == last:
        return first
    ends, others = first.split(" "), last.split(" ")
    while len(ends) > 1 and len(ends) == len(others) and ends[-1] == others[-1]:
        ends.pop()
        others.pop()
    return f"{' '.join(ends)}{'–' if len(ends) == 1 else ' – '}{last}"



_TYPES = {"person": "person", "group": "group", "org": "organisation", "gpe": "state or city", "place": "place",
          "event": "event", "work": "work", "topic": "topic"}


def typed(value: str) -> str:
    """The type of an entity in words: 'gpe' -> 'state or city'."""
    return _TYPES.get(value, value)


def percent(value: float) -> str:
    """0.2961 -> '29.6 %'."""
    return f"{value * 100:.1f} %"


def plain(value: Any) -> Any:
    """`value` for an inlined data file: every text in it made visible."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return visible(value) if isinstance(value, str) else value


def script(name: str, value: Any) -> bytes:
    """A classic script that hands one value to the page: `fetch` does not work from file://."""
    return b"STANDOFF[" + json_bytes(name).rstrip() + b"]=" + json_bytes(plain(value)).rstrip() + b";\n"


BESIDE = 20
"""Names of a list beside a page that are shown at once."""
_KEPT = ("name", "stance", "kind", "contested", "brief", "factline")
"""Macros of kept.html that every template may call: what they make stands on many pages and is made once."""


def environment() -> Environment:
    """The templates. Undefined names are errors."""
    made = Environment(loader=PackageLoader("standoff.site"), autoescape=True, undefined=StrictUndefined,
                       trim_blocks=True, lstrip_blocks=True, finalize=visible, auto_reload=False)
    made.filters.update(number=number, day=day, percent=percent, typed=typed)
    made.globals.update(BESIDE=BESIDE, counted=counted, outside=links.outside, types=_TYPES)
    module = made.get_template("kept.html").module
    made.globals.update({name: cache(getattr(module, name)) for name in _KEPT})
    made.policies["json.dumps_function"] = lambda value, **_: json_bytes(plain(value)).decode().rstrip()
    return made
