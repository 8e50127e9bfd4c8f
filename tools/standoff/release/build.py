"""Building a release: into a staging folder, proved there, and only then given its name by one rename."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..corpus import Corpus
from ..dedupe.propose import count_undecided
from ..errors import ConflictError, StandoffError, UsageError
from ..export import Job
from ..quality import quality
from ..rights import allowed
from ..rows import Rows, build_rows
from ..rows.build import lines
from ..store import sync, sync_below
from .archive import archive_of, write_archive
from .base import changes_of
from .manifest import SUMS, Manifest, read_manifest, write_manifest
from .pause import collector_paused
from .run import plugs_of, run_exports
from .stage import replace, staging
from .stamp import DEV, make_stamp
from .verify import require

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Built:
    """A finished release: where it is, what it says of itself, its rows, and whether it was there already."""

    folder: Path
    manifest: Manifest
    rows: Rows
    existed: bool = False


def build(corpus: Corpus, out: Path, *, version: str = DEV, since: str = "",
          progress: Progress = lambda _: None) -> Built:
    """Build, prove and place a release below `out`, with its .zip beside it. The corpus must have been checked.

    Version 'dev' replaces the last preview; any other is immutable: ConflictError when it exists with other content,
    and nothing happens when it exists with the same. `since` names the release folder or git ref of the last version;
    without it the tag of that version is used, or the ids that corpus/released.jsonl remembers. UsageError when the
    version is too small a step.
    """
    stamp = make_stamp(corpus.config, corpus.root, version)
    final = out / f"{stamp.name}-{version}"
    progress("rows")
    rows = build_rows(corpus, progress)
    if not rows.tables["documents"]:
        raise UsageError("there is nothing to publish: no document can be read", where=str(corpus.root))
    progress("changes")
    base = changes_of(corpus, rows, since, version)
    if base.version == version:
        return _published(final, rows)
    with staging(out, final.name) as folder:
        job = Job(stamp, rows, folder, changes=base.changes, since=base.version,
                  allowed=lambda name: allowed(corpus.document(name), rows.revealed[name]))
        _export(job, corpus, progress)
        manifest = write_manifest(folder, stamp, {name: len(table) for name, table in rows.tables.items()},
                                  since=base.version, plugs=corpus.config.plugs)
        progress("proving")
        require(folder)
        progress("archive")
        write_archive(folder, archive_of(folder))
        existed = _place(folder, final, is_preview=version == DEV)
    return Built(final, manifest, rows, existed)


def _published(final: Path, rows: Rows) -> Built:
    """A version that corpus/released.jsonl remembers: nothing is built, but it must hold these rows."""
    if not final.is_dir():
        raise UsageError("is remembered in released.jsonl as published, and is not here", where=str(final),
                         fix="check out its tag to build it again, or choose the next version")
    manifest = read_manifest(final)
    for name, table in rows.tables.items():
        state = hashlib.sha256()
        for line in lines(name, table):
            state.update(line)
        if state.hexdigest() != manifest.files.get(f"jsonl/{name}.jsonl", (0, ""))[1]:
            raise ConflictError(f"exists already with other content in {name}; a published version never changes",
                                where=str(final), fix="choose the next version: standoff publish --version X")
    return Built(final, manifest, rows, existed=True)


def _export(job: Job, corpus: Corpus, progress: Progress) -> None:
    progress("quality")
    job.quality = {**quality(corpus, progress), "undecided_pairs": count_undecided(corpus)}
    with collector_paused():
        run_exports(job, plugs_of(corpus.config.plugs), lambda: _documents(corpus), progress)


def _documents(corpus: Corpus) -> Iterator[tuple[str, str | None]]:
    """Each document with the text that its rights allow: all of it, or none."""
    for document in corpus.documents:
        if document.presentable is not None and document.text is not None:
            whole = document.presentable.meta.rights.text == "full"
            yield document.id, document.text.raw if whole else None


def _place(built: Path, final: Path, *, is_preview: bool) -> bool:
    """Give the staged release its name. True when an equal one was there already."""
    sync_below(built.parent)
    existed = False
    try:
        if is_preview:
            archive_of(final).unlink(missing_ok=True)  # an archive without its folder is whole; a wrong one is not
            replace(built, final)
        else:
            built.rename(final)
    except OSError as error:
        if error.errno not in (errno.EEXIST, errno.ENOTEMPTY):
            raise StandoffError(f"cannot be written: {error.strerror}; nothing was published",
                                where=str(final)) from error
        existed = _same(built, final)
        if not existed:
            raise ConflictError("exists already with other content; a published version never changes",
                                where=str(final), fix="choose the next version") from error
    archive_of(built).replace(archive_of(final))  # also where the last run died between the two renames
    sync(final.parent)
    return existed


def _same(one: Path, other: Path) -> bool:
    try:
        return (one / SUMS).read_bytes() == (other / SUMS).read_bytes()
    except OSError:
        return False
