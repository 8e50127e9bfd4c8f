"""What lies in the folders of a corpus, known by content: git's blob id where git vouches for a file, else SHA-256.

Blob ids survive a fresh checkout, times do not. Git vouches only where the bytes on disk are certainly those of the
blob: an ordinary file, unchanged since it was added, of the size it had then, through no filter. Where anything is odd
(a merge, a submodule, a file that git was told not to look at) every file is read instead.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

SETTINGS = ("standoff.toml", "pyproject.toml", "CITATION.cff")
"""What checks read beside the folders of annotations and source texts."""
_LARGEST = 64 * 1024 * 1024
_STAT = re.compile(rb"  c.*\n  m.*\n  d.*\n  u.*\n  size: ([0-9]+)\tflags: 0\n")
"""What git shows of an entry that is not in a merge and that it was not told to overlook."""
_MOMENT = 50_000_000
"""Nanoseconds: what was touched so shortly before it is looked at may change once more without a new time."""
_NOTHING, _RACY = 0, 2


class Listing:
    """The files of some folders below `root`. Git is asked in the background, from the beginning."""

    def __init__(self, root: Path, folders: Sequence[str]) -> None:
        """OSError where a folder lies behind a link: git says nothing about what is there."""
        for folder in map(Path, folders):
            if any((root / part).is_symlink() for part in (folder, *folder.parents[:-1])):
                raise OSError(f"{folder} is a link")
        self.root, self.folders = root, folders
        changed_by_checkout = ":(exclude,attr:!filter !ident !working-tree-encoding)"
        self._asked = [_ask(root, "-s", "--debug", "--", *folders),  # what is added, with the size it had
                       _ask(root, "-m", "-o", "--directory", "--", *folders),  # what git would call changed or new
                       _ask(root, "--", changed_by_checkout, *folders)]
        self._added = b""
        self._read: dict[str, str] = {}
        self._done = False

    def _finish(self) -> None:
        if self._done:
            return
        self._done = True
        answers = [process.communicate()[0] if process else b"" for process in self._asked]
        added, changed, filtered = answers
        parts = [b"", *_STAT.split(added)]  # 'mode blob stage<TAB>name<NUL>' and the size, in turn
        self._added, number = b"\0".join(parts), added.count(b"\0")
        regular = sum(self._added.count(mode) for mode in (b"\x00100644 ", b"\x00100755 "))
        if filtered or not (len(parts) // 2 - 1 == number == regular) or any(
                one is None or one.returncode for one in self._asked):
            self._added, changed = b"", b"".join(os.fsencode(folder) + b"\0" for folder in self.folders)
        for raw in (*changed.split(b"\0")[:-1], *map(os.fsencode, SETTINGS)):
            self._read |= dict(_contents(self.root, os.fsdecode(raw).rstrip("/")))

    @property
    def key(self) -> bytes:
        """A digest of all names and contents."""
        self._finish()
        digest = hashlib.sha256(self._added)
        for name, id_ in sorted(self._read.items()):
            digest.update(f"\0\0{name}\0{id_}".encode("utf-8", "surrogateescape"))
        return digest.digest()

    def ids(self) -> dict[str, str]:
        """Path below the root -> id of what lies there, folders that hold nothing else left out."""
        self._finish()
        found: dict[str, str] = {}
        rows = self._added.split(b"\0")[1:-1]
        for about, size in zip(rows[::3], rows[2::3], strict=False):
            facts, _, name = about.partition(b"\t")
            found[os.fsdecode(name)] = f"{facts.decode()} {size.decode()}"
        return found | self._read


def _ask(root: Path, *words: str) -> subprocess.Popen[bytes] | None:
    # A monitor would be a program of somebody's choice, and what it says about changes is taken on trust.
    trusted = ("-c", "core.fsmonitor=false", "-c", "core.trustctime=true", "-c", "core.checkStat=default")
    try:
        return subprocess.Popen(["git", "-C", str(root), *trusted, "ls-files", "-z", *words],
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        return None


def _contents(root: Path, name: str) -> Iterator[tuple[str, str]]:
    """(path, id) of what is at `name` and below it. OSError where something cannot be read, or is too large to."""
    path = root / name
    try:
        status = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        yield name, "nothing"
        return
    if any((root / folder).is_symlink() for folder in Path(name).parents[:-1]):
        yield name, "behind a link"
    elif stat.S_ISLNK(status.st_mode):
        yield name, f"link {path.readlink()}"
    elif stat.S_ISDIR(status.st_mode):
        yield name, "folder"
        for entry in sorted(path.iterdir()):
            yield from _contents(root, f"{name}/{entry.name}")
    elif not stat.S_ISREG(status.st_mode):
        yield name, "special"
    elif status.st_size > _LARGEST:
        raise OSError(f"{path} is too large to be known by content")
    else:
        yield name, hashlib.sha256(path.read_bytes()).hexdigest()


class Watch:
    """Whether files stay as they were: what was read from one that changed meanwhile is not to be remembered."""

    def __init__(self, root: Path, folders: Sequence[str]) -> None:
        self._root, self._folders = root, (*folders, *SETTINGS)
        self._before = dict(self._signs())

    def unchanged(self, *names: str) -> bool:
        """True when nothing at these paths has changed since the watch began, nor the folders that they lie in."""
        whole = {"", *names, *(folder.as_posix() for name in names for folder in Path(name).parents[:-1])} - {""}
        return all(_sign(self._root / name) == self._before.get(name, _NOTHING) != _RACY for name in whole)

    def all_unchanged(self) -> bool:
        """True when nothing has changed, come or gone."""
        return _RACY not in self._before.values() and dict(self._signs()) == self._before

    def _signs(self) -> Iterator[tuple[str, int]]:
        waiting = list(self._folders)
        while waiting:
            name = waiting.pop()
            path = self._root / name
            yield name, _sign(path)
            if path.is_dir() and not path.is_symlink():
                for entry in os.scandir(path):
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(f"{name}/{entry.name}")
                    else:
                        yield f"{name}/{entry.name}", _sign(entry)


def _sign(path: Path | os.DirEntry[str]) -> int:
    """What the file system says about `path`, in one number; it differs after any change."""
    try:
        status = path.stat(follow_symlinks=False)
    except (OSError, ValueError):  # no path at all, as one with a NUL
        return _NOTHING
    if status.st_ctime_ns > time.time_ns() - _MOMENT:
        return _RACY
    return hash((status.st_mode, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)) | 1
