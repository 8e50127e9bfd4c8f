"""What dedupe of a table gives: facts, members and links as Arrow tables, written in one step."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from ...errors import StandoffError, UsageError
from ...store import json_bytes, sync, write, writing
from .arrow import listed, strings
from .edges import CONTRADICTS, DISTINCT, NAMES, REASONS, Edges
from .layers import GROUP
from .ragged import Ints

Step = Callable[[str], None]
Texts = Callable[[Ints], pa.Array | pa.ChunkedArray]


@dataclass(slots=True)
class Result:
    """Facts by their least id, the fact of each claim, and the links, as Arrow tables."""

    facts: pa.Table
    members: pa.Table
    links: pa.Table
    counts: dict[str, int]


def tables(ids: pa.Array, texts: Texts, claim: Ints, labels: Ints, edges: Edges, candidates: int) -> Result:
    """`ids`: sorted; `texts`: the texts of places in `ids`; `claim`: which different claim each is; `labels`: the fact
    of each different claim."""
    group = labels[claim]
    least = firsts(group, len(labels))
    fact = least[group]  # the place of the least id of each fact
    size = np.bincount(fact, minlength=len(ids))
    heads = np.flatnonzero(size)
    facts = pa.table({"fact": ids.take(listed(heads)), "text": texts(heads), "claims": listed(size[heads])})
    members = pa.table({"id": ids, "fact": ids.take(listed(fact))})
    links = _links(ids, least[labels], edges)
    return Result(facts, members, links, {"claims": len(ids), "different": len(labels), "candidates": candidates,
                                          "facts": len(heads), "links": links.num_rows})


def firsts(groups: Ints, n: int) -> Ints:
    """The first place of each of `n` groups; a group that is empty has the last."""
    found = np.full(n, len(groups), dtype=np.int64)
    found[groups[::-1]] = np.arange(len(groups))[::-1]  # of several values for one place numpy keeps the last
    return found


def _links(ids: pa.Array, fact: Ints, edges: Edges) -> pa.Table:
    apart = np.flatnonzero((edges.relation == CONTRADICTS) | (edges.relation == DISTINCT))
    x, y = fact[edges.a[apart]], fact[edges.b[apart]]
    low, high, apart = np.minimum(x, y)[x != y], np.maximum(x, y)[x != y], apart[x != y]
    # Of several pairs between two facts the best is kept.
    rank = (edges.relation[apart].astype(np.int64) << 20 | 1000 - edges.score[apart].astype(np.int64)) << 8
    order = np.lexsort((rank | edges.reason[apart], low * len(ids) + high))
    low, high = low[order], high[order]
    keep = np.r_[True, (low[1:] != low[:-1]) | (high[1:] != high[:-1])][: len(order)]
    chosen = apart[order][keep]
    return pa.table({
        "a": ids.take(listed(low[keep])), "b": ids.take(listed(high[keep])),
        "rel": strings(NAMES).take(listed(edges.relation[chosen])),
        "why": strings(REASONS).take(listed(edges.reason[chosen])),
        "score": listed(edges.score[chosen].astype(np.int64))})


def refuse(out: Path) -> None:
    """UsageError when `out` holds something already, or cannot be a folder."""
    if out.is_symlink() or (out.exists() and (not out.is_dir() or any(out.iterdir()))):
        raise UsageError("exists already; nothing was written", where=str(out), fix="name a new folder, or remove it")


def write_result(result: Result, out: Path, state: Callable[[Path], None] | None = None) -> list[str]:
    """facts, members and links as Parquet, and counts.json: written into a folder beside, then given its name by one
    rename, so that `out` is whole or not there. `state` writes more into that folder."""
    refuse(out)
    building = out.with_name(f".{out.name}.{os.getpid()}.standoff-tmp")
    try:
        for name in ("facts", "members", "links"):
            write_table(building / f"{name}.parquet", getattr(result, name))
        write(building / "counts.json", json_bytes(result.counts, pretty=True), expected=None)
        if state:
            state(building / "state")
        building.replace(out)
    except (OSError, StandoffError) as error:
        cause = error if isinstance(error, OSError) else error.__cause__
        reason = cause.strerror if isinstance(cause, OSError) else error
        raise StandoffError(f"cannot be written: {reason}; nothing is left behind", where=str(out)) from error
    finally:
        shutil.rmtree(building, ignore_errors=True)  # gone already where it was given its name
    sync(out.parent)
    return [f"wrote {out / name}.parquet" for name in ("facts", "members", "links")]


def write_table(path: Path, table: Any) -> None:
    """One Parquet file; the same table gives the same bytes."""
    import pyarrow.parquet as pq
    with writing(path, expected=None) as file:
        # Packing and statistics would cost more than grouping an addition does.
        pq.write_table(table, file, row_group_size=GROUP, compression="none", version="2.6", use_dictionary=False,
                       write_statistics=False)
