"""The contract of a reporter, and what all of them share: escaping for their sink, and snippets."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .escape import code, json_visible, paired, visible

if TYPE_CHECKING:  # a command that shows no report imports no corpus
    from .corpus import Corpus
    from .finding import Finding
    from .walk import Result

__all__ = ["Context", "Reporter", "code", "count", "json_visible", "ledger_lines", "paired", "severities", "visible",
           "where", "width"]

MANY = 20
"""More findings than fit on a screen are also counted by check."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a reporter may know beside the result."""

    corpus: Corpus
    colour: bool = False
    statistics: bool = False
    ledger: bool = True
    """False where only the findings are wanted (somebody who adds one record needs no account of the run)."""
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


def where(finding: Finding) -> str:
    """'corpus/nbc-2021.json:72:20', made visible; the bare file where it has no line."""
    return visible(f"{finding.file}:{finding.line}:{finding.column}" if finding.line else finding.file)


def ledger_lines(result: Result, *, statistics: bool = False) -> Iterator[str]:
    """What the run looked at: the first line counts, the others say what was skipped and why."""
    ledger = result.ledger
    idle = [name for name, t in ledger.checks.items() if not t.performed and not t.skipped]
    excused = sum(t.excused for t in ledger.checks.values())
    yield (f"{count(ledger.documents, 'document')}, {count(ledger.records, 'record')}; "
           f"{count(len(ledger.checks), 'check')} performed {ledger.performed:,} times, {excused:,} excused: "
           + severities(result.findings))
    if ledger.older:
        yield f"  not shown, as {visible(ledger.against)} has them already: {severities(ledger.older)}"
    if len(result.findings) > MANY:
        often = Counter(finding.check for finding in result.findings).most_common()
        yield f"  found: {', '.join(f'{name} {number:,}' for name, number in often)} (--only, --skip NAME choose)"
    skipped: dict[str, list[str]] = {}
    for name, tally in ledger.checks.items():
        if tally.skipped:
            why = "; ".join(f"{visible(reason)}: {n:,}" for reason, n in sorted(tally.skipped.items()))
            skipped.setdefault(why, []).append(name)
    for why, names in skipped.items():
        yield f"  skipped ({why}): {', '.join(names)}"
    if idle:
        yield f"  had nothing to look at: {', '.join(idle)}"
    if statistics:
        for name, tally in ledger.checks.items():
            yield (f"  {name:36} {tally.performed:9,} performed {tally.findings:6,} found {tally.excused:5,} excused "
                   f"{tally.milliseconds:9,.1f} ms")
