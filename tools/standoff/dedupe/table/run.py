"""One run over a table: which engine, what is taken over from an earlier run, what is kept, what is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ...errors import UsageError
from .adding import add
from .plan import Made, make, result
from .source import BATCH, Source, columns_size
from .state import keep, kept, known_words, state_of
from .tables import Result, Step, refuse, write_result

FEW = 50_000
"""Up to this many claims, a table with a column `group` is grouped with free paraphrases in mind."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of a run; see the help of `standoff dedupe`."""

    table: Path
    out: Path
    semantic: bool = False
    keep: bool = False
    add_to: Path | None = None
    words: Path | None = None
    memory: float | None = None
    """Gigabytes."""


def run(asked: Asked, step: Step = lambda _: None) -> tuple[dict[str, int], list[str]]:
    """(counts, a line for each file written). Nothing is written unless all of it is."""
    refuse(asked.out)
    if asked.add_to and asked.words:
        raise UsageError("--add-to takes the words of that folder; it cannot be used with --words")
    step("reading")
    batch = room(asked.table, asked.memory, asked.keep)
    source = Source(asked.table, batch)
    if "group" in source.fields and len(source) <= FEW and not asked.add_to:
        found, state = _wordings(asked, source, step), None
    elif asked.semantic:
        raise UsageError(f"word vectors need a column group and at most {FEW:,} claims", where=str(asked.table))
    else:
        found, state = _added(asked, source, step) if asked.add_to else _whole(asked, source, step)
    return found.counts, write_result(found, asked.out, state if asked.keep else None)


def _wordings(asked: Asked, source: Source, step: Step) -> Result:
    if asked.keep or asked.words:
        raise UsageError(f"a table with a column group and at most {FEW:,} claims is grouped anew each time: it takes "
                         "no --keep and no --words", where=str(asked.table))
    from ..semantic import vectors  # late: other tables need none of it
    from .wordings import wordings
    return wordings(source.table(), vectors() if asked.semantic else None, step)


def room(table: Path, memory: float | None, keep: bool = False) -> int:
    """Rows a batch that keep a run within `memory` gigabytes.

    What a table takes grows with the bytes of its columns. Measured at 0.1, 0.3 and 1 million claims (15, 43, 142 MB):
    0.31, 0.45 and 0.94 GB, and with `keep` 1.18 GB at a million. UsageError when the least that it takes is more than
    there may be.
    """
    size = columns_size(table) / 1e9
    kept_too = 1.7 * size if keep else 0
    roomy, tight = 0.3 + 5.5 * size + kept_too, 0.25 + 5 * size + kept_too
    if memory is None or memory >= roomy:
        return BATCH
    if memory < tight:
        raise UsageError(f"takes about {tight:.1f} GB of memory, more than the {memory:g} GB of --memory",
                         where=str(table),
                         fix="allow more, split the table by what is never the same, or use --engine spark")
    return BATCH // 4


def _whole(asked: Asked, source: Source, step: Step) -> tuple[Result, Callable[[Path], None]]:
    made: Made = make(source, step, known_words(asked.words) if asked.words else None)

    def state(folder: Path) -> None:
        keep(folder, state_of(made, source.ids, source.texts(source.places)))
    return result(source, made, step), state


def _added(asked: Asked, source: Source, step: Step) -> tuple[Result, Callable[[Path], None]]:
    assert asked.add_to is not None
    old = kept(asked.add_to)
    added = add(old, source, step)
    return added.result, lambda folder: keep(folder, added.state(), old)
