"""Other tools' methods, run beside ours: rensa and datasketch (MinHash LSH, 25 bands of 5 rows), and plain similarity.

text-dedup is the same MinHash recipe behind a script, so datasketch stands for it. semhash, Splink and nomenklatura, and
every tool over a range of thresholds, are in dedupe_sweep.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import Any

from tests.bench import measures

BANDS, ROWS, LEAST = 25, 5, 0.7


def shingles(text: str) -> list[str]:
    """Single words: pairs of words lose every copy whose clauses are turned round (recall .51 instead of .75)."""
    return re.findall(r"\w+", text.lower()) or [text]


def labels(tool: str, texts: list[str]) -> list[Hashable]:
    """A label for each text: components over pairs with a Jaccard of at least LEAST, exactly checked."""
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
