"""Apply the repairs that checks propose: safe ones, or with --unsafe all of them.

Each file is written once, through the same guarded writer as everything else. Run until nothing more can be mended.

examples:
  standoff fix                            the safe repairs, in all files
  standoff fix corpus/nbc-2021.json
  standoff fix --diff                     shows the changes, writes nothing
  standoff fix --unsafe --only id/dangling
"""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Iterator

from standoff.canonical import canonical
from standoff.command import CLEAN, Command, say
from standoff.corpus import Corpus, open_corpus
from standoff.finding import Finding
from standoff.fixing import apply, choose
from standoff.reporter import count, visible
from standoff.selection import documents_at
from standoff.store import write
from standoff.walk import all_checks, run, select

ROUNDS = 8
"""Repairs may make room for others (placing a quote shows that it is not folded); this many rounds at most."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="annotation files or document ids; default: all")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="repairs of these checks only")
    parser.add_argument("--unsafe", action="store_true", help="also the repairs that a person should look at")
    parser.add_argument("--diff", action="store_true", help="show the changes, write nothing")
    parser.add_argument("--root", default=".", help="corpus repository (default: here or the nearest above)")


def execute(options: argparse.Namespace) -> int:
    """Repair, round by round."""
    total = 0
    for _ in range(1 if options.diff else ROUNDS):
        corpus = open_corpus(options.root)
        done = sum(_mend(corpus, name, findings, options) for name, findings in _by_file(corpus, options))
        total += done
        if not done:
            break
    say(f"{count(total, 'repair')} {'possible' if options.diff else 'made'}; standoff check shows what is left")
    return CLEAN


def _by_file(corpus: Corpus, options: argparse.Namespace) -> Iterator[tuple[str, list[Finding]]]:
    checks = select(all_checks(corpus.config.plugs), options.only, corpus.config.skip)
    documents = documents_at(corpus, options.paths)
    wanted = {document.name for document in documents}
    found: dict[str, list[Finding]] = {}
    for finding in run(corpus, checks, documents).findings:
        if finding.file in wanted or not options.paths:
            found.setdefault(finding.file, []).append(finding)
    yield from found.items()


def _mend(corpus: Corpus, name: str, findings: list[Finding], options: argparse.Namespace) -> int:
    source = next((s for s in (*corpus.shared, *corpus.documents, *corpus.seconds) if s.name == name), None)
    picked = choose(findings, unsafe=options.unsafe)
    if source is None or not picked or source.loaded.problems:
        return 0
    edits = [edit for finding in picked if finding.fix for edit in finding.fix.edits]
    raw = canonical(apply(source.loaded.value, edits), source.kind)
    if raw == source.loaded.raw:
        return 0
    if options.diff:
        for line in difflib.unified_diff(source.loaded.raw.decode().splitlines(), raw.decode().splitlines(),
                                         name, name, lineterm=""):
            say(visible(line))
    else:
        write(source.path, raw, expected=source.loaded.digest)
        for finding in picked:
            say(f"{name}: {finding.check}: {visible(finding.fix.title if finding.fix else '')}")
    return len(picked)


command = Command(arguments, execute)
