"""What earlier runs found, by content: an SQLite file in the user's cache folder, deleted or restored at any time.

Two tables. `reports`: the whole report of a run, by rules, options and every file; nothing of the package but this
module and `listing` is imported to print it. `outcomes`: what one document gave, by rules, settings, selection,
annotation and source text. The rules are the package itself, plugs, the libraries that are installed, and Python.

The file is `$XDG_CACHE_HOME/standoff/<digest of the root's path>.sqlite` (`~/.cache` where that is not set), never in
the corpus: nobody's pull request brings its own verdict. Every row carries a digest of itself, so that a damaged file
is as good as none; content is JSON, which runs nothing. Whatever fails here, the checks themselves are asked.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import re
import sqlite3
import sys
import tomllib
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from .listing import Listing, Watch

_SCHEMA = ("CREATE TABLE IF NOT EXISTS reports (key BLOB PRIMARY KEY, value BLOB)",
           "CREATE TABLE IF NOT EXISTS outcomes (selection BLOB, name BLOB, key BLOB, seed BLOB, value BLOB, "
           "PRIMARY KEY (selection, name))")
_REPORTS, _SELECTIONS, _WAITING = 20, 8, 100
"""Reports and selections of checks that are kept, newest first; outcomes that are written at once."""
_ANY = "surrogatepass"
"""Names of files need be no Unicode."""
_FOLDER = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._/-]*")


class Memory:
    """The cache of one corpus repository, for one set of rules."""

    def __init__(self, root: Path) -> None:
        """Any exception means that the cache cannot be used; the caller does without."""
        self.root, table = root, _table(root)
        self._folders = [str(table.get(name, name)) for name in ("corpus", "seeds")]
        if not all(map(_FOLDER.fullmatch, self._folders)):
            raise ValueError("the configuration is not valid")
        self._plugs = [str(plug) for plug in table.get("plugs", ())]
        self._path = place(root)
        self._database: sqlite3.Connection | None = _open(self._path)
        try:
            listing = Listing(root, self._folders)
            try:
                self._rules = rules(self._plugs)  # while git works
            finally:
                self._content = listing.key
        except BaseException:
            self._database.close()
            raise
        self._watch: Watch | None = None
        self._ids: dict[str, str] = {}
        self._waiting: list[tuple[bytes, str, str, bytes]] = []

    def report(self, options: Iterable[object]) -> Any | None:
        """What a run with these options kept, when nothing has changed since."""
        key = self._report_key(options)
        for value, in self._sql("SELECT value FROM reports WHERE key = ?", key):
            kept = _unsealed(value, key)
            return None if kept is None else json.loads(kept)
        return None

    def look_closely(self) -> None:
        """Before checks are run: from now on what they find is kept only for files that stay as they are."""
        try:
            self._watch = Watch(self.root, self._folders)
            listing = Listing(self.root, self._folders)
            self._content, self._ids = listing.key, listing.ids()
        except OSError:
            self._watch = None

    def keep_report(self, options: Iterable[object], value: Any) -> None:
        """Keep a report; of the older ones a few stay, for those who switch between branches."""
        if self._watch and self._watch.all_unchanged() and self._rules == rules(self._plugs):
            key = self._report_key(options)
            self._sql("INSERT OR REPLACE INTO reports VALUES (?, ?)", key, _sealed(json.dumps(value).encode(), key))
            self._sql("DELETE FROM reports WHERE rowid NOT IN (SELECT rowid FROM reports ORDER BY rowid DESC LIMIT ?)",
                      _REPORTS)

    def outcome(self, selection: bytes, name: str) -> bytes | None:
        """What the document gave under the selected checks, when neither it nor its source text has changed."""
        for key, seed, value in self._sql("SELECT key, seed, value FROM outcomes WHERE selection = ? AND name = ?",
                                          selection, _raw(name)):
            if isinstance(seed, bytes) and key == self._outcome_key(selection, name, seed.decode("utf-8", _ANY)):
                return _unsealed(value, key)
        return None

    def keep_outcome(self, selection: bytes, name: str, seed: str, value: bytes) -> None:
        """Keep what a document gave; `seed` is the path of its source text."""
        self._waiting.append((selection, name, seed, value))
        if len(self._waiting) >= _WAITING:
            self._write()

    def close(self) -> None:
        """Keep what was added; drop what nobody will ask for again."""
        if self._watch:
            self._write()
            self._sql("DELETE FROM outcomes WHERE selection NOT IN (SELECT selection FROM outcomes "
                      "GROUP BY selection ORDER BY max(rowid) DESC LIMIT ?)", _SELECTIONS)
            gone = {name for name, in self._sql("SELECT DISTINCT name FROM outcomes")} - set(map(_raw, self._ids))
            for name in gone:
                self._sql("DELETE FROM outcomes WHERE name = ?", name)
        if self._database:
            self._database.close()

    def _write(self) -> None:
        """One short transaction: another run may be writing, too."""
        waiting, self._waiting = self._waiting, []
        rows = []
        for selection, name, seed, value in waiting:
            if self._watch and self._watch.unchanged(name, seed):
                key = self._outcome_key(selection, name, seed)
                rows.append((selection, _raw(name), key, _raw(seed), _sealed(value, key)))
        self._sql("BEGIN IMMEDIATE")
        for row in rows:
            self._sql("INSERT OR REPLACE INTO outcomes VALUES (?, ?, ?, ?, ?)", *row)
        self._sql("COMMIT")

    def _sql(self, statement: str, *values: object) -> list[Any]:
        """The rows of one statement; after the first failure there are none, and no cache."""
        if self._database:
            try:
                return self._database.execute(statement, values).fetchall()
            except sqlite3.Error as error:
                self._database.close()
                self._database = None
                if "locked" not in str(error) and "readonly" not in str(error):
                    _remove(self._path)
        return []

    def _report_key(self, options: Iterable[object]) -> bytes:
        return _digest(self._rules, self._content, *map(_raw, map(str, options)))

    def _outcome_key(self, selection: bytes, name: str, seed: str) -> bytes:
        settings = (self._ids.get(one, "") for one in ("standoff.toml", "pyproject.toml"))
        parts = (name, self._ids.get(name, ""), seed, self._ids.get(seed, ""), *settings)
        return _digest(self._rules, selection, *map(_raw, parts))


def place(root: Path) -> Path:
    """Where the cache of the corpus at `root` lies."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())
    if not folder.is_absolute():
        raise OSError("there is no cache folder")
    return folder / "standoff" / f"{_digest(os.fsencode(root)).hex()[:16]}.sqlite"


