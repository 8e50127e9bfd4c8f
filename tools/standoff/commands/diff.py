"""Show what changed between two versions, id by id, and the least version step it asks for.

OLD and NEW are release folders, git refs, or folders of a corpus; '.' is the working tree. Two git refs may also be
written OLD..NEW.

examples:
  standoff diff dist/alaska-talks-1.0.0 .
  standoff diff v1.0.0 HEAD --output markdown
  standoff diff v1.0.0 . --output json > changes.json
  standoff diff --html main..HEAD > changes.html     before and after, to review a pull request
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from standoff.command import CLEAN, Command, progress, say
from standoff.config import find_root
from standoff.diff import Change, Side, Verdict, diff, least_step
from standoff.diff.changes import forward_targets
from standoff.errors import UsageError, need_extra
from standoff.release.sides import side_of
from standoff.reporter import count, visible
from standoff.store import json_bytes

_LINES = 40


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("old", metavar="OLD", help="release folder, git ref, or corpus folder")
    parser.add_argument("new", metavar="NEW", nargs="?", help="the same; '.' is the working tree")
    parser.add_argument("--output", choices=["text", "json", "markdown", "html"], default="text", help="default: text")
    parser.add_argument("--html", action="store_const", const="html", dest="output", help="as --output html")
    parser.add_argument("--all", action="store_true", help="text: every row, however many")
    parser.add_argument("--root", default=".", help="repository of the git refs (default: here or the nearest above)")


def execute(options: argparse.Namespace) -> int:
    """Compare and print."""
    root = _root(options.root)
    one, other = _sides(options.old, options.new)
    with progress("comparing") as step, side_of(one, root) as old, side_of(other, root) as new:
        step("rows")
        changes = list(diff(old, new))
        verdict = least_step(changes, forward_targets(new), old.schema, new.schema)
        show = {"text": _text, "json": _json, "markdown": _markdown, "html": _html}[options.output]
        show(old, new, changes, verdict, options.all)
    return CLEAN


def _sides(old: str, new: str | None) -> tuple[str, str]:
    if new is not None:
        return old, new
    one, dots, other = old.partition("..")
    if not (one and dots and other):
        raise UsageError("give OLD and NEW, or OLD..NEW")
    return one, other


def _root(given: str) -> Path:
    try:
        return find_root(Path(given).resolve())
    except UsageError:
        return Path(given)  # two release folders need no corpus


def _text(old: Side, new: Side, changes: list[Change], verdict: Verdict, everything: bool) -> None:
    say(f"{old.name} -> {new.name}: {count(len(changes), 'changed row')}; least step: {verdict.step.name.lower()}")
    for reason, examples in verdict.reasons.items():
        say(f"  {reason} ({', '.join(map(visible, examples[:3]))}{' …' if len(examples) > 3 else ''})")
    shown = changes if everything else changes[:_LINES]
    for change in shown:
        say(f"{_MARKS[change.change]} {change.table} {'/'.join(map(str, change.key))}"
            + (f" -> {', '.join(change.into)}" if change.into else ""))
        if change.change == "changed":
            for name in sorted({*(change.before or {}), *(change.after or {})}):
                was, now = ((side or {}).get(name) for side in (change.before, change.after))
                say(f"    {name}: {visible(_short(was))} -> {visible(_short(now))}")
    if len(shown) < len(changes):
        say(f"… and {count(len(changes) - len(shown), 'row')} more; --all shows them")


_MARKS = {"added": "+", "removed": "-", "changed": "~", "merged": ">", "split": "<"}


def _short(value: object) -> str:
    text = json_bytes(value).decode().rstrip("\n")
    return text if len(text) <= 100 else text[:99] + "…"


def _json(old: Side, new: Side, changes: list[Change], verdict: Verdict, _: bool) -> None:
    say(json_bytes({"old": old.name, "new": new.name, "step": verdict.step.name.lower(), "reasons": verdict.reasons,
                    "changes": [change.as_json() for change in changes]}, pretty=True).decode().rstrip())


def _html(old: Side, new: Side, changes: list[Change], verdict: Verdict, _: bool) -> None:
    """One page without scripts, from the templates of the explorer."""
    try:
        from standoff.site.changes import render_changes
    except ImportError as error:
        raise need_extra("data", error) from error
    say(render_changes(old, new, changes, verdict.step.name.lower(), verdict.reasons))


def _markdown(old: Side, new: Side, changes: list[Change], verdict: Verdict, _: bool) -> None:
    """The data section of a changelog."""
    say(f"### Data: from {old.name} to {new.name} ({verdict.step.name.lower()})\n")
    if not changes:
        say("Nothing changed.")
        return
    say("| table | " + " | ".join(_MARKS) + " |\n|---|" + "--:|" * len(_MARKS))
    counts = Counter((change.table, change.change) for change in changes)
    for table in dict.fromkeys(change.table for change in changes):
        say(f"| {table} | " + " | ".join(str(counts[table, what] or "") for what in _MARKS) + " |")
    say()
    for reason, examples in verdict.reasons.items():
        say(f"- {reason}: {', '.join(f'`{visible(one)}`' for one in examples)}")


command = Command(arguments, execute)
