"""One walk over the corpus calls every check; what each did is kept in the ledger."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from .check import Check, Excuse, Ledger, Tally
from .corpus import Corpus, Document, Source
from .errors import UsageError
from .finding import Finding
from .gathered import Gathered
from .outcome import Outcome
from .plug import discover, load, names
from .positions import placed
from .visit import Visitor, broken

PACKAGE = "standoff.checks"
IN_MEMORY = 8
"""Documents that stay in memory during a run: judges come back to some of them, and no corpus is too large so."""
Progress = Callable[[str], None]
Look = Callable[[Visitor, Corpus, Sequence[Document], bool], Iterable[Outcome]]
"""How documents are looked at, in their order: here, in several processes, or not at all where a cache remembers."""


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
    chosen = select_names([check.name for check in checks], only, skip)
    return [check for check in checks if check.name in chosen]


def select_names(known: Sequence[str], only: Sequence[str], skip: Sequence[str]) -> list[str]:
    """Those of the `known` names that are wanted. UsageError offers the nearest to one that matches none."""
    for wanted in (*only, *skip):
        if not any(matches(name, wanted) for name in known):
            near = [wanted + "/"] if any(matches(name, wanted + "/") for name in known) else [
                name for name in known if wanted in name] or difflib.get_close_matches(wanted, known, 1)
            raise UsageError(f"no check is named {wanted!r} or starts with it",
                             fix=f"did you mean {near[0]!r}?" if near else "standoff checks lists them all")
    return [name for name in known if (not only or any(matches(name, w) for w in only))
            and not any(matches(name, w) for w in skip)]


def selected(plugs: Sequence[str], only: Sequence[str], skip: Sequence[str]) -> list[Check]:
    """As `select` of all checks; what is not selected is not even imported."""
    modules = {name: module for package in (PACKAGE, *(f"{p}.checks" for p in plugs))
               for name, module in names(package).items()}
    chosen = select_names(list(modules), only, skip)
    found = [load(modules[name], "check") for name in chosen]
    return [plug for plug in found if isinstance(plug, Check)]


def matches(name: str, wanted: str) -> bool:
    """True when `wanted` is the check's name or a folder of it ('claim/')."""
    return name == wanted or (wanted.endswith("/") and name.startswith(wanted))


def here(visitor: Visitor, corpus: Corpus, documents: Sequence[Document], gather_only: bool) -> Iterator[Outcome]:
    """Look at the documents one after the other in this process; none stays in memory."""
    del corpus
    for document in documents:
        yield visitor.gather(document) if gather_only else visitor.visit(document)
        document.release()


def run(corpus: Corpus, checks: Sequence[Check], documents: Sequence[Document] | None = None,
        progress: Progress = lambda _: None, *, look: Look = here, clock: bool = False) -> Result:
    """Run `checks` over the corpus, or over some `documents` and all shared files.

    What a check gathers it always gathers from every document: judged by half a corpus, the other half would seem
    to be missing. Findings are then reported for the files that were asked for. `clock` measures each check.
    """
    corpus.shelf.limit = IN_MEMORY
    try:
        return _Run(corpus, checks, progress, look, clock).go(corpus.documents if documents is None else documents)
    finally:
        corpus.shelf.limit = None


class _Run:
    def __init__(self, corpus: Corpus, checks: Sequence[Check], progress: Progress, look: Look, clock: bool) -> None:
        self.corpus, self.checks, self.progress, self.look = corpus, checks, progress, look
        self.visitor = Visitor(checks, clock=clock)
        self.result = Result()
        self.ledger = self.result.ledger
        self.ledger.known = frozenset(name for package in (PACKAGE, *(f"{p}.checks" for p in corpus.config.plugs))
                                      for name in names(package))
        self.tallies = {check.name: Tally() for check in checks}
        self.ledger.checks = self.tallies
        self.excuses: dict[tuple[str, str, str], Excuse] = {}
        self.gathered = {check.name: Gathered() for check in checks if check.gather_with}
        self.unasked: set[str] = set()

    def go(self, documents: Sequence[Document]) -> Result:
        self.ledger.documents = len(documents)
        asked = {document.name for document in documents}
        others = [document for document in self.corpus.documents if document.name not in asked]
        self.unasked = {document.name for document in others}
        for source in (*self.corpus.shared, *self.corpus.second_facts.values()):
            self._enter(source, self.visitor.visit(source))
        self._enter_all(documents, gather_only=False)
        if self.visitor.gatherers and others:
            self._enter_all(others, gather_only=True)
        for second in self.corpus.seconds:
            self.progress(second.name)
            self._enter(second, self.visitor.visit(second, second=True, gather=False))
        self._judge()
        self.result.findings = placed(self.result.findings, self.corpus)
        return self.result

    def _enter_all(self, documents: Sequence[Document], *, gather_only: bool) -> None:
        outcomes = self.look(self.visitor, self.corpus, documents, gather_only)
        for document, outcome in zip(documents, outcomes, strict=True):
            self.progress(document.name)
            self._enter(document, outcome)

    def _enter(self, source: Source, outcome: Outcome) -> None:
        self.ledger.records += outcome.records
        for name, number in outcome.performed.items():
            self.tallies[name].performed += number
        for name, reason in outcome.skipped.items():
            skipped = self.tallies[name].skipped
            skipped[reason] = skipped.get(reason, 0) + 1
        for name, spent in outcome.milliseconds.items():
            self.tallies[name].milliseconds += spent
        for path, record, check, alone, looked in outcome.excuses:
            self.excuses[source.name, record, check] = Excuse(source, path, check, alone, looked)
        for name, gathered in outcome.gathered.items():
            self.gathered[name].add(source.id if isinstance(source, Document) else source.name, gathered)
        self._take(outcome.findings)

    def _judge(self) -> None:
        for check in self.checks:
            if check.judge_with:
                given = self.gathered.get(check.name)
                if given is not None and self.unasked:
                    given.sort([document.id for document in self.corpus.documents])
                self._collect(check, check.judge_with, {} if given is None else given, self.corpus)
                if given is not None:
                    given.close()
        self.ledger.excuses = list(self.excuses.values())
        for check in self.checks:
            if check.audit_with:
                self._collect(check, check.audit_with, self.ledger)

    def _collect(self, check: Check, function: Callable[..., Iterable[Finding]], *arguments: Any) -> None:
        self.tallies[check.name].performed += 1
        try:
            found = list(function(*arguments))
        except Exception as error:  # a broken check is a finding, not a crash
            found = [broken(check, self.corpus.config.corpus, error)]
        self._take(found, audit=bool(check.audit_with))

    def _take(self, found: Iterable[Finding], *, audit: bool = False) -> None:
        for finding in found:
            # An audit judges the excuses themselves: none may excuse its own finding.
            excuse = None if audit else self.excuses.get((finding.file, finding.record, finding.check))
            tally = self.tallies[finding.check]
            if excuse:
                excuse.used = True
                tally.excused += 1
            elif finding.file not in self.unasked:
                tally.findings += 1
                self.result.findings.append(finding)
