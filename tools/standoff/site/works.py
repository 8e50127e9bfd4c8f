"""Citations: which works the documents cite, for what, and who cites whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from ..rows import tables as t
from ..store import read_raw
from . import links
from .pages import Pages, cut
from .view import Named

_PAIRS = 40
"""Pairs of who cites whom that stand below the works; all have a page of their own."""


@dataclass(frozen=True, slots=True)
class Work:
    """A cited work. `url` is its address outside, `ref` the document of this corpus that it is."""

    id: str
    local: str
    place: str
    title: str
    authors: str
    container: str
    issued: str
    type: str
    url: str
    document: Named
    ref: Named | None
    citations: int
    claims: int


def build(pages: Pages) -> None:
    """citations.html: works, most cited first, and the table of who cites whom."""
    view = pages.view
    shown = sorted((work(pages, row) for row in view.works.values()),
                   key=lambda w: (-w.citations, w.title.casefold(), w.id))
    cites: Counter[tuple[str, str]] = Counter()
    for row in (row for rows in view.citations_of.values() for row in rows):
        cited = view.works[row.work]
        cites[row.document, view.documents[cited.ref].title if cited.ref in view.documents and cited.ref
              else cited.container or cited.title or cited.id] += 1
    pairs = [(view.title(document), outlet, number)
             for (document, outlet), number in sorted(cites.items(), key=lambda p: (-p[1], p[0]))]
    pages.paged("citations.html", "citations.html", "Citations", "citations", "work", cut(shown), lambda w: w,
                total=len(shown), pairs=pages.rows("cites", pairs[:_PAIRS], ""),
                more_pairs=len(pairs) if len(pairs) > _PAIRS else 0,
                marks=sum(len(rows) for rows in view.citations_of.values()))
    pages.paged("who-cites-whom.html", "cites.html", "Who cites whom", "citations", "cites", cut(pairs), lambda p: p,
                total=len(pairs))


def work(pages: Pages, row: t.WorkRow) -> Work:
    """One work with how often it is cited and for how many claims."""
    view, csl = pages.view, read_raw(row.csl.encode()).value
    citing = view.citations_of_work.get(row.id, [])
    claims = {claim for citation in citing for claim in view.cited_claims.get(citation.id, ())}
    return Work(row.id, row.id.partition("#")[2], links.record(row.id), row.title or "Untitled work",
                _authors(csl), row.container or "", row.issued or "", row.type, links.outside(_text(csl, "URL")),
                view.title(row.document), view.title(row.ref) if row.ref in view.documents and row.ref else None,
                len(citing), len(claims))


def _text(csl: Any, key: str) -> str:
    value = csl.get(key) if isinstance(csl, dict) else None
    return value if isinstance(value, str) else ""


def _authors(csl: Any) -> str:
    people = csl.get("author") if isinstance(csl, dict) else None
    names = []
    for person in people if isinstance(people, list) else []:
        if isinstance(person, dict):
            names.append(_text(person, "literal") or " ".join(filter(None, (_text(person, "given"),
                                                                            _text(person, "family")))))
    return ", ".join(filter(None, names))
