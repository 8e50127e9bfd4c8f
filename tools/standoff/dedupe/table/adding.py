"""Claims added to a run that was kept: what a full run over all of them would give, at the cost of what is new.

The words keep the weights they were counted with. What changes then is local: blocks of keys that the new claims have,
pairs in these blocks, components that these pairs touch. Each is taken out as it was and put in as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ...errors import DataError
from .arrow import listed, marks
from .both import Both
from .plan import read_all
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
    state: Callable[[], State]


def add(was: State, source: Source, step: Step = lambda _: None) -> Added:
    """Add the claims of `source`. DataError when an id is there already."""
    ids, place = _merged(was.ids, source)
    reader = Reader(was.memory)
    read, claim = read_all(source, reader, step)
    known = was.layers.find(read.content)
    fresh_rows = np.flatnonzero(known < 0)
    step(f"adding {len(fresh_rows):,} different claims")
    new = _claims(was.words, read.take(fresh_rows), reader)
    both = Both(was, new)
    fresh, gone = both.changes()
    found, changed = both.edges(fresh, gone)
    number = known.copy()
    number[fresh_rows] = np.arange(both.first, both.n)
    claims = np.concatenate([was.claim, number[claim]])[place]
    least = firsts(claims, both.n)
    # An old claim whose least id is new now may win another tie.
    first = np.unique(known[known >= 0])
    overtaken = first[place[least[first]] >= len(was.ids)]
    step("joining")
    labels, components = both.labels(found, np.concatenate([changed, overtaken]), least)
    candidates = was.candidates + len(fresh) - len(gone)
    texts = source.texts(source.places)
    before = len(was.layers.base.texts) + len(was.layers.top.texts)
    said = np.concatenate([was.said, before + source.places])[place]
    layers = both.layers(texts)
    step("writing the tables down")
    made = tables(ids, lambda rows: layers.texts(said[rows]), claims, labels, found, candidates)
    return Added(made, lambda: State(layers, new.words, both.holder(), claims, said, ids, found, labels, components,
                                     candidates, reader.known))


def _merged(old: pa.Array, source: Source) -> tuple[pa.Array, Ints]:
    """(all ids, sorted; for each its place among the old ones followed by the new ones)."""
    new = source.ids
    low, high = np.zeros(len(new), dtype=np.int64), np.full(len(new), len(old), dtype=np.int64)
    while len(open_ := np.flatnonzero(low < high)):
        middle = (low[open_] + high[open_]) // 2
        less = marks(pc.less(old.take(listed(middle)), new.take(listed(open_))))
        low[open_], high[open_] = np.where(less, middle + 1, low[open_]), np.where(less, high[open_], middle)
    inside = np.flatnonzero(low < len(old))
    twice = marks(pc.equal(old.take(listed(low[inside])), new.take(listed(inside))))
    if twice.any():
        raise DataError(f"has the id {new[int(inside[twice][0])].as_py()!r}, which is there already",
                        where=source.where,
                        fix="give only new claims; what was changed or removed needs a run over the whole table")
    place = np.insert(np.arange(len(old)), low, len(old) + source.places)
    return pa.concat_arrays([old, new]).take(listed(place)), place


def _claims(old: Words, read: Read, reader: Reader) -> Claims:
    """New claims, with the old weights; `live` counts the words of all."""
    names, hashes = reader.known.names, reader.known.hashes
    some = np.arange(len(names))
    new = np.bincount(distinct(read.words, some, some).flat, minlength=len(some))
    rest = np.zeros(len(some) - len(old.names), dtype=np.int64)
    words = Words(names, hashes, np.concatenate([old.frequency, rest]), old.counted,
                  np.concatenate([old.live, rest]) + new)
    rare = shortened(distinct(read.words, words.rank, words.order))
    read.words = shortened(read.words)
    return Claims(read, rare, words)
