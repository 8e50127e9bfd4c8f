"""Every snippet of docs/queries.md runs and answers, as a new user would run it."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

import standoff
from standoff.corpus import open_corpus
from standoff.release.build import build

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/queries.md").read_text(encoding="utf-8")


def snippets(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.S)


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with dist/alaska-talks-dev in it, as after `python3 tools publish`."""
    folder = tmp_path_factory.mktemp("user")
    build(open_corpus(ROOT), folder / "dist")
    return folder


def answers(beside: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[tuple[object, ...]]]:
    """The rows of each question's query, by its heading."""
    monkeypatch.chdir(beside / "dist/alaska-talks-dev")
    connection = duckdb.connect()
    connection.execute(Path("views.sql").read_text())
    found = re.findall(r"### ([^\n]+)\n(?:(?!###).)*?```sql\n(.*?)```", PAGE, re.S)
    return {heading: connection.execute(query).fetchall() for heading, query in found}


def test_every_question_is_answered(beside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = standoff.load(beside / "dist/alaska-talks-dev")
    got = answers(beside, monkeypatch)
    assert len(got) == 6 and all(got.values()), {name: len(rows) for name, rows in got.items()}
    supported, contested, stance, taiwan, sides, folds = got.values()
    assert {row[0] for row in supported} == {fact.id for fact in data.facts if fact.support >= 2}
    assert {row[0] for row in contested} <= {fact.id for fact in data.facts if fact.contested}
    assert sum(int(str(row[2])) for row in stance) == len(data.claims)
    about = {row.claim for row in data.claim_entities if row.entity in ("taiwan", "taiwan-strait", "taiwan-relations-act")}
    assert sorted(str(row[2]) for row in taiwan) == sorted(data.claims[claim].statement for claim in about)
    assert {row[0] for row in sides} == {"united-states", "china"}
    held = {(row[0], row[2]) for row in folds if row[1] == "test"}
    assert held and all(one == other for one, other in held)
    parts = {(row[0], row[3]): row[1] for row in folds}
    assert len(parts) == len({row[0] for row in folds}) * len({row[3] for row in folds})


def test_python_duckdb_and_sqlite_snippets_run(beside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded, queried = (subprocess.run([sys.executable, "-P", "-c", code], cwd=beside, capture_output=True, text=True,
                                      check=True).stdout for code in snippets("python"))
    assert loaded.startswith(str(len(standoff.load(beside / "dist/alaska-talks-dev").claims)))
    assert "nbc-news" in queried
    monkeypatch.chdir(beside)
    assert duckdb.connect().execute(snippets("sql")[0]).fetchone()[0] > 0  # type: ignore[index]
    base = sqlite3.connect(beside / "dist/alaska-talks-dev/alaska-talks.sqlite")
    assert len(base.execute(snippets("sqlite")[0]).fetchall()) == 3


@pytest.mark.slow
@pytest.mark.parametrize(("language", "program", "package"), [("r", "Rscript", "r-base-core"), ("sh", "jq", "jq")])
def test_r_and_jq_snippets_run(beside: Path, language: str, program: str, package: str) -> None:
    assert shutil.which(program), f"this slow test needs {program}: apt-get install {package}"
    (code,) = snippets(language)
    command = ["Rscript", "-e", code] if language == "r" else ["sh", "-c", code]
    done = subprocess.run(command, cwd=beside, capture_output=True, text=True, check=True)
    claims = standoff.load(beside / "dist/alaska-talks-dev").claims
    if language == "r":
        assert str(sum(claim.stance == "asserted" for claim in claims)) in done.stdout
    else:
        assert done.stdout.splitlines() == [c.statement for c in claims if c.stance == "denied"][:3]


@pytest.mark.slow
def test_the_card_loads_every_table_offline(beside: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`datasets.load_dataset` on the folder, with every config of the card, without a network."""
    for name, value in {"HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "HF_HOME": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    code = ("import sys, datasets\n"
            "folder = sys.argv[1]\n"
            "for name in datasets.get_dataset_config_names(folder):\n"
            "    print(name, datasets.load_dataset(folder, name, split='train').num_rows)\n"
            "print('default', datasets.load_dataset(folder, split='train').num_rows)\n")
    folder = beside / "dist/alaska-talks-dev"
    done = subprocess.run([sys.executable, "-P", "-c", code, str(folder)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    data = standoff.load(folder)
    expected = {name: rows for name, rows in data.manifest.tables.items() if rows}
    assert dict(line.split() for line in done.stdout.splitlines()) == {
        name: str(rows) for name, rows in {**expected, "default": expected["claims"]}.items()}
