"""Search over everything: the index data in pieces, loaded by the search page only."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from . import links
from .pages import Pages
from .render import counted, script, typed
from .view import View

PIECE = 4000
"""Records in one file of index data."""


def build(pages: Pages) -> None:
    """search.html, data/search.js (how many pieces) and data/search-N.js."""
    view, stream = pages.view, entries(pages.view)
    pieces = total = 0
    while piece := list(islice(stream, PIECE)):
        pieces, total = pieces + 1, total + len(piece)
        pages.put(f"data/search-{pieces}.js", script(f"search-{pieces}", piece))
    pages.put("data/search.js", script("search", {"pieces": pieces, "total": total}))
    pages.page("search.html", "search.html", "Search", "search", total=total,
               documents=sorted(map(view.title, view.documents), key=lambda d: (d.name.casefold(), d.id)))


def entries(view: View) -> Iterator[list[Any]]:
    """One list a record: what, id, address, heading, further words, kind, stance, document."""
    for document in view.documents.values():
        yield ["document", document.id, links.document(document.id), document.title,
               view.name(document.publisher).name, "", "", document.id]
    for fact in view.decided:
        yield ["fact", fact.id, links.fact(fact.id), fact.text, "contested" if fact.contested else "", fact.kind,
               "", ""]
    for claim in view.claims.values():
        yield ["claim", claim.id, links.record(claim.id), claim.statement, claim.chain_text, claim.kind, claim.stance,
               claim.document]
    for entity in view.entities.values():
        yield ["entity", entity.id, links.entity(entity.id), entity.name, " ".join(view.aliases.get(entity.id, ())),
               _told(view, entity.id, entity.type), "", entity.document or ""]
    for work in view.works.values():
        yield ["work", work.id, links.record(work.id), work.title or work.id, work.container or "", work.type, "",
               work.document]


def _told(view: View, entity: str, kind: str) -> str:
    """What a reader wants to know of a name before going to its page."""
    about, says = len(view.claims_about.get(entity, ())), len(view.said_by.get(entity, ()))
    parts = [typed(kind)] + [f"{counted(n, 'claim')} {words}" for n, words in (
        (about, "about it"), (says, "by it or through it")) if n]
    return ", ".join(parts)
