"""Work on many things in several processes: each takes a share of their names and sends back what it made."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar, cast

from .corpus import Corpus, Document
from .outcome import Outcome, dump, load
from .visit import Visitor

N = TypeVar("N")
T = TypeVar("T")
WORTH = 400
"""Documents below which processes cost more than they save: on two cores 400 short articles took as long in two
processes as in one, 300 longer, 1,000 three fifths of the time (tests/bench/check_speed.py)."""
SHARE = 50
"""Names a process takes at a time: few enough that all end together, enough that handing over costs nothing."""


def jobs_for(wanted: int | None, names: int, worth: int = WORTH) -> int:
    """How many processes: as asked, else one a core where there are at least `worth` names."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if wanted is not None:
        return max(1, min(wanted, names))
    return min(cores, 8) if names >= worth and "fork" in multiprocessing.get_all_start_methods() else 1


def in_processes(jobs: int, visitor: Visitor, corpus: Corpus, documents: Sequence[Document],
                 gather_only: bool) -> Iterator[Outcome]:
    """The outcomes, in the order of `documents`; the same bytes whatever `jobs` is. They travel as JSON."""
    def look(names: Sequence[str]) -> list[bytes]:
        found = (Document(corpus.root, name, corpus.config) for name in names)
        return [dump(visitor.gather(one) if gather_only else visitor.visit(one)) for one in found]

    for raw in shared(jobs, look, [document.name for document in documents]):
        yield from map(load, raw)


def shared(jobs: int, work: Callable[[Sequence[N]], T], names: Sequence[N]) -> Iterator[T]:
    """What `work` makes of each share of `names`, in their order, in `jobs` processes.

    Processes are forked: nothing is imported again, no program is started, and `work` can be any function.
    """
    shares = [names[n : n + SHARE] for n in range(0, len(names), SHARE)]
    global _work
    _work = work
    with multiprocessing.get_context("fork").Pool(min(jobs, len(shares) or 1)) as pool:
        for made in pool.imap(_share, shares):
            yield cast(T, made)


_work: Callable[[Sequence[Any]], Any]
"""What the forked processes inherit: functions cannot be sent."""


def _share(names: Sequence[Any]) -> Any:
    return _work(names)
