"""All pages of the explorer, from rows and the text that may be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from importlib.resources import files as package_files
from pathlib import PurePosixPath
from typing import Any

from ..export import Stamp
from ..parallel import SHARE, jobs_for, shared
from ..rows import Rows
from . import facts, network, overview, people, reading, search, works
from .pages import Given, Pages, cut
from .passages import TextOf
from .view import View

Write = Callable[[str, bytes], None]
LISTS = {"overview": overview.build, "documents": reading.build, "facts": facts.build,
         "entities": people.build_entities, "sources": people.build_sources, "citations": works.build,
         "network": network.build, "search": search.build}
"""Pages that there are once, and lists."""
EACH = {"documents": (reading.ids, reading.page), "facts": (facts.ids, facts.page),
        "entities": (people.entity_ids, people.entity), "sources": (people.source_ids, people.source)}
"""Pages of one record each: which there are, and what makes one."""
CROWD = 50
"""Files in one folder above which only the page of all files lists them: such a folder has one for each document."""
WORTH = 400
"""Pages of records below which processes are not worth their start."""


def build_site(rows: Rows, stamp: Stamp, text_of: TextOf, write: Write, *, quality: dict[str, Any] | None = None,
               beside: dict[str, str] | None = None, is_release: bool = False, croissant: dict[str, Any] | None = None,
               progress: Callable[[str], None] = lambda _: None, jobs: int | None = None) -> list[str]:
    """Write every file through `write(name, bytes)`; names are below the site's folder. The names of all files.

    Where there are many pages `write` is called in several processes (`jobs`: in how many, else one a core).

    `text_of`: document id -> what may be shown of its text; `quality`: what quality.json holds; `beside`: the files
    of the release that the site is part of, with what they are for; `croissant`: how croissant.json describes them.
    """
    pages = Pages(View(rows), Given(stamp, text_of, quality or {}, beside or {}, is_release, croissant or {}), write)
    for name, raw in static_files():
        pages.put(name, raw)
    for title, part in {**LISTS, "about": _about}.items():
        progress(title)
        part(pages)
    _each(pages, jobs, progress)
    return pages.written


def _each(pages: Pages, jobs: int | None, progress: Callable[[str], None]) -> None:
    """The pages of one record each. The lists, made before, have joined what all processes then inherit."""
    names = [(kind, name) for kind, (ids, _) in EACH.items() for name in ids(pages.view)]

    def make(share: Sequence[tuple[str, str]]) -> list[str]:
        before = len(pages.written)
        for kind, name in share:
            EACH[kind][1](pages, name)
        return pages.written[before:]

    processes = jobs_for(jobs, len(names), WORTH)
    if processes == 1:
        for n, name in enumerate(names):
            progress(f"page {n:,} of {len(names):,}")
            make([name])
        return
    for n, written in enumerate(shared(processes, make, names), 1):
        pages.written += written
        progress(f"page {min(n * SHARE, len(names)):,} of {len(names):,}")


def static_files() -> list[tuple[str, bytes]]:
    """Our styles and scripts and the vendored bundles, as they are, by name."""
    root = package_files("standoff.site") / "static"
    found = [(f"static/{entry.name}", entry.read_bytes()) for entry in root.iterdir() if entry.is_file()]
    found += [(f"static/vendor/{entry.name}", entry.read_bytes()) for entry in (root / "vendor").iterdir()]
    return sorted(found)


def _about(pages: Pages) -> None:
    view = pages.view
    documents = sorted(view.documents.values(), key=lambda d: d.id)
    files = sorted(pages.given.files.items())
    crowd = Counter(PurePosixPath(name).parent for name, _ in files)
    listed = [pair for pair in files if crowd[PurePosixPath(pair[0]).parent] <= CROWD]
    shown = {name: revealed.share for name, revealed in view.rows.revealed.items()} if pages.given.is_release else {}
    pages.paged("about.html", "about.html", "About, cite, download", "about", "made", cut(documents),
                lambda d: (d, shown.get(d.id)), files=len(files), listed=len(listed),
                downloads=pages.rows("file", listed, ""))
    if files:
        pages.paged("files.html", "files.html", "Files", "about", "file", cut(files), lambda pair: pair,
                    total=len(files))
