"""What a check gathered from each document, kept on disk: no corpus is too large for it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from typing import Any

from .store import json_bytes, own_json

IN_MEMORY = 256 * 1024
"""Bytes a check may gather before they go to disk."""


class Gathered(Mapping[str, Any]):
    """Document id -> what was gathered from it, in the order of the corpus; each value is decoded when asked for."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  closed by `close`
        self._places: dict[str, tuple[int, int]] = {}

    def add(self, id_: str, value: Any) -> None:
        """Keep `value`; of two documents with one id the later counts."""
        raw = json_bytes(value)
        self._places[id_] = (self._file.seek(0, 2), len(raw))
        self._file.write(raw)

    def sort(self, ids: list[str]) -> None:
        """In the order of `ids`, whichever documents were looked at first."""
        self._places = {id_: self._places[id_] for id_ in dict.fromkeys(ids) if id_ in self._places}

    def __getitem__(self, id_: str) -> Any:
        offset, length = self._places[id_]
        self._file.seek(offset)
        return own_json(self._file.read(length))

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def close(self) -> None:
        """Give the disk space back."""
        self._file.close()
