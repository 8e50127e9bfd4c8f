"""Other tools beside ours on the labelled sets, each over a range of thresholds: one table from one command.

    python -m tests.bench.dedupe_sweep DATA [--tools NAME …]

DATA as for dedupe_quality. Needs rensa, datasketch, semhash, wordllama, splink and nomenklatura installed; no network.
Clusters: the topics that our weights have not seen. rensa and datasketch: MinHash of words, 125 permutations. semhash:
the static vectors of wordllama. splink: Jaccard and Jaro-Winkler levels on the text, trained by EM on the clusters and
pairs themselves. nomenklatura: its name-based matcher. Only pairs of one topic, or of one edit, are ever compared.
text-dedup takes a whole file at a time, so it is in dedupe_scale alone.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pyarrow as pa

from standoff.dedupe import fit as fitting
from standoff.dedupe.group import group
from standoff.dedupe.model import load
from standoff.dedupe.table.plan import dedupe
from standoff.dedupe.view import views_of_texts
from tests.bench import measures
from tests.bench.dedupe_pairs import plain
from tests.bench.dedupe_peers import shingles
from tests.bench.dedupe_quality import rows

Texts = list[list[str]]
Labels = list[list[Hashable]]
THRESHOLDS = (0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


def swept(scores: Callable[[Texts], list[dict[tuple[int, int], float]]]) -> Callable[[Texts], Iterator[tuple[str, Labels]]]:
    """From scores of pairs to components over those of at least each threshold."""
    def run(groups: Texts) -> Iterator[tuple[str, Labels]]:
        found = scores(groups)
        for least in THRESHOLDS:
            yield f"{least:.2f}", [_components(len(texts), pairs, least) for texts, pairs in zip(groups, found, strict=True)]
    return run


def _components(n: int, pairs: dict[tuple[int, int], float], least: float) -> list[Hashable]:
    head = list(range(n))
    for (a, b), score in sorted(pairs.items()):
        if score >= least and head[a] != head[b]:
            head = [head[a] if each == head[b] else each for each in head]
    return list(head)


def _by_sketch(make: Callable[[list[str]], Any]) -> Callable[[Texts], list[dict[tuple[int, int], float]]]:
    def scores(groups: Texts) -> list[dict[tuple[int, int], float]]:
        made = [[make(shingles(text)) for text in texts] for texts in groups]
        return [{(a, b): each[a].jaccard(each[b]) for a, b in combinations(range(len(each)), 2)} for each in made]
    return scores


def _rensa(words: list[str]) -> Any:
    import rensa
    sketch = rensa.RMinHash(num_perm=125, seed=7)
    sketch.update(words)
    return sketch


def _datasketch(words: list[str]) -> Any:
    from datasketch import MinHash
    sketch = MinHash(num_perm=125, seed=7)
    sketch.update_batch([word.encode() for word in words])
    return sketch


def _semhash(groups: Texts) -> Iterator[tuple[str, Labels]]:
    import wordllama
    from model2vec import StaticModel
    from safetensors.numpy import load_file
    from semhash import SemHash
    from tokenizers import Tokenizer
    base = Path(wordllama.__file__).parent
    tokens = Tokenizer.from_file(str(base / "tokenizers" / "l2_supercat_tokenizer_config.json"))
    model = StaticModel(next(iter(load_file(str(base / "weights" / "l2_supercat_256.safetensors")).values())), tokens)
    made = [SemHash.from_records(texts, model=model) for texts in groups]
    for least in THRESHOLDS:
        labels: Labels = []
        for texts, each in zip(groups, made, strict=True):
            kept = {double.record: double.duplicate_of for double in each.self_deduplicate(threshold=least).filtered}
            labels.append([kept.get(text) or text for text in texts])
        yield f"{least:.2f}", labels


def _nomenklatura(groups: Texts) -> list[dict[tuple[int, int], float]]:
    from followthemoney import model
    from nomenklatura.matching import NameMatcher
    config, found = NameMatcher.default_config(), []
    for texts in groups:
        made = [model.get_proxy({"id": str(n), "schema": "Thing", "properties": {"name": [text]}})
                for n, text in enumerate(texts)]
        found.append({(a, b): NameMatcher.compare(made[a], made[b], config).score
                      for a, b in combinations(range(len(made)), 2)})
    return found


def _splink(groups: Texts) -> list[dict[tuple[int, int], float]]:
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    table = pa.Table.from_pylist([{"unique_id": f"{g}-{n}", "grp": g, "text": text}
                                  for g, texts in enumerate(groups) for n, text in enumerate(texts)])
    settings = SettingsCreator(
        link_type="dedupe_only", blocking_rules_to_generate_predictions=[block_on("grp")],
        comparisons=[cl.JaccardAtThresholds("text", [0.95, 0.9, 0.8]), cl.JaroWinklerAtThresholds("text", [0.9, 0.8, 0.7])])
    linker = Linker(DuckDBAPI().register(table), settings, log_level=40)
    linker.training.estimate_u_using_random_sampling(max_pairs=200_000, seed=7)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("grp"))
    found: list[dict[tuple[int, int], float]] = [{} for _ in groups]
    for row in linker.inference.predict().as_record_list():
        (g, a), (_, b) = (map(int, row[f"unique_id_{side}"].split("-")) for side in "lr")
        found[g][min(a, b), max(a, b)] = row["match_probability"]
    return found


def _ours(groups: Texts) -> Iterator[tuple[str, Labels]]:
    texts = {f"g{g}#t{n}": text for g, each in enumerate(groups) for n, text in enumerate(each)}
    made = group(views_of_texts(texts), load(), groups={name: name.partition("#")[0] for name in texts})
    of_group = {name: members[0] for members in made.groups for name in members}
    members = dedupe(pa.table({"id": list(texts), "text": list(texts.values())})).members
    of_table = dict(zip(members["id"].to_pylist(), members["fact"].to_pylist(), strict=True))
    for title, fact in (("wordings", of_group), ("table", of_table)):
        yield title, [[fact[f"g{g}#t{n}"] for n in range(len(each))] for g, each in enumerate(groups)]


TOOLS: dict[str, Callable[[Texts], Iterator[tuple[str, Labels]]]] = {
    "standoff": _ours, "rensa": swept(_by_sketch(_rensa)), "datasketch": swept(_by_sketch(_datasketch)),
    "semhash": _semhash, "splink": swept(_splink), "nomenklatura": swept(_nomenklatura)}


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--tools", nargs="*", default=list(TOOLS), choices=list(TOOLS))
    options = parser.parse_args(arguments)
    folder = options.data
    topics: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(folder, "perspectrum_clusters_dev120"):
        if fitting.fold(row["group"], 2):
            topics[row["group"]].append(row)
    edits = rows(folder, "minimal_pairs_free")
    gold = [row["cluster"] for members in topics.values() for row in members]
    clusters = [[row["text"] for row in members] for members in topics.values()]
    pairs = [[plain(row["a"]), plain(row["b"])] for row in edits]
    print(f"{len(gold)} claims in {len(topics)} topics, {len(pairs)} pairs\n{'tool':13} {'least':9} "
          f"{'B³':>5} {'CoNLL':>6} {'pairF1':>6}  contradictory %  safe %")
    for tool in options.tools:
        for least, labels in TOOLS[tool]([*clusters, *pairs]):
            found = [(n, label) for n, each in enumerate(labels[: len(clusters)]) for label in each]
            merged = [a == b for a, b in labels[len(clusters) :]]
            share = [[each for each, row in zip(merged, edits, strict=True) if row["label"] == wanted] for wanted in (0, 1)]
            b_cubed = measures.b_cubed(gold, found)[2]
            conll = (b_cubed + measures.muc(gold, found) + measures.ceaf_e(gold, found)) / 3
            print(f"{tool:13} {least:9} {100 * b_cubed:5.1f} {100 * conll:6.1f} "
                  f"{100 * measures.pairs(gold, found)[2]:6.1f}  {100 * sum(share[0]) / len(share[0]):15.1f} "
                  f"{100 * sum(share[1]) / len(share[1]):7.1f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
