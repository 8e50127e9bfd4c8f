"""Other tools' methods, run beside ours: rensa and datasketch (MinHash LSH, 25 bands of 5 rows), and plain similarity.

text-dedup is the same recipe behind a script that takes a whole file: it is run as its users run it, over one table, and
not for each of thousands of topics and pairs, where datasketch stands for it. It chooses
its bands itself for LEAST, and does not check the pairs it finds.
semhash, Splink and nomenklatura, and every tool over a range of thresholds, are in dedupe_sweep.
"""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tests.bench import measures

BANDS, ROWS, LEAST = 25, 5, 0.7


def shingles(text: str) -> list[str]:
    """Single words: pairs of words lose every copy whose clauses are turned round (recall .51 instead of .75)."""
    return re.findall(r"\w+", text.lower()) or [text]


def labels(tool: str, texts: list[str]) -> list[Hashable]:
    """A label for each text: components over pairs with a Jaccard of at least LEAST, exactly checked."""
    if tool == "text-dedup":
        return _text_dedup(texts)
    sets = [frozenset(shingles(text)) for text in texts]
    head = list(range(len(texts)))

    def find(n: int) -> int:
        while head[n] != n:
            head[n] = head[head[n]]
            n = head[n]
        return n

    for n, others in enumerate(_MAKERS[tool](sets)):
        for m in others:
            if m < n and find(m) != find(n) and 10 * len(sets[n] & sets[m]) >= 10 * LEAST * len(sets[n] | sets[m]):
                head[find(n)] = find(m)
    return [find(n) for n in range(len(texts))]


def _text_dedup(texts: list[str]) -> list[Hashable]:
    with tempfile.TemporaryDirectory() as folder:
        pq.write_table(pa.table({"text": texts}), f"{folder}/texts.parquet")
        options = {"path": "parquet", "data_files": f"{folder}/texts.parquet", "split": "train", "column": "text",
                   "num_perm": BANDS * ROWS, "threshold": LEAST, "ngram": 1, "min_length": 0, "num_proc": 1,
                   "cache_dir": f"{folder}/cache", "output": f"{folder}/out"}
        asked = [part for name, value in options.items() for part in (f"--{name}", str(value))]
        subprocess.run([sys.executable, "-m", "text_dedup.minhash", *asked, "--debug"], check=True, capture_output=True,
                       env={**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": folder})
        found = pickle.loads(Path(folder, "out", "uf.pkl").read_bytes())
    return [found.find(n) for n in range(len(texts))]


def _rensa(sets: list[frozenset[str]]) -> Iterable[Iterable[int]]:
    import rensa
    index = rensa.RMinHashLSH(threshold=LEAST, num_perm=BANDS * ROWS, num_bands=BANDS)
    for n, words in enumerate(sets):
        sketch = rensa.RMinHash(num_perm=BANDS * ROWS, seed=7)
        sketch.update(list(words))
        found = index.query(sketch)
        index.insert(n, sketch)
        yield found


def _datasketch(sets: list[frozenset[str]]) -> Iterable[Iterable[int]]:
    from datasketch import MinHash, MinHashLSH
    index = MinHashLSH(num_perm=BANDS * ROWS, params=(BANDS, ROWS))
    for n, words in enumerate(sets):
        sketch = MinHash(num_perm=BANDS * ROWS, seed=7)
        sketch.update_batch([word.encode() for word in words])
        found = index.query(sketch)
        index.insert(n, sketch, check_duplication=False)
        yield found


_MAKERS: dict[str, Callable[[list[frozenset[str]]], Iterable[Iterable[int]]]] = {
    "rensa": _rensa, "datasketch": _datasketch}


def quality(data: list[dict[str, Any]], edits: list[dict[str, Any]]) -> None:
    """The same labelled sets: clusters within a topic, and how many one-edit pairs each method calls the same."""
    print("\npeers")
    topics: dict[str, list[int]] = defaultdict(list)
    for n, row in enumerate(data):
        topics[row["group"]].append(n)
    for tool in _MAKERS:
        found: list[Hashable] = [None] * len(data)
        for topic, members in topics.items():
            for n, label in zip(members, labels(tool, [data[n]["text"] for n in members]), strict=True):
                found[n] = (topic, label)
        print(f"{tool:29}", measures.line([row["cluster"] for row in data], found))
        wrong = [labels(tool, [row["a"], row["b"]]) for row in edits if not row["label"]]
        right = [labels(tool, [row["a"], row["b"]]) for row in edits if row["label"]]
        print(f"{tool:29} contradictory pairs merged {100 * sum(a == b for a, b in wrong) / len(wrong):.1f} %, "
              f"safe edits merged {100 * sum(a == b for a, b in right) / len(right):.1f} %")
