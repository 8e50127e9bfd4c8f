"""THE one strict reader and THE one atomic, hash-guarded writer. Nothing else opens a file for writing."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from . import limits
from .errors import ConflictError, DataError, StandoffError, TooLargeError
from .strict import Parsed, Problem, parse, parse_fast

_TEMPORARY = re.compile(r"^\.(?P<name>.+)\.(?P<pid>[0-9]+)\.standoff-tmp$")


@dataclass(slots=True)
class Loaded:
    """One JSON file as read: its bytes, its value (None when it is no JSON) and what was wrong."""

    raw: bytes
    value: Any
    problems: list[Problem] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """What `write` compares before it replaces the file."""
        return hashlib.sha256(self.raw).hexdigest()

    def positions(self) -> Parsed:
        """The slow reading, with the place of every value; only for messages."""
        return parse(self.raw)


def read_bytes(path: Path | str, limit: int) -> bytes:
    """The bytes of a regular file of at most `limit` bytes. Links, devices and folders are refused."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", where=str(path)) from error
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise DataError("is not a regular file", where=str(path))
        if status.st_size > limit:
            raise TooLargeError(f"has {status.st_size:,} bytes; at most {limit:,} are read", where=str(path))
        raw = os.read(descriptor, status.st_size + 1)
        while len(raw) != status.st_size and len(raw) <= limit and (more := os.read(descriptor, limit)):
            raw += more  # a network's file system may give less than it has, or the file grew
        return raw
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", where=str(path)) from error
    finally:
        os.close(descriptor)


def read(path: Path | str) -> Loaded:
    """Read one JSON file strictly. Faults inside are listed in the result; DataError when it cannot be opened."""
    return read_raw(read_bytes(path, limits.JSON_BYTES))


def read_raw(raw: bytes) -> Loaded:
    """As `read`, from bytes that are already at hand."""
    value = parse_fast(raw)
    if value is not None:
        return Loaded(raw, value)
    slow = parse(raw)
    return Loaded(raw, slow.value, slow.problems)


def read_or_fail(path: Path) -> Any:
    """The value of a JSON file that must be clean (schemas, manifests, weights). DataError names the first fault."""
    loaded = read(path)
    if loaded.problems:
        raise DataError(loaded.problems[0].message, where=str(path), fix=loaded.problems[0].hint)
    return loaded.value


def read_lines(path: Path) -> Iterator[Any]:
    """The values of a .jsonl file, one a line. DataError names the line."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                loaded = read_raw(line)
                if loaded.problems:
                    raise DataError(loaded.problems[0].message, where=f"{path}:{number}")
                yield loaded.value
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", where=str(path)) from error


def json_value(raw: bytes) -> Any:
    """The value of JSON text that must be clean, as a line of a release. DataError names the first fault."""
    loaded = read_raw(raw)
    if loaded.problems:
        raise DataError(loaded.problems[0].message, fix=loaded.problems[0].hint)
    return loaded.value


def json_lines(rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """One line of JSON for each row, keys in the order given: as `json_bytes` for rows whose keys are sorted."""
    return map(partial(orjson.dumps, option=orjson.OPT_APPEND_NEWLINE), rows)


def write_json(path: Path, data: dict[str, Any], kind: str, *, expected: str | None) -> bytes:
    """Write a corpus file of `kind` in canonical layout; see `write`."""
    from .canonical import canonical  # late: who writes no corpus file needs no model
    raw = canonical(data, kind)
    write(path, raw, expected=expected)
    return raw


def json_bytes(value: Any, *, pretty: bool = False) -> bytes:
    """Deterministic JSON with sorted keys: one line (a .jsonl line, with its newline), or indented."""
    option = orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE | (orjson.OPT_INDENT_2 if pretty else 0)
    return orjson.dumps(value, option=option)


def own_json(raw: bytes) -> Any:
    """The value of JSON that this program wrote itself (a cache, another process): no strictness, no positions."""
    return orjson.loads(raw)


ANY = "any"
"""As `expected`: replace whatever is there (built files, never corpus files)."""


def write(path: Path, raw: bytes | Iterable[bytes], *, expected: str | None) -> None:
    """As `writing`, for content that is at hand, or that comes in pieces."""
    with writing(path, expected=expected) as file:
        file.writelines((raw,) if isinstance(raw, bytes) else raw)


@contextlib.contextmanager
def writing(path: Path, *, expected: str | None) -> Iterator[BinaryIO]:
    """A file to write: it replaces `path` so that at any moment the old or the new file is there, whole.

    `expected` is the SHA-256 of the content the caller read, None when the file must not exist yet, or ANY.
    ConflictError when the file is not what was expected or another process is writing it; nothing is changed then.
    """
    with _locked(path):
        if expected != ANY:
            _guard(path, expected)
        temporary = path.with_name(f".{path.name}.{os.getpid()}.standoff-tmp")
        try:
            with temporary.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                temporary.chmod(stat.S_IMODE(path.stat().st_mode))
            temporary.replace(path)
        except OSError as error:
            raise StandoffError(f"cannot be written: {error.strerror}; the old content is untouched",
                                where=str(path)) from error
        finally:
            temporary.unlink(missing_ok=True)  # gone already where it was given its name
        sync(path.parent)


def write_new(path: Path, raw: bytes) -> None:
    """Write a file that is not there yet, in a folder that only this run knows: a release or a site in the making.

    No lock, no search for what dead writers left, and no waiting for the disk: in a folder of thousands of files that
    is what takes the time. `sync_below` waits once for all.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(raw)
    except OSError as error:
        raise StandoffError(f"cannot be written: {error.strerror}", where=str(path)) from error


