"""One walk over the corpus calls every check; what each did is kept in the ledger."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from .check import Check, Each, Excuse, Ledger, Tally, record_id
from .corpus import Corpus, Document, Place, Source, SpanAt, spans_of
from .errors import UsageError
from .finding import Finding, Fix, Severity
from .model import Shape
from .plug import discover, names
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
            raise UsageError(f"no check is named {wanted!r} or starts with it", fix="standoff checks lists them all")
    return [check for check in checks if (not only or any(matches(check.name, w) for w in only))
            and not any(matches(check.name, w) for w in skip)]


def matches(name: str, wanted: str) -> bool:
    """True when `wanted` is the check's name or a folder of it ('claim/')."""
    return name == wanted or (wanted.endswith("/") and name.startswith(wanted))


def run(corpus: Corpus, checks: Sequence[Check], documents: Sequence[Document] | None = None,
        progress: Progress = lambda _: None) -> Result:
    """Run `checks` over the corpus (or over some `documents` and all shared files)."""
    return _Run(corpus, checks, progress).go(corpus.documents if documents is None else documents)


class _Run:
    def __init__(self, corpus: Corpus, checks: Sequence[Check], progress: Progress) -> None:
        self.corpus, self.checks, self.progress = corpus, checks, progress
        self.result = Result()
        self.ledger = self.result.ledger
        self.ledger.known = frozenset(name for package in (PACKAGE, *(f"{p}.checks" for p in corpus.config.plugs))
                                      for name in names(package))
        self.tallies = {check.name: Tally() for check in checks}
        self.ledger.checks = self.tallies
        self.table: dict[type, list[tuple[Check, Each]]] = {}
        self.excuses: dict[tuple[str, str, str], Excuse] = {}
        self.gathered: dict[Check, dict[str, Any]] = {check: {} for check in checks if check.judge_with}

    def go(self, documents: Sequence[Document]) -> Result:
        self.ledger.documents = len(documents)
        for source in chain(self.corpus.shared, documents, self.corpus.seconds):
            self.progress(source.name)
            self._visit(source, main=source in documents)
        for check in self.checks:
            if check.judge_with:
                self._collect(check, check.judge_with, self.gathered[check], self.corpus)
        self.ledger.excuses = list(self.excuses.values())
        for check in self.checks:
            if check.audit_with:
                self._collect(check, check.audit_with, self.ledger)
        self.result.findings = _placed(self.result.findings, self.corpus)
        return self.result

    def _visit(self, source: Source, main: bool) -> None:
        active = self._active(source)
        self._excuses(source)
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
        if main and isinstance(source, Document):
            for check in active:
                if check.gather_with:
                    try:
                        self.gathered[check][source.id] = check.gather_with(source)
                    except Exception as error:  # a broken check is a finding, not a crash
                        self._take(check, [_broken(check, source.name, error)])

    def _active(self, source: Source) -> list[Check]:
        if not isinstance(source, Document):
            return list(self.checks)
        active = []
        for check in self.checks:
            reason = check.skip_reason(source)
            if reason:
                skipped = self.tallies[check.name].skipped
                skipped[reason] = skipped.get(reason, 0) + 1
            else:
                active.append(check)
        return active

    def _call(self, thing: Source | Place | SpanAt, source: Source, active: list[Check]) -> None:
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
            excuse = self.excuses.get((finding.file, finding.record, finding.check))
            if excuse:
                excuse.used = True
                tally.excused += 1
            else:
                tally.findings += 1
                self.result.findings.append(finding)

    def _excuses(self, source: Source) -> None:
        for place in source.records():
            for name in getattr(place.record, "ok", None) or ():
                record = record_id(source, place.path)
                self.excuses[source.name, record, name] = Excuse(source, place.path, place.record, name)


def _from_problem(check: Check, source: Source, problem: Problem) -> Finding:
    fix = Fix(problem.hint, problem.edits, safe=bool(problem.edits)) if problem.hint else None
    return replace(check.finding(source, problem.path, problem.message, fix=fix), offset=problem.offset,
                   at_key=problem.key)


def _broken(check: Check, file: str, error: Exception) -> Finding:
    where = traceback.extract_tb(error.__traceback__)[-1]
    return Finding(check.name, Severity.ERROR, file, (), f"this check itself failed with {type(error).__name__}: "
                   f"{str(error)[:200]} (line {where.lineno} of {where.name}); this is a fault of the tool, please "
                   "report it with the file")


def _placed(findings: list[Finding], corpus: Corpus) -> list[Finding]:
    """The findings with line and column, in the order of the files."""
    sources = {source.name: source for source in chain(corpus.shared, corpus.documents, corpus.seconds)}
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(finding.file, []).append(finding)
    return sorted(chain.from_iterable(_in_file(found, sources.get(name)) for name, found in by_file.items()),
                  key=lambda f: (f.file, f.line, f.column, f.check, f.message))


def _in_file(findings: list[Finding], source: Source | None) -> Iterator[Finding]:
    if source is None or not source.loaded.raw:
        yield from findings
        return
    places = source.loaded.positions().places
    text = source.loaded.raw.decode("utf-8", "replace")
    for finding in findings:
        path = finding.path
        while path not in places and path:
            path = path[:-1]
        at = finding.offset if finding.offset is not None else places.get(path, (0, 0))[finding.at_key]
        line = text.count("\n", 0, at) + 1
        yield replace(finding, line=line, column=at - (text.rfind("\n", 0, at) + 1) + 1)


def shape_name(record: Shape) -> str:
    """'claim' for a Claim: what messages call it."""
    return type(record).__name__.lower()
