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
from standoff.corpus import Corpus, Document, open_corpus
from standoff.errors import UsageError
from standoff.finding import Severity
from standoff.plug import load, names
from standoff.reporter import Context, Reporter
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
    documents = chosen(corpus, options.paths)
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


def chosen(corpus: Corpus, paths: list[str]) -> list[Document]:
    """The documents that `paths` name: files, folders or document ids."""
    if not paths:
        return corpus.documents
    found: list[Document] = []
    for path in paths:
        here = Path(path).resolve()
        hits = [d for d in corpus.documents if d.path == here or here in d.path.parents or d.id == path]
        found += hits or [corpus.document(path.removesuffix(".json"))]
    return list(dict.fromkeys(found))


def report(result: Result, context: Context, outputs: list[str]) -> None:
    """Write the report in each `FORMAT[=FILE]`."""
    known = names("standoff.reporters")
    for output in outputs:
        name, _, file = output.partition("=")
        if name not in known:
            raise UsageError(f"no report format {name!r}", fix=f"known: {', '.join(known)}")
        reporter = load(known[name], "reporter")
        if not isinstance(reporter, Reporter):
            raise UsageError(f"{known[name]} defines no Reporter")
        text = reporter.render(result, context)
        if file:
            write(Path(file), text.encode(), expected=ANY)
        else:
            say(text.rstrip("\n"))


command = Command(arguments, execute)
