"""Scale of table dedupe: CPU seconds, peak memory, precision, recall by kind of copy, candidates, exponent, peers.

    python -m tests.bench.dedupe_scale 10000 100000 1000000 [--hot] [--peers]

Each measurement runs in a process of its own; CPU is user and system time of that process, with its threads.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from standoff.dedupe.table.plan import dedupe
from standoff.dedupe.table.source import Source
from tests.bench.dedupe_make import KINDS, table


def pairs(counts: Counter[object]) -> int:
    return sum(n * (n - 1) // 2 for n in counts.values())


def quality(truth: list[int], how: list[str], fact: list[object]) -> str:
    """Pair precision and recall, and for each kind of copy how many are with the first of their fact."""
    joint, found, gold = Counter(zip(truth, fact, strict=True)), Counter(fact), Counter(truth)
    both = pairs(joint)
    precision, recall = both / max(1, pairs(found)), both / max(1, pairs(gold))
    heads: dict[int, object] = {t: f for t, f, h in zip(truth, fact, how, strict=True) if h in ("first", "negative")}
    kinds: dict[str, list[int]] = defaultdict(list)
    for t, f, h in zip(truth, fact, how, strict=True):
        if h in KINDS and t in heads:
            kinds[h].append(heads[t] == f)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return (f"P {precision:.4f} R {recall:.4f} F {f1:.4f}  "
            + " ".join(f"{kind} {np.mean(kinds[kind]):.3f}" for kind in KINDS if kinds[kind]))


def one(path: Path, tool: str) -> None:
    """Measure one tool on one file and print a row."""
    before = time.process_time()
    if tool == "standoff":
        found = dedupe(Source(path))
        fact: list[object] = found.members["fact"].to_pylist()
        note = f"candidates/claim {found.counts['candidates'] / found.counts['claims']:.1f}"
    else:
        from tests.bench.dedupe_peers import labels
        fact, note = labels(tool, pq.read_table(path, columns=["text"])["text"].to_pylist()), ""
    cpu = time.process_time() - before
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    truth = pq.read_table(path, columns=["truth", "how"]).to_pydict()
    print(f"{tool:10} {len(fact):>9,}  CPU {cpu:7.1f} s  {memory:5.2f} GB  "
          f"{quality(truth['truth'], truth['how'], fact)}  {note}", flush=True)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int)
    parser.add_argument("--hot", action="store_true", help="again with 20,000 copies of one sentence")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--one", nargs=2, metavar=("FILE", "TOOL"))
    options = parser.parse_args(arguments)
    if options.one:
        one(Path(options.one[0]), options.one[1])
        return
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            for hot in (0, 20_000) if options.hot else (0,):
                path = Path(folder) / f"{size}-{hot}.parquet"
                made: pa.Table = table(size + hot, hot=hot)
                pq.write_table(made, path)
                del made
                for tool in ("standoff", "rensa", "datasketch") if options.peers else ("standoff",):
                    subprocess.run([sys.executable, "-m", "tests.bench.dedupe_scale", "--one", str(path), tool], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
