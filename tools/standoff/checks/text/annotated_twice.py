"""Two annotation files annotate one text.

Why: every claim of the text would count twice, and the two files would drift apart.
Fix: keep one; a second, independent annotation belongs into corpus/second/<who>/.

Bad:
    == first ==
    {e-blinken|Blinken} spoke.
    == again ==
    {e-blinken|Blinken} spoke.
Good:
    == first ==
    {e-blinken|Blinken} spoke.
    == second/anna/first ==
    {e-blinken|Blinken} spoke.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from standoff.check import Check
from standoff.corpus import Corpus, Document
from standoff.finding import ERROR, Finding

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0")


@check.gather
def text_of(document: Document) -> Any:
    """Path and digest of the text that the document annotates."""
    if document.file is None:
        return None
    return [document.seed_name, document.text.sha256 if document.text else document.file.seed.sha256]


@check.judge
def annotated_twice(texts: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for document in corpus.documents:
        keys = texts.get(document.id) or ()
        other = next((first[key] for key in keys if key in first), "")
        if other and other != document.id:
            yield check.finding(document, ("seed", "path"), f"annotates the same text as {corpus.by_id[other].name}")
        for key in keys:
            first.setdefault(key, document.id)
