"""The contract of an export: it sees rows, never the corpus, and writes only below the folder it is handed."""

from __future__ import annotations

import contextlib
import enum
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from .errors import UsageError
from .rows import Row, Rows
from .store import ANY, file_digest, write, write_new, writing

R = TypeVar("R", bound=Row)


class Stage(enum.IntEnum):
    """When an export runs: on the tables, on each document, once the files of the others are there; then the
    explorer, which offers these files, and at last the card, which names all."""

    TABLE = 1
    DOCUMENT = 2
    DESCRIBE = 3
    EXPLORE = 4
    CARD = 5


@dataclass(frozen=True, slots=True)
class Stamp:
    """What identifies a release: three version numbers, never one, and where it was built from."""

    name: str
    version: str
    schema: str
    tool: str
    commit: str
    date: str
    """Day of SOURCE_DATE_EPOCH, else of the commit; never the clock."""
    title: str = ""
    description: str = ""
    authors: tuple[str, ...] = ()
    license: str = ""
    repository: str = ""
    doi: str = ""
    max_quoted: float = 0.0


class _Walk:
    """The rows of a table, one document after another: memory holds those of one."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._groups = groupby(rows, _document_of)
        self._name, self._rows = "", list[Row]()

    def of(self, document: str) -> list[Row]:
        """The rows of `document`; documents must be asked for in the order of their ids."""
        while self._name < document:
            name, rows = next(self._groups, (_LAST, iter(())))
            self._name, self._rows = name, list(rows)
        return self._rows if self._name == document else []


_LAST = "\U0010ffff"
"""After every id."""


def _document_of(row: Row) -> str:
    return str(getattr(row, "document", None) or getattr(row, "id", ""))


@dataclass(slots=True)
class Job:
    """What an export is handed. `document` and `text` are set in stage DOCUMENT, where rights allow the text."""

    stamp: Stamp
    rows: Rows
    folder: Path
    document: str = ""
    text: str | None = None
    files: dict[str, str] = field(default_factory=dict)
    """Name of each file written so far ('/' between folders) -> what it is for."""
    about: str = ""
    quality: dict[str, Any] = field(default_factory=dict)
    """Agreement and audit figures, computed from the stored second annotations; what quality.json holds."""
    changes: tuple[dict[str, Any], ...] = ()
    """What changed since the last release, one entry an id; what changes.jsonl holds."""
    since: str = ""
    """Version that `changes` starts from; empty for a first release."""
    allowed: Callable[[str], list[tuple[int, str]]] = lambda _: []
    """Document id -> the stretches of its text that its rights allow, each with its first code point, in order."""
    _walks: dict[type[Row], _Walk] = field(default_factory=dict)

    def write(self, name: str, raw: bytes | Iterable[bytes]) -> None:
        """Write one file of the release, whole or in pieces."""
        write(self._path(name), raw, expected=ANY)
        self.files[name] = self.about

    def write_new(self, name: str, raw: bytes) -> None:
        """As `write`, for a format of thousands of files, none of which can be there yet."""
        write_new(self._path(name), raw)
        self.files[name] = self.about

    @contextlib.contextmanager
    def writing(self, name: str) -> Iterator[BinaryIO]:
        """A file of the release to write to, for libraries that want one."""
        with writing(self._path(name), expected=ANY) as file:
            yield file
        self.files[name] = self.about

    def size_and_digest(self, name: str) -> tuple[int, str]:
        """Bytes and SHA-256 of a file that was written."""
        return (self.folder / name).stat().st_size, file_digest(self.folder / name)

    def here(self, kind: type[R]) -> list[R]:
        """The rows of `kind` that belong to the current document, in table order."""
        if kind not in self._walks:
            self._walks[kind] = _Walk(self.rows.each(kind))
        return [row for row in self._walks[kind].of(self.document) if isinstance(row, kind)]

    def _path(self, name: str) -> Path:
        if name.startswith("/") or ".." in name.split("/"):
            raise UsageError(f"an export may write below its folder only, not {name!r}")
        return self.folder / name


@dataclass(frozen=True, slots=True)
class Export:
    """One format. `run` writes its files through `job.write`."""

    stage: Stage
    run: Callable[[Job], None]
    about: str
    """One line for the dataset card: what the files are for."""


@dataclass(frozen=True, slots=True)
class TableExport:
    """A format of one file a table, written while the rows go by: memory holds a few blocks, however long the table.

    `open` gives, for the job and a table, what takes its blocks one after another (rows/columnar.py); it runs in a
    thread beside the other formats. These formats come first.
    """

    open: Callable[[Job, str], AbstractContextManager[Callable[[Any], object]]]
    about: str
