"""Build the dataset: check, build, prove, and only then give it its name.

Without --version it builds the preview dist/<name>-dev, replaced each time. With --version X it makes the immutable
dist/<name>-X and remembers its ids in corpus/released.jsonl. It publishes what corpus/ says and decides nothing.

examples:
  standoff publish                       the preview
  standoff publish --version 1.0.0       a version that never changes
  standoff publish --out elsewhere
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from standoff.command import CLEAN, FOUND, Command, colour, progress, say, warn
from standoff.corpus import Corpus, open_corpus
from standoff.errors import UsageError
from standoff.finding import Severity
from standoff.release.build import Built, build
from standoff.release.remember import remember
from standoff.release.stamp import DEV
from standoff.reporter import Context, count
from standoff.selection import reporter_named
from standoff.walk import all_checks, run, select


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("--version", default=DEV, metavar="X", help="MAJOR.MINOR.PATCH; default: the preview")
    parser.add_argument("--out", default="dist", metavar="DIR", help="folder of releases (default: dist)")
    parser.add_argument("--root", default=".", help="corpus repository (default: here or the nearest above)")


def execute(options: argparse.Namespace) -> int:
    """Check, then build; nothing is written when the check finds an error or a warning."""
    corpus = open_corpus(options.root)
    if not corpus.documents:
        raise UsageError("there is no annotation file, so there is nothing to publish",
                         where=str(corpus.root / corpus.config.corpus), fix="standoff new SEED makes the first one")
    out = Path(options.out) if Path(options.out).is_absolute() else corpus.root / options.out
    with progress("publishing") as step:
        if not _is_clean(corpus, step):
            return FOUND
        built = build(corpus, out, version=options.version, progress=step)
        if options.version != DEV:
            remember(corpus, built)
    _tell(built)
    return CLEAN


def _is_clean(corpus: Corpus, step: Callable[[str], None]) -> bool:
    checks = select(all_checks(corpus.config.plugs), corpus.config.checks, corpus.config.skip)
    result = run(corpus, checks, progress=step)
    bad = [finding for finding in result.findings if finding.severity >= Severity.WARNING]
    if bad:
        result.findings = bad
        warn(reporter_named("text").render(result, Context(corpus, colour())))
        warn(f"standoff: {count(len(bad), 'finding')}; nothing was published. A release shows no fault that is known.")
    return not bad


def _tell(built: Built) -> None:
    tables = built.manifest.tables
    across = sum(1 for row in built.rows.tables["facts"] if getattr(row, "documents", 0) > 1)
    say(f"{built.folder}" + ("  (was there already, with the same content)" if built.existed else ""))
    say(f"  {count(tables['documents'], 'document')}, {count(tables['claims'], 'claim')}, "
        f"{count(tables['attributions'], 'attribution')}, {count(across, 'fact')} across documents, "
        f"{count(tables['links'], 'link')}")
    say(f"  {count(len(built.manifest.files) + 2, 'file')}, proved; content_id {built.manifest.content_id[:16]}…")
    say("try next:")
    say(f"  less {built.folder}/README.md")
    say(f"  standoff verify {built.folder}")
    say(f"  python -c \"import standoff; print(standoff.load('{built.folder}').claims[0].statement)\"")


command = Command(arguments, execute)
