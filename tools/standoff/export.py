"""The contract of an export: it sees rows, never the corpus, and writes only below the folder it is handed."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from .errors import UsageError
from .rows import Rows
from .store import ANY, write


class Stage(enum.IntEnum):
    """When an export runs: on the tables, on each document, or once the files of the others are there."""

    TABLE = 1
    DOCUMENT = 2
    DESCRIBE = 3


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

    def write(self, name: str, raw: bytes) -> None:
        """Write one file of the release."""
        if name.startswith("/") or ".." in name.split("/"):
            raise UsageError(f"an export may write below its folder only, not {name!r}")
        write(self.folder / name, raw, expected=ANY)
        self.files[name] = self.about


@dataclass(frozen=True, slots=True)
class Export:
    """One format. `run` writes its files through `job.write`."""

    stage: Stage
    run: Callable[[Job], None]
    about: str
    """One line for the dataset card: what the files are for."""
