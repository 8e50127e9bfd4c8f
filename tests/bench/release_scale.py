"""How fast a release of generated claims is written, proved and compared, beside pyarrow's and DuckDB's own writers.

    python tests/bench/release_scale.py [CLAIMS]        default: 1,000,000

Writes the core tables (claims, their entities, roots and chain, spans, facts, fact_claims: eight rows a claim) as JSONL
and Parquet through the export plugs, then runs what `standoff verify` runs on tables and bytes, then the difference of
two such releases. Memory is the peak of this process, rows included: they are made one at a time.
"""

from __future__ import annotations

import dataclasses
import os
import resource
import sys
import tempfile
import time
from collections import namedtuple
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow.json as pj
import pyarrow.parquet as pq

from standoff.diff import diff, least_step
from standoff.export import Job, Stamp
from standoff.exports import jsonl, parquet
from standoff.release.manifest import read_manifest, write_manifest
from standoff.release.pause import collector_paused
from standoff.release.prove import table_faults
from standoff.release.run import write_tables
from standoff.release.sides import release_side
from standoff.release.verify import verify
from standoff.rows import TABLES, Row, Rows
from standoff.rows import tables as t

WORDS = ["the", "talks", "in", "Anchorage", "were", "frank", "and", "direct", "while", "both", "sides", "restated", "what"]


QUICK: dict[type[Row], Callable[..., Row]] = {}
"""Row type -> a tuple with the same names: a frozen record takes longer to make than to write."""
for _row in TABLES.values():
    _names = [field.name for field in dataclasses.fields(_row)]
    QUICK[_row] = namedtuple(_row.__name__, _names)  # type: ignore[assignment]


@dataclass
class Made:
    """A table whose rows are made while they are read, as often as they are read."""

    size: int
    make: Callable[[int], Row]

    def __len__(self) -> int:
        return self.size

    def __iter__(self) -> Iterator[Row]:
        return map(self.make, range(self.size))


def document(n: int) -> str:
    return f"doc-{n // 1000:06}"


def claim_id(n: int) -> str:
    return f"{document(n)}#c-{n:08}"


def claim(n: int, changed: int = 0) -> Row:
    text = f"{' '.join(WORDS[n % 7:])} number {n}."
    stance = "denied" if changed and n % changed == 0 else "asserted"
    return QUICK[t.ClaimRow](claim_id(n), document(n), "publisher", "2021-03-18", f"According to Ada: {text}", text, "factual",
                      stance, "CT+", None, None, None, "ada", "ada", "ada", 1, "Ada > Bob", "ada", None, "2021-03-18",
                      claim_id(n), n % 50 + 1, n % 1000 * 80, n % 1000 * 80 + 70, text, None)


