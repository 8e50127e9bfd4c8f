"""For code scanning: SARIF 2.1.0 (OASIS standard), with a fingerprint that survives re-indenting."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any
from urllib.parse import quote

from standoff import __version__
from standoff.check import Check
from standoff.finding import Finding, Severity, pointer
from standoff.reporter import Context, Reporter, json_visible, paired, visible
from standoff.store import json_bytes
from standoff.walk import Result, all_checks

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
FINGERPRINTS = ("primaryLocationLineHash", "standoff/v1")
"""GitHub reads the first name only; the second says whose hash it is."""


def render(result: Result, context: Context) -> str:
    """One run. Columns count Unicode code points; a finding's fingerprint is its document, record and check."""
    wanted = {*result.ledger.checks, *(finding.check for finding in result.findings)}
    rules = [check for check in all_checks(context.corpus.config.plugs) if check.name in wanted]
    number = {check.name: index for index, check in enumerate(rules)}
    seen: Counter[str] = Counter()
    return json_visible(json_bytes(paired({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [{
            "tool": {"driver": {"name": "standoff", "semanticVersion": __version__, "rules": list(map(_rule, rules))}},
            "columnKind": "unicodeCodePoints",
            "results": [_result(finding, number, seen) for finding in result.findings]}]}), pretty=True).decode())


def _rule(check: Check) -> dict[str, Any]:
    help_ = "\n\n".join(f"{part}: {' '.join(check.part(part).split())}" for part in ("Why", "Fix") if check.part(part))
    return {"id": check.name, "shortDescription": {"text": check.fault}, "help": {"text": visible_lines(help_)},
            "defaultConfiguration": {"level": LEVELS[check.severity]}}


def visible_lines(text: str) -> str:
    """`text` with its line ends, everything else made visible."""
    return "\n".join(map(visible, text.split("\n")))


def _result(finding: Finding, rules: dict[str, int], seen: Counter[str]) -> dict[str, Any]:
    message = visible(finding.message) + (f" (help: {visible(finding.fix.title)})" if finding.fix else "")
    row: dict[str, Any] = {"ruleId": finding.check, "level": LEVELS[finding.severity], "message": {"text": message},
                           "locations": [_location(finding)], "partialFingerprints": fingerprints(finding, seen)}
    if finding.check in rules:
        row["ruleIndex"] = rules[finding.check]
    return row


def _location(finding: Finding) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(finding.file.encode("utf-8", "backslashreplace")),
                                                     "uriBaseId": "%SRCROOT%"}}
    if finding.line:
        physical["region"] = {"startLine": finding.line, "startColumn": finding.column}
    location: dict[str, Any] = {"physicalLocation": physical}
    if finding.path:
        location["logicalLocations"] = [{"fullyQualifiedName": visible(pointer(finding.path))}]
    return location


def fingerprints(finding: Finding, seen: Counter[str]) -> dict[str, str]:
    """The hash of document, record and check, and how many findings of that hash came before, as GitHub writes it."""
    digest = hashlib.sha256("\0".join(finding.fingerprint).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    seen[digest] += 1
    return dict.fromkeys(FINGERPRINTS, f"{digest}:{seen[digest]}")


reporter = Reporter(render, "application/sarif+json")
