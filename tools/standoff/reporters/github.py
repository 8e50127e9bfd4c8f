"""For a GitHub workflow: the worst findings as annotations beside the changed lines, then what was looked at.

GitHub shows at most ten errors and ten warnings a step and drops the others in silence; so ten of each are chosen,
every check's first finding before any check's second, and the line after them says how many are left. The markdown
report, which belongs into the job summary, holds them all.
"""

from __future__ import annotations

from collections.abc import Iterator

from standoff.finding import ERROR, WARNING, Finding, Severity
from standoff.reporter import Context, Reporter, count, ledger_lines, visible
from standoff.walk import Result

LIMIT = 10
"""Annotations of one severity that GitHub shows for a step."""


def render(result: Result, context: Context) -> str:
    """Workflow commands, one a line; no other line begins with '::'."""
    shown = [finding for severity in (ERROR, WARNING) for finding in worst(result.findings, severity)]
    left = len(result.findings) - len(shown)
    lines = [*map(_annotation, shown), *ledger_lines(result, statistics=context.statistics)]
    if left:
        lines.append(f"{count(left, 'finding')} more: see the job summary, or run standoff check")
    return "".join(f"{line}\n" for line in lines)


def worst(findings: list[Finding], severity: Severity) -> list[Finding]:
    """The ten findings of `severity` that show most of what is wrong, in the order of the files."""
    return [findings[number] for number in sorted(number for _, number in sorted(_ranked(findings, severity))[:LIMIT])]


def _ranked(findings: list[Finding], severity: Severity) -> Iterator[tuple[int, int]]:
    """(how many of its check came before it, its number) of every finding of `severity`."""
    seen: dict[str, int] = {}
    for number, finding in enumerate(findings):
        if finding.severity is severity:
            seen[finding.check] = seen.get(finding.check, 0) + 1
            yield seen[finding.check], number


def _annotation(finding: Finding) -> str:
    place = {"file": finding.file, "line": str(finding.line), "col": str(finding.column)} if finding.line else \
        {"file": finding.file}
    values = ",".join(f"{key}={_property(value)}" for key, value in {**place, "title": finding.check}.items())
    lines = [finding.message]
    if finding.fix:
        lines.append(f"help: {finding.fix.title}")
    if finding.paste:
        lines.append(f"paste: {finding.paste}")
    return f"::{finding.severity.word} {values}::" + "%0A".join(map(_data, lines))


def _data(text: str) -> str:
    """`text` as the message of a command: '%' would begin an escape."""
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    """`text` as a property of a command: ':' and ',' would end it."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


reporter = Reporter(render)
