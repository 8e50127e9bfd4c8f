"""The contract of a check: one fault, one file, one page.

A check registers functions for the kinds of thing it looks at; one walk over the corpus calls all of them. A
corpus-wide check gathers a little from each document and judges all of it once. The page is the docstring.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .corpus import Corpus, Document, Source
from .finding import DELETE, Edit, Finding, Fix, Path, Severity
from .plug import plug_name
from .text import Range, Text

Each = Callable[[Any, Any], Iterator[Finding]]
Every = Callable[[Sequence[Any], Any], Iterator[Finding]]
Gather = Callable[[Document], Any]
Judge = Callable[[Mapping[str, Any], Corpus], Iterator[Finding]]
Audit = Callable[["Ledger"], Iterator[Finding]]


@dataclass(slots=True)
class Tally:
    """What one check did: how often it looked, what it found, what was excused, why it was skipped."""

    performed: int = 0
    findings: int = 0
    excused: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    milliseconds: float = 0.0
    """Time spent in it; measured only where statistics are asked for."""


@dataclass(slots=True)
class Ledger:
    """The account of a whole run; a green run proves that it looked."""

    documents: int = 0
    records: int = 0
    checks: dict[str, Tally] = field(default_factory=dict)
    excuses: list[Excuse] = field(default_factory=list)
    known: frozenset[str] = frozenset()
    """Names of every check there is, the deselected ones too."""
    against: str = ""
    older: list[Finding] = field(default_factory=list)
    """Findings that are not reported, as the commit `against` has them already."""

    @property
    def performed(self) -> int:
        return sum(tally.performed for tally in self.checks.values())


@dataclass(slots=True)
class Excuse:
    """An `ok` of one record: the source it stands in, where, which check, and whether it excused anything."""

    source: Source
    path: Path
    check: str
    alone: bool
    """Whether it is the only excuse of its record."""
    looked: bool
    """Whether the check it names looked at this source at all, and its text was there."""
    used: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """How often a check was right in one group of texts: its alarms, as a reader judged them."""

    alarms: int
    true: int
    false: int
    note: str = ""
    measured: bool = True


_READING = re.compile(r" *(\w+): (?:(\d+) alarms?, (\d+) true, (\d+) false|not measured)(?: \(([^()]+)\))?")
PLACED = ("span/", "entity/", "claim/", "attribution/", "citation/")
"""Folders of checks that look at places in the text."""


class Check:
    """One rule. Instances are made once, at the top of a plug module: `check = Check(__name__, __doc__, …)`."""

    def __init__(self, module: str, page: str | None, *, severity: Severity, since: str, layer: str = "",
                 complete: bool = False, languages: tuple[str, ...] = (), reads: bool = False,
                 proved: bool = False) -> None:
        """`layer`: runs only where that layer is not 'none' (with `complete`: only where it is 'complete').

        `languages`: the document languages its word lists know; elsewhere it counts as skipped.
        `reads`: the strict reader meets this fault; the check only gives it a name, a severity and a page.
        `proved`: a document that the fast gate calls sound is certainly without it; the functions are not called then.
        """
        self.name = plug_name(module, f"{module.rpartition('.checks.')[0]}.checks")
        self.page, self.severity, self.since = page or "", severity, since
        self.layer, self.complete, self.languages = layer, complete, languages
        self.reads, self.proved = reads, proved
        self.each_of: list[tuple[type, Each]] = []
        self.every_of: list[tuple[type, Every]] = []
        self.gather_with: Gather | None = None
        self.judge_with: Judge | None = None
        self.audit_with: Audit | None = None

    def each(self, kind: type) -> Callable[[Each], Each]:
        """Call the function with every `kind` (a record model, SpanAt, Document, Source) and its source."""
        def register(function: Each) -> Each:
            self.each_of.append((kind, function))
            return function
        return register

    def every(self, kind: type) -> Callable[[Every], Every]:
        """Call the function once a file, with all its records or spans of `kind`, in file order, and their source.

        For kinds that are many: what a document says once need not be asked at each of its claims.
        """
        def register(function: Every) -> Every:
            self.every_of.append((kind, function))
            return function
        return register

    def gather(self, function: Gather) -> Gather:
        """Call the function once a document; what it returns (plain JSON-like data) goes to `judge`."""
        self.gather_with = function
        return function

    def judge(self, function: Judge) -> Judge:
        """Call the function once, with what was gathered by document id, and the corpus's shared records."""
        self.judge_with = function
        return function

    def audit(self, function: Audit) -> Audit:
        """Call the function after all others, with the ledger."""
        self.audit_with = function
        return function

    def skip_reason(self, document: Document) -> str:
        """Why this check does not look at `document`; empty when it does."""
        head = document.head
        if head is None:
            return "file not readable" if self.layer else ""
        if self.name.startswith(PLACED) and document.text_changed:
            return "the text was changed"  # text/changed says so once; every offset would say it again
        if self.layer:
            level = head.layers[self.layer]
            if level == "none" or (self.complete and level != "complete"):
                return f"{self.layer} layer is {level}"
        if self.complete and document.left_out:
            return "records that are bad were left out"  # what seems to be missing may stand in one of them
        if self.languages and head.lang.split("-")[0] not in self.languages:
            return f"language {head.lang}"
        return ""

    def finding(self, source: Source | str, path: Path, message: str, *, fix: Fix | None = None, paste: str = "",
                around: tuple[int, int] | None = None) -> Finding:
        """A finding of this check at `path` of `source`; `around` is the stretch of the text to show beside it.

        What is no annotation file (a stray file, a list of released ids) is named by its path below the corpus root.
        """
        if isinstance(source, str):
            return Finding(self.name, self.severity, source, path, message, fix, paste)
        document = source.id if isinstance(source, Document) else ""
        return Finding(self.name, self.severity, source.name, path, message, fix, paste, document,
                       record_id(source, path), source.seed_name if isinstance(source, Document) else "", around)

    def precision(self) -> dict[str, Reading]:
        """Group of texts -> what was read there; groups that could not be measured have no alarms and say why."""
        rows = [match.groups() for line in self.part("Precision").splitlines() if (match := _READING.fullmatch(line))]
        return {group: Reading(int(alarms or 0), int(true or 0), int(false or 0), note or "", alarms is not None)
                for group, alarms, true, false, note in rows}

    def part(self, heading: str) -> str:
        """One part of the page: 'Why', 'Fix', 'Bad', 'Good', 'Precision'. Empty when the page has none."""
        pattern = rf"^{heading}:[ \n]?(.*?)(?=^(?:Why|Fix|Bad|Good|Precision):|\Z)"
        match = re.search(pattern, self.page, re.M | re.S)
        return textwrap.dedent(match[1]).rstrip() if match else ""

    @property
    def fault(self) -> str:
        """First sentence of the page: what is wrong."""
        return " ".join(self.page.strip().split("\n\n", 1)[0].split())


