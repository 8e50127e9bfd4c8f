"""Lay corpus files out in the one canonical way: key order, record order, one span a line.

examples:
  standoff fmt                        all files of the corpus
  standoff fmt corpus/nbc-2021.json
  standoff fmt --check                writes nothing; exit code 1 when a file would change
"""

from __future__ import annotations

import argparse
from itertools import chain
from pathlib import Path

from standoff.canonical import canonical
from standoff.command import CLEAN, FOUND, Command, say, warn
from standoff.corpus import open_corpus
from standoff.errors import UsageError
from standoff.store import write


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files of the corpus; default: all")
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("--root", default=".", help="corpus repository (default: here or the nearest above)")


def execute(options: argparse.Namespace) -> int:
    """Format; a file that is not clean JSON is named and left alone."""
    corpus = open_corpus(options.root)
    wanted = {Path(path).resolve() for path in options.paths}
    sources = [s for s in chain(corpus.shared, corpus.documents, corpus.seconds) if not wanted or s.path in wanted]
    if not sources:
        raise UsageError("no file of the corpus was named", fix="name files below corpus/, or none for all")
    code = CLEAN
    for source in sources:
        if source.loaded.problems or not isinstance(source.loaded.value, dict):
            warn(f"{source.name}: left alone, it is not clean JSON; standoff check says where")
            code = FOUND
            continue
        raw = canonical(source.loaded.value, source.kind)
        if raw != source.loaded.raw:
            if options.check:
                code = FOUND
            else:
                write(source.path, raw, expected=source.loaded.digest)
            say(f"{source.name}: {'would change' if options.check else 'formatted'}")
    return code


command = Command(arguments, execute)
