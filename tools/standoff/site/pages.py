"""One page: its template, its place, and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from jinja2 import Environment
from markupsafe import Markup

from ..export import Stamp
from .passages import TextOf
from .records import Records
from .render import environment, script
from .view import View

T = TypeVar("T")
PER_PAGE = 500
"""Most rows of one list on one page."""


def cut(items: Sequence[T]) -> list[Sequence[T]]:
    """A list in parts of one page each; no part for no items."""
    return [items[at : at + PER_PAGE] for at in range(0, len(items), PER_PAGE)]


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows of one page of a list, the names of its pages, and where the data files of the whole list are."""

    rows: Markup
    names: list[str]
    page: int
    data: str
    tag: str
    id: str = "rows"


@dataclass(frozen=True, slots=True)
class Given:
    """What the explorer is made from. `files`: what the release holds beside it, empty on the working tree."""

    stamp: Stamp
    text_of: TextOf
    quality: dict[str, Any]
    files: dict[str, str]
    is_release: bool
    croissant: dict[str, Any]
    """What croissant.json says, its files as seen from the site; empty on the working tree."""


class Pages:
    """Renders templates and hands them to `write(name, bytes)`; names are below the site's folder."""

    def __init__(self, view: View, given: Given, write: Callable[[str, bytes], None]) -> None:
        self.view, self.given, self._write = view, given, write
        self.records = Records(view, given.text_of, given.stamp.repository)
        self.written: list[str] = []

    def put(self, name: str, raw: bytes) -> None:
        """Write one file, below the site's folder."""
        self._write(name, raw)
        self.written.append(name)

    @cached_property
    def _templates(self) -> Environment:
        return environment()

    def page(self, name: str, template: str, title: str, section: str, **values: Any) -> None:
        """Render one page. `section`: the entry of the menu that it belongs to."""
        stamp = self.given.stamp
        html = self._templates.get_template(template).render(
            title=title, section=section, root="../" * name.count("/"), here=name, stamp=stamp, given=self.given,
            cite=citation(stamp), **values)
        self.put(name, html.encode())

    def rows(self, row: str, items: Iterable[Any], root: str) -> Markup:
        """Items of a list as the macro `row` of rows.html makes them."""
        make = getattr(self._templates.get_template("rows.html").module, row)
        return Markup("").join(make(item, root) for item in items)

    def paged(self, name: str, template: str, title: str, section: str, row: str, parts: Sequence[Sequence[T]],
              show: Callable[[T], Any], *, tag: str = "tbody", **values: Any) -> None:
        """A list on as many pages as it has `parts`: name.html, name--2.html …

        The rows of a list on several pages stand in data files too, so that it sorts and filters as a whole.
        """
        base, root = name.removesuffix(".html"), "../" * name.count("/")
        names = [name, *(f"{base}--{n}.html" for n in range(2, len(parts) + 1))] if parts else [name]
        for n, (place, part) in enumerate(zip(names, parts or [[]], strict=True), 1):
            rows = self.rows(row, map(show, part), root)
            self.page(place, template, title, section, list=Listed(rows, names, n, f"data/lists/{base}", tag), **values)
            if len(parts) > 1:
                self.put(f"data/lists/{base}--{n}.js", script(f"{base}--{n}", rows))


def citation(stamp: Stamp) -> str:
    """How to cite the whole dataset: the same words as on its card."""
    year = "" if stamp.date.startswith("1970") else f" ({stamp.date[:4]})"
    where = stamp.doi or stamp.repository
    return f"{', '.join(stamp.authors)}{year}: {stamp.title or stamp.name}, version {stamp.version}" \
        + (f". {where}" if where else "") + "."
