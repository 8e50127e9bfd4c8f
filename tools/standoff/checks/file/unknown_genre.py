"""The genre of a document is none that this corpus knows.

Why: readers compare documents by genre; a spelling of one's own is a group of one.
Fix: use one of the known values, or add yours to `vocabulary.genre` in the configuration.

Bad:
    It was fair.
    @ /meta/genre = "poem"
Good:
    It was fair.
    @ /meta/genre = "essay"
"""

import difflib
from collections.abc import Iterator

from standoff.check import Check, replace
from standoff.config import GENRES
from standoff.corpus import Document
from standoff.finding import ERROR, Finding

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0")


@check.each(Document)
def unknown_genre(document: Document, source: Document) -> Iterator[Finding]:
    genre, known = document.head.genre if document.head else None, (*GENRES, *source.config.vocabulary.genre)
    if genre is not None and genre not in known:
        near = difflib.get_close_matches(genre, known, 1)
        yield check.finding(document, ("meta", "genre"), f"{genre!r} is none of: {', '.join(known)}",
                            fix=replace(f"did you mean {near[0]!r}?", ("meta", "genre"), near[0]) if near else None)
