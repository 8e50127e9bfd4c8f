"""Looking at one file: every check that is for it, on every record and span, in one pass."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from time import perf_counter

from .check import Check, Each, record_id
from .corpus import Document, Place, Source, SpanAt, spans_of
from .errors import DataError
from .finding import Finding, Fix, Severity
from .model import Shape
from .outcome import FAILURE, Outcome
from .raw import raw_count, raw_holders
from .strict import Problem

Functions = list[tuple[Check, Each]]


class Visitor:
    """The checks of one run, sorted by what they look at; one a process."""

    def __init__(self, checks: Sequence[Check], *, clock: bool = False) -> None:
        """`clock`: measure each check, at some cost."""
        self.checks, self.clock = checks, clock
        self.gatherers = [check for check in checks if check.gather_with]
        self._active: dict[object, tuple[frozenset[Check], dict[str, str]]] = {}
        self._functions: dict[tuple[object, type], Functions] = {}

    def visit(self, source: Source, *, second: bool = False, gather: bool = True) -> Outcome:
        """All that one file gives. `second`: a second annotation; `gather`: also what judges will want of it."""
        key, active, skipped = self._chosen(source, second=second)
        seed = source.seed_name if isinstance(source, Document) else ""
        look = _Look(source, active, self.clock, Outcome(source.name, skipped=skipped, seed=seed))
        sound = isinstance(source, Document) and source.sound
        look.problems([check for check in self.checks if check in active and (check.reads or (sound and check.proved))])
        look.excuses()
        look.records(lambda kind: self._registered(key, kind, active, sound=sound), self._wants(active, sound=sound))
        if gather and isinstance(source, Document):
            look.gather(self.gatherers)
        return look.outcome

    def gather(self, document: Document) -> Outcome:
        """Only what judges will want of a document that is not to be looked at."""
        look = _Look(document, frozenset(), self.clock, Outcome(document.name, seed=document.seed_name))
        look.gather(self.gatherers)
        return look.outcome

    def _chosen(self, source: Source, *, second: bool) -> tuple[object, frozenset[Check], dict[str, str]]:
        """(what decides, the checks that look at `source`, why the others do not)."""
        if not isinstance(source, Document):
            return None, frozenset(self.checks), {}
        head = source.head
        key = (second, source.text_changed, bool(source.left_out), head and (*head.layers.values(), head.lang))
        if key not in self._active:
            reasons = {check.name: ("second annotation" if second and _polish(check) else check.skip_reason(source))
                       for check in self.checks}
            skipped = {name: reason for name, reason in reasons.items() if reason}
            self._active[key] = (frozenset(c for c in self.checks if c.name not in skipped), skipped)
        return key, *self._active[key]

    def _registered(self, key: object, kind: type, active: frozenset[Check], *, sound: bool) -> Functions:
        at = ((key, sound), kind)
        if at not in self._functions:
            self._functions[at] = [(check, function) for check in self.checks if check in active
                                   and not (sound and check.proved) for wanted, function in check.each_of
                                   if issubclass(kind, wanted)]
        return self._functions[at]

    def _wants(self, active: frozenset[Check], *, sound: bool) -> bool:
        """True when some check looks at records; else none need be built."""
        return any(not issubclass(wanted, Source) for check in active if not (sound and check.proved)
                   for wanted, _ in check.each_of)


def _polish(check: Check) -> bool:
    """True for what a second annotation is spared: it is evidence, never adjusted, and must be sound, not polished.

    Its text is that of a document, which is checked there.
    """
    return check.severity < Severity.ERROR or check.name.startswith("text/")


class _Look:
    def __init__(self, source: Source, active: frozenset[Check], clock: bool, outcome: Outcome) -> None:
        self.source, self.active, self.clock, self.outcome = source, active, clock, outcome
        self.text = isinstance(source, Document) and source.text is not None

    def problems(self, named: list[Check]) -> None:
        """What the reader met; checks that are judged by that alone have looked."""
        for check in named:
            self.outcome.performed[check.name] = 1
        by_name = {check.name: check for check in self.active}
        self.outcome.findings += [_from_problem(by_name[problem.check], self.source, problem)
                                  for problem in self.source.problems if problem.check in by_name]

    def excuses(self) -> None:
        """Every `ok`, of valid records."""
        without_text = isinstance(self.source, Document) and not self.text
        for path, record in raw_holders(self.source.loaded.value, "ok"):
            ok, names = record["ok"], {check.name for check in self.active}
            if isinstance(ok, dict) and path not in self.source.left_out:
                self.outcome.excuses += [(path, record_id(self.source, path), name, len(ok) == 1,
                                          name in names and not without_text) for name in ok]

    def records(self, registered: Callable[[type], Functions], wanted: bool) -> None:
        """The file itself, its records, their spans."""
        self.call(self.source, registered(type(self.source)))
        if not wanted:
            self.outcome.records += raw_count(self.source.loaded.value)
            return
        seen: Counter[type] = Counter()
        spanned = registered(SpanAt)
        for place in self.source.records():
            kind = type(place.record)
            seen[kind] += 1
            self.call(place, registered(kind))
            if spanned:
                for span in spans_of(place):
                    seen[SpanAt] += 1
                    self.call(span, spanned)
        self.outcome.records += sum(number for kind, number in seen.items() if kind is not SpanAt) - bool(seen)
        for kind, number in seen.items():
            for check, _ in registered(kind):
                self.outcome.performed[check.name] = self.outcome.performed.get(check.name, 0) + number

    def call(self, thing: Source | Place[Shape] | SpanAt, functions: Functions) -> None:
        """Every function on one thing."""
        source, found = self.source, self.outcome.findings
        if isinstance(thing, Source):
            for check, _ in functions:
                self.outcome.performed[check.name] = self.outcome.performed.get(check.name, 0) + 1
        for check, function in functions:
            start = perf_counter() if self.clock else 0.0
            try:
                found.extend(function(thing, source))
            except Exception as error:  # a broken check is a finding, not a crash
                found.append(broken(check, source.name, error))
            if self.clock:
                self._clocked(check, start)

    def gather(self, checks: Iterable[Check]) -> None:
        """What judges will want, as JSON would give it back."""
        document = self.source
        for check in checks:
            if isinstance(document, Document) and check.gather_with and not check.skip_reason(document):
                start = perf_counter() if self.clock else 0.0
                try:
                    self.outcome.gathered[check.name] = check.gather_with(document)
                except Exception as error:  # a broken check is a finding, not a crash
                    self.outcome.findings.append(broken(check, document.name, error))
                if self.clock:
                    self._clocked(check, start)

    def _clocked(self, check: Check, start: float) -> None:
        spent = self.outcome.milliseconds
        spent[check.name] = spent.get(check.name, 0.0) + 1000 * (perf_counter() - start)


def _from_problem(check: Check, source: Source, problem: Problem) -> Finding:
    fix = Fix(problem.hint, problem.edits, safe=bool(problem.edits) and problem.safe) if problem.hint else None
    return replace(check.finding(source, problem.path, problem.message, fix=fix), offset=problem.offset,
                   at_key=problem.key)


def broken(check: Check, file: str, error: Exception) -> Finding:
    """A check that fails itself."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    told = str(error)[:200] if not isinstance(error, DataError) else error.message
    return Finding(check.name, Severity.ERROR, file, (), f"{FAILURE} with {type(error).__name__}: "
                   f"{told} (line {where.lineno} of {where.name}); this is a fault of the tool, please "
                   "report it with the file")
