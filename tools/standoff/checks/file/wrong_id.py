"""A document's id is not the stem of its file's name.

Why: the id is the address of everything in the document; a file that is called otherwise cannot be found by it.
Fix: write the stem as `id`, or rename the file where the id is the one that was published.

Bad:
    {e-blinken|Blinken} spoke.
    @ /id = "another"
Good:
    {e-blinken|Blinken} spoke.
"""

import re
from collections.abc import Iterator

from standoff.check import Check, replace
from standoff.corpus import Document
from standoff.finding import ERROR, Finding, Fix
from standoff.model import SLUG_PATTERN

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", proved=True)


@check.each(Document)
def wrong_id(document: Document, source: Document) -> Iterator[Finding]:
    file = source.file
    if file is None or file.id == document.id:
        return
    fits = re.search(SLUG_PATTERN, document.id)
    yield check.finding(document, ("id",), f"the id is {file.id!r}, but the file is called {document.path.name!r}",
                        fix=replace(f"write {document.id!r}", ("id",), document.id, safe=True) if fits
                        else Fix(f"rename the file to {file.id}.json"))
