"""What a release is compared with: the last published version; and whether the new version is a large enough step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..corpus import Corpus
from ..diff import Change, Step, Verdict, allowed, diff, least_step
from ..diff.changes import forward_targets
from ..diff.released import since as since_released
from ..errors import UsageError
from ..rows import Rows
from ..rows.tables import DocumentRow
from .sides import rows_side, side_of
from .stamp import DEV, git_bytes

_TEXT = {"claims": ("quote",), "chain": ("cue",), "spans": ("quote", "first_words", "last_words")}
"""Columns that reveal the text of a document."""


@dataclass(frozen=True, slots=True)
class Base:
    """The last version, what changed since, and the least step that this asks for."""

    version: str = ""
    changes: tuple[dict[str, Any], ...] = ()
    verdict: Verdict | None = None


def changes_of(corpus: Corpus, rows: Rows, given: str, version: str) -> Base:
    """Compare `rows` with the last version. UsageError when `version` is too small a step from it."""
    last = max((row.version for row in corpus.released), default="")
    what = given or _tag(corpus.root, last)
    if version == last:
        return Base(last)
    new = rows_side(rows, version)
    if what:
        with side_of(what, corpus.root) as old:
            changes = list(diff(old, new))
            verdict = least_step(changes, forward_targets(new), old.schema, new.schema)
        last = last or what
    elif last:
        verdict, changes = since_released(corpus.released, rows, forward_targets(new))
    else:
        return Base()
    if version not in (DEV, last) and not allowed(last, version, verdict.step):
        raise UsageError(too_small(last, version, verdict),
                         fix="choose a larger version; `standoff diff` shows every change")
    return Base(last, tuple(shown(changes, rows)), verdict)


def too_small(last: str, version: str, verdict: Verdict) -> str:
    """Why `version` may not follow `last`."""
    why = [f"  {reason}: {', '.join(examples)}" for reason, examples in verdict.reasons.items()
           if reason.startswith(verdict.step.name.lower())]
    need = "at least a patch" if verdict.step is Step.NONE else f"a {verdict.step.name.lower()} step"
    return "\n".join([f"{version} is too small a step after {last}: the changes ask for {need}", *why])


def shown(changes: Iterable[Change], rows: Rows) -> Iterable[dict[str, Any]]:
    """Changes as a release may tell them: old quotes of a text that is not shown whole are left out of `before`.

    What is shown now counts against the share of the text that may be revealed; what an older version showed would
    come on top of it.
    """
    whole = {document.id for document in rows.of(DocumentRow) if document.text_policy == "full"}
    for change in changes:
        line = change.as_json()
        owner = str(change.key[0]).partition("#")[0] if change.key else ""
        if change.before and owner not in whole:
            line["before"] = {name: value for name, value in change.before.items()
                              if name not in _TEXT.get(change.table, ())}
        yield line


def _tag(root: Path, version: str) -> str:
    """The git tag of `version`, where this clone has it."""
    names = (f"v{version}", version) if version else ()
    known = (name for name in names if git_bytes(root, "rev-parse", "--verify", "--quiet", f"refs/tags/{name}"))
    return next(known, "")
