"""`standoff check` as its users call it: what it looks at, what it says, and when it fails."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import CorpusOf
from tests.edits import commit, git
from tests.test_commands import edit, run
from tests.test_memory import SKETCH


@pytest.fixture
def repo(corpus_of: CorpusOf) -> Path:
    return corpus_of(SKETCH).root


def given(repo: Path, raw: bytes, *words: str) -> tuple[int, str, str]:
    done = subprocess.run([sys.executable, "-P", "-m", "standoff", "check", "-", "--output", "concise", *words], cwd=repo,
                          input=raw, capture_output=True, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_what_an_editor_has_not_saved(repo: Path) -> None:
    raw = (repo / "corpus/one.json").read_bytes()
    run("check", cwd=repo)  # what is remembered of the file says nothing about the draft
    code, out, _ = given(repo, raw.replace(b"e-adda", b"e-ada"), "--only", "id/")
    assert code == 0 and "1 document" in out
    code, out, _ = given(repo, raw.replace(b"e-adda", b"e-addda"), "--only", "id/")
    assert code == 1 and "corpus/one.json:" in out and "e-addda" in out
    assert "e-adda" in (repo / "corpus/one.json").read_text(encoding="utf-8")
    code, out, _ = given(repo, raw.replace(b'"id": "one"', b'"id": "three"'), "--only", "text/annotated-twice")
    assert code == 1 and "corpus/three.json" in out and "corpus/one.json" in out


@pytest.mark.parametrize(("raw", "expected"), [(b"", "file/not-json"), (b"{", "file/not-json"), (b"[]", "file/wrong-type"),
                                               (b'{"id": "../../x"}', "file/missing-key"), (b"\xff", "file/not-json")])
def test_standard_input_that_is_no_annotation(repo: Path, raw: bytes, expected: str) -> None:
    code, out, err = given(repo, raw)
    assert code == 1 and "corpus/-.json:" in out and expected in out and err == ""


def test_statistics_count_and_measure_every_check(repo: Path) -> None:
    done = run("check", "--statistics", "--output", "json", cwd=repo)
    checks = json.loads(done.stdout)["ledger"]["checks"]
    assert len(checks) > 100 and sum(one["performed"] for one in checks.values()) > 100
    assert checks["id/dangling"]["milliseconds"] > 0 and checks["id/dangling"]["findings"] == 1
    assert "ms" in run("check", "--statistics", cwd=repo).stdout


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)])
def test_what_fails_is_chosen(repo: Path, level: str, code: int) -> None:
    (repo / "corpus/entities.json").write_text(
        '{"standoff": "1", "entities": [{"id": "ada", "type": "person", "name": "Ada"}]}')
    done = run("check", "--only", "registry/unused", "--fail-on", level, cwd=repo)
    assert ("1 warning" in done.stdout, done.returncode) == (True, code)


def test_several_reports_of_one_run(repo: Path) -> None:
    done = run("check", "--output", "concise", "--output", "json=a.json", "--output", "sarif=b.sarif", "--output", "junit=c.xml",
               cwd=repo)
    assert done.returncode == 1 and "id/dangling" in done.stdout
    assert json.loads((repo / "a.json").read_bytes())["findings"] and json.loads((repo / "b.sarif").read_bytes())["runs"]
    assert "e-adda" in (repo / "c.xml").read_text(encoding="utf-8")


def test_no_folder_is_made_for_a_report(repo: Path) -> None:
    done = run("check", "--output", "json=none/such/report.json", cwd=repo)
    assert done.returncode == 2 and "there is no folder 'none/such'" in done.stderr and not (repo / "none").exists()


@pytest.mark.parametrize("jobs", ["0", "-1", "x", "1.5"])
def test_a_number_of_processes(repo: Path, jobs: str) -> None:
    done = run("check", "--jobs", jobs, cwd=repo)
    assert done.returncode == 2 and f"{jobs!r} is no number from 1" in done.stderr


def test_a_corpus_of_links_alone(repo: Path) -> None:
    for path in (repo / "corpus").glob("*.json"):
        path.unlink()
    (repo / "corpus/one.json").symlink_to("/etc/hostname")
    done = run("check", cwd=repo)
    assert done.returncode == 2 and "corpus/one.json is a symbolic link, which is not followed" in done.stderr
    done = run("check", "--allow-empty", cwd=repo)
    assert done.returncode == 1 and "corpus/link" in done.stdout


def test_an_empty_corpus_is_no_pass(repo: Path) -> None:
    for path in (repo / "corpus").glob("*.json"):
        path.unlink()
    assert run("check", cwd=repo).returncode == 2
    assert run("check", "--allow-empty", cwd=repo).returncode == 0
    (repo / "corpus").rmdir()
    assert run("check", "--allow-empty", cwd=repo).returncode == 2, "a corpus that is not there is not empty"


def test_checks_that_look_at_nothing_are_no_pass(repo: Path) -> None:
    words = ("check", "--only", "citation/bad-csl")
    for _ in range(2):
        done = run(*words, cwd=repo)
        assert done.returncode == 2 and "no check looked at anything" in done.stderr


def test_a_shallow_clone_says_how_to_deepen_it(repo: Path) -> None:
    commit(repo)
    edit(repo / "corpus/one.json", "e-adda", "e-ada")
    git(repo, "commit", "-qam", "two")
    git(repo, "clone", "-q", "--depth", "1", repo.as_uri(), "shallow")
    assert run("check", "--against", "HEAD", cwd=repo / "shallow").returncode == 0
    done = run("check", "--against", "HEAD~1", cwd=repo / "shallow")
    assert done.returncode == 2 and "no commit 'HEAD~1'" in done.stderr and "--unshallow" in done.stderr
    done = run("check", "--since", "nowhere", cwd=repo)
    assert done.returncode == 2 and "git log" in done.stderr


def test_a_second_working_tree_and_a_corpus_below_the_repository(repo: Path) -> None:
    commit(repo)
    git(repo, "worktree", "add", "-q", "elsewhere")
    assert run("check", "--against", "HEAD", cwd=repo / "elsewhere").returncode == 0
    edit(repo / "elsewhere/corpus/two.json", '"e-bob"', '"e-bobb"')
    for words in (("--against", "HEAD"), ("--since", "HEAD")):
        done = run("check", "--output", "concise", *words, cwd=repo / "elsewhere")
        assert done.returncode == 1 and "corpus/two.json" in done.stdout and "corpus/one.json" not in done.stdout
