"""A block of a table in columns, and what each format makes of it: the one description of JSONL, CSV and Parquet cells.

Rows become an Arrow record batch once; every format is made of the batch in compiled code that needs no Python lock, so
formats are written side by side. The way back is the same: a block of JSONL is read into columns, and is canonical when
the columns give the same bytes again. Blocks hold a few thousand rows: memory holds a handful of them, and they fit
into the processor's cache.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from ..csvfile import RISKY, guarded
from ..errors import DataError, need_extra
from ..store import json_bytes
from .build import sequences
from .tables import Row, columns, key_of

try:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.json as pj
except ImportError as error:
    raise need_extra("data", error) from error

BLOCK = 8192
"""Rows of a block."""
_TYPES = {"text": pa.string(), "integer": pa.int64(), "boolean": pa.bool_()}
_ESCAPED = r'[\x00-\x1f"\\]'
_GUARDED = "^(?:$|[" + RISKY.replace("-", r"\-") + "])"


def schema(table: str, version: str = "") -> Any:
    """The Arrow schema of `table`, with what its columns mean; `version` is that of the release."""
    return pa.schema([pa.field(c.name, _TYPES[c.kind], nullable=c.nullable, metadata={"description": c.doc})
                      for c in columns(table)], metadata={"key": ",".join(key_of(table)), "release": version})


def blocks(table: str, rows: Iterable[Row]) -> Iterator[Any]:
    """The rows as record batches, each made when it is asked for."""
    form, stream = schema(table), sequences(table, rows)
    while group := list(islice(stream, BLOCK)):
        yield pa.record_batch([pa.array(column, field.type) for column, field
                               in zip(zip(*group, strict=True), form, strict=True)], schema=form)


def as_jsonl(block: Any) -> Any:
    """The block in the canonical form, as `rows.build.lines` writes it: a buffer of bytes."""
    pieces: list[Any] = []
    text = "{"
    for name in sorted(block.schema.names):
        column, text = block.column(name), f'{text}"{name}":'
        if not pa.types.is_string(column.type):
            pieces, text = [*pieces, text, column.cast(pa.string())], ","
        elif column.null_count or _has_escapes(column):
            pieces, text = [*pieces, text, _quoted(column)], ","
        else:
            pieces, text = [*pieces, text + '"', column], '",'
    return _bytes(pieces, f"{text[:-1]}}}\n", "null")


def as_csv(block: Any) -> Any:
    """The lines of the block as RFC 4180 with guarded cells (csvfile.py): a buffer of bytes."""
    pieces: list[Any] = []
    for column in block.columns:
        if pa.types.is_string(column.type):
            column = _replaced(column, column, _GUARDED, guarded)
            column = pc.binary_join_element_wise('"', pc.replace_substring(column, '"', '""'), '"', "")
        pieces += [column.cast(pa.string()), ","]
    return _bytes(pieces[:-1], "\n", "")


def _bytes(pieces: list[Any], end: str, null: str) -> Any:
    """The pieces of each row joined; the buffer behind an Arrow column is its strings one after another."""
    made = pc.binary_join_element_wise(*pieces, end, "", null_handling="replace", null_replacement=null)
    return made.buffers()[2]


def _has_escapes(column: Any) -> bool:
    """True when some byte behind the column must be escaped in JSON: cheaper than a look at each string."""
    raw = column.buffers()[2]
    if raw is None:
        return False
    signs = np.frombuffer(raw, np.uint8)
    return bool(((signs < 0x20) | (signs == 0x22) | (signs == 0x5C)).any())


def _quoted(column: Any) -> Any:
    """The strings as JSON; those that hold a sign to escape are written by the one writer of JSON."""
    plain = pc.binary_join_element_wise('"', column, '"', "")
    return _replaced(plain, column, _ESCAPED, lambda value: json_bytes(value).decode()[:-1])


def _replaced(column: Any, looked_at: Any, odd: str, by: Callable[[str], str]) -> Any:
    """`column`, where `looked_at` matches the pattern `odd` with what `by` makes of it."""
    mask = pc.fill_null(pc.match_substring_regex(looked_at, odd), False)
    if not pc.any(mask).as_py():
        return column
    return pc.replace_with_mask(column, mask, pa.array(map(by, looked_at.filter(mask).to_pylist()), pa.string()))


def from_jsonl(table: str, raw: bytes) -> Any:
    """The block that `as_jsonl` made these bytes of. DataError when it did not."""
    form = schema(table)
    if not (raw.startswith(b"{") and raw.endswith(b"}\n") and raw.count(b"\n") == raw.count(b"}\n{") + 1):
        raise DataError("is not one object a line")  # and pyarrow's reader may crash on what is no object
    try:
        read = pj.read_json(pa.BufferReader(raw), pj.ReadOptions(use_threads=False, block_size=len(raw) + 1),
                            pj.ParseOptions(explicit_schema=form, unexpected_field_behavior="error"))
        block = pa.record_batch([column.combine_chunks() for column in read.select(form.names).columns], schema=form)
        block.validate(full=True)
    except (ValueError, TypeError, KeyError) as fault:  # what pyarrow raises on text that is not as the schema says
        raise DataError("is not one object a line with the columns as described") from fault
    if any(not field.nullable and column.null_count for field, column in zip(form, block.columns, strict=True)):
        raise DataError("has null where a value is due")
    if not as_jsonl(block).equals(pa.py_buffer(raw)):
        raise DataError("is not in the canonical form: keys sorted, no space, one object a line")
    return block


def is_sorted(table: str, block: Any) -> bool:
    """True when every row of the block comes after the one before it, by the key of `table`."""
    before, after = block.slice(0, block.num_rows - 1), block.slice(1)
    later: Any = None
    for name in reversed(key_of(table)):
        one, other = before.column(name), after.column(name)
        less = pc.less(one, other)
        later = less if later is None else pc.or_(less, pc.and_(pc.equal(one, other), later))
    return bool(pc.all(later, min_count=0).as_py())


def key_at(table: str, block: Any, row: int) -> tuple[Any, ...]:
    """The key of one row, counted from the end where `row` is negative."""
    return tuple(block.column(name)[row].as_py() for name in key_of(table))


def unique(column: Any) -> Any:
    """The different values of a column."""
    return pc.unique(column)


def missing(values: list[Any], ids: list[Any]) -> Any:
    """The first of the `values` that is not null and not among the `ids`; None when there is none."""
    found = pa.chunked_array(values, pa.string())
    lost = found.filter(pc.invert(pc.or_(pc.is_null(found), pc.is_in(found, pa.chunked_array(ids, pa.string())))))
    return pc.min(lost).as_py()
