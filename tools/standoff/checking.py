"""One run of `standoff check`: which documents, which checks, which of the findings, and the reports as text."""

from __future__ import annotations

import argparse
import gc
import hashlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from . import limits
from .baseline import changed_since, only_new, staged
from .command import CLEAN, FOUND, USAGE, colour, progress, warn
from .corpus import Corpus, Document, Given, open_corpus
from .errors import UsageError
from .finding import Severity
from .foreign import check_foreign
from .memory import Memory
from .outcome import Outcome, dump, is_failure, load
from .parallel import in_processes, jobs_for
from .reporter import Context
from .selection import documents_at, reporter_named
from .visit import Visitor
from .walk import Look, Result, here, run, selected

STDIN = "-"
"""As a path: the annotation of one document, on standard input."""
STRAYS = {"link": "symbolic link, which is not followed", "stray": "stray file"}
LEVELS = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}


@dataclass(frozen=True, slots=True)
class Said:
    """The exit code, and each report with the file it goes to (empty: standard output).

    `lasting`: the same files will give the same again.
    """

    code: int
    reports: list[tuple[str, str]]
    lasting: bool


def check(options: argparse.Namespace, outputs: Sequence[str], memory: Memory | None) -> Said:
    """Check what `options` name and render the `outputs` ('FORMAT' or 'FORMAT=FILE')."""
    gc.set_threshold(200_000)  # records are many and hold no circles: looking for some takes a quarter of the time
    if memory:
        memory.look_closely()
    if options.foreign:
        corpus, result = check_foreign(options.foreign, options.paths, options.only, options.skip)
    else:
        corpus = open_corpus(options.root)
        result = _check(corpus, options, memory)
    context = Context(corpus, colour(), options.statistics)
    for document in corpus.documents:
        if isinstance(document, Given):
            context.lines[document.name] = document.raw.decode("utf-8", "replace").split("\n")
    reports = []
    for output in outputs:
        name, _, file = output.partition("=")
        reports.append((file, reporter_named(name).render(result, context)))
    code = _code(result, options)
    return Said(code, reports, code in (CLEAN, FOUND) and not any(map(is_failure, result.findings)))


def _code(result: Result, options: argparse.Namespace) -> int:
    if not result.ledger.performed and not options.allow_empty:
        warn("standoff: no check looked at anything, which is no pass")
        return USAGE
    if options.fail_on == "never":
        return CLEAN
    return FOUND if any(f.severity >= LEVELS[options.fail_on] for f in result.findings) else CLEAN


def _check(corpus: Corpus, options: argparse.Namespace, memory: Memory | None) -> Result:
    documents = _documents(corpus, options)
    # What came from standard input is in this process only.
    jobs = 1 if STDIN in options.paths else jobs_for(options.jobs, len(documents))

    def once(corpus: Corpus, documents: Sequence[Document] | None = None, memory: Memory | None = None) -> Result:
        checks = selected(corpus.config.plugs, options.only or corpus.config.checks,
                          [*corpus.config.skip, *options.skip])
        with progress("checking", shown=jobs == 1) as step:  # a process that shows something is not forked
            return run(corpus, checks, documents, step, look=looking(jobs, memory), clock=options.statistics)

    result = once(corpus, documents, memory)
    if options.against:
        only_new(result, corpus, options.against, once)
    return result


def _documents(corpus: Corpus, options: argparse.Namespace) -> list[Document]:
    given = [corpus.give(sys.stdin.buffer.read(limits.JSON_BYTES + 1))] if STDIN in options.paths else []
    paths = [path for path in options.paths if path != STDIN]
    documents = [*given, *(documents_at(corpus, paths) if paths or not given else [])]
    if not documents and not options.allow_empty:
        strays = "".join(f"; {stray.name} is a {STRAYS[stray.why]}" for stray in corpus.strays[:3])
        raise UsageError(f"there is no annotation file, and an empty corpus is never a pass{strays}",
                         where=str(corpus.root / corpus.config.corpus),
                         fix="standoff new SEED makes the first one; --allow-empty accepts none")
    for chosen in ([changed_since(corpus, options.since)] if options.since else []) + (
            [staged(corpus)] if options.staged else []):
        documents = [document for document in documents if document in chosen]
    return documents


def looking(jobs: int, memory: Memory | None) -> Look:
    """How `run` looks at documents: from memory where nothing has changed, else in `jobs` processes."""
    def look(visitor: Visitor, corpus: Corpus, documents: Sequence[Document], gather_only: bool) -> Iterator[Outcome]:
        recall = _Recall(memory, visitor, gather_only) if memory else None
        missing = [document for document in documents if not (recall and recall.knows(document))]
        processes = jobs > 1 and len(missing) > 1
        fresh = (in_processes(jobs, visitor, corpus, missing, gather_only) if processes
                 else here(visitor, corpus, missing, gather_only))
        waiting = {document.name for document in missing}
        for document in documents:
            if document.name not in waiting and recall:
                yield recall.outcome(document)
            else:
                outcome = next(fresh)
                if recall:
                    recall.keep(outcome)
                yield outcome
            document.release()
    return look


class _Recall:
    """What is remembered of documents under one selection of checks."""

    def __init__(self, memory: Memory, visitor: Visitor, gather_only: bool) -> None:
        self._memory, self._visitor, self._gather_only = memory, visitor, gather_only
        names = "\n".join(check.name for check in visitor.checks)
        self._whole, self._part = (hashlib.sha256(f"{half}\n{names}".encode()).digest() for half in ("all", "gather"))

    def knows(self, document: Document) -> bool:
        return self._remembered(document) is not None

    def outcome(self, document: Document) -> Outcome:
        kept = self._remembered(document)
        if kept is None:  # it was there a moment ago
            return self._visitor.gather(document) if self._gather_only else self._visitor.visit(document)
        outcome = load(kept)
        return Outcome(outcome.name, gathered=outcome.gathered, seed=outcome.seed) if self._gather_only else outcome

    def keep(self, outcome: Outcome) -> None:
        if not outcome.failed:
            self._memory.keep_outcome(self._part if self._gather_only else self._whole, outcome.name, outcome.seed,
                                      dump(outcome))

    def _remembered(self, document: Document) -> bytes | None:
        kept = self._memory.outcome(self._whole, document.name)
        return self._memory.outcome(self._part, document.name) if kept is None and self._gather_only else kept
