"""Claims added to a run that was kept: byte for byte the tables of a full run with the same words; what cannot be is named."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from standoff.__main__ import main
from standoff.dedupe.table import layers, tables
from standoff.dedupe.table.both import Both
from standoff.dedupe.table.run import Asked, run
from tests.bench.dedupe_make import table as made

KINDS = pa.schema([("id", pa.string()), ("text", pa.string()), ("time", pa.string()), ("about", pa.list_(pa.string()))])
FILES = ("facts.parquet", "members.parquet", "links.parquet", "counts.json")


def crowded(pick: random.Random, n: int) -> list[dict[str, Any]]:
    """Few words, so blocks are hot and windows shift; some words that one claim has alone, until another says them."""
    size, long, ids = pick.choice((5, 20, 60)), pick.choice((4, 8, 12)), pick.sample(range(10 * n), n)
    rows = []
    for name in ids:
        words = [f"q{chr(97 + pick.randrange(26))}{chr(97 + pick.randrange(26))}k" if pick.random() < 0.1 else f"w{chr(97 + int(size * pick.random() ** 2) % 26)}z"
                 for _ in range(pick.randint(2, long))]
        words += [str(pick.randint(2, 6))] if pick.random() < 0.2 else []
        rows.append({"id": str(name), "text": " ".join(words), "time": pick.choice((None, None, "2020", "2020-01", "2021-03-04")),
                     "about": pick.choice(([], ["a"], ["a", "b"], ["c"]))})
    return rows


def put(path: Path, rows: list[dict[str, Any]]) -> Path:
    pq.write_table(pa.Table.from_pylist(rows, KINDS), path)
    return path


def twice_added_is_once_run(folder: Path, rows: list[dict[str, Any]], cut: int, pick: random.Random) -> None:
    mid = (cut + len(rows)) // 2
    run(Asked(put(folder / "0.parquet", rows[:cut]), folder / "first", keep=True))
    run(Asked(put(folder / "1.parquet", rows[cut:mid]), folder / "second", add_to=folder / "first", keep=True))
    run(Asked(put(folder / "2.parquet", rows[mid:]), folder / "third", add_to=folder / "second"))
    pick.shuffle(rows)
    run(Asked(put(folder / "3.parquet", rows), folder / "whole", words=folder / "first"))
    for name in FILES:
        assert (folder / "third" / name).read_bytes() == (folder / "whole" / name).read_bytes(), name


def test_adding_gives_the_bytes_of_a_full_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (layers, tables):
        monkeypatch.setattr(module, "GROUP", 64)  # so that there are several row groups
    went, woken = [], []
    changes = Both.changes
    monkeypatch.setattr(Both, "changes", lambda self: [found := changes(self), went.append(len(found[1])),
                                                       woken.append(len(self.woken))][0])
    for seed in range(6):
        pick = random.Random(seed)
        (folder := tmp_path / str(seed)).mkdir()
        twice_added_is_once_run(folder, crowded(pick, 300), pick.choice((30, 200, 290)), pick)
    assert sum(went) > 20 and sum(woken) > 20  # pairs left the windows, lone words met: what makes it hard did happen


@pytest.mark.slow
def test_adding_at_random(tmp_path: Path) -> None:
    for seed in range(60):
        pick = random.Random(1000 + seed)
        rows = crowded(pick, pick.choice((5, 100, 600))) if seed % 3 else made(2500, seed=seed, hot=200).select(KINDS.names).to_pylist()
        (folder := tmp_path / str(seed)).mkdir()
        twice_added_is_once_run(folder, rows, int(len(rows) * pick.choice((0, 0.2, 0.5, 0.99))), pick)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    rows = [{"id": "b", "text": "China sank 12 ships near Geneva in a storm."}]
    run(Asked(put(tmp_path / "old.parquet", rows), tmp_path / "old", keep=True))
    return tmp_path


def add(folder: Path, rows: list[dict[str, Any]], *more: str) -> int:
    path = put(folder / "new.parquet", rows)
    return main(["dedupe", str(path), "--add-to", str(folder / "old"), "--out", str(folder / "new"), *more])


def test_an_earlier_id_takes_over_the_fact(kept: Path) -> None:
    assert add(kept, [{"id": "a", "text": "CHINA sank 12 ships near Geneva in a storm"}]) == 0
    assert pq.read_table(kept / "new" / "facts.parquet").to_pylist() == [
        {"fact": "a", "text": "CHINA sank 12 ships near Geneva in a storm", "claims": 2}]


def test_nothing_can_be_changed_by_adding(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert add(kept, [{"id": "b", "text": "Changed."}]) == 1
    assert "'b', which is there already" in capsys.readouterr().err and not (kept / "new").exists()


@pytest.mark.parametrize(("spoil", "code", "said"), [
    (lambda state: state.joinpath("state.json").unlink(), 2, "holds no state"),
    (lambda state: state.joinpath("base/index.npy").write_bytes(b""), 1, "has not the size"),
    (lambda state: state.joinpath("base/index.npy").unlink(), 1, "has not the size"),
    (lambda state: state.joinpath("base/index.npy").write_bytes(b"x" * state.joinpath("base/index.npy").stat().st_size), 1, "is damaged"),
    (lambda state: state.joinpath("state.json").write_text(state.joinpath("state.json").read_text().replace('"rules": "', '"rules": "0')),
     2, "another version"),
    (lambda state: state.joinpath("state.json").write_text("{"), 1, "state.json"),
    (lambda state: state.joinpath("ids.arrow").write_bytes(b"x" * state.joinpath("ids.arrow").stat().st_size), 1, "is damaged")])
def test_a_state_of_no_use_is_named(kept: Path, capsys: pytest.CaptureFixture[str], spoil: Any, code: int, said: str) -> None:
    spoil(kept / "old" / "state")
    assert add(kept, [{"id": "a", "text": "New."}]) == code
    assert said in capsys.readouterr().err and not (kept / "new").exists()


def test_words_of_two_folders(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert add(kept, [{"id": "a", "text": "New."}], "--words", str(kept / "old")) == 2
    assert "--words" in capsys.readouterr().err


@pytest.mark.parametrize("most", [2_000, 300_000])
def test_a_disk_that_is_full_leaves_the_earlier_run_as_it_was(kept: Path, most: int) -> None:
    """A real limit on the size of files, met by the process that writes: no traceback, nothing half-written."""
    before = {path: path.read_bytes() for path in sorted((kept / "old").rglob("*")) if path.is_file()}
    rows = [{"id": f"n{n}", "text": f"The harbour number {n} was closed after storm {n * 7}."} for n in range(4_000)]
    asked = ["dedupe", str(put(kept / "new.parquet", rows)), "--add-to", str(kept / "old"), "--out", str(kept / "new"), "--keep"]
    run_ = subprocess.run([sys.executable, "-m", "standoff", *asked], capture_output=True, text=True, check=False,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))
    assert run_.returncode == 2
    assert f"{kept / 'new'}: cannot be written: File too large; nothing is left behind" in run_.stderr and "Traceback" not in run_.stderr
    assert sorted(path.name for path in kept.iterdir()) == ["new.parquet", "old", "old.parquet"]
    assert {path: path.read_bytes() for path in sorted((kept / "old").rglob("*")) if path.is_file()} == before


def test_words_of_a_damaged_run_are_named(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = kept / "old" / "state" / "frequency.npy"
    path.write_bytes(b"x" * path.stat().st_size)
    new = put(kept / "new.parquet", [{"id": "a", "text": "New."}])
    assert main(["dedupe", str(new), "--words", str(kept / "old"), "--out", str(kept / "new")]) == 1
    assert "is damaged" in capsys.readouterr().err and not (kept / "new").exists()


def test_the_base_is_written_once(kept: Path) -> None:
    """An addition has the files of the base by another name, until what lies on it is a quarter of it."""
    rows = [{"id": f"n{n}", "text": f"The harbour number {n} was closed after storm {n * 7}."} for n in range(40)]
    run(Asked(put(kept / "1.parquet", rows), kept / "first", keep=True))
    run(Asked(put(kept / "2.parquet", [{"id": "x", "text": "A storm."}]), kept / "second", add_to=kept / "first", keep=True))
    run(Asked(put(kept / "3.parquet", [{**row, "id": f"z{row['id']}", "text": f"Why {row['text']}"} for row in rows]),
              kept / "third", add_to=kept / "second", keep=True))
    base = [kept / name / "state" / "base" / "index.npy" for name in ("first", "second", "third")]
    assert base[0].samefile(base[1]) and not base[1].samefile(base[2])


def test_adding_imports_no_pandas(kept: Path) -> None:
    """It takes longer than the addition itself; pyarrow's own ways to numpy import it where it is installed."""
    new = put(kept / "new.parquet", [{"id": "a", "text": "A new ship sank 13 times?", "time": "2020", "about": ["x"]}])
    code = "import sys; from standoff.__main__ import main; code = main(sys.argv[1:]); sys.exit(code or 'pandas' in sys.modules)"
    for asked in (["--add-to", str(kept / "old"), "--keep"], ["--words", str(kept / "old")]):
        run_ = subprocess.run([sys.executable, "-c", code, "dedupe", str(new), *asked, "--out", str(kept / asked[0])], check=False)
        assert run_.returncode == 0 and (kept / asked[0] / "facts.parquet").is_file()
