"""What can be compared: a release folder, a git ref, or the working tree, each as one side of a difference."""

from __future__ import annotations

import contextlib
import io
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..corpus import Corpus, open_corpus
from ..diff import Side
from ..errors import DataError, UsageError
from ..rows import Rows, build_rows
from ..rows.build import lines
from ..schema import schema_files
from ..store import read_bytes
from .manifest import MANIFEST, read_manifest
from .stamp import git_bytes

_SCHEMA_BYTES = 1 << 24


def rows_side(rows: Rows, name: str) -> Side:
    """Rows that are at hand."""
    return Side(name, lambda table: lines(table, rows.tables[table]), schema_files())


def release_side(folder: Path) -> Side:
    """The release at `folder`, read as it lies there."""
    manifest = read_manifest(folder, any_tables=True)

    def file(table: str) -> Path | None:
        path = folder / f"jsonl/{table}.jsonl"
        return path if path.is_file() else None

    def read(table: str) -> Iterable[bytes]:
        if path := file(table):
            with path.open("rb") as opened:
                yield from opened
    return Side(f"{manifest.name} {manifest.version}", read, _schema(folder), file)


@contextlib.contextmanager
def side_of(what: str, root: Path) -> Iterator[Side]:
    """The side that `what` names: a folder (a release, or a corpus), else a git ref of the repository at `root`."""
    folder = Path(what)
    if (folder / MANIFEST).is_file():
        yield release_side(folder)
    elif folder.is_dir():
        yield rows_side(_rows(open_corpus(folder)), what)
    else:
        with tempfile.TemporaryDirectory() as copy:
            _check_out(what, root, Path(copy))
            yield Side(what, rows_side(_rows(open_corpus(copy)), what).lines, _schema(Path(copy)))


def _rows(corpus: Corpus) -> Rows:
    rows = build_rows(corpus)
    if not rows.tables["documents"]:
        raise UsageError("no document can be read", where=str(corpus.root), fix="standoff check says why")
    return rows


def _schema(folder: Path) -> dict[str, bytes]:
    return {path.name: read_bytes(path, _SCHEMA_BYTES) for path in sorted((folder / "schema").glob("*.json"))}


def _check_out(ref: str, root: Path, to: Path) -> None:
    """Put the tree of `ref` into the folder `to`; the working tree and the index are not touched."""
    raw = b"" if ref.startswith("-") else git_bytes(root, "archive", "--format=tar", f"{ref}^{{commit}}")
    if not raw:
        raise UsageError(f"{ref!r} is neither a folder nor a git ref of {root}",
                         fix="give a release folder, a tag, a branch or a commit, or . for the working tree")
    try:
        with tarfile.open(fileobj=io.BytesIO(raw)) as tree:
            tree.extractall(to, filter="data")
    except (tarfile.TarError, OSError) as error:
        raise DataError(f"the tree of {ref!r} cannot be unpacked: {error}") from error
