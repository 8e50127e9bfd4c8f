"""One page: its template, its place, and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from jinja2 import Environment

from ..export import Stamp
from .passages import TextOf
from .records import Records
from .render import environment
from .view import View

T = TypeVar("T")
PER_PAGE = 500
"""Most rows of one list on one page."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the explorer is made from. `files`: what the release holds beside it, empty on the working tree."""

    stamp: Stamp
    text_of: TextOf
    quality: dict[str, Any]
    files: dict[str, str]
    is_release: bool


class Pages:
    """Renders templates and hands them to `write(name, bytes)`; names are below the site's folder."""

    def __init__(self, view: View, given: Given, write: Callable[[str, bytes], None]) -> None:
        self.view, self.given, self.write = view, given, write
        self.records = Records(view, given.text_of, given.stamp.repository)
        self.written: list[str] = []

    @cached_property
    def _templates(self) -> Environment:
        return environment()

    def page(self, name: str, template: str, title: str, section: str, **values: Any) -> None:
        """Render one page. `section`: the entry of the menu that it belongs to."""
        stamp = self.given.stamp
        html = self._templates.get_template(template).render(
            title=title, section=section, root="../" * name.count("/"), here=name, stamp=stamp, given=self.given,
            cite=citation(stamp), **values)
        self.write(name, html.encode())
        self.written.append(name)

    def paged(self, name: str, template: str, title: str, section: str, items: Sequence[T],
              show: Callable[[T], Any], **values: Any) -> None:
        """A list on as many pages as it takes: name.html, name-2.html …"""
        base = name.removesuffix(".html")
        parts = [items[at : at + PER_PAGE] for at in range(0, len(items), PER_PAGE)] or [[]]
        names = [name, *(f"{base}--{n}.html" for n in range(2, len(parts) + 1))]
        for n, (place, part) in enumerate(zip(names, parts, strict=True), 1):
            self.page(place, template, title, section, items=[show(item) for item in part], total=len(items),
                      names=names, page=n, **values)


def citation(stamp: Stamp) -> str:
    """How to cite the whole dataset: the same words as on its card."""
    year = "" if stamp.date.startswith("1970") else f" ({stamp.date[:4]})"
    where = stamp.doi or stamp.repository
    return f"{', '.join(stamp.authors)}{year}: {stamp.title or stamp.name}, version {stamp.version}" \
        + (f". {where}" if where else "") + "."
