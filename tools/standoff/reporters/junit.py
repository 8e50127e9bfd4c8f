"""For test dashboards: JUnit XML, one test a check, failed where it found an error or a warning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from standoff.check import Tally
from standoff.finding import WARNING, Finding
from standoff.reporter import Context, Reporter, count, ledger_lines, visible, where
from standoff.walk import Result


def render(result: Result, context: Context) -> str:
    """Suites are the folders of the checks. No time is given: the same corpus gives the same bytes."""
    found: dict[str, list[Finding]] = {name: [] for name in result.ledger.checks}
    for finding in result.findings:
        found.setdefault(finding.check, []).append(finding)
    cases = [(name, result.ledger.checks.get(name, Tally()), findings) for name, findings in sorted(found.items())]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites name=\"standoff check\" {_counts(cases)}>"]
    for folder, group in groupby(cases, lambda case: case[0].partition("/")[0]):
        suite = list(group)
        lines += [f"  <testsuite name={quoteattr(folder)} {_counts(suite)}>",
                  *(line for case in suite for line in _case(*case)), "  </testsuite>"]
    said = "\n".join(ledger_lines(result, statistics=context.statistics))
    lines += ['  <testsuite name="ledger" tests="0" failures="0" errors="0" skipped="0">',
              f"    <system-out>{_text(said)}</system-out>", "  </testsuite>", "</testsuites>"]
    return "\n".join(lines) + "\n"


def _counts(cases: list[tuple[str, Tally, list[Finding]]]) -> str:
    failures = sum(any(finding.severity >= WARNING for finding in findings) for _, _, findings in cases)
    skipped = sum(not tally.performed and not findings for _, tally, findings in cases)
    return f'tests="{len(cases)}" failures="{failures}" errors="0" skipped="{skipped}"'


def _case(name: str, tally: Tally, findings: list[Finding]) -> Iterator[str]:
    folder, _, fault = name.rpartition("/")
    yield f"    <testcase classname={quoteattr(f'standoff.{folder}')} name={quoteattr(fault)}>"
    bad = [finding for finding in findings if finding.severity >= WARNING]
    info = [finding for finding in findings if finding.severity < WARNING]
    if bad:
        yield (f"      <failure type={quoteattr(bad[0].severity.word)} message={quoteattr(count(len(bad), 'finding'))}>"
               f"{_text(chr(10).join(map(_line, bad)))}</failure>")
    elif not tally.performed:
        why = "; ".join(sorted(tally.skipped)) or "it had nothing to look at"
        yield f"      <skipped message={quoteattr(visible(why))}/>"
    if info:
        yield f"      <system-out>{_text(chr(10).join(map(_line, info)))}</system-out>"
    yield "    </testcase>"


def _line(finding: Finding) -> str:
    help_ = f" (help: {visible(finding.fix.title)})" if finding.fix else ""
    return f"{where(finding)}: {visible(finding.message)}{help_}"


def _text(text: str) -> str:
    """Element content; a line that begins with '::' would be a command where CI prints the file."""
    return re.sub(r"(?m)^(\s*):", r"\1&#58;", escape(text))


reporter = Reporter(render, "application/xml")
