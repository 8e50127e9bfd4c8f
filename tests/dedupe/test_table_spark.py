"""The plan on Spark gives every intermediate and every table of the local engine. Slow: Java starts."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from standoff.__main__ import main
from standoff.dedupe.table.keys import OWNER, candidates, owners, standing
from standoff.dedupe.table.plan import make, result
from standoff.dedupe.table.source import Source
from tests.bench.dedupe_make import table as made

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    pytest.importorskip("pyspark", reason="the extra [spark] is not installed")
    if not shutil.which("java"):
        pytest.skip("there is no Java")
    from standoff.dedupe.table.spark import session
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = session("local[1]")
        yield found
        found.stop()


def pairs(table: Any, *columns: str) -> set[tuple[int, ...]]:
    from standoff.dedupe.table.spark import unsigned
    a, b = (unsigned(table[name].to_numpy()).tolist() for name in "ab")
    return set(zip(a, b, *(table[name].to_pylist() for name in columns), strict=True))


def ordered(a: Any, b: Any) -> tuple[list[int], list[int]]:
    return np.minimum(a, b).tolist(), np.maximum(a, b).tolist()


def test_every_intermediate_is_the_same(spark: Any, tmp_path: Path) -> None:
    from standoff.dedupe.table.spark import Plan, read, unsigned
    path = tmp_path / "claims.parquet"
    pq.write_table(made(400, seed=5, hot=30), path)
    source = Source(path)
    here = make(source)
    tables, there = result(source, here), Plan(spark, read(spark, str(path)))
    content, rows, n = here.rows.read.content, here.rows, len(here.rows)
    names = np.array(rows.words.names.to_pylist())

    shingles = there.different.toArrow()
    read_words = dict(zip(unsigned(shingles["content"].to_numpy()).tolist(), shingles["words"].to_pylist(), strict=True))
    assert read_words == {int(content[at]): names[rows.read.words.take(np.array([at])).flat].tolist() for at in range(n)}

    words = there.words
    assert dict(zip(words.names.to_pylist(), words.codes.tolist(), strict=True)) == dict(
        zip(rows.words.names.to_pylist(), rows.words.codes.tolist(), strict=True))

    keys = there.keys.toArrow()
    owner = owners(here.index)
    place, _ = standing(rows)(owner)
    assert set(zip(unsigned(keys["content"].to_numpy()).tolist(), keys["key"].to_numpy().view(np.uint64).tolist(),
                   unsigned(keys["place"].to_numpy()).tolist(), strict=True)) == set(
        zip(content[owner].tolist(), (here.index >> OWNER).tolist(), place.tolist(), strict=True))

    found = candidates(here.index, standing(rows), n)
    assert pairs(there.candidates.toArrow()) == set(
        zip(*ordered(content[found // n], content[found % n]), strict=True)) != set()

    edges = here.edges
    assert pairs(there.edges.toArrow(), "score", "relation", "reason") == set(
        zip(*ordered(content[edges.a], content[edges.b]), edges.score.tolist(), edges.relation.tolist(),
            edges.reason.tolist(), strict=True))

    clusters = there.clusters.toArrow()
    label = dict(zip(content.tolist(), content[here.labels].tolist(), strict=True))
    of = dict(zip(unsigned(clusters["content"].to_numpy()).tolist(), unsigned(clusters["label"].to_numpy()).tolist(), strict=True))
    assert len(of) > 50 and len({(label[name], of[name]) for name in of}) == len({label[name] for name in of}) == len(set(of.values()))

    assert there.members.orderBy("id").toArrow().to_pylist() == tables.members.to_pylist()
    assert there.facts.toArrow().to_pylist() == tables.facts.to_pylist()
    assert there.links.toArrow().to_pylist() == tables.links.to_pylist() != []


def test_the_command_and_bad_tables(spark: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "claims.parquet", tmp_path / "out"
    pq.write_table(made(60, seed=5), path)
    asked = ["dedupe", str(path), "--out", str(out), "--engine", "spark", "--master", "local[1]"]
    assert main(asked) == 0
    assert sorted(each.name for each in out.iterdir()) == ["facts.parquet", "links.parquet", "members.parquet"]
    assert pq.read_table(out / "members.parquet").num_rows == 60
    assert main(asked) == 2
    assert "exists already" in capsys.readouterr().err
    pq.write_table(made(60, seed=5).rename_columns(["id", "words", "time", "about", "truth", "how"]), path)
    assert main([*asked[:3], str(tmp_path / "other"), *asked[4:]]) == 1
    assert "no column text" in capsys.readouterr().err
