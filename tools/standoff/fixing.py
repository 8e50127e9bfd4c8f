"""Applying fixes: edits on the raw value of a file, in an order in which they do not disturb each other."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from typing import Any

from .errors import UsageError
from .finding import DELETE, Edit, Finding, Path, pointer


def choose(findings: Iterable[Finding], *, unsafe: bool) -> list[Finding]:
    """The findings of one file whose fixes can be applied together: first come first, none within another's path."""
    chosen: list[Finding] = []
    taken: list[Path] = []
    for finding in findings:
        if not finding.fix or not finding.fix.edits or not (finding.fix.safe or unsafe):
            continue
        paths = [edit.path for edit in finding.fix.edits]
        if not any(_nested(path, other) for path in paths for other in taken):
            chosen.append(finding)
            taken += paths
    return chosen


def _nested(a: Path, b: Path) -> bool:
    short = min(len(a), len(b))
    return short > 0 and a[:short] == b[:short] and a[-1:] != ("-",)


def apply(value: Any, edits: Sequence[Edit]) -> Any:
    """A copy of `value` with all `edits` made: the whole value first, then changes, then removals from the back."""
    result = copy.deepcopy(value)
    changes = sorted((edit for edit in edits if edit.value is not DELETE), key=lambda edit: bool(edit.path))
    removals = sorted((edit for edit in edits if edit.value is DELETE), reverse=True,
                      key=lambda edit: [(isinstance(part, int), part if isinstance(part, int) else 0, str(part))
                                        for part in edit.path])
    for edit in (*changes, *removals):
        if not edit.path:
            result = copy.deepcopy(edit.value)
        else:
            _set(_parent(result, edit.path), edit)
    return result


def _parent(value: Any, path: Path) -> Any:
    for part in path[:-1]:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            raise UsageError(f"there is nothing at {pointer(path)}") from None
    return value


def _set(parent: Any, edit: Edit) -> None:
    last = edit.path[-1]
    try:
        if edit.value is DELETE:
            del parent[last]
        elif last == "-":
            parent.append(edit.value)
        else:
            parent[last] = edit.value
    except (KeyError, IndexError, TypeError, AttributeError):
        raise UsageError(f"there is nothing at {pointer(edit.path)}") from None
