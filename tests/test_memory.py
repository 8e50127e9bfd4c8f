"""The cache: what it remembers is what a fresh run says, any change is seen, and it is never in the way."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from standoff.memory import FOLDER, Memory, listing
from tests.conftest import CorpusOf
from tests.test_commands import edit, run

SKETCH = """
== one ==
{e-ada|Ada} said {c-x about=e-adda|it was fair}.
== two ==
{e-bob|Bob} {a-x.cue|said} {a-x|{c-y attribution=a-x about=e-bob text=Bob_left.|he left}}.
"""


@pytest.fixture
def repo(corpus_of: CorpusOf) -> Path:
    return corpus_of(SKETCH).root


def git(root: Path, *words: str) -> None:
    subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *words], cwd=root, check=True,
                   capture_output=True)


def commit(root: Path) -> None:
    git(root, "init", "-q")
    git(root, "add", "corpus", "seeds")
    git(root, "commit", "-qm", "one")


@pytest.mark.parametrize("in_git", [True, False])
def test_any_change_is_seen(repo: Path, in_git: bool) -> None:
    if in_git:
        commit(repo)
    words = ("check", "--output", "json")
    first, warm = run(*words, cwd=repo), run(*words, cwd=repo)
    fresh = run(*words, "--no-cache", cwd=repo)
    assert first.stdout == warm.stdout == fresh.stdout and first.returncode == warm.returncode == 1
    for name, old, new in (("corpus/one.json", "e-adda", "e-ada"), ("seeds/two.txt", "left", "went")):
        edit(repo / name, old, new)
        assert run(*words, cwd=repo).stdout == run(*words, "--no-cache", cwd=repo).stdout
    (repo / "corpus/stray.txt").write_text("x")
    assert "corpus/stray.txt" in run(*words, cwd=repo).stdout
    (repo / "corpus/stray.txt").unlink()
    assert "corpus/stray.txt" not in run(*words, cwd=repo).stdout
    (repo / "standoff.toml").write_text('skip = ["text/"]\n')
    assert "has the digest" not in run(*words, cwd=repo).stdout


def test_options_are_told_apart(repo: Path) -> None:
    assert run("check", "--output", "concise", cwd=repo).returncode == 1
    assert run("check", "--output", "concise", "--fail-on", "never", cwd=repo).returncode == 0
    assert "id/dangling" not in run("check", "--output", "concise", "--only", "span/", cwd=repo).stdout
    assert "id/dangling" not in run("check", "--output", "concise", "two", cwd=repo).stdout
    assert "id/dangling" in run("check", "--output", "concise", cwd=repo).stdout


def test_an_unchanged_corpus_imports_neither_checks_nor_models(repo: Path) -> None:
    run("check", cwd=repo)
    code = ("import sys; from standoff.__main__ import main; main(['check']); "
            "print(sorted(m for m in sys.modules if m.startswith(('pydantic', 'standoff.checks', 'standoff.model'))))")
    done = subprocess.run([sys.executable, "-P", "-c", code], cwd=repo, capture_output=True, text=True, check=True)
    assert "id/dangling" in done.stdout and done.stdout.splitlines()[-1] == "[]"


def test_one_changed_document_is_looked_at_again_and_the_others_are_not(repo: Path) -> None:
    run("check", cwd=repo)
    database = sqlite3.connect(repo / FOLDER / "checks.sqlite")
    before = {row for row, in database.execute("SELECT key FROM outcomes")}
    edit(repo / "corpus/two.json", "Bob left.", "Bob stayed.")
    run("check", cwd=repo)
    after = {row for row, in database.execute("SELECT key FROM outcomes")}
    assert len(before) == 2 and len(after - before) == 1


@pytest.mark.parametrize("content", [b"", b"not a database at all", b"SQLite format 3\0" + b"\1" * 200])
def test_a_broken_cache_is_made_again(repo: Path, content: bytes) -> None:
    (repo / FOLDER).mkdir()
    (repo / FOLDER / "checks.sqlite").write_bytes(content)
    done = run("check", "--output", "concise", cwd=repo)
    assert done.returncode == 1 and "id/dangling" in done.stdout and done.stderr == ""


def test_a_committed_cache_is_not_trusted(repo: Path) -> None:
    """A pull request that brings its own cache could bring its own verdict."""
    commit(repo)
    run("check", cwd=repo)
    database = sqlite3.connect(repo / FOLDER / "checks.sqlite")
    database.execute("UPDATE reports SET value = ?", (json.dumps([0, [["", "all is well"]]]),))
    database.commit()
    assert "all is well" in run("check", cwd=repo).stdout
    git(repo, "add", "-f", FOLDER)
    done = run("check", cwd=repo)
    assert done.returncode == 1 and "all is well" not in done.stdout


def test_a_folder_that_cannot_be_written_is_checked_all_the_same(repo: Path) -> None:
    (repo / FOLDER).write_text("in the way")
    assert run("check", cwd=repo).returncode == 1


def test_the_listing_is_that_of_git_or_of_the_content(repo: Path) -> None:
    plain = listing(repo, ("corpus", "seeds", "none"))
    assert set(plain) == {"corpus/one.json", "corpus/two.json", "seeds/one.txt", "seeds/two.txt"}
    commit(repo)
    tracked = listing(repo, ("corpus", "seeds"))
    assert set(tracked) == set(plain) and tracked != plain
    edit(repo / "corpus/one.json", "e-adda", "e-ada")
    assert {name for name in tracked if listing(repo, ("corpus", "seeds"))[name] != tracked[name]} == {"corpus/one.json"}
    (repo / "seeds/two.txt").unlink()
    assert "seeds/two.txt" not in listing(repo, ("corpus", "seeds"))


def test_rules_change_with_the_configuration(repo: Path) -> None:
    before = Memory(repo).rules
    (repo / "standoff.toml").write_text('name = "x"\n')
    assert Memory(repo).rules != before


def test_the_same_report_in_one_process_or_several(repo: Path) -> None:
    words = ("check", "--output", "json", "--no-cache")
    assert run(*words, "--jobs", "1", cwd=repo).stdout == run(*words, "--jobs", "2", cwd=repo).stdout
