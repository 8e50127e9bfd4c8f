"""A table of claims as it comes: checked, and read in batches, so that its texts never stand in memory all at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ...errors import DataError, UsageError
from .arrow import listed, numbers, strings
from .ragged import Ints
from .reading import OPTIONAL

BATCH = 100_000


class Source:
    """Columns id, text and the optional ones that are there, in the order of the file.

    `ids`: sorted; `order`: the row of the file for each of them.
    """

    def __init__(self, file: Path | pa.Table, batch: int = BATCH) -> None:
        """UsageError: no such file. DataError: not Parquet, a column missing or of the wrong type, a row without id or
        text, an id twice."""
        self.where, self._batch = "" if isinstance(file, pa.Table) else str(file), batch
        self._table = file if isinstance(file, pa.Table) else None
        if not isinstance(file, pa.Table) and not file.is_file():
            raise UsageError("there is no such file", where=self.where, fix="give the path of a Parquet file")
        names = self._schema().names
        missing = [name for name in ("id", "text") if name not in names]
        if missing:
            raise DataError(f"has no column {' and no column '.join(missing)}; it has {', '.join(names)}",
                            where=self.where, fix="name the columns id and text; optional: time, about, kind, group")
        self.fields = [name for name in OPTIONAL if name in names]
        doubled = [name for name in ("id", "text", *self.fields) if names.count(name) > 1]
        if doubled:
            raise DataError(f"has the column {doubled[0]} twice", where=self.where, fix="columns must be unique")
        self.ids, self.order = self._sorted()

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def places(self) -> Ints:
        """Of all ids."""
        return np.arange(len(self), dtype=np.int64)

    def batches(self, *names: str) -> Iterator[pa.RecordBatch]:
        """The columns `names`, in the order of the file; texts as strings."""
        try:
            if self._table is not None:
                yield from map(self._typed, self._table.select(list(names)).to_batches(max_chunksize=self._batch))
            else:
                with pq.ParquetFile(self.where, memory_map=False) as file:
                    yield from map(self._typed, file.iter_batches(self._batch, columns=list(names)))
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            raise DataError(f"cannot be read as Parquet: {_first(error)}", where=self.where) from error

    def table(self) -> pa.Table:
        """All of it, sorted by id."""
        names = ("id", "text", *self.fields)
        found = pa.Table.from_batches(self.batches(*names)) if len(self) else pa.table({name: [] for name in names})
        return found.take(listed(self.order))

    def texts(self, rows: Ints) -> pa.Array:
        """The texts of these places in `ids`."""
        wanted = self.order[rows]
        chosen = np.zeros(len(self), dtype=bool)
        chosen[wanted] = True
        parts, start = [strings()], 0
        for batch in self.batches("text"):
            parts.append(batch["text"].filter(listed(chosen[start : start + batch.num_rows])))
            start += batch.num_rows
        found = pa.concat_arrays(parts)
        place = (np.cumsum(chosen) - 1)[wanted]
        return found if np.all(place[1:] > place[:-1]) else found.take(listed(place))

    def _schema(self) -> pa.Schema:
        if self._table is not None:
            return self._table.schema
        try:
            return pq.read_schema(self.where)
        except (pa.ArrowException, OSError) as error:
            raise DataError(f"cannot be read as Parquet: {_first(error)}", where=self.where) from error

    def _sorted(self) -> tuple[pa.Array, Ints]:
        parts = [batch["id"] for batch in self.batches("id")]
        ids = pa.chunked_array(parts, pa.string()).combine_chunks()
        ids = ids.combine_chunks() if isinstance(ids, pa.ChunkedArray) else ids
        n = len(ids)
        if n > 1 and pc.any(pc.greater_equal(ids[:-1], ids[1:])).as_py():
            order = numbers(pc.sort_indices(ids)).astype(np.int64)
            ids = ids.take(listed(order))
            doubled = pc.filter(ids[1:], pc.equal(ids[1:], ids[:-1]))
            if len(doubled):
                raise DataError(f"has the id {doubled[0].as_py()!r} twice", where=self.where, fix="ids must be unique")
            return ids, order
        return ids, np.arange(n, dtype=np.int64)

    def _typed(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        columns = []
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            if name in ("id", "text"):
                columns.append(self._strings(name, column))
            elif _is_list(column.type) and name == "about":
                columns.append(self._cast(name, column, pa.list_(pa.string())))
            else:
                columns.append(self._cast(name, column, pa.string()))
        return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)

    def _strings(self, name: str, column: pa.Array) -> pa.Array:
        if column.null_count:
            raise DataError("has a row without id or text", where=self.where, fix="fill or remove these rows")
        return self._cast(name, column, pa.string())

    def _cast(self, name: str, column: pa.Array, kind: pa.DataType) -> pa.Array:
        try:
            found = column if column.type == kind else column.cast(kind)
            found.validate(full=True)  # bytes that are no UTF-8
        except pa.ArrowException as error:
            raise DataError(f"has a column {name} of type {column.type} that cannot be read as {kind}: {_first(error)}",
                            where=self.where, fix="store it as text; about may be a list of texts") from error
        return found


def columns_size(path: Path) -> int:
    """Bytes of the columns that are read, unpacked; 0 for what is no Parquet file, which is named when it is opened."""
    try:
        found = pq.read_metadata(path)
    except (pa.ArrowException, OSError):
        return 0
    groups = [found.row_group(n) for n in range(found.num_row_groups)]
    columns = [group.column(n) for group in groups for n in range(group.num_columns)]
    return sum(column.total_uncompressed_size for column in columns
               if column.path_in_schema.split(".")[0] in ("id", "text", *OPTIONAL))


def _is_list(kind: pa.DataType) -> bool:
    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind))


def _first(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
