"""Check the corpus: every quote, reference and rule; says what it looked at.

What was found is remembered by content in ~/.cache/standoff ($XDG_CACHE_HOME/standoff), one file a corpus: what has
not changed is not looked at again. The file may be deleted, or restored in CI, at any time; --no-cache does without.

Exit codes: 0 clean; 1 findings at or above --fail-on; 2 usage, or nothing to check; 3 the tool failed.

examples:
  standoff check                                 the whole corpus
  standoff check corpus/nbc-2021.json            one document (and the files all documents share)
  standoff check --only span/ --only id/dangling some checks
  standoff check --output text --output json=findings.json
  standoff check - < draft.json                  what an editor has not saved yet, in place of the file with its id
  standoff check --against main                  only what main does not have: fingerprints, not lines
  standoff check --staged                        the documents of the next commit
  standoff check --from brat ../polnear          another format: findings at its own lines, nothing is written
"""

from __future__ import annotations

import argparse
import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from standoff.command import Command, colour, say
from standoff.errors import UsageError
from standoff.memory import Memory
from standoff.plug import names
from standoff.root import find_root


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("paths", nargs="*", metavar="PATH",
                        help="annotation files, folders, document ids; -: one on standard input; default: all")
    parser.add_argument("--root", default=".", help="corpus repository (default: here or the nearest above)")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="a check, or a folder as 'claim/'")
    parser.add_argument("--skip", action="append", default=[], metavar="NAME", help="leave these checks out")
    parser.add_argument("--fail-on", choices=["error", "warning", "info", "never"], default="error",
                        help="default: error")
    parser.add_argument("--output", action="append", default=[], metavar="FORMAT[=FILE]",
                        help=f"repeatable: {', '.join(names('standoff.reporters'))}")
    parser.add_argument("--against", metavar="REF", help="only findings that this commit does not have")
    parser.add_argument("--since", metavar="REF", help="only documents that differ from this commit")
    parser.add_argument("--staged", action="store_true", help="only documents staged for the next commit")
    parser.add_argument("--from", dest="foreign", metavar="FORMAT",
                        help=f"PATH is a folder or file of another format: {', '.join(names('standoff.importers'))}")
    parser.add_argument("--allow-empty", action="store_true", help="an empty corpus is no failure")
    parser.add_argument("--statistics", action="store_true", help="counts and milliseconds per check")
    parser.add_argument("--jobs", type=at_least_one, metavar="N", help="processes (default: one a core where it pays)")
    parser.add_argument("--no-cache", action="store_true", help="look at everything again, remember nothing")


def at_least_one(text: str) -> int:
    """The number of processes."""
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not number:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1")
    return number


def execute(options: argparse.Namespace) -> int:
    """Print what is remembered where no file has changed; else run the checks and write every report asked for."""
    outputs = options.output or usual()
    for file in (Path(output.partition("=")[2]) for output in outputs):
        if not file.parent.is_dir():  # said before any work is done
            raise UsageError(f"there is no folder {str(file.parent)!r}", where=f"--output {file}",
                             fix="make it first")
    with remembering(options) as memory:
        # What git says about commits and the index is not remembered: it is not in the files.
        key = None if options.since or options.staged or options.against else [
            *(f"{path} {Path(path).resolve()}" for path in options.paths), "only", *options.only, "skip", *options.skip,
            options.fail_on, *outputs, colour(), options.allow_empty]
        kept = memory.report(key) if memory and key else None
        if kept is not None:
            code, reports = kept
        else:
            from standoff.checking import check  # the models and all checks: only where they are needed
            said = check(options, outputs, memory)
            code, reports = said.code, said.reports
            if memory and key and said.lasting:
                memory.keep_report(key, [code, reports])
    for file, text in reports:
        deliver(file, text)
    return int(code)


@contextlib.contextmanager
def remembering(options: argparse.Namespace) -> Iterator[Memory | None]:
    """The cache of the corpus; None where none is wanted, or none can be kept."""
    memory = None
    if not (options.no_cache or options.statistics or options.foreign or "-" in options.paths):
        root = find_root(Path(options.root).resolve())
        with contextlib.suppress(Exception):  # whatever is wrong, the checks say so better
            memory = Memory(root)
    try:
        yield memory
    finally:
        if memory:
            memory.close()


def usual() -> list[str]:
    """The reports that are wanted where none is named: text for a person, annotations and a summary in a workflow."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return ["text"]
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    return ["github", f"markdown={summary}"] if summary else ["github"]


def deliver(file: str, text: str) -> None:
    """Write a report where it was asked for; what a job summary holds already is kept."""
    if not file:
        say(text.rstrip("\n"))
        return
    from standoff.store import ANY, add_to, write  # brings the models in
    if file == os.environ.get("GITHUB_STEP_SUMMARY"):
        add_to(Path(file), text.encode())
    else:
        write(Path(file), text.encode(), expected=ANY)


command = Command(arguments, execute)
