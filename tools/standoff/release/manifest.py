"""manifest.json and SHA256SUMS: what a release says of itself, and how it is proved."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import DataError, UsageError
from ..export import Stamp
from ..model import FORMAT
from ..rows import TABLES
from ..store import ANY, file_digest, json_bytes, read_bytes, read_or_fail, write

MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
REHYDRATED = "+rehydrated"
"""Ends the version of a private copy with all quotes (`standoff rehydrate`); no published version has a '+'."""
_KEYS = {"name", "version", "schema", "tool", "commit", "date", "content_id", "tables", "files", "about"}
_ABOUT: dict[str, type] = {"title": str, "description": str, "authors": list, "license": str, "repository": str,
                           "doi": str, "max_quoted": float, "since": str, "plugs": list}
"""What else the descriptions of a release are made of: its stamp, the version that changes.jsonl starts from, and the
packages of exports that are not part of this tool."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The parsed manifest.json: `files` maps a name to (size in bytes, SHA-256), `tables` to a number of rows.

    `about` is what else the descriptions in the release are made of, so that they can be made again.
    """

    name: str
    version: str
    schema: str
    tool: str
    commit: str
    date: str
    content_id: str
    tables: dict[str, int]
    files: dict[str, tuple[int, str]]
    about: dict[str, Any]

    @property
    def stamp(self) -> Stamp:
        """The stamp that the release was made with."""
        rest = {key: value for key, value in self.about.items() if key not in ("since", "plugs", "authors")}
        return Stamp(self.name, self.version, self.schema, self.tool, self.commit, self.date,
                     authors=tuple(map(str, self.about["authors"])), **rest)


def content_id(digests: dict[str, str]) -> str:
    """Identity of the data: SHA-256 over the sorted 'name digest' lines of the canonical files (jsonl/)."""
    lines = "".join(f"{digests[name]}  {name}\n" for name in sorted(digests) if name.startswith("jsonl/"))
    return hashlib.sha256(lines.encode()).hexdigest()


def write_manifest(folder: Path, stamp: Stamp, tables: dict[str, int], *, since: str = "",
                   plugs: Sequence[str] = ()) -> Manifest:
    """Write manifest.json over all files of `folder`, then SHA256SUMS over these and the manifest."""
    about = {key: getattr(stamp, key) for key in _ABOUT if hasattr(stamp, key)}
    about |= {"authors": list(stamp.authors), "since": since, "plugs": list(plugs)}
    files = {name: ((folder / name).stat().st_size, file_digest(folder / name)) for name in listing(folder)}
    made = Manifest(stamp.name, stamp.version, stamp.schema, stamp.tool, stamp.commit, stamp.date,
                    content_id({name: d for name, (_, d) in files.items()}), tables, files, about)
    write(folder / MANIFEST, json_bytes({
        "name": made.name, "version": made.version, "schema": made.schema, "tool": made.tool, "commit": made.commit,
        "date": made.date, "content_id": made.content_id, "tables": made.tables, "about": about,
        "files": {name: {"bytes": size, "sha256": sha} for name, (size, sha) in files.items()},
    }, pretty=True), expected=ANY)
    sums = {**{name: sha for name, (_, sha) in files.items()}, MANIFEST: file_digest(folder / MANIFEST)}
    write(folder / SUMS, "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode(), expected=ANY)
    return made


def read_manifest(folder: Path, *, any_tables: bool = False) -> Manifest:
    """The manifest of the release at `folder`. DataError when there is none or it is not one of ours.

    `any_tables`: also that of another version of the tool, which knew other tables.
    """
    path = folder / MANIFEST
    if not path.is_file():
        raise UsageError("is no release: it has no manifest.json", where=str(folder),
                         fix="give the folder that `standoff publish` names, as dist/alaska-talks-dev")
    value = read_or_fail(path)
    if any_tables and isinstance(value, dict):
        value = {"about": {key: kind() for key, kind in _ABOUT.items()}, **value}  # older ones did not tell
    if not isinstance(value, dict) or set(value) != _KEYS:
        raise DataError(f"expected exactly the keys {', '.join(sorted(_KEYS))}", where=str(path))
    if value["schema"] != FORMAT:
        raise DataError(f"format {value['schema']!r} is unknown; this tool knows {FORMAT!r}", where=str(path),
                        fix="install a newer standoff")
    if not isinstance(value["tables"], dict) or not (any_tables or set(value["tables"]) == set(TABLES)):
        raise DataError(f"expected the tables {', '.join(TABLES)}", where=str(path))
    name, version, schema, tool, commit, date, content = (
        _text(value, key, path) for key in ("name", "version", "schema", "tool", "commit", "date", "content_id"))
    about = value["about"]
    if not isinstance(about, dict) or {key: type(held) for key, held in about.items()} != _ABOUT:
        raise DataError(f"expected 'about' with exactly {', '.join(_ABOUT)}", where=str(path))
    return Manifest(name, version, schema, tool, commit, date, content, _counts(value, path), _files(value, path),
                    about)


def read_sums(folder: Path) -> dict[str, str]:
    """Name -> digest as SHA256SUMS lists them."""
    lines = read_bytes(folder / SUMS, 1 << 26).decode("utf-8", "replace").splitlines()
    pairs = [line.split("  ", 1) for line in lines]
    if any(len(pair) != 2 for pair in pairs):
        raise DataError("is malformed: expected 'digest  name' lines", where=str(folder / SUMS))
    return {name: sha for sha, name in pairs}


def listing(folder: Path) -> list[str]:
    """Every file below `folder`, sorted, '/' between folders."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def _text(value: dict[str, Any], key: str, path: Path) -> str:
    if not isinstance(value[key], str):
        raise DataError(f"{key!r} is no string", where=str(path))
    return str(value[key])


def _counts(value: dict[str, Any], path: Path) -> dict[str, int]:
    if not all(isinstance(count, int) for count in value["tables"].values()):
        raise DataError("'tables' must map names to numbers of rows", where=str(path))
    return dict(value["tables"])


def _files(value: dict[str, Any], path: Path) -> dict[str, tuple[int, str]]:
    try:
        return {name: (int(entry["bytes"]), str(entry["sha256"])) for name, entry in value["files"].items()}
    except (AttributeError, KeyError, TypeError, ValueError):
        raise DataError("'files' must map names to bytes and sha256", where=str(path)) from None
