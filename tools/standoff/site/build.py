"""All pages of the explorer, from rows and the text that may be shown."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files as package_files
from typing import Any

from ..export import Stamp
from ..rows import Rows
from . import facts, network, overview, people, reading, search, works
from .pages import Given, Pages
from .passages import TextOf
from .view import View

Write = Callable[[str, bytes], None]


def build_site(rows: Rows, stamp: Stamp, text_of: TextOf, write: Write, *, quality: dict[str, Any] | None = None,
               beside: dict[str, str] | None = None, is_release: bool = False,
               progress: Callable[[str], None] = lambda _: None) -> list[str]:
    """Write every page through `write(name, bytes)`; names are below the site's folder. The names of the pages.

    `text_of`: document id -> what may be shown of its text; `quality`: what quality.json holds; `beside`: the files
    of the release that the site is part of, with what they are for.
    """
    pages = Pages(View(rows), Given(stamp, text_of, quality or {}, beside or {}, is_release), write)
    for name, raw in static_files():
        write(name, raw)
    for title, part in (("overview", overview.build), ("documents", reading.build), ("facts", facts.build),
                        ("entities", people.build_entities), ("sources", people.build_sources),
                        ("citations", works.build), ("network", network.build), ("search", search.build),
                        ("about", _about)):
        progress(title)
        part(pages)
    return pages.written


def static_files() -> list[tuple[str, bytes]]:
    """Our styles and scripts and the vendored bundles, as they are, by name."""
    root = package_files("standoff.site") / "static"
    found = [(f"static/{entry.name}", entry.read_bytes()) for entry in root.iterdir() if entry.is_file()]
    found += [(f"static/vendor/{entry.name}", entry.read_bytes()) for entry in (root / "vendor").iterdir()]
    return sorted(found)


def _about(pages: Pages) -> None:
    view = pages.view
    documents = sorted(view.documents.values(), key=lambda d: d.id)
    shown = {d.id: view.rows.revealed[d.id].share for d in documents if d.id in view.rows.revealed}
    pages.page("about.html", "about.html", "About, cite, download", "about", documents=documents, shown=shown,
               downloads=sorted(pages.given.files.items()))
