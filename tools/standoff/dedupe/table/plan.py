"""`standoff dedupe TABLE.parquet --out DIR`: read, look for candidates, judge, join, make tables of facts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from .edges import Edges, edges
from .joining import join
from .keys import all_keys, candidates
from .ragged import Ints
from .reading import Memory, Read, Reader, joined
from .source import Source
from .tables import Result, Step, firsts, tables
from .words import Claims, Words, claims


@dataclass(slots=True)
class Made:
    """Every intermediate of a run. The different claims stand in the order of their content's hash."""

    claim: Ints
    """For each id, in order: which different claim it is."""
    rows: Claims
    keys: Ints
    places: Ints
    candidates: int
    edges: Edges
    labels: Ints
    components: Ints
    memory: Memory


def dedupe(table: pa.Table | Source, step: Step = lambda _: None, words: Words | None = None, parts: int = 1) -> Result:
    """Group the claims of a table. `words`: those of an earlier run, to weigh as it did; `parts`: see `candidates`."""
    source = table if isinstance(table, Source) else Source(table)
    made = make(source, step, words, parts)
    return result(source, made, step)


def result(source: Source, made: Made, step: Step = lambda _: None) -> Result:
    """The tables of a run."""
    step("writing the tables down")
    return tables(source.ids, source.texts, made.claim, made.labels, made.edges, made.candidates)


def make(source: Source, step: Step = lambda _: None, words: Words | None = None, parts: int = 1) -> Made:
    """Everything up to the labels."""
    reader = Reader()
    read, claim = read_all(source, reader, step)
    step(f"weighing the words of {len(read.text):,} different claims")
    rows = claims(read, reader.names, reader.hashes, words)
    step("looking for candidates")
    keys, places = all_keys(rows)
    pairs = candidates(keys, places, parts)
    step(f"judging {len(pairs):,} pairs")
    found = edges(rows, pairs)
    step("joining")
    labels, components = join(rows, found, firsts(claim, len(rows)))
    return Made(claim, rows, keys, places, len(pairs), found, labels, components, reader.memory())


def read_all(source: Source, reader: Reader, step: Step = lambda _: None) -> tuple[Read, Ints]:
    """(the different claims, by content; which of them each id is)."""
    parts, seen = [], 0
    for batch in source.batches("text", *source.fields):
        parts.append(reader.read(batch))
        seen += batch.num_rows
        step(f"reading: {seen:,} of {len(source):,} claims")
    read = joined(parts or [reader.read(pa.table({"text": pa.array([], pa.string())}))])
    _, first, claim = np.unique(read.content, return_index=True, return_inverse=True)
    return read.take(first), claim[source.order].astype(np.int64)
