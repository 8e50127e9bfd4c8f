"""Claims added to a run that was kept: what a full run over all of them would give, at the cost of what is new.

The words keep the weights they were counted with. What changes then is local: blocks of keys that the new claims have,
pairs in these blocks, components that these pairs touch. Each is taken out as it was and put in as it is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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
    known = old.by_content[np.minimum(np.searchsorted(was.rows.read.content, read.content, sorter=old.by_content),
                                      len(was.rows) - 1)] if len(was.rows) else np.zeros(len(read.text), dtype=np.int64)
    seen = was.rows.read.content[known] == read.content if len(was.rows) else np.zeros(len(known), dtype=bool)
    step(f"adding {int((~seen).sum()):,} different claims")
    both = Both(was, _claims(was.rows.words, read.take(np.flatnonzero(~seen)), reader))
    fresh, gone = both.changes()
    found, changed = both.edges(fresh, gone)
    number = np.empty(len(seen), dtype=np.int64)
    number[seen], number[~seen] = known[seen], np.arange(both.first, both.n)
    claims = np.concatenate([was.claim, number[claim]])[place]
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
                 lambda: Made(claims, both.take(np.arange(both.n)), both.index(), candidates, found, labels,
                              components, reader.memory()), lambda: pa.chunked_array([texts(np.arange(len(ids)))]))


def _whole(parts: list[pa.Array]) -> pa.Array:
    chunks = [chunk for part in parts for chunk in (part.chunks if isinstance(part, pa.ChunkedArray) else [part])]
    return pa.concat_arrays(chunks)


_STEP = 64


def _text(value: Any) -> str:
    found: str = value.as_py()
    return found


def _merged(old: pa.Array, source: Source) -> tuple[pa.Array, Ints]:
    """(all ids, sorted; for each its place among the old ones followed by the new ones)."""
    before, marks = [], old[::_STEP].to_pylist()
    for value in source.ids.to_pylist():
        start = max(0, _STEP * (bisect_right(marks, value) - 1))
        at = start + bisect_left(old[start : start + _STEP], value, key=_text)
        if at < len(old) and old[at].as_py() == value:
            raise DataError(f"has the id {value!r}, which is there already", where=source.where,
                            fix="give only new claims; what was changed or removed needs a run over the whole table")
        before.append(at)
    place = np.insert(np.arange(len(old)), np.array(before, dtype=np.int64), len(old) + np.arange(len(before)))
    return pa.concat_arrays([old, source.ids]).take(pa.array(place)), place


def _claims(old: Words, read: Read, reader: Reader) -> Claims:
    """New claims, with the old weights; `live` counts the words of all."""
    names, hashes = reader.names, reader.known.hashes
    some = np.arange(len(names))
    new = np.bincount(distinct(read.words, some, some).flat, minlength=len(some))
    rest = np.zeros(len(some) - len(old.names), dtype=np.int64)
    words = Words(names, hashes, np.concatenate([old.frequency, rest]),
                  old.counted, np.concatenate([old.live, rest]) + new)
    rare = shortened(distinct(read.words, words.rank, words.order))
    read.words = shortened(read.words)
    return Claims(read, rare, words)
