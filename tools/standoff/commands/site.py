"""Build the explorer of the working tree: every page with the full texts, to read in a browser without a server.

A release carries its own explorer in site/, which shows of each text what its rights allow. This one is for you.

examples:
  standoff site                 builds dist/site
  standoff site --open          and opens it
  standoff site --out /tmp/pages
"""

from __future__ import annotations

import argparse
import webbrowser
from collections.abc import Callable
from pathlib import Path

from standoff.command import CLEAN, Command, progress, say, warn
from standoff.corpus import Corpus, open_corpus
from standoff.errors import UsageError, need_extra
from standoff.quality import quality
from standoff.release.stage import replace, staging
from standoff.release.stamp import DEV, make_stamp
from standoff.reporter import count
from standoff.rows import build_rows
from standoff.rows.tables import DocumentRow
from standoff.store import sync_below, write_new

FOLDERS = ("data", "documents", "entities", "facts", "sources", "static")
"""Folders of an explorer."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("--open", action="store_true", help="open it in the browser")
    parser.add_argument("--out", default="dist/site", metavar="DIR", help="folder of the pages (default: dist/site)")
    parser.add_argument("--root", default=".", help="corpus repository (default: here or the nearest above)")


def execute(options: argparse.Namespace) -> int:
    """Build aside, then replace what an earlier run left."""
    corpus = open_corpus(options.root)
    out = Path(options.out) if Path(options.out).is_absolute() else corpus.root / options.out
    if out.exists() and not _is_ours(out):
        raise UsageError("is there already and holds something else than an explorer, so it is not replaced",
                         where=str(out), fix="give another folder with --out")
    with progress("building") as step, staging(out.parent, out.name) as folder:
        pages = _build(corpus, folder, step)
        sync_below(folder)
        replace(folder, out)
    say(f"{out}: {count(sum(name.endswith('.html') for name in pages), 'page')}")
    say(f"open {out / 'index.html'}")
    if options.open:
        webbrowser.open((out / "index.html").as_uri())
    return CLEAN


def _is_ours(out: Path) -> bool:
    """An empty folder, or one with an explorer and nothing else that the replacement would take away."""
    if not out.is_dir():
        return False
    strange = [entry for entry in out.iterdir() if entry.name not in FOLDERS and entry.suffix != ".html"]
    return not any(out.iterdir()) or ((out / "data" / "search.js").is_file() and not strange)


def _build(corpus: Corpus, folder: Path, step: Callable[[str], None]) -> list[str]:
    try:
        from standoff.site import Passages, build_site
    except ImportError as error:
        raise need_extra("data", error) from error
    rows = build_rows(corpus, step)
    if not rows.tables["documents"]:
        raise UsageError("there is nothing to show: no document can be read", where=str(corpus.root),
                         fix="standoff check says why")
    shown = {row.id for row in rows.of(DocumentRow)}
    left_out = [document.name for document in corpus.documents if document.id not in shown]
    if left_out:
        warn(f"standoff: not shown, since they cannot be read: {', '.join(left_out)}; standoff check says why")
    text = {document.id: document.text.raw for document in corpus.documents if document.text is not None}
    return build_site(rows, make_stamp(corpus.config, corpus.root, DEV),
                      lambda name: Passages(len(text[name]), [(0, text[name])]),
                      lambda name, raw: write_new(folder / name, raw), quality=quality(corpus, step),
                      progress=step)


command = Command(arguments, execute)
