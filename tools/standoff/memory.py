"""What earlier runs found, by content: an SQLite file that may be kept, moved, restored in CI, or deleted at any time.

Two tables. `reports`: the whole report of a run, by rules, options and the id of every file; nothing of the package
but this module is imported to print it. `outcomes`: what one document gave, by rules, annotation and source text. The
rules are the package itself, the libraries it stands on, and the configuration. A file is known by its git blob id,
which survives a fresh checkout; what git calls modified, untracked or ignored is hashed, and so is everything outside
a git repository. Content is JSON: a file that somebody else wrote can show a wrong report, but run nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import tomllib
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

FOLDER = ".standoff-cache"
_LIBRARIES = ("pydantic", "regex", "orjson", "jsonschema_rs")


class Memory:
    """The cache of one corpus repository, for one set of rules."""

    def __init__(self, root: Path) -> None:
        """OSError or sqlite3.Error where the cache cannot be used; the caller does without."""
        self.root = root
        self.rules = rules(root)
        self.files = listing(root, folders(root))
        self._database = _open(root / FOLDER)

    def close(self) -> None:
        """Keep what was added."""
        self._database.commit()
        self._database.close()

    def report(self, options: Iterable[object]) -> Any | None:
        """What a run with these options kept, when no file has changed since."""
        row = self._database.execute("SELECT value FROM reports WHERE key = ?", (self._report_key(options),)).fetchone()
        return json.loads(row[0]) if row else None

    def keep_report(self, options: Iterable[object], value: Any) -> None:
        """Keep a report; of the older ones a few stay, for those who switch between branches."""
        self._database.execute("INSERT OR REPLACE INTO reports VALUES (?, ?)",
                               (self._report_key(options), json.dumps(value)))
        self._database.execute("DELETE FROM reports WHERE rowid NOT IN "
                               "(SELECT rowid FROM reports ORDER BY rowid DESC LIMIT 20)")

    def _report_key(self, options: Iterable[object]) -> str:
        digest = hashlib.sha256(json.dumps([self.rules, *map(str, options)]).encode())
        for name, blob in sorted(self.files.items()):
            digest.update(f"{name}\0{blob}\0".encode("utf-8", "surrogateescape"))
        return digest.hexdigest()

    def outcome(self, selection: str, name: str) -> bytes | None:
        """What the document gave under the selected checks, when neither it nor its source text has changed."""
        row = self._database.execute("SELECT seed, blob, value FROM outcomes WHERE key = ?",
                                     (self._outcome_key(selection, name),)).fetchone()
        return zlib.decompress(row[2]) if row and self.files.get(row[0], "") == row[1] else None

    def keep_outcome(self, selection: str, name: str, seed: str, value: bytes) -> None:
        """Keep what a document gave; `seed` is the path of its source text."""
        self._database.execute("INSERT OR REPLACE INTO outcomes VALUES (?, ?, ?, ?, ?)",
                               (self._outcome_key(selection, name), self.rules, seed, self.files.get(seed, ""),
                                zlib.compress(value, 1)))

    def forget_others(self) -> None:
        """Drop what other rules found: they never come back."""
        self._database.execute("DELETE FROM outcomes WHERE rules <> ?", (self.rules,))

    def _outcome_key(self, selection: str, name: str) -> str:
        parts = (self.rules, selection, name, self.files.get(name, ""))
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def _open(folder: Path) -> sqlite3.Connection:
    folder.mkdir(exist_ok=True)
    with contextlib.suppress(FileExistsError), (folder / ".gitignore").open("xb") as file:
        file.write(b"*\n")
    path = folder / "checks.sqlite"
    for _ in range(2):
        database = sqlite3.connect(path, timeout=2)
        try:
            database.execute("PRAGMA synchronous = OFF")
            database.execute("CREATE TABLE IF NOT EXISTS reports (key TEXT PRIMARY KEY, value TEXT)")
            database.execute("CREATE TABLE IF NOT EXISTS outcomes "
                             "(key TEXT PRIMARY KEY, rules TEXT, seed TEXT, blob TEXT, value BLOB)")
            return database
        except sqlite3.DatabaseError:
            database.close()
            path.unlink(missing_ok=True)  # not ours, or broken off: it holds nothing that cannot be found again
    raise sqlite3.OperationalError(f"{path} cannot be used")


def rules(root: Path) -> str:
    """The digest of everything that decides what a check says: package, libraries, Python, configuration."""
    digest = hashlib.sha256(f"{sys.version_info[:3]} {unicodedata.unidata_version}".encode())
    for package in ("standoff", *_table(root).get("plugs", ())):
        spec = find_spec(package)
        for place in spec.submodule_search_locations or () if spec else ():
            for path in sorted(_sources(place)):
                digest.update(path[len(place):].encode() + b"\0" + Path(path).read_bytes())
    for name in _LIBRARIES:
        spec = find_spec(name)
        if spec and spec.origin:
            beside = (path.name for path in Path(spec.origin).parent.parent.iterdir())
            digest.update(repr(sorted(other for other in beside if other.startswith(f"{name}-"))).encode())
    for name in ("standoff.toml", "pyproject.toml"):
        settings = root / name
        digest.update(name.encode() + (settings.read_bytes() if settings.is_file() else b"\0"))
    return digest.hexdigest()


def _sources(place: str) -> Iterator[str]:
    with os.scandir(place) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in ("__pycache__", "site"):  # the reading pages decide nothing
                    yield from _sources(entry.path)
            elif entry.name.endswith(".py"):
                yield entry.path


def _table(root: Path) -> dict[str, Any]:
    for name in ("standoff.toml", "pyproject.toml"):
        path = root / name
        if path.is_file():
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            table = table if name == "standoff.toml" else table.get("tool", {}).get("standoff")
            if table is not None:
                return dict(table)
    return {}


def folders(root: Path) -> tuple[str, str]:
    """The folders of annotations and of source texts."""
    table = _table(root)
    return str(table.get("corpus", "corpus")), str(table.get("seeds", "seeds"))


def listing(root: Path, folders: Iterable[str]) -> dict[str, str]:
    """Path below the root -> id of its content, for every file in the folders.

    OSError where the cache itself is committed: in a stranger's pull request it is not to be trusted.
    """
    asked = ((("-s",), (FOLDER,)), (("-m", "-o"), ()))
    folders = [folder for folder in folders if (root / folder).is_dir()]
    try:
        running = [subprocess.Popen(["git", "-C", str(root), "ls-files", "-z", *how, "--", *folders, *more],
                                    stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) for how, more in asked]
    except OSError:
        return _hashed(root, folders)
    staged, changed = (process.communicate()[0] for process in running)
    if any(process.returncode for process in running):
        return _hashed(root, folders)
    files: dict[str, str] = {}
    for row in staged.split(b"\0")[:-1]:
        about, _, raw = row.partition(b"\t")
        if raw.startswith(FOLDER.encode()):
            raise OSError(f"{FOLDER} is committed: whoever wrote it could say that all is well")
        files[os.fsdecode(raw)] = about.decode("ascii")
    for raw in changed.split(b"\0")[:-1]:
        name = os.fsdecode(raw)
        files.pop(name, None)
        if os.path.lexists(root / name):
            files[name] = _digest(root / name)
    return files


def _hashed(root: Path, folders: Iterable[str]) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): _digest(path) for folder in folders
            for place, _, names in os.walk(root / folder) for path in (Path(place, name) for name in names)}


def _digest(path: Path) -> str:
    if path.is_symlink():
        return f"link {path.readlink()}"
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "special"
