"""`standoff dedupe TABLE.parquet --out DIR`: read, look for candidates, judge, join, make tables of facts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from .arrow import strings
from .edges import Edges, edges
from .joining import join
from .keys import candidates, entries, standing
from .ragged import Ints
from .reading import Memory, Read, Reader, joined
from .source import Source
from .tables import Result, Step, firsts, tables
from .words import Claims, Words, claims


@dataclass(slots=True)
class Made:
    """Every intermediate of a run. The different claims stand in the order in which they first come."""

    claim: Ints
    """For each id, in order: which different claim it is."""
    rows: Claims
    index: Ints
    """See `keys`."""
    candidates: int
    edges: Edges
    labels: Ints
    components: Ints
    memory: Memory


def dedupe(table: pa.Table | Source, step: Step = lambda _: None, words: Words | None = None) -> Result:
    """Group the claims of a table. `words`: those of an earlier run, to weigh as it did."""
    source = table if isinstance(table, Source) else Source(table)
    made = make(source, step, words)
    return result(source, made, step)


def result(source: Source, made: Made, step: Step = lambda _: None) -> Result:
    """The tables of a run."""
    step("writing the tables down")
    return tables(source.ids, source.texts, made.claim, made.labels, made.edges, made.candidates)


def make(source: Source, step: Step = lambda _: None, words: Words | None = None) -> Made:
    """Everything up to the labels."""
    reader = Reader()
    read, claim = read_all(source, reader, step)
    step(f"weighing the words of {len(read.text):,} different claims")
    rows = claims(read, reader.known.names, reader.known.hashes, words)
    step("looking for candidates")
    index = entries(rows, rows.words.live)
    pairs = candidates(index, standing(rows), len(rows))
    step(f"judging {len(pairs):,} pairs")
    found = edges(rows, pairs)
    step("joining")
    labels, components = join(rows, found, firsts(claim, len(rows)))
    return Made(claim, rows, index, len(pairs), found, labels, components, reader.known)


def read_all(source: Source, reader: Reader, step: Step = lambda _: None) -> tuple[Read, Ints]:
    """(the different claims, as they first come; which of them each id is)."""
    parts, seen = [], 0
    for batch in source.batches("text", *source.fields):
        parts.append(reader.read(batch))
        seen += batch.num_rows
        step(f"reading: {seen:,} of {len(source):,} claims")
    read = joined(parts or [reader.read(pa.table({"text": strings()}))])
    first, claim = numbered(read.content)
    return (read if len(first) == len(claim) else read.take(first)), claim[source.order]


def numbered(content: Ints) -> tuple[Ints, Ints]:
    """(first place of each different value, in order; for each place which of them it is)."""
    order = np.argsort(content, kind="stable")
    begins = np.ones(len(content), dtype=bool)
    begins[1:] = content[order[1:]] != content[order[:-1]]
    first = order[begins]
    place = np.zeros(len(content), dtype=np.int64)
    place[first] = 1
    place = np.cumsum(place) - 1
    claim = np.empty(len(content), dtype=np.int64)
    claim[order] = place[first][np.cumsum(begins) - 1]
    return np.sort(first), claim
