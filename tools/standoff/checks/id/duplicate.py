"""One id names two records.

Why: a reference to it means one of the two, and nobody can say which; tables keyed on it lose a row.
Fix: give one of the two another id, and correct the references that meant it.

Bad:
    {c-fair|It was fair} and {c-good|it was good}.
    @ /claims/1/id = "c-fair"
Good:
    {c-fair|It was fair} and {c-good|it was good}.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from standoff.check import Check
from standoff.corpus import Corpus, Source
from standoff.finding import ERROR, Finding, Path, pointer
from standoff.raw import raw_ids

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", proved=True)


@check.each(Source)
def in_one_file(file: Source, source: Source) -> Iterator[Finding]:
    first: dict[str, Path] = {}
    for id_, path in raw_ids(source.loaded.value):
        if id_ in first:
            yield check.finding(file, (*path, "id"), f"{id_!r} is the id of {pointer(first[id_])} already")
        first.setdefault(id_, path)


@check.judge
def over_the_corpus(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    del gathered
    first: dict[tuple[str, str], Source] = {}
    for source in corpus.shared:
        for id_, path in raw_ids(source.loaded.value):
            other = first.setdefault((source.kind, id_), source)
            if other is not source:
                yield check.finding(source, (*path, "id"), f"{id_!r} stands in {other.name} already")
    for document in corpus.documents:
        other = first.setdefault((document.kind, document.id), document)
        if other is not document:
            yield check.finding(document, ("id",), f"the document id {document.id!r} is that of {other.name} already")
