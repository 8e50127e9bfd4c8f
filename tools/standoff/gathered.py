"""What a check gathered from each document, kept on disk: no corpus is too large for it."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterator, Mapping
from typing import Any

from .store import json_bytes, own_json

IN_MEMORY = 32 * 1024
"""Bytes a check may gather before they go to disk."""


class Gathered(Mapping[str, Any]):
    """Document id -> what was gathered from it, in the order of the corpus; each value is decoded when asked for."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  closed by `close`
        # Many checks gather from many documents: what is kept of each must be small.
        self._ids: list[str] = []
        self._ends = array("q", [0])
        self._numbers: dict[str, int] | None = None

    def add(self, id_: str, value: Any) -> None:
        """Keep `value`; of two documents with one id the later counts."""
        raw = json_bytes(value)
        self._file.seek(0, 2)
        self._file.write(raw)
        self._ids.append(id_)
        self._ends.append(self._ends[-1] + len(raw))
        self._numbers = None

    def sort(self, ids: list[str]) -> None:
        """In the order of `ids`, whichever documents were looked at first."""
        self._numbers = {id_: self._places[id_] for id_ in dict.fromkeys(ids) if id_ in self._places}

    @property
    def _places(self) -> dict[str, int]:
        """Document id -> which of the values is its own; only while somebody reads."""
        if self._numbers is None:
            self._numbers = {id_: number for number, id_ in enumerate(self._ids)}
        return self._numbers

    def __getitem__(self, id_: str) -> Any:
        number = self._places[id_]
        self._file.seek(self._ends[number])
        return own_json(self._file.read(self._ends[number + 1] - self._ends[number]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def close(self) -> None:
        """Give the space back."""
        self._file.close()
        self._ids.clear()
        self._ends, self._numbers = array("q"), None
