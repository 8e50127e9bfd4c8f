"""Token-level agreement on attributions of any number of annotators: is a word inside a span of a role or not."""

from __future__ import annotations

from collections.abc import Sequence

from ..corpus import Document
from ..text import Range, words
from . import measures as m
from .compare import Measure

ROLES = ("source", "cue", "content")


def token_alphas(texts: Sequence[Sequence[Document]]) -> list[Measure]:
    """Krippendorff's alpha over the words of some texts, each with its annotations, for each role and for all.

    'attribution' asks whether a word is inside any role at all: the measure that PolNeAR is known by. Units are the
    words of all texts together (runs of letters and digits, no punctuation); each annotator's answer is yes or no, and
    alpha is nominal. On the four PolNeAR texts with six annotators each it gives .766 with words as units, and .784
    with each punctuation mark as a unit too; .78 is known of the texts with several annotators. Intervals are
    bootstrapped over sentences.
    """
    units: dict[str, list[list[tuple[bool, ...]]]] = {role: [] for role in (*ROLES, "attribution")}
    for documents in texts:
        covered = [{role: _covered(document, (role,)) for role in ROLES} | {"attribution": _covered(document, ROLES)}
                   for document in documents]
        text = documents[0].text
        for sentence in text.sentences if text else []:
            if not all(document.in_scope(sentence) for document in documents):
                continue  # some annotated a part of the text only
            starts = _starts(text.raw, sentence) if text else []
            for role, sentences in units.items():
                sentences.append([tuple(start in one[role] for one in covered) for start in starts])
    tallies = {role: m.alpha(sentences) for role, sentences in units.items()}
    return [Measure(f"{role} token alpha", tally.value(), tally.interval(), sum(map(len, units[role])))
            for role, tally in tallies.items()]


def _covered(document: Document, roles: Sequence[str]) -> set[int]:
    return {offset for attribution in document.attributions.values() for role in roles
            for span in getattr(attribution, role) for offset in range(span.start, span.end)}


def _starts(raw: str, sentence: Range) -> list[int]:
    """Where each word of the sentence starts."""
    starts, at = [], sentence.start
    for word in words(raw[sentence.start : sentence.end]):
        at = raw.index(word, at)
        starts.append(at)
        at += len(word)
    return starts