def record_id(source: Source, path: Path) -> str:
    """Id of the record that `path` lies in: 'c-midpoint', or 'a -> b' for a link; empty in a file's head."""
    value: Any = source.loaded.value
    if len(path) < 2 or not isinstance(path[1], int) or not isinstance(value, dict):
        return ""
    records = value.get(str(path[0]))
    record = records[path[1]] if isinstance(records, list) and path[1] < len(records) else None
    if not isinstance(record, dict):
        return ""
    return str(record["id"]) if "id" in record else f"{record.get('a')} {record.get('rel')} {record.get('b')}" \
        if "rel" in record else f"{path[0]}/{path[1]}"


def respan(title: str, path: Path, text: Text, place: Range, *, safe: bool = False) -> Fix:
    """A fix that moves the span at `path` to `place`, its quote with it."""
    return Fix(title, (Edit((*path, "start"), place.start), Edit((*path, "end"), place.end),
                       Edit((*path, "quote"), text.quote(place.start, place.end))), safe)


def drop_excuse(excuse: Excuse) -> Fix:
    """A safe fix that removes one excuse, and the `ok` that is empty without it."""
    at = (*excuse.path, "ok")
    return Fix("drop it", (Edit(at if excuse.alone else (*at, excuse.check), DELETE),), safe=True)


def replace(title: str, path: Path, value: Any, *, safe: bool = False) -> Fix:
    """A fix that sets one value."""
    return Fix(title, (Edit(path, value),), safe)
