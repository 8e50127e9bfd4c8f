"""The source text of an annotation cannot be read.

Why: without its text no quote can be proved, and nobody can see what was annotated.
Fix: put the file back under seeds/, or correct `seed.path`.

Bad:
    {e-blinken|Blinken} spoke.
    @ /seed/path = "gone.txt"
Good:
    {e-blinken|Blinken} spoke.
"""

from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document
from standoff.errors import DataError
from standoff.finding import ERROR, Finding, Fix

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", proved=True)


@check.each(Document)
def missing(document: Document, source: Document) -> Iterator[Finding]:
    if source.file is not None and isinstance(document.seed_bytes, DataError):
        yield check.finding(document, ("seed", "path"), f"{document.seed_name} {document.seed_bytes.message}",
                            fix=Fix("put the file back under this path, or correct seed.path"))
