"""Old corpora can adopt the checker: only what is new fails, and what was mended does not make room for what is new."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from standoff.baseline import new
from standoff.finding import ERROR, Finding
from tests.conftest import CorpusOf
from tests.edits import commit, git
from tests.test_commands import edit, run

SKETCH = """
== one ==
{e-ada|Ada} said {c-x about=e-adda|it was fair}. {e-bob|Bob} said {c-y about=e-bob|it was not}.
== two ==
{e-bob|Bob} said {c-y about=e-bobb|he left}.
"""


@pytest.fixture
def repo(corpus_of: CorpusOf) -> Path:
    root = corpus_of(SKETCH).root
    commit(root)
    return root


def found(repo: Path, *words: str) -> tuple[int, list[tuple[str, str, str]]]:
    done = run("check", "--output", "json", *words, cwd=repo)
    return done.returncode, [(f["document"], f["record"], f["check"]) for f in json.loads(done.stdout)["findings"]]


def test_old_findings_do_not_fail(repo: Path) -> None:
    assert found(repo)[0] == 1
    assert found(repo, "--against", "HEAD") == (0, [])
    said = run("check", "--against", "HEAD", cwd=repo).stdout.splitlines()
    assert said[0].endswith(": no findings") and said[1] == "  not shown, as HEAD has them already: 2 errors, 4 warnings"
    ledger = json.loads(run("check", "--against", "HEAD", "--output", "json", cwd=repo).stdout)["ledger"]
    assert (ledger["against"], ledger["older"]) == ("HEAD", 6)
    assert "not shown" not in run("check", cwd=repo).stdout


def test_one_mended_and_one_added_fails(repo: Path) -> None:
    """The swap: the number of findings stays the same."""
    before = len(found(repo)[1])
    edit(repo / "corpus/one.json", "e-adda", "e-ada")
    edit(repo / "corpus/one.json", '"about": [\n        "e-bob"', '"about": [\n        "e-bobbb"')
    assert len(found(repo)[1]) == before
    assert found(repo, "--against", "HEAD") == (1, [("one", "c-y", "id/dangling")])


def test_layout_changes_nothing_else(repo: Path) -> None:
    path = repo / "corpus/one.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8"))), encoding="utf-8")
    assert found(repo, "--against", "HEAD", "--skip", "file/not-canonical") == (0, [])


def test_against_a_commit_without_a_corpus(repo: Path) -> None:
    git(repo, "checkout", "-q", "--orphan", "empty")
    git(repo, "rm", "-qr", "--cached", ".")
    (repo / "README").write_text("x")
    git(repo, "add", "README")
    git(repo, "commit", "-qm", "nothing")
    done = run("check", "--against", "HEAD", cwd=repo)
    assert done.returncode == 2 and "HEAD has no corpus" in done.stderr


@pytest.mark.parametrize("ref", ["nowhere", "--output=x", ""])
def test_against_what_is_no_commit(repo: Path, ref: str) -> None:
    done = run("check", f"--against={ref or ' '}", cwd=repo)
    assert done.returncode == 2 and "Traceback" not in done.stderr and not (repo / "x").exists()


def test_fingerprints_are_compared_as_multisets() -> None:
    def one(record: str, message: str) -> Finding:
        return Finding("a/b", ERROR, "corpus/d.json", (), message, document="d", record=record)
    before = [one("c-a", "1"), one("c-a", "2"), one("c-b", "1")]
    assert new(before, before) == []
    assert new([one("c-a", "2"), one("c-a", "3"), one("c-a", "1")], before) == [one("c-a", "3")]
    assert new([one("c-a", "9")], before) == []
    assert new([*before, one("c-c", "1")], before) == [one("c-c", "1")]


def test_since_and_staged_look_at_what_changed(repo: Path) -> None:
    assert {document for document, _, _ in found(repo, "--since", "HEAD")[1]} == set()
    edit(repo / "seeds/two.txt", "Bob", "Rob")
    (repo / "seeds/three.txt").write_text("Ada.")
    assert {document for document, _, _ in found(repo, "--since", "HEAD")[1]} == {"two"}
    assert found(repo, "--staged")[1] == []
    git(repo, "add", "seeds/two.txt")
    assert {document for document, _, _ in found(repo, "--staged")[1]} == {"two"}
