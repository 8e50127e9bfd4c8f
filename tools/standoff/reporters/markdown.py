"""For a job summary or a comment: a table of what was found, and every finding by file, as GitHub Markdown."""

from __future__ import annotations

import html
from collections.abc import Iterator
from itertools import groupby

from standoff.finding import Finding
from standoff.reporter import Context, Reporter, code, count, ledger_lines, severities, visible
from standoff.walk import Result

SUMMARY_BYTES = 900_000
"""Longest report: GitHub refuses a job summary of more than 1 MiB (1,048,576 bytes) a step, and shows nothing then."""


def render(result: Result, context: Context) -> str:
    """Foreign text stands in code spans only, so that none of it is markup, a link or a mention."""
    lines = [f"## standoff check: {severities(result.findings)}", "", *_table(result)]
    size, shown = sum(len(line.encode()) + 1 for line in lines), 0
    for block, number in _files(result.findings):
        size += len(block.encode()) + 1
        if size > SUMMARY_BYTES:
            break
        lines.append(block)
        shown += number
    if shown < len(result.findings):
        lines += ["", f"{count(len(result.findings) - shown, 'finding')} more do not fit into a job summary; "
                  "`standoff check` lists them."]
    lines += ["", "<details><summary>What was looked at</summary>", "", "```text",
              *ledger_lines(result, statistics=context.statistics), "```", "", "</details>"]
    return "\n".join(lines) + "\n"


def _table(result: Result) -> list[str]:
    found: dict[tuple[int, str, str], int] = {}
    for finding in result.findings:
        key = (-finding.severity, finding.severity.word, finding.check)
        found[key] = found.get(key, 0) + 1
    rows = [f"| {word} | `{check}` | {number:,} |" for (_, word, check), number in sorted(found.items())]
    return ["| severity | check | findings |", "|---|---|---:|", *rows, ""] if rows else []


def _files(findings: list[Finding]) -> Iterator[tuple[str, int]]:
    for file, group in groupby(findings, lambda finding: finding.file):
        found = list(group)
        head = f"<details open><summary><code>{html.escape(visible(file))}</code>: {severities(found)}</summary>"
        yield "\n".join([head, "", *(line for finding in found for line in _item(finding)), "", "</details>", ""]), \
            len(found)


def _item(finding: Finding) -> Iterator[str]:
    at = f"line {finding.line}, column {finding.column}" if finding.line else "the file"
    record = f" in {code(finding.record)}" if finding.record else ""
    yield f"- **{finding.severity.word}** `{finding.check}` at {at}{record}: {code(finding.message)}"
    if finding.fix:
        yield f"  - help{' (safe fix)' if finding.fix.safe else ''}: {code(finding.fix.title)}"
    if finding.paste:
        yield f"  - paste: {code(finding.paste)}"


reporter = Reporter(render, "text/markdown")