def link(old: Path, new: Path) -> None:
    """Give a file that is never changed a second name; a copy where the file system cannot."""
    try:
        new.parent.mkdir(parents=True, exist_ok=True)
        new.hardlink_to(old)
    except OSError:
        with writing(new, expected=None) as file, old.open("rb") as source:
            shutil.copyfileobj(source, file, 1 << 20)


def sync_below(root: Path) -> None:
    """Make every file below `root`, and the names in every folder there, durable.

    One `os.sync` has the disk write thousands of files in the order it likes, but tells of no error; `fsync` of each
    then finds nothing left to write, and does. 3,000 files took 0.15 s so, and 0.37 s with `fsync` alone.
    """
    os.sync()
    for path in (root, *sorted(root.rglob("*"))):
        sync(path)


def add_to(path: Path, raw: bytes) -> None:
    """`raw` after what the file holds already; the file is made where there is none."""
    try:
        with path.open("ab") as file:
            file.write(raw)
    except OSError as error:
        raise StandoffError(f"cannot be written: {error.strerror}", where=str(path)) from error


def file_digest(path: Path) -> str:
    """SHA-256 of a file of any size, hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _guard(path: Path, expected: str | None) -> None:
    if not path.exists():
        if expected is not None:
            raise ConflictError("was removed since it was read; nothing was written", where=str(path))
        return
    if expected is None:
        raise ConflictError("exists already; nothing was written", where=str(path))
    if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
        raise ConflictError("was changed on disk since it was read; nothing was written", where=str(path),
                            fix="look at the other change, then run the command again")


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    lock = path.with_name(f".{path.name}.standoff-lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        clean(path.parent)
        lock.symlink_to(str(os.getpid()))  # made and signed in one step: a writer cannot die between the two
    except FileExistsError:
        raise ConflictError("is being written by another process", where=str(path),
                            fix=f"if none is running, remove {lock.name}") from None
    except OSError as error:
        raise StandoffError(f"cannot be written: {error.strerror}", where=str(path)) from error
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def clean(folder: Path) -> None:
    """Remove what dead writers left behind: temporary files and locks whose process is gone."""
    for entry in folder.iterdir() if folder.is_dir() else ():
        owner = ""
        if match := _TEMPORARY.match(entry.name):
            owner = match["pid"]
        elif entry.name.startswith(".") and entry.name.endswith(".standoff-lock"):
            with contextlib.suppress(OSError):
                owner = str(entry.readlink())
        if owner.isdigit() and not alive(int(owner)):
            entry.unlink(missing_ok=True)


def alive(pid: int) -> bool:
    """Whether a process of that number runs, so that what a dead one left behind can be told apart."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def sync(path: Path) -> None:
    """Make a file, or the names in a folder, durable. StandoffError when it could not be written, now or before."""
    try:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise StandoffError(f"cannot be written: {error.strerror}", where=str(path)) from error
