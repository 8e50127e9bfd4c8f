"""The source text is not plain UTF-8 with line feeds.

Why: a byte order mark or a carriage return shifts every offset in some readers and not in others.
Fix: convert the file once, before it is annotated: UTF-8, no byte order mark, lines ended by a line feed alone.

Bad:
    \ufeff{e-blinken|Blinken} spoke.
Good:
    {e-blinken|Blinken} spoke.
"""

from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document
from standoff.finding import ERROR, Finding, Fix

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", proved=True)
BOM = b"\xef\xbb\xbf"


@check.each(Document)
def not_utf8(document: Document, source: Document) -> Iterator[Finding]:
    raw = source.seed_bytes
    if isinstance(raw, bytes):
        for fault in faults(raw):
            yield check.finding(document, ("seed", "path"), f"{document.seed_name} {fault}",
                                fix=Fix("convert it to plain UTF-8 with line feeds before it is annotated"))


def faults(raw: bytes) -> Iterator[str]:
    """What keeps `raw` from being plain UTF-8 with line feeds."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        yield f"is not UTF-8: byte {error.start} is 0x{raw[error.start]:02x} (line {raw.count(10, 0, error.start) + 1})"
    if raw.startswith(BOM):
        yield "starts with a byte order mark"
    if b"\r" in raw:
        yield f"holds carriage returns ({raw.count(13):,}), the first in line {raw.count(10, 0, raw.index(13)) + 1}"