def tables(size: int, changed: int = 0) -> dict[str, Made]:
    """Eight rows a claim, in the order of their keys."""
    return {
        "documents": Made(-(-size // 1000), lambda n: QUICK[t.DocumentRow](
            f"doc-{n:06}", "A title", "publisher", "ada", "2021-03-18", "en", "news", None, "CC-BY-4.0", "full", "complete",
            "complete", "complete", "none", "Ada", "manual", "1.0", "0" * 64, 80_000)),
        "entities": Made(2, lambda n: QUICK[t.EntityRow](("ada", "publisher")[n], None, "person", "A", False, "ada", None, None)),
        "claims": Made(size, lambda n: claim(n, changed)),
        "claim_entities": Made(size, lambda n: QUICK[t.ClaimEntityRow](claim_id(n), 1, "ada")),
        "claim_roots": Made(size, lambda n: QUICK[t.ClaimRootRow](claim_id(n), "ada", "ada")),
        "chain": Made(2 * size, lambda n: QUICK[t.ChainRow](claim_id(n // 2), n % 2, "ada", None, None, None, "asserted", None, None)),
        "spans": Made(size, lambda n: QUICK[t.SpanRow](claim_id(n), "spans", 1, document(n), n % 1000 * 80, n % 1000 * 80 + 70,
                                                " ".join(WORDS[n % 7:]), None, None, None, None, None)),
        "facts": Made(size, lambda n: QUICK[t.FactRow](claim_id(n), f"{' '.join(WORDS[n % 7:])} number {n}.", "factual", 1, 1, 1,
                                                0, 0, 1, False, None, None, None)),
        "fact_claims": Made(size, lambda n: QUICK[t.FactClaimRow](claim_id(n), claim_id(n)))}


def seconds(what: Callable[[], object]) -> float:
    """Wall-clock seconds; the processor seconds used are printed beside, since other work may share the machine."""
    start, used = time.perf_counter(), sum(os.times()[:4])
    what()
    took = time.perf_counter() - start
    print(f"  [{took:.1f} s by the clock, {sum(os.times()[:4]) - used:.1f} s of processor]")
    return took


def write(folder: Path, size: int, changed: int = 0) -> float:
    """Seconds for JSONL and Parquet as `standoff publish` writes them, making the rows included."""
    empty = {name: Made(0, claim) for name in TABLES}
    rows = Rows({**empty, **tables(size, changed)})  # type: ignore[dict-item]
    stamp = Stamp("bench", "dev", "1", "0", "unknown", "1970-01-01")
    with collector_paused():
        took = seconds(lambda: write_tables(Job(stamp, rows, folder), [jsonl.export, parquet.export]))
    write_manifest(folder, stamp, {name: len(table) for name, table in rows.tables.items()})
    return took


def prove(folder: Path) -> None:
    with collector_paused():
        faults = list(table_faults(folder, read_manifest(folder), lambda _: None))
    if faults:
        raise SystemExit("\n".join(faults))


def prove_bytes(folder: Path) -> None:
    faults = verify(folder, deep=False).faults
    if faults:
        raise SystemExit("\n".join(faults))


def main(size: int) -> None:
    with tempfile.TemporaryDirectory(prefix="standoff-bench-") as temporary:
        old, new = Path(temporary) / "old", Path(temporary) / "new"
        took = write(old, size)
        bytes_ = sum(path.stat().st_size for path in old.rglob("*") if path.is_file())
        peak = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1e6
        print(f"write JSONL + Parquet, {8 * size:,} rows: {took:.1f} s, {size / took:,.0f} claims/s, peak {peak:.2f} GB")
        took = seconds(lambda: prove_bytes(old))
        print(f"verify --bytes, {bytes_ / 1e6:,.0f} MB: {took:.1f} s, {bytes_ / 1e6 / took:,.0f} MB/s")
        took = seconds(lambda: prove(old))
        print(f"verify, every row and reference, Parquet against JSONL: {took:.1f} s, {bytes_ / 1e6 / took:,.0f} MB/s, "
              f"{8 * size / took:,.0f} rows/s")
        took = seconds(lambda: [sum(1 for _ in table) for table in tables(size).values()])
        print(f"making the rows alone, which the writers above did too: {took:.1f} s")
        write(new, size, changed=1000)
        found: list[object] = []
        took = seconds(lambda: found.append(least_step(diff(release_side(old), release_side(new)))))
        print(f"diff of two such releases ({size // 1000:,} changed): {took:.1f} s, {found[0]}")
        others(old, size, Path(temporary))
        peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1e6
        print(f"peak of the whole run, other writers included: {peak:.2f} GB")


def others(folder: Path, size: int, temporary: Path) -> None:
    """What pyarrow and DuckDB need to write the claims table alone, from a table that is ready in memory."""
    table = pq.read_table(folder / "parquet/claims.parquet")
    took = seconds(lambda: pq.write_table(table, temporary / "arrow.parquet", compression="zstd"))
    print(f"pyarrow, Parquet of claims from memory: {took:.1f} s, {size / took:,.0f} claims/s")
    connection = duckdb.connect()
    connection.register("claims", table)
    for name, options in (("parquet", "FORMAT parquet, COMPRESSION zstd"), ("jsonl", "FORMAT json")):
        target = temporary / f"duck.{name}"
        took = seconds(lambda t=target, o=options: connection.execute(f"COPY claims TO '{t}' ({o})"))  # type: ignore[misc]
        print(f"DuckDB, {name} of claims from memory: {took:.1f} s, {size / took:,.0f} claims/s")
    took = seconds(lambda: pj.read_json(folder / "jsonl/claims.jsonl"))
    print(f"pyarrow, reading claims.jsonl: {took:.1f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
