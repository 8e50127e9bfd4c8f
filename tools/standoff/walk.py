"""One walk over the corpus calls every check; what each did is kept in the ledger."""

from __future__ import annotations

import difflib
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from .check import Check, Each, Excuse, Ledger, Tally, record_id
from .corpus import Corpus, Document, Place, Source, SpanAt, spans_of
from .errors import UsageError
from .finding import Finding, Fix, Severity
from .model import Shape
from .plug import discover, names
from .positions import placed
from .strict import Problem

PACKAGE = "standoff.checks"
Progress = Callable[[str], None]


@dataclass(slots=True)
class Result:
    """Everything a run found, in file order, and the account of it."""

    findings: list[Finding] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)


def all_checks(plugs: Sequence[str] = ()) -> list[Check]:
    """Every check there is, by name; `plugs` are further packages, each with a `checks` package inside."""
    extra = tuple(f"{package}.checks" for package in plugs)
    found = [plug for _, plug in discover(PACKAGE, "check", extra)]
    return [plug for plug in found if isinstance(plug, Check)]


def select(checks: Sequence[Check], only: Sequence[str], skip: Sequence[str]) -> list[Check]:
    """The checks whose name is, or starts with, one of `only` (empty: all) and none of `skip`."""
    known = [check.name for check in checks]
    for wanted in (*only, *skip):
        if not any(matches(name, wanted) for name in known):
            near = difflib.get_close_matches(wanted, known, 1)
            raise UsageError(f"no check is named {wanted!r} or starts with it",
                             fix=f"did you mean {near[0]!r}?" if near else "standoff checks lists them all")
    return [check for check in checks if (not only or any(matches(check.name, w) for w in only))
            and not any(matches(check.name, w) for w in skip)]


def matches(name: str, wanted: str) -> bool:
    """True when `wanted` is the check's name or a folder of it ('claim/')."""
    return name == wanted or (wanted.endswith("/") and name.startswith(wanted))


def run(corpus: Corpus, checks: Sequence[Check], documents: Sequence[Document] | None = None,
        progress: Progress = lambda _: None) -> Result:
    """Run `checks` over the corpus, or over some `documents` and all shared files.

    What a check gathers it always gathers from every document: judged by half a corpus, the other half would seem
    to be missing. Findings are then reported for the files that were asked for.
    """
    return _Run(corpus, checks, progress).go(corpus.documents if documents is None else documents)


