"""Claims added to a run that was kept: what a full run over all of them would give, at the cost of what is new.

The words keep the weights they were counted with. What changes then is local: blocks of keys that the new claims have,
pairs in these blocks, components that these pairs touch. Each is taken out as it was and put in as it is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from ...errors import DataError
from .both import Both
from .plan import Made, read_all
from .ragged import Ints
from .reading import Read, Reader
from .source import Source
from .state import State
from .tables import Result, Step, firsts, tables
from .words import Claims, Words, distinct, shortened


@dataclass(slots=True)
class Added:
    """The tables over both, and what is kept of the run; that is made only when it is asked for."""

    result: Result
    made: Callable[[], Made]
    texts: Callable[[], pa.ChunkedArray]


def add(old: State, source: Source, step: Step = lambda _: None) -> Added:
    """Add the claims of `source`. DataError when an id is there already."""
    was, (ids, place) = old.made, _merged(old.ids, source)
    reader = Reader(was.memory)
    read, claim = read_all(source, reader, step)
    before = np.searchsorted(was.rows.read.content, read.content)
    seen = np.append(was.rows.read.content, np.uint64(0))[before] == read.content
    seen &= before < len(was.rows)
    step(f"adding {int((~seen).sum()):,} different claims")
    both = Both(was, _claims(was.rows.words, read.take(np.flatnonzero(~seen)), reader), before[~seen])
    fresh, gone = both.changes()
    found, changed = both.edges(fresh, gone)
    number = np.empty(len(seen), dtype=np.int64)
    number[seen], number[~seen] = both.of_old[before[seen]], both.of_new
    claims = np.concatenate([both.of_old[was.claim], number[claim]])[place]
    least = firsts(claims, both.n)
    # An old claim whose least id is new now may win another tie.
    first = np.unique(number[seen])
    overtaken = first[place[least[first]] >= len(old.ids)]
    step("joining")
    labels, components = both.labels(found, np.concatenate([changed, overtaken]), least)
    candidates = was.candidates + len(fresh) - len(gone)

    def texts(rows: Ints) -> pa.Array:
        at = place[rows]
        known = at < len(old.ids)
        parts = [old.texts.take(pa.array(at[known])), source.texts(at[~known] - len(old.ids))]
        order = np.empty(len(rows), dtype=np.int64)
        order[np.concatenate([np.flatnonzero(known), np.flatnonzero(~known)])] = np.arange(len(rows))
        return _whole(parts).take(pa.array(order))
    step("writing the tables down")
    return Added(tables(ids, texts, claims, labels, found, candidates),
                 lambda: Made(claims, both.take(np.arange(both.n)), both.keys(), both.places, candidates, found, labels,
                              components, reader.memory()), lambda: pa.chunked_array([texts(np.arange(len(ids)))]))


def _whole(parts: list[pa.Array]) -> pa.Array:
    chunks = [chunk for part in parts for chunk in (part.chunks if isinstance(part, pa.ChunkedArray) else [part])]
    return pa.concat_arrays(chunks)


def _merged(old: pa.Array, source: Source) -> tuple[pa.Array, Ints]:
    """(all ids, sorted; for each its place among the old ones followed by the new ones)."""
    before, known = [], old.to_pylist()
    for value in source.ids.to_pylist():
        at = bisect_left(known, value)
        if known[at : at + 1] == [value]:
            raise DataError(f"has the id {value!r}, which is there already", where=source.where,
                            fix="give only new claims; what was changed or removed needs a run over the whole table")
        before.append(at)
    place = np.insert(np.arange(len(old)), np.array(before, dtype=np.int64), len(old) + np.arange(len(before)))
    return pa.concat_arrays([old, source.ids]).take(pa.array(place)), place


def _claims(old: Words, read: Read, reader: Reader) -> Claims:
    """New claims, with the old weights; `live` counts the words of all."""
    some = np.arange(len(reader.names))
    new = np.bincount(distinct(read.words, some, some).flat, minlength=len(some))
    rest = np.zeros(len(some) - len(old.names), dtype=np.int64)
    words = Words(reader.names, np.array(reader.hashes, dtype=np.uint64), np.concatenate([old.frequency, rest]),
                  old.counted, np.concatenate([old.live, rest]) + new)
    rare = shortened(distinct(read.words, words.rank, words.order))
    read.words = shortened(read.words)
    return Claims(read, rare, words)
