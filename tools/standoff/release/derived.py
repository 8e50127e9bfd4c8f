"""Everything that a release derives from its canonical form is derived again, and must be what lies there.

Given are jsonl/, quality.json, changes.jsonl and the shares that rights.jsonl tells, as far as the tables do not
contradict them (told.py), and the texts that may be shown, each proved by its digest in `documents`. CSV, Parquet and
SQLite are compared value for value (prove.py). Of the explorer (site/) only the digests are known: it shows stretches
of texts whose wording no table holds.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .. import __version__, limits
from ..errors import DataError, MissingExtraError, StandoffError
from ..export import Export, Job, Stage, TableExport
from ..rights import Revealed
from ..rows import TABLES, Row, Rows
from ..rows.tables import DocumentRow
from ..store import own_json, read_bytes, read_lines, read_or_fail
from ..text import Range
from .manifest import REHYDRATED, Manifest
from .run import Plugs, plugs_of, run_exports
from .told import told_faults

_COMPARED = ("sqlite",)
"""Exports whose files are compared value for value instead."""
_SHARES = 10_000
"""Shares are told to four places."""


@dataclass(frozen=True, slots=True)
class _Lines:
    """A table as it lies in jsonl/, read anew each time: it was proved before."""

    path: Path
    row: type[Row]
    size: int

    def __len__(self) -> int:
        return self.size

    def __iter__(self) -> Iterator[Row]:
        with self.path.open("rb") as file:
            for line in file:
                yield self.row(**own_json(line))


@dataclass(slots=True)
class _Proof(Job):
    """A job that writes nothing: what it is given must be what the manifest lists."""

    listed: dict[str, tuple[int, str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def write(self, name: str, raw: bytes | Iterable[bytes]) -> None:
        """Compare one file, whole or in pieces."""
        state = hashlib.sha256()
        for piece in (raw,) if isinstance(raw, bytes) else raw:
            state.update(piece)
        if self.listed.get(name, (0, ""))[1] != state.hexdigest():
            self.faults.append(f"{name}: is not what the tables say")
        self.files[name] = self.about


def derived_faults(folder: Path, manifest: Manifest, progress: Callable[[str], None]) -> tuple[list[str], list[str]]:
    """(faults, notes): files that are not what the tables give, and what could not be proved here, and why.

    Another version of the tool may write other words and layouts: then a difference is a note, no fault.
    """
    if manifest.version.endswith(REHYDRATED):
        return [], []  # a private copy of the tables, with nothing to describe it
    notes: list[str] = []
    try:
        plugs = plugs_of(manifest.about["plugs"])
        job = _job(folder, manifest)
    except DataError as error:
        return [str(error)], notes
    except StandoffError as error:  # a package of exports that is not installed here
        return [], [f"only digests were looked at: {error.message}; {error.fix}"]
    job.faults += told_faults(job)
    _told(job, manifest, plugs)
    run_exports(job, {name: _guarded(name, plug, notes) for name, plug in plugs.items()
                      if isinstance(plug, Export) and name not in _COMPARED and plug.stage is not Stage.EXPLORE},
                lambda: _texts(folder, manifest, job), progress)
    left = [] if notes else [f"{name}: is made by no export" for name in sorted({*manifest.files} - {*job.files})]
    if manifest.tool != __version__ and (job.faults or left):
        return [], [*notes, f"made by standoff {manifest.tool}, proved by {__version__}: of {len(job.faults + left)} "
                    f"files only the digests are known; install standoff {manifest.tool} to prove them"]
    return job.faults + left, notes


def _job(folder: Path, manifest: Manifest) -> _Proof:
    rows = Rows({name: _Lines(folder / f"jsonl/{name}.jsonl", row, manifest.tables[name])  # type: ignore[misc]
                 for name, row in TABLES.items()})
    for told in read_lines(folder / "rights.jsonl"):
        try:
            shares = [round(float(told[key]) * _SHARES) for key in ("revealed", "revealed_with_wording")]
            rows.revealed[told["document"]] = Revealed(told["text"], _SHARES, {}, [Range(0, shares[0])],
                                                       [Range(0, shares[1])])
        except (KeyError, TypeError, ValueError):
            raise DataError("rights.jsonl: a line is not as publish writes it") from None
    missing = {row.id for row in rows.each(DocumentRow)} ^ {*rows.revealed}
    if missing:
        raise DataError(f"rights.jsonl: does not tell exactly of the documents; look at {min(missing)}")
    quality = read_or_fail(folder / "quality.json")
    return _Proof(manifest.stamp, rows, folder, quality=quality, changes=tuple(read_lines(folder / "changes.jsonl")),
                  since=manifest.about["since"], listed=manifest.files)


def _told(job: _Proof, manifest: Manifest, plugs: Plugs) -> None:
    """The files that are not derived here, each with what it is for, as the card names it."""
    for name, plug in plugs.items():
        if isinstance(plug, TableExport) or name in _COMPARED or plug.stage is Stage.EXPLORE:
            job.files |= {file: plug.about for file in manifest.files
                          if file.startswith(f"{name}/") or file == f"{manifest.name}.{name}"}


def _guarded(name: str, plug: Export, notes: list[str]) -> Export:
    """`plug`, which notes what is missing here instead of failing."""
    def run(job: Job) -> None:
        try:
            plug.run(job)
        except MissingExtraError as error:
            note = f"{name}: only digests were looked at: {error.message}; {error.fix}"
            notes.extend([note] if note not in notes else [])
    return dataclasses.replace(plug, run=run)


def _texts(folder: Path, manifest: Manifest, job: _Proof) -> Iterator[tuple[str, str | None]]:
    """Each document, with its text where that is shown: the one whose digest `documents` names."""
    for document in job.rows.each(DocumentRow):
        name = f"annotations/brat/{document.id}.txt"
        if document.text_policy != "full":
            yield document.id, None
        elif manifest.files.get(name, (0, ""))[1] == document.sha256:
            yield document.id, read_bytes(folder / name, limits.SEED_BYTES).decode("utf-8")
        else:
            job.faults.append(f"{name}: is not the text that was annotated")
