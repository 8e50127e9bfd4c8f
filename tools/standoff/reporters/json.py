"""For programs: findings and ledger as one JSON object."""

from __future__ import annotations

from standoff.finding import DELETE, Finding, pointer
from standoff.reporter import Context, Reporter, json_visible, paired
from standoff.store import json_bytes
from standoff.walk import Result


def render(result: Result, context: Context) -> str:
    """{"findings": […], "ledger": {…}}; lines and columns from 1, offsets and columns in code points."""
    ledger = result.ledger
    return json_visible(json_bytes(paired({
        "findings": [_finding(finding) for finding in result.findings],
        "ledger": {"documents": ledger.documents, "records": ledger.records,
                   **({"against": ledger.against, "older": len(ledger.older)} if ledger.against else {}), "checks": {
            name: {"performed": t.performed, "findings": t.findings, "excused": t.excused, "skipped": t.skipped,
                   **({"milliseconds": round(t.milliseconds, 1)} if context.statistics else {})}
            for name, t in ledger.checks.items()}},
    }), pretty=True).decode())


def _finding(finding: Finding) -> dict[str, object]:
    row: dict[str, object] = {
        "check": finding.check, "severity": finding.severity.word, "file": finding.file, "line": finding.line,
        "column": finding.column, "path": "/" + pointer(finding.path) if finding.path else "",
        "message": finding.message, "document": finding.document, "record": finding.record}
    if finding.around:
        row["seed"] = {"file": finding.seed, "start": finding.around[0], "end": finding.around[1]}
    if finding.fix:
        row["fix"] = {"title": finding.fix.title, "safe": finding.fix.safe, "edits": [
            {"path": "/" + pointer(edit.path), **({} if edit.value is DELETE else {"value": edit.value})}
            for edit in finding.fix.edits]}
    if finding.paste:
        row["paste"] = finding.paste
    return row


reporter = Reporter(render, "application/json")
