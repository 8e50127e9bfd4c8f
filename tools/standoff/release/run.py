"""Running the exports of a release: the tables in all formats side by side, then each document, then what describes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack

from ..export import Export, Job, Stage, TableExport
from ..plug import discover

Plugs = Mapping[str, Export | TableExport]
Documents = Callable[[], Iterable[tuple[str, str | None]]]
"""Each document, by id, with the text that its rights allow."""


def plugs_of(packages: Iterable[str] = ()) -> Plugs:
    """Name -> export, of this package and of those that a corpus names further."""
    found = discover("standoff.exports", "export", tuple(f"{package}.exports" for package in packages))
    return {name: plug for name, plug in found if isinstance(plug, Export | TableExport)}


def run_exports(job: Job, plugs: Plugs, documents: Documents = lambda: (),
                progress: Callable[[str], None] = lambda _: None) -> None:
    """Write what all `plugs` make of the job."""
    write_tables(job, [plug for plug in plugs.values() if isinstance(plug, TableExport)], progress)
    for stage in Stage:
        now = {name: plug for name, plug in plugs.items() if isinstance(plug, Export) and plug.stage is stage}
        for document, text in documents() if stage is Stage.DOCUMENT else [("", None)]:
            job.document, job.text = document, text
            for name, plug in now.items():
                progress(document or name)
                job.about = plug.about
                plug.run(job)


def write_tables(job: Job, exports: Sequence[TableExport], progress: Callable[[str], None] = lambda _: None) -> None:
    """Write every table in every format: while one block is written in threads, the next is made."""
    if not exports:
        return
    from ..rows.columnar import blocks
    views = [(dataclasses.replace(job, about=export.about), export) for export in exports]
    with ThreadPoolExecutor(len(views)) as pool:
        for table, rows in job.rows.tables.items():
            progress(table)
            with ExitStack() as files:
                takers = [files.enter_context(export.open(view, table)) for view, export in views]
                writing: list[Future[object]] = []
                for block in blocks(table, rows):
                    _finish(writing)
                    writing = [pool.submit(take, block) for take in takers]
                _finish(writing)


def _finish(writing: Sequence[Future[object]]) -> None:
    for one in writing:
        one.result()
