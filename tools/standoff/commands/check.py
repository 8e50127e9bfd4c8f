"""Check the corpus: every quote, reference and rule; says what it looked at.

Exit codes: 0 clean; 1 findings at or above --fail-on; 2 usage, or nothing to check; 3 the tool failed.

examples:
  standoff check                                 the whole corpus
  standoff check corpus/nbc-2021.json            one document (and the files all documents share)
  standoff check --only span/ --only id/dangling some checks
  standoff check --output text --output json=findings.json
"""

from __future__ import annotations

import argparse
from pathlib import Path

from standoff.command import CLEAN, FOUND, USAGE, Command, colour, progress, say, warn
from standoff.corpus import open_corpus
from standoff.errors import UsageError
from standoff.finding import Severity
from standoff.plug import names
from standoff.reporter import Context
from standoff.selection import documents_at, reporter_named
from standoff.store import ANY, write
from standoff.walk import Result, all_checks, run, select

LEVELS = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="annotation files or document ids; default: all")
    parser.add_argument("--root", default=".", help="corpus repository (default: here or the nearest above)")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="a check, or a folder as 'claim/'")
    parser.add_argument("--skip", action="append", default=[], metavar="NAME", help="leave these checks out")
    parser.add_argument("--fail-on", choices=[*LEVELS, "never"], default="error", help="default: error")
    parser.add_argument("--output", action="append", default=[], metavar="FORMAT[=FILE]",
                        help=f"repeatable: {', '.join(names('standoff.reporters'))}")
    parser.add_argument("--allow-empty", action="store_true", help="an empty corpus is no failure")
    parser.add_argument("--statistics", action="store_true", help="counts per check")


def execute(options: argparse.Namespace) -> int:
    """Run the checks and write every report that was asked for."""
    corpus = open_corpus(options.root)
    documents = documents_at(corpus, options.paths)
    if not documents and not options.allow_empty:
        raise UsageError("there is no annotation file, and an empty corpus is never a pass",
                         where=str(corpus.root / corpus.config.corpus),
                         fix="standoff new SEED makes the first one; --allow-empty accepts none")
    checks = select(all_checks(corpus.config.plugs), options.only or corpus.config.checks,
                    [*corpus.config.skip, *options.skip])
    with progress("checking") as step:
        result = run(corpus, checks, documents, step)
    report(result, Context(corpus, colour(), options.statistics), options.output or ["text"])
    if not result.ledger.performed and not options.allow_empty:
        warn("standoff: no check looked at anything, which is no pass")
        return USAGE
    if options.fail_on == "never":
        return CLEAN
    return FOUND if any(f.severity >= LEVELS[options.fail_on] for f in result.findings) else CLEAN


def report(result: Result, context: Context, outputs: list[str]) -> None:
    """Write the report in each `FORMAT[=FILE]`."""
    for output in outputs:
        name, _, file = output.partition("=")
        text = reporter_named(name).render(result, context)
        if file:
            write(Path(file), text.encode(), expected=ANY)
        else:
            say(text.rstrip("\n"))


command = Command(arguments, execute)
