"""Check the corpus: every quote, reference and rule; says what it looked at.

Exit codes: 0 clean; 1 findings at or above --fail-on; 2 usage, or nothing to check; 3 the tool failed.

examples:
  standoff check                                 the whole corpus
  standoff check corpus/nbc-2021.json            one document (and the files all documents share)
  standoff check --only span/ --only id/dangling some checks
  standoff check --output text --output json=findings.json
  standoff check --from brat ../polnear          another format: findings at its own lines, nothing is written
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from standoff.command import CLEAN, FOUND, USAGE, Command, colour, progress, say, warn
from standoff.corpus import Corpus, open_corpus
from standoff.errors import UsageError
from standoff.finding import Severity
from standoff.foreign import check_foreign
from standoff.importer import PACKAGE
from standoff.plug import names
from standoff.reporter import Context
from standoff.selection import documents_at, reporter_named
from standoff.store import ANY, add_to, write
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
    parser.add_argument("--from", dest="foreign", metavar="FORMAT",
                        help=f"PATH is a folder or file of another format: {', '.join(names(PACKAGE))}")
    parser.add_argument("--allow-empty", action="store_true", help="an empty corpus is no failure")
    parser.add_argument("--statistics", action="store_true", help="counts per check")


def execute(options: argparse.Namespace) -> int:
    """Run the checks and write every report that was asked for."""
    if options.foreign:
        return _conclude(*check_foreign(options.foreign, options.paths, options.only, options.skip), options)
    corpus = open_corpus(options.root)
    documents = documents_at(corpus, options.paths)
    if not documents and not options.allow_empty:
        raise UsageError("there is no annotation file, and an empty corpus is never a pass",
                         where=str(corpus.root / corpus.config.corpus),
                         fix="standoff new SEED makes the first one; --allow-empty accepts none")
    checks = select(all_checks(corpus.config.plugs), options.only or corpus.config.checks,
                    [*corpus.config.skip, *options.skip])
    with progress("checking") as step:
        result = run(corpus, checks, documents, step, clock=options.statistics)
    return _conclude(corpus, result, options)


def _conclude(corpus: Corpus, result: Result, options: argparse.Namespace) -> int:
    """Write the reports; the exit code that the findings ask for."""
    report(result, Context(corpus, colour(), options.statistics), options.output or usual())
    if not result.ledger.performed and not options.allow_empty:
        warn("standoff: no check looked at anything, which is no pass")
        return USAGE
    if options.fail_on == "never":
        return CLEAN
    return FOUND if any(f.severity >= LEVELS[options.fail_on] for f in result.findings) else CLEAN


def usual() -> list[str]:
    """The reports that are wanted where none is named: text for a person, annotations and a summary in a workflow."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return ["text"]
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    return ["github", f"markdown={summary}"] if summary else ["github"]


def report(result: Result, context: Context, outputs: list[str]) -> None:
    """Write the report in each `FORMAT[=FILE]`; what a job summary holds already is kept."""
    for output in outputs:
        name, _, file = output.partition("=")
        text = reporter_named(name).render(result, context)
        if not file:
            say(text.rstrip("\n"))
        elif file == os.environ.get("GITHUB_STEP_SUMMARY"):
            add_to(Path(file), text.encode())
        else:
            write(Path(file), text.encode(), expected=ANY)


command = Command(arguments, execute)