class _Run:
    def __init__(self, corpus: Corpus, checks: Sequence[Check], progress: Progress) -> None:
        self.corpus, self.checks, self.progress = corpus, checks, progress
        self.result = Result()
        self.ledger = self.result.ledger
        self.ledger.known = frozenset(name for package in (PACKAGE, *(f"{p}.checks" for p in corpus.config.plugs))
                                      for name in names(package))
        self.seconds = set(corpus.seconds)
        self.tallies = {check.name: Tally() for check in checks}
        self.ledger.checks = self.tallies
        self.table: dict[type, list[tuple[Check, Each]]] = {}
        self.excuses: dict[tuple[str, str, str], Excuse] = {}
        self.unasked: set[str] = set()

    def go(self, documents: Sequence[Document]) -> Result:
        self.ledger.documents = len(documents)
        asked = {document.name for document in documents}
        self.unasked = {document.name for document in self.corpus.documents if document.name not in asked}
        for source in chain(self.corpus.shared, documents, self.corpus.seconds):
            self.progress(source.name)
            self._visit(source)
        for check in self.checks:
            if check.judge_with:
                self._collect(check, check.judge_with, self._gathered(check), self.corpus)
        self.ledger.excuses = list(self.excuses.values())
        for check in self.checks:
            if check.audit_with:
                self._collect(check, check.audit_with, self.ledger)
        self.result.findings = placed(self.result.findings, self.corpus)
        return self.result

    def _visit(self, source: Source) -> None:
        active = self._active(source)
        self._excuses(source, active)
        for check in active:
            if check.reads:
                self.tallies[check.name].performed += 1
        by_name = {check.name: check for check in active}
        for problem in source.problems:
            if problem.check in by_name:
                named = by_name[problem.check]
                self._take(named, [_from_problem(named, source, problem)])
        self._call(source, source, active)
        for place in source.records():
            self.ledger.records += bool(place.path)
            self._call(place, source, active)
            for span in spans_of(place):
                self._call(span, source, active)

    def _gathered(self, check: Check) -> dict[str, Any]:
        gathered: dict[str, Any] = {}
        for document in self.corpus.documents if check.gather_with else ():
            if check.gather_with and not check.skip_reason(document):
                try:
                    gathered[document.id] = check.gather_with(document)
                except Exception as error:  # a broken check is a finding, not a crash
                    self._take(check, [_broken(check, document.name, error)])
        return gathered

    def _active(self, source: Source) -> set[Check]:
        if not isinstance(source, Document):
            return set(self.checks)
        active = set()
        for check in self.checks:
            # A second annotation is evidence and is never adjusted: it must be sound, not polished.
            evidence = source in self.seconds and check.severity < Severity.ERROR
            reason = "second annotation" if evidence else check.skip_reason(source)
            if reason:
                skipped = self.tallies[check.name].skipped
                skipped[reason] = skipped.get(reason, 0) + 1
            else:
                active.add(check)
        return active

    def _call(self, thing: Source | Place[Shape] | SpanAt, source: Source, active: set[Check]) -> None:
        kind = type(thing.record) if isinstance(thing, Place) else type(thing)
        for check, function in self._registered(kind):
            if check in active:
                self._collect(check, function, thing, source)

    def _registered(self, kind: type) -> list[tuple[Check, Each]]:
        if kind not in self.table:
            self.table[kind] = [(check, function) for check in self.checks for wanted, function in check.each_of
                                if issubclass(kind, wanted)]
        return self.table[kind]

    def _collect(self, check: Check, function: Callable[..., Iterable[Finding]], *arguments: Any) -> None:
        self.tallies[check.name].performed += 1
        source = arguments[-1] if isinstance(arguments[-1], Source) else None
        try:
            found = list(function(*arguments))
        except Exception as error:  # a broken check is a finding, not a crash
            found = [_broken(check, source.name if source else self.corpus.config.corpus, error)]
        if found:
            self._take(check, found)

    def _take(self, check: Check, found: list[Finding]) -> None:
        tally = self.tallies[check.name]
        for finding in found:
            # An audit judges the excuses themselves: none may excuse its own finding.
            excuse = None if check.audit_with else self.excuses.get((finding.file, finding.record, finding.check))
            if excuse:
                excuse.used = True
                tally.excused += 1
            elif finding.file not in self.unasked:
                tally.findings += 1
                self.result.findings.append(finding)

    def _excuses(self, source: Source, active: set[Check]) -> None:
        looked = {check.name for check in active}
        for place in source.records():
            for name in getattr(place.record, "ok", None) or ():
                record = record_id(source, place.path)
                self.excuses[source.name, record, name] = Excuse(source, place.path, place.record, name,
                                                                 looked=name in looked)


def _from_problem(check: Check, source: Source, problem: Problem) -> Finding:
    fix = Fix(problem.hint, problem.edits, safe=bool(problem.edits)) if problem.hint else None
    return replace(check.finding(source, problem.path, problem.message, fix=fix), offset=problem.offset,
                   at_key=problem.key)


def _broken(check: Check, file: str, error: Exception) -> Finding:
    where = traceback.extract_tb(error.__traceback__)[-1]
    return Finding(check.name, Severity.ERROR, file, (), f"this check itself failed with {type(error).__name__}: "
                   f"{str(error)[:200]} (line {where.lineno} of {where.name}); this is a fault of the tool, please "
                   "report it with the file")
