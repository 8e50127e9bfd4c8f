"""Regenerate the computed parts of README, CHANGELOG and the folder READMEs.

examples:
  standoff docs             write what is out of date
  standoff docs --check     write nothing; exit code 1 when something is
"""

from __future__ import annotations

import argparse

from standoff.command import CLEAN, FOUND, Command, say
from standoff.corpus import open_corpus
from standoff.docs import regenerate
from standoff.store import ANY, write


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("--root", default=".", help="corpus repository (default: here or the nearest above)")


def execute(options: argparse.Namespace) -> int:
    """Write, or only say."""
    corpus = open_corpus(options.root)
    stale = regenerate(corpus)
    for name, raw in stale.items():
        if not options.check:
            write(corpus.root / name, raw, expected=ANY)
        say(f"{name}: {'is out of date: run standoff docs' if options.check else 'written'}")
    return FOUND if stale and options.check else CLEAN


command = Command(arguments, execute)
