"""The version that CITATION.cff announces is a smaller step than the changes ask for.

Why: a version tells its users whether their queries and citations still hold; one that says less breaks them silently.
Fix: announce a larger version; `standoff diff` shows every change and the least step.

Bad:
    {c-fair|It was fair}.
    == corpus/released.jsonl ==
    {"id":"sketch#c-gone","digest":"0000000000000000000000000000000000000000000000000000000000000000","version":"1.0.0"}
    == CITATION.cff ==
    version: 1.1.0
Good:
    {c-fair|It was fair}.
    == corpus/released.jsonl ==
    {"id":"sketch#c-gone","digest":"0000000000000000000000000000000000000000000000000000000000000000","version":"1.0.0"}
    == CITATION.cff ==
    version: 2.0.0
"""

from collections.abc import Iterator, Mapping
from typing import Any

from standoff.check import Check
from standoff.corpus import RELEASED, Corpus, Document
from standoff.diff import Step, allowed
from standoff.diff.released import since
from standoff.errors import DataError
from standoff.finding import ERROR, Finding
from standoff.rows import build_rows
from standoff.rows.tables import ForwardRow
from standoff.store import read_bytes

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0")

_LARGEST = 1 << 20


@check.gather
def nothing(_: Document) -> Any:
    """What is compared are rows of the whole corpus, which no single document has."""
    return None


@check.judge
def too_small(_: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    announced = version_in(corpus)
    try:
        released = corpus.released
    except DataError:
        return  # id/vanished says so
    last = max((row.version for row in released), default="")
    if not announced or not last or announced == last or any(document.file is None for document in corpus.documents):
        return  # nothing is announced yet, or the rows cannot be known
    rows = build_rows(corpus)
    leads: dict[str, tuple[str, ...]] = {}
    for row in rows.of(ForwardRow):
        leads[row.id] = (*leads.get(row.id, ()), *([row.target] if row.target else []))
    verdict, _changes = since(released, rows, leads)
    if not allowed(last, announced, max(verdict.step, Step.PATCH)):
        reason, examples = next(((r, e) for r, e in verdict.reasons.items()
                                 if r.startswith(verdict.step.name.lower())), ("", [""]))
        yield check.finding(f"{corpus.config.corpus}/{RELEASED}", (),
                            f"CITATION.cff announces {announced} after {last}, but the changes ask for more: "
                            f"{reason or 'a later version'} ({examples[0]})")


def version_in(corpus: Corpus) -> str:
    """The version in CITATION.cff; empty where there is none."""
    path = corpus.root / "CITATION.cff"
    text = read_bytes(path, _LARGEST).decode("utf-8", "replace") if path.is_file() else ""
    lines = (line.partition(":")[2] for line in text.split("\n") if line.startswith("version:"))
    return next(lines, "").strip().strip("\"'")
