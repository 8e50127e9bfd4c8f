"""Arrow arrays from numpy arrays and back, over their buffers.

pyarrow's own ways import pandas where it is installed, which takes longer than to add claims to a table does.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .ragged import Ints, Marks, ends


def listed(values: Ints | Marks) -> pa.Array:
    """Whole numbers or marks as an Arrow array."""
    kind = pa.from_numpy_dtype(values.dtype)
    plain = np.packbits(values, bitorder="little") if values.dtype == bool else np.ascontiguousarray(values)
    return pa.Array.from_buffers(kind, len(values), [None, pa.py_buffer(plain)])


def strings(values: Iterable[str] = ()) -> pa.Array:
    """Strings as an Arrow array."""
    raw = [value.encode() for value in values]
    at = ends(np.array([len(each) for each in raw], dtype=np.int64)).astype(np.int32)
    return pa.Array.from_buffers(pa.string(), len(raw), [None, pa.py_buffer(at), pa.py_buffer(b"".join(raw))])


EMPTY = strings([""])[0]
"""The empty string as Arrow's own value."""


def numbers(array: pa.Array, null: int = 0) -> Ints:
    """The whole numbers of an Arrow array, `null` where there is none; may be a view that cannot be written to."""
    found: Ints = np.frombuffer(array.buffers()[1] or b"", dtype=_dtype(array))[array.offset :][: len(array)]
    return np.where(marks(pc.is_valid(array)), found, found.dtype.type(null)) if array.null_count else found


def marks(array: pa.Array) -> Marks:
    """The truth values of an Arrow array without nulls."""
    bits = np.frombuffer(array.buffers()[1] or b"", dtype=np.uint8)
    return np.unpackbits(bits, bitorder="little")[array.offset :][: len(array)].astype(bool)


def _dtype(array: pa.Array) -> Any:
    return np.dtype(array.type.to_pandas_dtype())
