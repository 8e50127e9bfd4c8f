"""Write annotations in another format, with their texts. What that format cannot hold is listed.

This is the way out of a working corpus, for whoever owns its texts; a release is made by standoff publish, which
shows of the texts only what their rights allow.

examples:
  standoff export brat --to /tmp/brat                 every document
  standoff export brat nbc-2021 --to /tmp/brat        one
  standoff export brat --second --to /tmp/brat        second annotations too
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from standoff.command import CLEAN, Command, say
from standoff.corpus import open_corpus
from standoff.errors import ConflictError, UsageError
from standoff.importer import PACKAGE, importer_named
from standoff.plug import names
from standoff.reporter import count, visible
from standoff.selection import documents_at
from standoff.store import write


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("format", metavar="FORMAT", help=", ".join(names(PACKAGE)))
    parser.add_argument("paths", nargs="*", metavar="PATH", help="annotation files or document ids; default: all")
    parser.add_argument("--to", required=True, metavar="DIR", help="folder to write to")
    parser.add_argument("--second", action="store_true", help="the second annotations of these documents too")
    parser.add_argument("--root", default=".", help="corpus repository (default: here or the nearest above)")


def execute(options: argparse.Namespace) -> int:
    """Convert everything, then write everything or nothing."""
    corpus = open_corpus(options.root)
    documents = documents_at(corpus, options.paths)
    if not documents:
        raise UsageError("there is no annotation file to export", where=str(corpus.root / corpus.config.corpus))
    asked = {document.id for document in documents}
    seconds = [second for second in corpus.seconds if second.id in asked] if options.second else []
    exported = importer_named(options.format).write([*documents, *seconds])
    folder = Path(options.to)
    clash = [name for name in exported.files if (folder / name).exists()]
    if clash:
        raise ConflictError(f"{', '.join(clash[:5])} would be overwritten; nothing was written", where=options.to,
                            fix="name an empty folder with --to")
    for name, raw in exported.files.items():
        write(folder / name, raw, expected=None)
    for message, number in Counter(loss.message for loss in exported.losses).items():
        say(f"loss: {visible(message)} ({number} times)")
    say(f"{count(len(exported.files), 'file')} written to {options.to}")
    return CLEAN


command = Command(arguments, execute)
