"""List every check with its severity and the fault it finds.

examples:
  standoff checks
  standoff checks --output json
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from standoff.check import Check
from standoff.command import CLEAN, Command, say
from standoff.config import config_or_default
from standoff.store import json_bytes
from standoff.walk import all_checks


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("--output", choices=FORMATS, default="text", help="default: text")
    parser.add_argument("--root", default=".", help="corpus repository, for the checks of its own plugs")


def execute(options: argparse.Namespace) -> int:
    """Print the list."""
    say(FORMATS[options.output](all_checks(config_or_default(Path(options.root)).plugs)))
    return CLEAN


def text(checks: list[Check]) -> str:
    """One line a check, and their number."""
    rows = [f"{check.name:32} {check.severity.word:8} {check.fault}" for check in checks]
    return "\n".join([*rows, "", f"{len(checks)} checks; standoff explain NAME shows why, how to mend, and examples"])


def json(checks: list[Check]) -> str:
    """A list of objects."""
    return json_bytes([{
        "name": check.name, "severity": check.severity.word, "fault": check.fault, "since": check.since,
        "layer": check.layer or None, "complete": check.complete, "languages": list(check.languages),
        "precision": {group: {"alarms": read.alarms, "true": read.true, "false": read.false}
                      for group, read in check.precision().items() if read.measured},
    } for check in checks], pretty=True).decode().rstrip("\n")


def markdown(checks: list[Check]) -> str:
    """A table."""
    rows = [f"| `{check.name}` | {check.severity.word} | {check.fault.replace('|', chr(92) + '|')} |"
            for check in checks]
    return "\n".join(["| check | severity | fault |", "|---|---|---|", *rows])


FORMATS: dict[str, Callable[[list[Check]], str]] = {"text": text, "json": json, "markdown": markdown}
command = Command(arguments, execute)
