"""The recorded length of the source text is not its length.

Why: readers that hold no copy of the text trust the length to bound offsets.
Fix: record the length in Unicode code points.

Bad:
    {e-blinken|Blinken} spoke.
    @ /seed/length = 5
Good:
    {e-blinken|Blinken} spoke.
"""

from collections.abc import Iterator

from standoff.check import Check, replace
from standoff.corpus import Document
from standoff.finding import ERROR, Finding

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", proved=True)


@check.each(Document)
def wrong_length(document: Document, source: Document) -> Iterator[Finding]:
    file, text = source.file, document.text
    # Another text has another length: that is text/changed, and one cause is one finding.
    if file is None or text is None or text.sha256 != file.seed.sha256 or len(text) == file.seed.length:
        return
    at = ("seed", "length")
    yield check.finding(document, at, f"the text has {len(text)} code points, recorded are {file.seed.length}",
                        fix=replace(f"record {len(text)}", at, len(text), safe=True))
