"""Giving a release its quotes back, from the user's own copies of the texts."""

from __future__ import annotations

import dataclasses
import shutil
from dataclasses import dataclass
from pathlib import Path

from .. import limits
from ..errors import ConflictError, DataError
from ..export import Job, Stamp
from ..rows import TABLES, Rows
from ..rows.tables import ChainRow, ClaimRow, DocumentRow, SpanRow
from ..store import file_digest, read_bytes, sync
from ..text import fold
from .load import load
from .manifest import REHYDRATED, Manifest, write_manifest
from .run import plugs_of, run_exports

_FORMATS = ("jsonl", "parquet", "csv", "sqlite", "views")
_GAP = " … "


@dataclass(frozen=True, slots=True)
class Rehydrated:
    """Where the copy is; the documents whose quotes are all there now; the others, each with the reason."""

    folder: Path
    restored: tuple[str, ...]
    missing: dict[str, str]


def rehydrate(folder: Path, seeds: Path, out: Path) -> Rehydrated:
    """Write the tables of the release at `folder` to `out`, with every quote that the texts in `seeds` give.

    A text is found by its SHA-256, whatever its name. ConflictError when `out` exists; nothing is half-written.
    """
    if out.exists():
        raise ConflictError("exists already", where=str(out), fix="give another folder with --out")
    data = load(folder)
    rows = Rows({name: list(getattr(data, name)) for name in TABLES})
    texts, missing = _texts(rows.of(DocumentRow), seeds)
    _restore(rows, texts)
    staging = out.with_name(f".{out.name}.staging")
    shutil.rmtree(staging, ignore_errors=True)
    try:
        _write(rows, data.manifest, staging)
        staging.rename(out)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    sync(out.parent)
    return Rehydrated(out, tuple(sorted(texts)), missing)


def _texts(documents: list[DocumentRow], seeds: Path) -> tuple[dict[str, str], dict[str, str]]:
    if not seeds.is_dir():
        raise DataError("is no folder of texts", where=str(seeds))
    found = {file_digest(path): path for path in sorted(seeds.rglob("*")) if path.is_file() and not path.is_symlink()}
    names = {path.stem: path for path in found.values()}
    texts, missing = {}, {}
    for document in documents:
        if document.sha256 in found:
            texts[document.id] = read_bytes(found[document.sha256], limits.SEED_BYTES).decode("utf-8")
        elif document.text_policy != "full":
            near = names.get(document.id)
            missing[document.id] = (f"{near} is another text: its SHA-256 is not {document.sha256[:12]}…" if near
                                    else f"no file in {seeds} has the SHA-256 {document.sha256[:12]}…")
    return texts, missing


def _restore(rows: Rows, texts: dict[str, str]) -> None:
    quotes: dict[tuple[str, str], list[str]] = {}
    spans = []
    for span in rows.of(SpanRow):
        if span.document in texts:
            quote = fold(texts[span.document][span.start_char : span.end_char])
            span = dataclasses.replace(span, quote=quote, first_words=None, last_words=None)
            quotes.setdefault((span.owner, span.role), []).append(quote)
        spans.append(span)
    claims = [dataclasses.replace(claim, quote=_GAP.join(quotes[claim.id, "spans"]))
              if claim.document in texts else claim for claim in rows.of(ClaimRow)]
    chain = [dataclasses.replace(level, cue=_GAP.join(quotes[level.attribution, "cue"]))
             if level.attribution and (level.attribution, "cue") in quotes else level for level in rows.of(ChainRow)]
    rows.tables |= {"spans": list(spans), "claims": list(claims), "chain": list(chain)}


def _write(rows: Rows, manifest: Manifest, folder: Path) -> None:
    stamp = Stamp(manifest.name, manifest.version + REHYDRATED, manifest.schema, manifest.tool, manifest.commit,
                  manifest.date)
    job = Job(stamp, rows, folder)
    run_exports(job, {name: plug for name, plug in plugs_of().items() if name in _FORMATS})
    write_manifest(folder, stamp, {name: len(table) for name, table in rows.tables.items()})
