"""For people: each finding with its line, the line of the source text, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator

from standoff.finding import Finding, Fix, pointer
from standoff.reporter import Context, Reporter, ledger_lines, visible, where, width
from standoff.text import Text
from standoff.walk import Result

_COLOURS = {"error": "\033[31;1m", "warning": "\033[33;1m", "info": "\033[36m", "dim": "\033[2m", "off": "\033[0m"}


def render(result: Result, context: Context) -> str:
    """Every finding in full, then the ledger."""
    blocks = ["\n".join(_block(finding, context)) for finding in result.findings]
    account = ["\n".join(_ledger(result, context))] if context.ledger else []
    return "\n\n".join([*blocks, *account]) + "\n"


def _command(finding: Finding, fix: Fix) -> str:
    """What applies the fix; empty for advice. One to be looked over is offered alone, not with all of its kind."""
    if not fix.edits:
        return ""
    if fix.safe:
        return f"   [safe fix: standoff fix {visible(finding.file)}]"
    return f"   [look over: standoff fix --unsafe --only {finding.check} {visible(finding.file)}]"


def _paint(text: str, colour: str, context: Context) -> str:
    return f"{_COLOURS[colour]}{text}{_COLOURS['off']}" if context.colour else text


def _block(finding: Finding, context: Context) -> Iterator[str]:
    head = f"{finding.check}: {visible(finding.message)}"
    yield _paint(head, finding.severity.word, context)
    yield f"  --> {where(finding)}" + (f"  ({visible(pointer(finding.path))})" if finding.path else "")
    if finding.line:
        yield from _snippet(finding, context)
    if finding.around and finding.seed:
        yield from _seed_snippet(finding, context)
    if finding.fix:
        yield f"   = help: {visible(finding.fix.title)}{_command(finding, finding.fix)}"
    if finding.paste:
        yield f"   = paste: {visible(finding.paste)}"


def _snippet(finding: Finding, context: Context) -> Iterator[str]:
    line, at = context.line(finding.file, finding.line), finding.column - 1
    low = max(0, at - 50)
    shown, number = line[low : low + 100], f"{finding.line}"
    length = max(1, len(line[at : low + 100].rstrip().rstrip(",")))
    gap = " " * len(number)
    yield f"{number} | {visible(shown)}"
    yield f"{gap} | {' ' * width(visible(line[low:at]))}{'^' * min(length, 60)}"


def _seed_snippet(finding: Finding, context: Context) -> Iterator[str]:
    known = (*context.corpus.documents, *context.corpus.seconds)
    document = next((d for d in known if d.name == finding.file), None) or next(
        (d for d in known if d.id == finding.document), None)  # a finding at a place of another format
    text: Text | None = document.text if document else None
    if text is None or finding.around is None:
        return
    start, end = (max(0, min(offset, len(text))) for offset in finding.around)
    row, column = text.position(start)
    before, marked, after = text.raw[max(0, start - 24) : start], text.raw[start:end], text.raw[end : end + 24]
    if len(marked) > 80:
        marked, after = marked[:80], "…"
    yield f"  ::: {visible(finding.seed)}:{row}:{column}"
    yield f"   |  {visible(before + marked + after)}"
    yield f"   |  {' ' * width(visible(before))}{'~' * max(1, width(visible(marked)))}"


def _ledger(result: Result, context: Context) -> Iterator[str]:
    first, *rest = ledger_lines(result, statistics=context.statistics)
    counted, _, said = first.rpartition(": ")
    yield f"{counted}: {_paint(said, 'error' if result.findings else 'dim', context)}"
    yield from rest


reporter = Reporter(render)
