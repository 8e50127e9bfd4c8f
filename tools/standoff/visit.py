"""Looking at one file: every check that is for it, on every record and span, in one pass."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Sequence
from dataclasses import replace
from time import perf_counter
from typing import Any, NamedTuple

from .check import Check, Each, Every, record_id
from .corpus import Document, Source, SpanAt
from .errors import DataError
from .finding import Finding, Fix, Severity
from .outcome import FAILURE, Outcome
from .positions import in_file
from .raw import raw_count, raw_holders
from .strict import Problem


class Function(NamedTuple):
    """What a check has registered for one kind of thing."""

    check: Check
    kind: type
    function: Each | Every
    at_once: bool
    """Whether it is called with all things of a file, or with each of them."""


class Visitor:
    """The checks of one run, sorted by what they look at; one a process."""

    def __init__(self, checks: Sequence[Check], *, clock: bool = False) -> None:
        """`clock`: measure each check, at some cost."""
        self.checks, self.clock = checks, clock
        self.gatherers = [check for check in checks if check.gather_with]
        self._active: dict[object, tuple[frozenset[Check], dict[str, str]]] = {}
        self._functions: dict[tuple[object, type, bool], list[Function]] = {}

    def visit(self, source: Source, *, second: bool = False, gather: bool = True) -> Outcome:
        """All that one file gives. `second`: a second annotation; `gather`: also what judges will want of it."""
        key, active, skipped = self._chosen(source, second=second)
        seed = source.seed_name if isinstance(source, Document) else ""
        look = _Look(source, active, self.clock, Outcome(source.name, skipped=skipped, seed=seed))
        sound = isinstance(source, Document) and source.sound
        look.problems([check for check in self.checks if check in active and (check.reads or (sound and check.proved))])
        look.excuses()
        look.records(self._registered(key, type(source), active, sound=sound))
        if gather and isinstance(source, Document):
            look.gather(self.gatherers)
        look.outcome.findings = in_file(look.outcome.findings, source)  # while it is in memory
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

    def _registered(self, key: object, kind: type, active: frozenset[Check], *, sound: bool) -> list[Function]:
        """The functions for a file of `kind` and for what it holds."""
        at = (key, kind, sound)
        if at not in self._functions:
            looking = [check for check in self.checks if check in active and not (sound and check.proved)]
            found = [Function(check, wanted, function, at_once) for check in looking
                     for registered, at_once in ((check.each_of, False), (check.every_of, True))
                     for wanted, function in registered]
            self._functions[at] = [one for one in found
                                   if issubclass(kind, one.kind) or not issubclass(one.kind, Source)]
        return self._functions[at]


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

    def records(self, functions: list[Function]) -> None:
        """The file itself, its records, their spans."""
        wanted = any(not issubclass(function.kind, Source) for function in functions)
        # Where no check looks at records none need be built.
        self.outcome.records += max(len(self.source.records()) - 1, 0) if wanted \
            else raw_count(self.source.loaded.value)
        for function in functions:
            things, name = self._things(function.kind), function.check.name
            if not things:
                continue
            self.outcome.performed[name] = self.outcome.performed.get(name, 0) + len(things)
            start = perf_counter() if self.clock else 0.0
            self.call(function, things)
            if self.clock:
                self._clocked(function.check, start)

    def _things(self, kind: type) -> Sequence[Any]:
        if issubclass(kind, Source):
            return (self.source,)
        if kind is SpanAt:
            return self.source.spans()
        return self.source.of(kind)

    def call(self, function: Function, things: Sequence[Any]) -> None:
        """One function on all things that are for it."""
        source, found = self.source, self.outcome.findings
        for thing in (things,) if function.at_once else things:
            try:
                found.extend(function.function(thing, source))
            except Exception as error:  # a broken check is a finding, not a crash
                found.append(broken(function.check, source.name, error))

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
