"""Tokens with labels, for training: documents whose text may be shown.

One token a line, tab-separated, a blank line between sentences; the columns are named in the first line. For each role
and depth one column of BIO labels; depth 1 is the outermost. A label is B- or I- and the local id of the record, so
that the three parts of one attribution can be told from those of another: for training, keep its first letter. A token
ends where a span does, so every span is exactly its tokens.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from itertools import pairwise

import regex

from standoff.export import Export, Job, Stage
from standoff.rows.tables import SentenceRow, SpanRow

_TOKEN = regex.compile(r"[\p{L}\p{N}\p{M}_]+(?:['’.\-][\p{L}\p{N}\p{M}]+)*|(?!\s)\X")
"""A word, or one sign as the reader sees it: an emoji sequence is one."""
ROLES = ("mentions", "spans", "source", "cue", "content", "marker", "omit")


def run(job: Job) -> None:
    """annotations/tokens/<document>.tsv."""
    if job.text is None:
        return
    spans = job.here(SpanRow)
    places = _tokens(job.text, sorted({edge for span in spans for edge in (span.start_char, span.end_char)}))
    columns = dict(_columns(spans, places))
    lines = ["\t".join(("token", "start_char", "end_char", "sentence", *columns))]
    ends = [sentence.end_char for sentence in job.here(SentenceRow)]
    last = 0
    for index, (start, end) in enumerate(places):
        sentence = bisect.bisect_right(ends, start) + 1
        if index and sentence != last:
            lines.append("")
        last = sentence
        lines.append("\t".join((job.text[start:end], str(start), str(end), str(sentence),
                                *(labels[index] for labels in columns.values()))))
    job.write(f"annotations/tokens/{job.document}.tsv", "".join(f"{line}\n" for line in lines).encode())


def _tokens(text: str, edges: list[int]) -> list[tuple[int, int]]:
    """Words and signs, cut where a span begins or ends inside one."""
    found = []
    for match in _TOKEN.finditer(text):
        inner = edges[bisect.bisect_right(edges, match.start()) : bisect.bisect_left(edges, match.end())]
        cuts = [match.start(), *inner, match.end()]
        found += list(pairwise(cuts))
    return found


def _columns(spans: list[SpanRow], places: list[tuple[int, int]]) -> Iterator[tuple[str, list[str]]]:
    """(role_depth, a label for each token): spans of one role that overlap go to different depths, outer ones first."""
    starts = [start for start, _ in places]
    for role in ROLES:
        depths: list[list[str]] = []
        mine = sorted((s for s in spans if s.role == role), key=lambda s: (s.start_char, -s.end_char, s.owner, s.n))
        for span in mine:
            tokens = range(bisect.bisect_left(starts, span.start_char), bisect.bisect_left(starts, span.end_char))
            depth = next((labels for labels in depths if all(labels[t] == "O" for t in tokens)), None)
            if depth is None:
                depth = ["O"] * len(places)
                depths.append(depth)
            name = span.owner.rpartition("#")[2] if role != "omit" else span.why or "omit"
            for position, token in enumerate(tokens):
                depth[token] = f"{'I' if position else 'B'}-{name}"
        yield from ((f"{role}_{number}", labels) for number, labels in enumerate(depths, 1))


export = Export(Stage.DOCUMENT, run, "W3C Web Annotation, brat, UIMA CAS and labelled tokens, one file a document")
