"""Build the dataset: check, build, prove, and only then give it its name.

Without --version it builds the preview dist/<name>-dev, replaced each time. With --version X it makes the immutable
dist/<name>-X and remembers its ids in corpus/released.jsonl. It publishes what corpus/ says and decides nothing.

examples:
  standoff publish                       the preview
  standoff publish --version 1.0.0       a version that never changes
  standoff publish --version 1.1.0 --since dist/alaska-talks-1.0.0
  standoff publish --release             what CITATION.cff announces, at its tag (RELEASING.md)
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from standoff.command import CLEAN, FOUND, Command, colour, progress, say, warn
from standoff.corpus import Corpus, open_corpus
from standoff.errors import UsageError
from standoff.finding import Severity
from standoff.release.announced import announced
from standoff.release.archive import archive_of
from standoff.release.build import Built, build
from standoff.release.remember import remember
from standoff.release.stamp import DEV
from standoff.reporter import Context, count
from standoff.rows.tables import FactRow
from standoff.selection import reporter_named
from standoff.store import clean
from standoff.walk import all_checks, run, select


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("--version", default=DEV, metavar="X", help="MAJOR.MINOR.PATCH; default: the preview")
    parser.add_argument("--release", action="store_true",
                        help="the version that CITATION.cff announces; tag and CHANGELOG.md must agree")
    parser.add_argument("--since", default="", metavar="OLD",
                        help="release folder or git ref of the last version (default: its tag, else released.jsonl)")
    parser.add_argument("--out", default="dist", metavar="DIR", help="folder of releases (default: dist)")
    parser.add_argument("--root", default=".", help="corpus repository (default: here or the nearest above)")


def execute(options: argparse.Namespace) -> int:
    """Check, then build; nothing is written when the check finds an error or a warning."""
    corpus = open_corpus(options.root)
    clean(corpus.root / corpus.config.corpus)
    if not corpus.documents:
        raise UsageError("there is no annotation file, so there is nothing to publish",
                         where=str(corpus.root / corpus.config.corpus), fix="standoff new SEED makes the first one")
    out = Path(options.out) if Path(options.out).is_absolute() else corpus.root / options.out
    with progress("publishing") as step:
        version = announced(corpus.root) if options.release else options.version
        if not _is_clean(corpus, step):
            return FOUND
        built = build(corpus, out, version=version, since=options.since, progress=step)
        if version != DEV:
            remember(corpus, built)
    _tell(built, corpus.root)
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


def _tell(built: Built, root: Path) -> None:
    """Where it is, what is in it, what to try next."""
    tables, facts = built.manifest.tables, built.rows.of(FactRow)
    across = sum(1 for fact in facts if fact.documents > 1)
    folder = _near(built.folder)
    say(f"{folder}/" + ("  (was there already, with the same content)" if built.existed else ""))
    say(f"  {count(tables['documents'], 'document')}, {count(tables['claims'], 'claim')}, "
        f"{count(tables['attributions'], 'attribution')}, {count(across, 'fact')} across documents, "
        f"{count(sum(fact.contested for fact in facts), 'contested fact')}, {count(tables['links'], 'link')}")
    files = count(len(built.manifest.files) + 2, "file")
    say(f"  {files}, every one proved; content_id {built.manifest.content_id[:16]}…")
    program = Path(".venv/bin")
    tool, python = (f"{program}/standoff", f"{program}/python") if (root / program).is_dir() else ("standoff", "python")
    say(f"  the same in one file: {archive_of(built.folder)}")
    say("try next:")
    say(f"  open {folder}/site/index.html in a browser: the explorer")
    say(f"  less {folder}/README.md")
    say(f"  {tool} verify {folder}")
    say(f"  {python} -c \"import standoff; print(standoff.load('{folder}').claims[0].statement)\"")


def _near(folder: Path) -> Path:
    """The path as seen from here, where it lies below."""
    here = Path.cwd()
    return folder.relative_to(here) if here in folder.parents else folder


command = Command(arguments, execute)
