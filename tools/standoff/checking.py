"""One run of `standoff check`: which documents, which checks, which of the findings, and the reports as text."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .baseline import changed_since, only_new, staged
from .command import CLEAN, FOUND, USAGE, colour, progress, warn
from .corpus import Corpus, Document, open_corpus
from .errors import UsageError
from .finding import Severity
from .foreign import check_foreign
from .memory import Memory
from .outcome import Outcome, dump, load
from .parallel import in_processes, jobs_for
from .reporter import Context
from .selection import documents_at, reporter_named
from .visit import Visitor
from .walk import Look, Result, here, run, selected

LEVELS = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}


@dataclass(frozen=True, slots=True)
class Said:
    """The exit code, and each report with the file it goes to (empty: standard output)."""

    code: int
    reports: list[tuple[str, str]]


def check(options: argparse.Namespace, outputs: Sequence[str], memory: Memory | None) -> Said:
    """Check what `options` name and render the `outputs` ('FORMAT' or 'FORMAT=FILE')."""
    if options.foreign:
        corpus, result = check_foreign(options.foreign, options.paths, options.only, options.skip)
    else:
        corpus = open_corpus(options.root)
        result = _check(corpus, options, memory)
    context = Context(corpus, colour(), options.statistics)
    reports = []
    for output in outputs:
        name, _, file = output.partition("=")
        reports.append((file, reporter_named(name).render(result, context)))
    return Said(_code(result, options), reports)


def _code(result: Result, options: argparse.Namespace) -> int:
    if not result.ledger.performed and not options.allow_empty:
        warn("standoff: no check looked at anything, which is no pass")
        return USAGE
    if options.fail_on == "never":
        return CLEAN
    return FOUND if any(f.severity >= LEVELS[options.fail_on] for f in result.findings) else CLEAN


def _check(corpus: Corpus, options: argparse.Namespace, memory: Memory | None) -> Result:
    documents = _documents(corpus, options)
    jobs = jobs_for(options.jobs, len(documents))

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
    documents = documents_at(corpus, options.paths)
    if not documents and not options.allow_empty:
        raise UsageError("there is no annotation file, and an empty corpus is never a pass",
                         where=str(corpus.root / corpus.config.corpus),
                         fix="standoff new SEED makes the first one; --allow-empty accepts none")
    for chosen in ([changed_since(corpus, options.since)] if options.since else []) + (
            [staged(corpus)] if options.staged else []):
        documents = [document for document in documents if document in chosen]
    return documents


def looking(jobs: int, memory: Memory | None) -> Look:
    """How `run` looks at documents: from memory where nothing has changed, else in `jobs` processes."""
    def look(visitor: Visitor, corpus: Corpus, documents: Sequence[Document], gather_only: bool) -> Iterator[Outcome]:
        names = " ".join((f"gather={gather_only}", *(one.name for one in visitor.checks)))
        selection = hashlib.sha256(names.encode()).hexdigest()
        missing = []
        for document in documents:
            kept = memory.outcome(selection, document.name) if memory else None
            if kept is None:
                missing.append(document)
            else:
                yield load(kept)
        by_name = {document.name: document for document in missing}
        if jobs > 1 and len(missing) > 1:
            fresh = in_processes(jobs, visitor, corpus, missing, gather_only)
        else:
            fresh = here(visitor, corpus, missing, gather_only)
        for outcome in fresh:
            if memory and not outcome.failed:
                memory.keep_outcome(selection, outcome.name, outcome.seed, dump(outcome))
            yield outcome
            by_name[outcome.name].release()
        if memory:
            memory.forget_others()
    return look
