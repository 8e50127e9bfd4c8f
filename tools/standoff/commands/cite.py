"""Say how to cite a record: as text and as BibTeX.

examples:
  standoff cite nbc-2021#c-meet-yang
  standoff cite f-delegation-yang-jiechi --release dist/alaska-talks-1.0.0
"""

from __future__ import annotations

import argparse
from pathlib import Path

from standoff.command import CLEAN, Command, say, warn
from standoff.corpus import open_corpus
from standoff.export import Stamp
from standoff.release.cite import cite
from standoff.release.load import load
from standoff.release.stamp import DEV, make_stamp
from standoff.reporter import visible
from standoff.rows import TABLES, Rows, build_rows
from standoff.store import read_or_fail


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("id", metavar="ID", help="global id: a document, a fact, or document#local")
    parser.add_argument("--release", metavar="DIR", help="cite this release (default: the working tree)")
    parser.add_argument("--root", default=".", help="corpus repository (default: here or the nearest above)")


def execute(options: argparse.Namespace) -> int:
    """Print text, an empty line, BibTeX."""
    made = cite(*_from_release(Path(options.release)) if options.release else _from_corpus(options.root), options.id)
    if made.note:
        warn(visible(made.note))
    say(visible(made.text))
    say()
    say("\n".join(map(visible, made.bibtex.split("\n"))))
    return CLEAN


def _from_corpus(root: str) -> tuple[Rows, Stamp]:
    corpus = open_corpus(root)
    return build_rows(corpus), make_stamp(corpus.config, corpus.root, DEV)


def _from_release(folder: Path) -> tuple[Rows, Stamp]:
    data = load(folder)
    told = read_or_fail(folder / "datapackage.json")
    manifest = data.manifest
    authors = tuple(str(one.get("title", "")) for one in told.get("contributors", ()))
    stamp = Stamp(manifest.name, manifest.version, manifest.schema, manifest.tool, manifest.commit, manifest.date,
                  title=str(told.get("title", "")), authors=authors, repository=str(told.get("homepage", "")))
    return Rows({name: list(getattr(data, name)) for name in TABLES}), stamp


command = Command(arguments, execute)
