"""Scale of table dedupe: CPU seconds, peak memory, precision, recall by kind of copy, candidates, exponent, peers.

    python -m tests.bench.dedupe_scale 10000 100000 1000000 [--hot] [--peers] [--adding]

--adding: a run over 100 of 101 claims, the rest added to it, and a run over all with the same words, as whole commands.
Each measurement runs in a process of its own; CPU is user and system time of that process, with its threads.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
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


_WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def _cpu() -> float:
    """User and system seconds of this process and of those it ran."""
    used = [resource.getrusage(who) for who in _WHO]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _peak() -> float:
    """Gigabytes of this process at most. (ru_maxrss would start with those of the process that made the table.)"""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1e6


def one(path: Path, tool: str) -> None:
    """Measure one tool on one file and print a row."""
    pa.array([1]).to_numpy()  # pyarrow imports pandas at the first such call: not to be counted for a peer
    before = _cpu()
    if tool == "standoff":
        found = dedupe(Source(path))
        fact: list[object] = found.members["fact"].to_pylist()
        note = f"candidates/claim {found.counts['candidates'] / found.counts['claims']:.1f}"
    else:
        from tests.bench.dedupe_peers import labels
        fact, note = labels(tool, pq.read_table(path, columns=["text"])["text"].to_pylist()), ""
    cpu = _cpu() - before
    memory = max(_peak(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6)
    truth = pq.read_table(path, columns=["truth", "how"]).to_pydict()
    print(f"{tool:10} {len(fact):>9,}  CPU {cpu:7.1f} s  {memory:5.2f} GB  "
          f"{quality(truth['truth'], truth['how'], fact)}  {note}", flush=True)


def adding(path: Path, folder: Path) -> None:
    """What adding one claim in a hundred costs, and whether it gives the tables of a run over all."""
    whole = pq.read_table(path)
    new = np.random.default_rng(7).random(whole.num_rows) < 1 / 101
    for name, chosen in (("old", ~new), ("new", new)):
        pq.write_table(whole.filter(pa.array(chosen)), folder / f"{name}.parquet")
    del whole
    used: dict[str, float] = {}
    for name, asked in {"first": ["old.parquet", "--keep"], "added": ["new.parquet", "--add-to", "first", "--keep"],
                        "again": [str(path), "--words", "first"]}.items():
        before = _cpu()
        subprocess.run([sys.executable, "-m", "standoff", "dedupe", *asked, "--out", name], check=True, cwd=folder,
                       capture_output=True)
        used[name] = _cpu() - before
    same = all((folder / "added" / name).read_bytes() == (folder / "again" / name).read_bytes()
               for name in ("facts.parquet", "members.parquet", "links.parquet", "counts.json"))
    print(f"adding 1 %: {used['added']:.2f} s, the whole {used['again']:.1f} s: "
          f"{100 * used['added'] / used['again']:.1f} %, {'the same bytes' if same else 'OTHER BYTES'}", flush=True)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int)
    parser.add_argument("--hot", action="store_true", help="again with 20,000 copies of one sentence")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--adding", action="store_true")
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
                for tool in ("standoff", "rensa", "datasketch", "text-dedup") if options.peers else ("standoff",):
                    subprocess.run([sys.executable, "-m", "tests.bench.dedupe_scale", "--one", str(path), tool], check=True)
                if options.adding:
                    with tempfile.TemporaryDirectory() as runs:
                        adding(path, Path(runs))


if __name__ == "__main__":
    main(sys.argv[1:])