def _open(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    for _ in range(2):
        database = sqlite3.connect(path, timeout=2, isolation_level=None)
        try:
            # Neither journal nor flush: what a crash leaves behind is damaged, which every row tells by itself.
            database.execute("PRAGMA journal_mode = MEMORY")
            database.execute("PRAGMA synchronous = OFF")
            for statement in _SCHEMA:
                database.execute(statement)
            database.execute("SELECT key, value FROM reports LIMIT 0")
            database.execute("SELECT selection, name, key, seed, value FROM outcomes LIMIT 0")
            return database
        except sqlite3.Error as error:
            database.close()
            if "locked" in str(error):
                raise
            _remove(path)  # not ours, or broken off: it holds nothing that cannot be found again
    raise sqlite3.OperationalError(f"{path} cannot be used")


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
        for ending in ("-journal", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)


def _sealed(value: bytes, key: bytes) -> bytes:
    packed = zlib.compress(value, 1)
    return _digest(key, packed) + packed


def _unsealed(sealed: object, key: bytes) -> bytes | None:
    """The value again; None where a bit of it, or of its key, is not as it was written."""
    if not isinstance(sealed, bytes) or sealed[:32] != _digest(key, sealed[32:]):
        return None
    return zlib.decompress(sealed[32:])


def _raw(text: str) -> bytes:
    return text.encode("utf-8", _ANY)


def _digest(*parts: bytes) -> bytes:
    """Of all parts, each with its length: no two lists of parts look the same."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()


def rules(plugs: Iterable[str]) -> bytes:
    """The digest of everything that decides what a check says, but the corpus: package, plugs, libraries, Python."""
    digest = hashlib.sha256(f"{sys.version} {sys.flags.optimize} {unicodedata.unidata_version}".encode())
    for package in ("standoff", *plugs):
        spec = importlib.util.find_spec(package)
        for folder in spec.submodule_search_locations or () if spec else ():
            for path in sorted(_sources(folder, whole=package != "standoff")):
                raw = Path(path).read_bytes()
                digest.update(f"{package}{path[len(folder):]}\0{len(raw)}\0".encode() + raw)
    for libraries in map(Path, filter(None, sys.path)):
        if libraries.is_dir():
            digest.update("\0".join(sorted(one.name for one in libraries.glob("*-info"))).encode())
    return digest.digest()


def _sources(folder: str, *, whole: bool) -> Iterator[str]:
    """The files of a package; of our own the code alone, without the pages that readers see."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__" and (whole or entry.name != "site"):
                    yield from _sources(entry.path, whole=whole)
            elif whole or entry.name.endswith(".py"):
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
