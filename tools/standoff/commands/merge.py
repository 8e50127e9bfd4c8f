"""Merge two versions of a corpus file by record id: git's merge driver for corpus/.

Right, or a conflict: what the two sides changed in different records is joined; what they changed in the same one, or
break only together, is left to a person between git's conflict markers. Taking one side throughout gives a valid file.
Exit codes: 0 merged; 1 conflicts, each named on standard error; 2 usage.

once per clone, beside the line 'corpus/**/*.json merge=standoff' in .gitattributes:
  git config merge.standoff.name 'merge corpus files by record id'
  git config merge.standoff.driver 'standoff merge %O %A %B'

examples:
  standoff merge base.json ours.json theirs.json
  standoff merge base.json ours.json theirs.json --into merged.json
"""

from __future__ import annotations

import argparse
from pathlib import Path

from standoff.canonical import canonical
from standoff.command import CLEAN, FOUND, Command, warn
from standoff.errors import UsageError
from standoff.merging import conflict_file, conflict_text, merge
from standoff.reporter import count, visible
from standoff.schema import kind_of
from standoff.store import ANY, Loaded, read, read_raw, write


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("base", metavar="BASE", help="the common ancestor; an empty file where there is none")
    parser.add_argument("ours", metavar="OURS", help="our version")
    parser.add_argument("theirs", metavar="THEIRS", help="their version")
    parser.add_argument("--into", metavar="FILE", help="where the result goes (default: OURS, as git wants it)")


def execute(options: argparse.Namespace) -> int:
    """Merge; the result is written whole, or the file with its conflicts."""
    base, ours, theirs = (_version(Path(name)) for name in (options.base, options.ours, options.theirs))
    target = Path(options.into or options.ours)
    if any(side.problems or not isinstance(side.value, dict) for side in (base, ours, theirs)):
        write(target, conflict_text(ours.raw, theirs.raw), expected=ANY)
        warn(f"{options.ours}: a version is not clean JSON, so all differences are marked as conflicts")
        return FOUND
    kind = kind_of(ours.value)
    if kind_of(theirs.value) != kind:
        raise UsageError(f"one version is a {kind} file, the other a {kind_of(theirs.value)} file", where=options.ours)
    merged = merge(base.value, ours.value, theirs.value)
    raw = conflict_file(merged, kind) if merged.conflicts else canonical(merged.ours, kind)
    write(target, raw, expected=ANY)
    for conflict in merged.conflicts:
        warn(f"conflict in {visible(conflict.where)}: {visible(conflict.why)}")
    if merged.conflicts:
        warn(f"{count(len(merged.conflicts), 'conflict')}: keep one side between each <<<<<<< and >>>>>>> in the file, "
             "then standoff check")
    return FOUND if merged.conflicts else CLEAN


def _version(path: Path) -> Loaded:
    """A version of the file; git gives an empty one where there was none."""
    if path.is_file() and path.stat().st_size == 0:
        return read_raw(b"{}")
    return read(path)


command = Command(arguments, execute)
