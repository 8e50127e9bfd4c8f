"""Where a corpus repository begins: found without reading anything, since every command waits for it."""

from __future__ import annotations

from pathlib import Path

from .errors import UsageError


def find_root(start: Path) -> Path:
    """The nearest folder from `start` upwards that is a corpus repository. UsageError when there is none."""
    for folder in (start, *start.parents):
        if (folder / "standoff.toml").is_file() or (folder / "corpus").is_dir():
            return folder
    raise UsageError("is in no corpus: no standoff.toml and no corpus/ here or above", where=str(start),
                     fix="run the command inside a corpus repository, or give it with --root DIR")
