"""The contract of a reporter, and what all of them share: escaping for their sink, and snippets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from .corpus import Corpus
from .finding import Finding
from .walk import Result

_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Context:
    """What a reporter may know beside the result."""

    corpus: Corpus
    colour: bool = False
    statistics: bool = False
    lines: dict[str, list[str]] = field(default_factory=dict)

    def line(self, name: str, number: int) -> str:
        """Line `number` (from 1) of a file below the corpus root; empty when there is none."""
        if name not in self.lines:
            path = self.corpus.root / name
            known = path.is_file() and not path.is_symlink()
            self.lines[name] = path.read_bytes().decode("utf-8", "replace").split("\n") if known else []
        found = self.lines[name]
        return found[number - 1] if 0 < number <= len(found) else ""


@dataclass(frozen=True, slots=True)
class Reporter:
    """`render(result, context)` gives the whole report as text; the caller writes it where it was asked for."""

    render: Callable[[Result, Context], str]
    media: str = "text/plain"


def visible(text: str) -> str:
    """`text` for a terminal or a log: control, invisible and direction characters as ⟨U+202E⟩, line ends as ⏎."""
    flat = text.replace("\r\n", "⏎").replace("\n", "⏎").replace("\t", " ")
    return _UNSAFE.sub(lambda m: f"⟨U+{ord(m[0]):04X}⟩", flat)


def width(text: str) -> int:
    """Columns that `text` takes on a terminal."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def count(number: int, noun: str) -> str:
    """'1 error', '2 errors'."""
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {noun if number == 1 else plural}"


def severities(findings: list[Finding]) -> str:
    """'2 errors, 1 warning'; 'no findings'."""
    tally: dict[str, int] = {}
    for finding in sorted(findings, key=lambda f: -f.severity):
        tally[finding.severity.word] = tally.get(finding.severity.word, 0) + 1
    return ", ".join(count(n, word) if word != "info" else f"{n} info" for word, n in tally.items()) or "no findings"
