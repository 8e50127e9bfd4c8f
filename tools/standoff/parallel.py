"""Looking at many documents in several processes. Each takes a share of names and sends outcomes back as JSON."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Sequence

from .corpus import Corpus, Document
from .outcome import Outcome, dump, load
from .visit import Visitor

WORTH = 400
"""Documents below which processes cost more than they save: on two cores 400 short articles took as long in two
processes as in one, 300 longer, 1,000 three fifths of the time (tests/bench/check_speed.py)."""
SHARE = 50
"""Documents a process takes at a time: few enough that all end together, enough that handing over costs nothing."""


def jobs_for(wanted: int | None, documents: int) -> int:
    """How many processes: as asked, else one a core where there is work for them."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if wanted is not None:
        return max(1, min(wanted, documents))
    return min(cores, 8) if documents >= WORTH and "fork" in multiprocessing.get_all_start_methods() else 1


def in_processes(jobs: int, visitor: Visitor, corpus: Corpus, documents: Sequence[Document],
                 gather_only: bool) -> Iterator[Outcome]:
    """The outcomes, in the order of `documents`; the same bytes whatever `jobs` is.

    Processes are forked: nothing is imported again and no program is started.
    """
    shares = [documents[n : n + SHARE] for n in range(0, len(documents), SHARE)]
    global _work
    _work = (visitor, corpus, gather_only)
    with multiprocessing.get_context("fork").Pool(min(jobs, len(shares) or 1)) as pool:
        for raw in pool.imap(_share, [[document.name for document in share] for share in shares]):
            yield from map(load, raw)


_work: tuple[Visitor, Corpus, bool]
"""What the forked processes inherit; checks are functions and cannot be sent."""


def _share(names: list[str]) -> list[bytes]:
    visitor, corpus, gather_only = _work
    rows = []
    for name in names:
        document = Document(corpus.root, name, corpus.config)
        rows.append(dump(visitor.gather(document) if gather_only else visitor.visit(document)))
    return rows
