"""For editors and grep: one line a finding, then what was looked at."""

from __future__ import annotations

from standoff.finding import Finding
from standoff.reporter import Context, Reporter, ledger_lines, visible, where
from standoff.walk import Result


def render(result: Result, context: Context) -> str:
    """`file:line:column: severity: check: message [help]` for each finding; lines and columns from 1, code points."""
    return "".join(f"{line}\n" for line in (*map(_line, result.findings),
                                            *ledger_lines(result, statistics=context.statistics)))


def _line(finding: Finding) -> str:
    help_ = f" (help: {visible(finding.fix.title)})" if finding.fix else ""
    at = where(finding)
    first = "./" if at.lstrip().startswith(":") else ""  # a line that begins with '::' is a command to CI
    return f"{first}{at}: {finding.severity.word}: {finding.check}: {visible(finding.message)}{help_}"


reporter = Reporter(render)
