"""Explain a check: what the fault is, why it matters, how to mend it, with an example of each.

examples:
  standoff explain span/drifted
  standoff explain claim/         every check of a folder
"""

from __future__ import annotations

import argparse
import textwrap
from pathlib import Path

from standoff.check import Check
from standoff.command import CLEAN, Command, say
from standoff.config import config_or_default
from standoff.finding import Severity
from standoff.reporter import visible
from standoff.walk import all_checks, select


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("names", nargs="+", metavar="NAME", help="a check, or a folder of checks as 'claim/'")
    parser.add_argument("--root", default=".", help="corpus repository, for the checks of its own plugs")


def execute(options: argparse.Namespace) -> int:
    """Print the page of each check."""
    chosen = select(all_checks(config_or_default(Path(options.root)).plugs), options.names, ())
    say("\n\n".join(page(check) for check in chosen))
    return CLEAN


def page(check: Check) -> str:
    """The page as plain text, invisible characters shown."""
    parts = [f"{check.name} ({check.severity.word}, since {check.since})", "", check.fault]
    for heading in ("Why", "Fix"):
        if check.part(heading):
            parts += ["", textwrap.fill(f"{heading}: {' '.join(check.part(heading).split())}", 100,
                                        subsequent_indent="  ", break_long_words=False)]
    if check.severity < Severity.ERROR and not check.audit_with:
        parts += ["", "Where it is wrong, excuse it in its record, or at the top of the file if it is about no record:",
                  f'    "ok": {{"{check.name}": "why it may stay"}}']
    if check.part("Precision"):
        parts += ["", "Precision (what the groups are: tools/README.md):",
                  *(f"    {line.strip()}" for line in check.part("Precision").splitlines())]
    if conditions(check):
        parts += ["", f"Runs where: {conditions(check)}"]
    for heading in ("Bad", "Good"):
        parts += ["", f"{heading}:", *(f"    {visible(line)}" for line in check.part(heading).strip("\n").split("\n"))]
    return "\n".join(parts)


def conditions(check: Check) -> str:
    """Where the check looks: which layer, which languages."""
    layer = f"the {check.layer} layer is {'complete' if check.complete else 'not none'}" if check.layer else ""
    languages = f"the document's language is {' or '.join(check.languages)}" if check.languages else ""
    return "; ".join(filter(None, (layer, languages)))


command = Command(arguments, execute)
