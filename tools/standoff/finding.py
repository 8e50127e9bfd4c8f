"""What a check says: one shape for every finding, rendered by the reporters."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


class Severity(enum.IntEnum):
    """How bad a finding is; the order is the order of `--fail-on`."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        return self.name.lower()


ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

Path = tuple[str | int, ...]
"""Where a value stands in a JSON file: ('claims', 3, 'spans', 0)."""

DELETE: Any = object()
"""As the value of an edit: remove what stands there."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Set (or with DELETE remove) the value at `path`. A path whose last part is '-' appends to the list there."""

    path: Path
    value: Any


@dataclass(frozen=True, slots=True)
class Fix:
    """A repair: `safe` ones are applied by `standoff fix`, the others with `--unsafe`."""

    title: str
    edits: tuple[Edit, ...] = ()
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault at one place.

    `file` is relative to the corpus root; `path` points into its JSON; `seed` and `around` (code points) into the
    source text, for the second snippet. `offset` (code points) places it where the file is no JSON and `path` cannot;
    `at_key` points at the key instead of the value. `line` and `column` (from 1, code points) are filled when it is
    reported.
    """

    check: str
    severity: Severity
    file: str
    path: Path
    message: str
    fix: Fix | None = None
    paste: str = ""
    document: str = ""
    record: str = ""
    seed: str = ""
    around: tuple[int, int] | None = None
    offset: int | None = None
    at_key: bool = False
    line: int = 0
    column: int = 0

    @property
    def fingerprint(self) -> tuple[str, str, str]:
        """What stays the same when a file is re-indented: document, record, check."""
        return self.document or self.file, self.record, self.check


def pointer(path: Sequence[str | int]) -> str:
    """`path` as people read it: claims/3/spans/0."""
    return "/".join(str(part) for part in path)
