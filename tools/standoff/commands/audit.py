"""Draw a random sample of records to be judged against the text, or report the error rate of those judged.

A line of corpus/audit/<round>/<document>.jsonl is one record: set `verdict` to "right", or to "wrong" with the `kind`
of error (boundary, text, kind, stance, about, time, who, reference …), say who judged in `by`, and why in `note`.

examples:
  standoff audit sample nbc-2021 --size 40
  standoff audit sample nbc-2021 --round 2
  standoff audit report
"""

from __future__ import annotations

import argparse

from standoff.audit import audits, start
from standoff.command import CLEAN, Command, say
from standoff.corpus import open_corpus


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    actions = parser.add_subparsers(dest="action", required=True)
    drawing = actions.add_parser("sample", help="write a sample with open verdicts")
    drawing.add_argument("document", metavar="DOC")
    drawing.add_argument("--size", type=int, default=40, help="records to draw (default: 40)")
    drawing.add_argument("--round", type=int, default=1, help="a later round draws other records (default: 1)")
    for action in (drawing, actions.add_parser("report", help="error rate of the judged records")):
        action.add_argument("--root", default=".", help="corpus repository (default: here or the nearest above)")


def execute(options: argparse.Namespace) -> int:
    """Sample or report."""
    corpus = open_corpus(options.root)
    if options.action == "sample":
        path = start(corpus, corpus.document(options.document), options.size, options.round)
        say(f"wrote {path.relative_to(corpus.root)}")
        return CLEAN
    for one in audits(corpus):
        low, high = one.interval
        say(f"round {one.round}  {one.document:24} {one.wrong:3} wrong of {one.judged:3}: {one.rate:.1%} "
            f"[{low:.1%}, {high:.1%}]"
            + (f"  {', '.join(f'{kind} {n}' for kind, n in one.kinds.items())}" if one.kinds else ""))
    return CLEAN


command = Command(arguments, execute)
