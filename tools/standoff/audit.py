"""Audits: a random sample of records, each judged against the text, and the error rate that follows.

The form follows the Swedish parliament corpus (Yrjänäinen et al. 2024): stored samples and verdicts, a rate with an
interval. corpus/audit/<round>/<document>.jsonl holds one judged record a line; a round is judged once, and never
adjusted when the corpus is corrected afterwards.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any

from .corpus import Corpus, Document
from .errors import DataError, UsageError
from .store import json_bytes, read_lines, write

VERDICTS = ("right", "wrong")
_KEYS = {"record", "verdict", "kind", "note", "by"}
_Z = 1.959964
"""Two-sided 95 % point of the normal distribution."""


@dataclass(frozen=True, slots=True)
class Audit:
    """The outcome of the judged records of one or of all documents; `interval` is Wilson's (1927), 95 %."""

    round: int
    document: str
    judged: int
    wrong: int
    kinds: dict[str, int]

    @property
    def rate(self) -> float:
        """Share of wrong records."""
        return self.wrong / self.judged if self.judged else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson score interval of the rate."""
        if not self.judged:
            return 0.0, 1.0
        n, p = self.judged, self.rate
        middle, spread = p + _Z**2 / (2 * n), _Z * sqrt(p * (1 - p) / n + _Z**2 / (4 * n * n))
        return max(0.0, (middle - spread) / (1 + _Z**2 / n)), min(1.0, (middle + spread) / (1 + _Z**2 / n))


def sample(document: Document, size: int, number: int = 1) -> list[str]:
    """`size` records for round `number`, drawn without replacement; the same for the same records. In file order."""
    if document.file is None:
        raise UsageError("the annotation cannot be read", where=document.name, fix="standoff check says why")
    file = document.file
    names = [*(c.id for c in file.claims), *(a.id for a in file.attributions), *(x.id for x in file.citations)]
    names += [f"{e.id}@{m.start}" for e in file.entities for m in e.mentions]
    drawn = set(random.Random(f"audit {number} {document.id}").sample(sorted(names), min(size, len(names))))
    return [f"{document.id}#{name}" for name in names if name in drawn]


def start(corpus: Corpus, document: Document, size: int, number: int = 1) -> Path:
    """Write the sample of a document for one round, with open verdicts. ConflictError when there is one already."""
    path = corpus.root / corpus.config.corpus / "audit" / str(number) / f"{document.id}.jsonl"
    rows = [dict.fromkeys(_KEYS) | {"record": name} for name in sample(document, size, number)]
    write(path, b"".join(json_bytes(row) for row in rows), expected=None)
    return path


def audits(corpus: Corpus) -> list[Audit]:
    """The outcome of every stored audit, by round and document, after each round that of all its documents."""
    found: list[Audit] = []
    base = corpus.root / corpus.config.corpus / "audit"
    for number in sorted(int(path.name) for path in base.glob("[0-9]*") if path.name.isdigit()):
        listed = [_audit(number, path) for path in sorted((base / str(number)).glob("*.jsonl"))]
        total: Counter[str] = sum((Counter(one.kinds) for one in listed), Counter())
        found += [*listed, Audit(number, "all", sum(a.judged for a in listed), sum(a.wrong for a in listed),
                                 dict(sorted(total.items())))]
    return found


def _audit(number: int, path: Path) -> Audit:
    rows = [_row(row, path, line) for line, row in enumerate(read_lines(path), 1)]
    judged = [row for row in rows if row["verdict"]]
    kinds = Counter(str(row["kind"]) for row in judged if row["verdict"] == "wrong")
    return Audit(number, path.stem, len(judged), sum(kinds.values()), dict(sorted(kinds.items())))


def _row(row: Any, path: Path, number: int) -> dict[str, Any]:
    if not isinstance(row, dict) or set(row) != _KEYS:
        raise DataError(f"expected exactly the keys {', '.join(sorted(_KEYS))}", where=f"{path}:{number}")
    if row["verdict"] not in (*VERDICTS, None) or (row["verdict"] == "wrong" and not row["kind"]):
        raise DataError(f"verdict is {row['verdict']!r} with kind {row['kind']!r}", where=f"{path}:{number}",
                        fix="verdict: right, or wrong with the kind of error, or null while it is open")
    return row
