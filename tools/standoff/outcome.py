"""What looking at one file gave: plain data that a cache keeps and that other processes send back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .finding import DELETE, Edit, Finding, Fix, Path, Severity
from .store import json_bytes, own_json


@dataclass(slots=True)
class Outcome:
    """Findings before excuses, what was performed or skipped by which check, excuses, and what judges will need."""

    name: str
    records: int = 0
    findings: list[Finding] = field(default_factory=list)
    performed: dict[str, int] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)
    """Check -> why it did not look."""
    excuses: list[tuple[Path, str, str, bool, bool]] = field(default_factory=list)
    """(path of the record, its id, check, whether it is the record's only excuse, whether the check looked)."""
    gathered: dict[str, Any] = field(default_factory=dict)
    """Check -> what it gathered, as JSON would give it back."""
    milliseconds: dict[str, float] = field(default_factory=dict)
    seed: str = ""
    """Path of the source text below the corpus root."""

    @property
    def failed(self) -> bool:
        """True when a check itself broke: that is not remembered, since the next run may have more memory or time."""
        return any(map(is_failure, self.findings))


FAILURE = "this check itself failed"
"""So begins the message of a finding that is about a check, not about the corpus."""


def is_failure(finding: Finding) -> bool:
    """True when the finding says that a check broke."""
    return finding.message.startswith(FAILURE)


def dump(outcome: Outcome) -> bytes:
    """As JSON, on one line."""
    return json_bytes([outcome.name, outcome.records, [_row(finding) for finding in outcome.findings],
                       outcome.performed, outcome.skipped, outcome.excuses, outcome.gathered, outcome.milliseconds,
                       outcome.seed])


def load(raw: bytes) -> Outcome:
    """The outcome again."""
    name, records, findings, performed, skipped, excuses, gathered, milliseconds, seed = own_json(raw)
    return Outcome(name, records, [_finding(row) for row in findings], performed, skipped,
                   [(tuple(path), *rest) for path, *rest in excuses], gathered, milliseconds, seed)


def _row(finding: Finding) -> list[Any]:
    fix = finding.fix and [finding.fix.title, finding.fix.safe, [
        [edit.path, edit.value is not DELETE, None if edit.value is DELETE else edit.value]
        for edit in finding.fix.edits]]
    return [finding.check, int(finding.severity), finding.file, finding.path, finding.message, fix, finding.paste,
            finding.document, finding.record, finding.seed, finding.around, finding.offset, finding.at_key,
            finding.line, finding.column]


def _finding(row: list[Any]) -> Finding:
    check, severity, file, path, message, fix, paste, document, record, seed, around, offset, at_key, line, column = row
    edits = tuple(Edit(tuple(p), value if kept else DELETE) for p, kept, value in fix[2]) if fix else ()
    return Finding(check, Severity(severity), file, tuple(path), message, Fix(fix[0], edits, fix[1]) if fix else None,
                   paste, document, record, seed, tuple(around) if around else None, offset, at_key,
                   line, column)
