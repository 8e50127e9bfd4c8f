"""Building a release: into a staging folder, proved there, and only then given its name by one rename."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..corpus import Corpus
from ..errors import ConflictError, StandoffError, UsageError
from ..export import Export, Job, Stage, Stamp
from ..plug import discover
from ..rows import Rows, build_rows
from ..store import sync_folder
from .manifest import SUMS, Manifest, write_manifest
from .stamp import DEV, make_stamp
from .verify import require

_STAGING = re.compile(r"^\.(?P<name>.+)\.(?P<pid>[0-9]+)\.(?:staging|old)$")
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Built:
    """A finished release: where it is, what it says of itself, its rows, and whether it was there already."""

    folder: Path
    manifest: Manifest
    rows: Rows
    existed: bool = False


def build(corpus: Corpus, out: Path, *, version: str = DEV, progress: Progress = lambda _: None) -> Built:
    """Build, prove and place a release below `out`. The corpus must have been checked.

    Version 'dev' replaces the last preview; any other is immutable: ConflictError when it exists with other content,
    and nothing happens when it exists with the same.
    """
    stamp = make_stamp(corpus.config, corpus.root, version)
    final = out / f"{stamp.name}-{version}"
    progress("rows")
    rows = build_rows(corpus, progress)
    if not rows.tables["documents"]:
        raise UsageError("there is nothing to publish: no document can be read", where=str(corpus.root))
    with _staging(out, final.name) as staging:
        _export(stamp, rows, staging, corpus, progress)
        manifest = write_manifest(staging, stamp, {name: len(table) for name, table in rows.tables.items()})
        progress("proving")
        require(staging)
        existed = _place(staging, final, replace=version == DEV)
    return Built(final, manifest, rows, existed)


def _export(stamp: Stamp, rows: Rows, folder: Path, corpus: Corpus, progress: Progress) -> None:
    extra = tuple(f"{package}.exports" for package in corpus.config.plugs)
    plugs = [(name, plug) for name, plug in discover("standoff.exports", "export", extra) if isinstance(plug, Export)]
    job = Job(stamp, rows, folder)
    for stage in Stage:
        for name, plug in plugs:
            if plug.stage is not stage:
                continue
            progress(name)
            job.about = plug.about
            for document, text in _documents(corpus) if stage is Stage.DOCUMENT else [("", None)]:
                job.document, job.text = document, text
                plug.run(job)


def _documents(corpus: Corpus) -> Iterator[tuple[str, str | None]]:
    """Each document with the text that its rights allow: all of it, or none."""
    for document in corpus.documents:
        if document.file is not None and document.text is not None:
            whole = document.file.meta.rights.text == "full"
            yield document.id, document.text.raw if whole else None


@contextlib.contextmanager
def _staging(out: Path, name: str) -> Iterator[Path]:
    staging = out / f".{name}.{os.getpid()}.staging" / name
    try:
        out.mkdir(parents=True, exist_ok=True)
        _clean(out)
        staging.mkdir(parents=True)
    except OSError as error:
        raise StandoffError(f"cannot be written: {error.strerror}; nothing was published", where=str(out)) from error
    try:
        yield staging
    finally:
        shutil.rmtree(staging.parent, ignore_errors=True)


def _clean(out: Path) -> None:
    """Remove staging folders whose process is gone; bring back a preview that died between two renames."""
    for entry in out.iterdir():
        match = _STAGING.match(entry.name)
        if not match or _alive(int(match["pid"])):
            continue
        if entry.name.endswith(".old") and not (out / match["name"]).exists():
            entry.rename(out / match["name"])
        else:
            shutil.rmtree(entry, ignore_errors=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _place(staging: Path, final: Path, *, replace: bool) -> bool:
    """Give the staged release its name. True when an equal one was there already."""
    for folder in _folders(staging):
        sync_folder(folder)
    try:
        if replace and final.exists():
            aside = final.with_name(f".{final.name}.{os.getpid()}.old")
            final.rename(aside)
            staging.rename(final)
            shutil.rmtree(aside, ignore_errors=True)
        else:
            staging.rename(final)
    except OSError as error:
        if error.errno not in (errno.EEXIST, errno.ENOTEMPTY):
            raise StandoffError(f"cannot be written: {error.strerror}; nothing was published",
                                where=str(final)) from error
        if _same(staging, final):
            return True
        raise ConflictError("exists already with other content; a published version never changes", where=str(final),
                            fix="choose the next version: standoff publish --version X") from error
    sync_folder(final.parent)
    return False


def _folders(root: Path) -> Sequence[Path]:
    return [root, *(path for path in sorted(root.rglob("*")) if path.is_dir())]


def _same(one: Path, other: Path) -> bool:
    try:
        return (one / SUMS).read_bytes() == (other / SUMS).read_bytes()
    except OSError:
        return False
