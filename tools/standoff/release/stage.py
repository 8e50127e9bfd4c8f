"""A folder is built aside and gets its name by one rename: a reader sees the old one or the new one, whole."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from ..errors import StandoffError
from ..store import alive

_STAGING = re.compile(r"^\.(?P<name>.+)\.(?P<pid>[0-9]+)\.(?:staging|old)$")


@contextlib.contextmanager
def staging(out: Path, name: str) -> Iterator[Path]:
    """A new folder to build in, beside where `name` will be; removed afterwards unless it was renamed."""
    folder = out / f".{name}.{os.getpid()}.staging" / name
    try:
        out.mkdir(parents=True, exist_ok=True)
        _clean(out)
        folder.mkdir(parents=True)
    except OSError as error:
        raise StandoffError(f"cannot be written: {error.strerror}; nothing was published", where=str(out)) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder.parent, ignore_errors=True)


def _clean(out: Path) -> None:
    """Remove staging folders whose process is gone; bring back a preview that died between two renames."""
    for entry in out.iterdir():
        match = _STAGING.match(entry.name)
        if not match or alive(int(match["pid"])):
            continue
        if entry.name.endswith(".old") and not (out / match["name"]).exists():
            entry.rename(out / match["name"])
        else:
            shutil.rmtree(entry, ignore_errors=True)


def replace(built: Path, final: Path) -> None:
    """Give `built` the name `final`; a folder of that name is put aside first and removed afterwards."""
    aside = final.with_name(f".{final.name}.{os.getpid()}.old")
    if final.exists():
        final.rename(aside)
    built.rename(final)
    shutil.rmtree(aside, ignore_errors=True)
