"""The contract of a command, and what all of them share: exit codes, output, progress."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from .escape import visible

CLEAN, FOUND, USAGE, FAILED, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit codes: clean; findings; usage, configuration or nothing matched; the tool failed; interrupted."""


class Command(NamedTuple):
    """One subcommand: `arguments` fills its parser, `run` does the work and returns an exit code.

    The module's docstring is its help: first line the summary, the rest the description with examples.
    """

    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def say(text: str = "") -> None:
    """One line to standard output."""
    sys.stdout.write(text + "\n")


def warn(text: str) -> None:
    """A message to standard error; nothing in it drives a terminal, and no line of it is a command of a CI log."""
    for line in text.split("\n"):
        shown = visible(line)
        sys.stderr.write(("| " if shown.lstrip().startswith("::") else "") + shown + "\n")


def colour(stream: object = None) -> bool:
    """True when colour helps: a terminal, and neither NO_COLOR nor TERM=dumb."""
    stream = stream or sys.stdout
    watched = bool(getattr(stream, "isatty", lambda: False)())
    return watched and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


@contextmanager
def progress(title: str, *, shown: bool = True) -> Iterator[Callable[[str], None]]:
    """A function to call with what is being worked on; shown on a terminal only, gone afterwards."""
    if not shown or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.text import Text
    with Console(stderr=True).status(title) as status:
        yield lambda step: status.update(Text(f"{title}: {visible(step)}"))
