"""The same sentence is annotated in one way here and in another there.

Why: the same words in the same language say the same; one of the two places was done by other rules.
Fix: make them alike. Where the context makes the difference, excuse it.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    PolNeAR: 0 alarms, 0 true, 0 false

Bad:
    == one ==
    {c-x|The talks were held in Anchorage in March}.
    == two ==
    {c-x stance=denied|The talks were held in Anchorage in March}.
Good:
    == one ==
    {c-x|The talks were held in Anchorage in March}.
    == two ==
    {c-y|The talks were held in Anchorage in March}.
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from standoff.check import Check
from standoff.corpus import Corpus, Document, Place
from standoff.finding import WARNING, Finding
from standoff.model import Attribution, Claim
from standoff.text import words

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0")
WORDS = 5
"""Shorter sentences recur by chance."""


@check.gather
def sentences_of(document: Document) -> Any:
    """[digest of the sentence, what is annotated in it, path of the first record] for every annotated sentence."""
    text = document.text
    if text is None or document.file is None:
        return []
    layers = "".join(layer[0] for layer in ("claims", "attributions") if getattr(document.file.layers, layer) != "none")
    marks: dict[int, list[Any]] = {}
    places: list[Place[Claim] | Place[Attribution]] = [*document.of(Claim), *document.of(Attribution)]
    for place in places:
        record = place.record
        kind = [record.kind, record.stance] if isinstance(record, Claim) else [record.act, bool(record.negated)]
        for at in place.spans:
            if document.holds(at.span):
                number = text.sentence_at(at.span.start)
                start = text.sentences[number].start
                marks.setdefault(number, []).append(
                    [[at.role, *kind, at.span.start - start, at.span.end - start], list(place.path)])
    rows = []
    for number, found in marks.items():
        sentence = text.quote(text.sentences[number].start, text.sentences[number].end).rstrip(".!?")
        if len(words(sentence)) >= WORDS:
            digest = layers + hashlib.sha256(sentence.encode()).hexdigest()[:16]
            rows.append([digest, sorted(mark for mark, _ in found), min(path for _, path in found)])
    return rows


@check.judge
def different(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    first: dict[str, tuple[list[Any], str, Any]] = {}
    for document, rows in gathered.items():
        for digest, marks, path in rows:
            other, where, at = first.setdefault(digest, (marks, document, path))
            if other != marks:
                yield check.finding(corpus.by_id[document], tuple(path), f"the sentence is annotated in another way in "
                                    f"{where} ({'/'.join(map(str, at))}): {difference(other, marks)}")


def difference(other: list[Any], marks: list[Any]) -> str:
    """The first annotation that only one of the two has."""
    for one, here in ((marks, "here"), (other, "there")):
        for mark in one:
            if mark not in (other if one is marks else marks):
                what = " ".join(map(str, mark[:-2]))
                return f"{what} at {mark[-2]}–{mark[-1]} of the sentence only {here}"
    return "the same annotation stands there more than once"
