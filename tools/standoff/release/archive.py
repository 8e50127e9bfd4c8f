"""The one .zip of a release: it lies beside the folder, holds exactly its files, and is the same on every machine."""

from __future__ import annotations

import hashlib
import re
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import DataError
from ..store import ANY, file_digest, write, writing
from .manifest import listing

_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest that the format can say: an archive tells no time."""
_MODE = (stat.S_IFREG | 0o644) << 16
_CHUNK = 1 << 20
_NAME = re.compile(r"^(?:[A-Za-z0-9_][A-Za-z0-9._-]{0,199}/)+[A-Za-z0-9_][A-Za-z0-9._-]{0,199}$")
MAX_BYTES = 1 << 37
"""Most bytes that an archive may unpack to."""
_BAD = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, UnicodeDecodeError)
"""What zipfile raises on damaged, encrypted or foreign archives."""


def archive_of(folder: Path) -> Path:
    """Where the archive of the release at `folder` lies."""
    return folder.with_name(f"{folder.name}.zip")


def write_archive(folder: Path, target: Path) -> None:
    """Write all files of `folder` below its name: sorted, with fixed times and modes."""
    with writing(target, expected=ANY) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name in listing(folder):
            entry = zipfile.ZipInfo(f"{folder.name}/{name}", _DATE)
            entry.create_system, entry.external_attr, entry.compress_type = 3, _MODE, zipfile.ZIP_DEFLATED
            entry.file_size = (folder / name).stat().st_size
            with (folder / name).open("rb") as source, made.open(entry, "w") as into:
                while piece := source.read(_CHUNK):
                    into.write(piece)


def archive_faults(archive: Path, folder: Path) -> Iterator[str]:
    """Every way in which `archive` differs from the files of `folder`."""
    try:
        with zipfile.ZipFile(archive) as opened:
            yield from _form(opened, folder.name)
            inside = {entry.filename: entry for entry in opened.infolist()}
            expected = {f"{folder.name}/{name}": folder / name for name in listing(folder)}
            yield from (f"{name}: is not in the archive" for name in sorted({*expected} - {*inside}))
            yield from (f"{name}: does not belong into the archive" for name in sorted({*inside} - {*expected}))
            for name in sorted({*expected} & {*inside}):
                if _digest(opened, inside[name]) != file_digest(expected[name]):
                    yield f"{name}: is another file in the archive"
    except (*_BAD, OSError) as error:
        yield f"cannot be read as an archive: {error}"


@contextmanager
def unpacked(archive: Path) -> Iterator[Path]:
    """The release inside `archive`, in a temporary folder. DataError when it is not in the form that publish writes."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            with zipfile.ZipFile(archive) as opened:
                top = opened.namelist()[0].partition("/")[0] if opened.namelist() else ""
                faults = list(_form(opened, top))
                if faults or sum(entry.file_size for entry in opened.infolist()) > MAX_BYTES:
                    raise DataError("; ".join(faults) or "unpacks to too much", where=str(archive))
                for entry in opened.infolist():
                    write(Path(folder) / entry.filename, _pieces(opened, entry), expected=ANY)
        except (*_BAD, OSError) as error:
            raise DataError(f"cannot be read as an archive: {error}", where=str(archive),
                            fix="fetch it again") from error
        yield Path(folder) / top


def _form(opened: zipfile.ZipFile, top: str) -> Iterator[str]:
    names = opened.namelist()
    if names != sorted(set(names)) or opened.comment:
        yield "the archive is not in the form that publish writes: names sorted, each once, no comment"
    for entry in opened.infolist():
        if not _NAME.match(entry.filename) or entry.filename.partition("/")[0] != top:
            yield f"{entry.filename!r}: is no name of a file in a release"
        elif (entry.date_time, entry.external_attr, entry.compress_type) != (_DATE, _MODE, zipfile.ZIP_DEFLATED):
            yield f"{entry.filename}: carries a time, a mode or a compression that publish does not write"


def _digest(opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> str:
    state = hashlib.sha256()
    for piece in _pieces(opened, entry):
        state.update(piece)
    return state.hexdigest()


def _pieces(opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with opened.open(entry) as file:
        while piece := file.read(_CHUNK):
            yield piece
