"""The source text is not the one that was annotated.

Why: the digest in the header proves which text the offsets count in; with another text every span may be wrong.
Fix: undo the edit of the source text. Where it was meant, re-anchor the spans and record the new digest.

Bad:
    {e-blinken|Blinken} spoke.
    == seeds/sketch.txt ==
    Blinken spoke twice.
Good:
    {e-blinken|Blinken} spoke.
"""

from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document
from standoff.finding import ERROR, Finding, Fix
from standoff.text import bytes_digest

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", proved=True)


@check.each(Document)
def changed(document: Document, source: Document) -> Iterator[Finding]:
    file, raw = source.file, document.seed_bytes
    if file is None or not isinstance(raw, bytes):
        return
    digest = bytes_digest(raw)
    if digest != file.seed.sha256:
        yield check.finding(document, ("seed", "sha256"), f"{document.seed_name} has the digest {digest[:12]}…, but "
                            f"the annotated text had {file.seed.sha256[:12]}…",
                            fix=Fix("undo the edit of the text, or re-anchor the spans and record the new digest"))
