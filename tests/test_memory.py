"""The cache: what it remembers is what a fresh run says, any change is seen, and it is never in the way."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from standoff import checking, listing
from standoff.__main__ import main
from standoff.corpus import Corpus, Source
from standoff.listing import Listing, Watch
from standoff.memory import place
from standoff.outcome import Outcome
from standoff.visit import Visitor
from tests.conftest import CorpusOf
from tests.edits import Edits, commit, git
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


Said = tuple[int, str, str]
Say = Callable[..., Said]


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], repo: Path) -> Say:
    """A function: exit code, output and errors of `standoff check`, in this process."""
    monkeypatch.chdir(repo)
    monkeypatch.setattr(listing, "_MOMENT", 0)  # nothing changes while these tests check

    def check(*words: str) -> Said:
        capfd.readouterr()
        code = main(["check", *words])
        return (code, *capfd.readouterr())
    return check


def same(say: Say, *words: str) -> Said:
    """What the cache says now, what it says the second time, and what is true."""
    first, warm, fresh = say(*words), say(*words), say(*words, "--no-cache")
    assert first == warm == fresh
    return fresh


@pytest.mark.parametrize("seed", [0, 3])
def test_with_and_without_the_cache_after_random_edits(repo: Path, say: Say, seed: int) -> None:
    """`seed` 3: no git at all."""
    chance = random.Random(seed)
    edits = Edits(repo, chance)
    makers = [name for name in vars(Edits) if not name.startswith("_")]
    if seed == 3:
        makers = [name for name in makers if name not in (
            "restored", "added", "added_in_part", "overlooked", "converted", "nested_repository")]
    else:
        commit(repo)
        git(repo, "tag", "first")
    codes = set()
    for _ in range(20):
        for name in chance.sample(makers, chance.choice([1, 1, 2])):
            getattr(edits, name)()
        words = chance.choice([(), (), ("--only", "id/"), ("two",), ("corpus",), ("--fail-on", "never"), ("--skip", "file/")])
        codes.add(same(say, "--output", "json", *words)[0])
    assert codes >= {0, 1}


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that checks looked at, in this process."""
    names: list[str] = []
    visit = Visitor.visit

    def spy(self: Visitor, source: Source, **options: bool) -> Outcome:
        names.append(source.name)
        return visit(self, source, **options)
    monkeypatch.setattr(Visitor, "visit", spy)
    return names


def test_options_are_told_apart(say: Say) -> None:
    assert say("--output", "concise")[0] == 1
    assert say("--output", "concise", "--fail-on", "never")[0] == 0
    assert "id/dangling" not in say("--output", "concise", "--only", "span/")[1]
    assert "id/dangling" not in say("--output", "concise", "two")[1]
    assert "id/dangling" in say("--output", "concise")[1]


def test_an_unchanged_corpus_imports_neither_checks_nor_models(repo: Path) -> None:
    run("check", cwd=repo)
    code = ("import sys; from standoff.__main__ import main; main(['check']); "
            "print(sorted(m for m in sys.modules if m.startswith(('pydantic', 'standoff.checks', 'standoff.model'))))")
    done = subprocess.run([sys.executable, "-P", "-c", code], cwd=repo, capture_output=True, text=True, check=True)
    assert "id/dangling" in done.stdout and done.stdout.splitlines()[-1] == "[]"


def test_one_changed_document_is_looked_at_again_and_the_others_are_not(repo: Path, say: Say, looked: list[str]) -> None:
    say()
    assert looked == ["corpus/one.json", "corpus/two.json"]
    edit(repo / "corpus/two.json", "Bob left.", "Bob stayed.")
    say()
    assert looked[2:] == ["corpus/two.json"]
    (repo / "standoff.toml").write_text('name = "x"\n')
    say()
    assert looked[3:] == ["corpus/one.json", "corpus/two.json"]


def test_a_fresh_checkout_is_known(repo: Path, say: Say, looked: list[str]) -> None:
    commit(repo)
    before = say()
    for name in ("corpus", "seeds"):
        shutil.rmtree(repo / name)
    (repo / ".git/index").unlink()
    git(repo, "reset", "-q", "--hard")
    looked.clear()
    assert say() == before and not looked


def test_what_was_found_about_all_serves_for_some(repo: Path, say: Say, looked: list[str]) -> None:
    """As a hook before a commit does after a run over everything."""
    say()
    edit(repo / "corpus/two.json", "Bob left.", "Bob stayed.")
    looked.clear()
    assert say("two") == say("two", "--no-cache") and looked[0] == "corpus/two.json"
    looked.clear()
    assert say("one") == say("one", "--no-cache") and "corpus/one.json" not in looked[:-1]


def damages(whole: bytes) -> Iterator[bytes]:
    yield from (b"", b"no database at all", b"SQLite format 3\0" + b"\1" * 200, whole[: len(whole) // 2], whole[:-100])
    chance = random.Random(1)
    for _ in range(25):
        broken = bytearray(whole)
        for at in chance.sample(range(len(whole)), 40):
            broken[at] ^= 1 << chance.randrange(8)
        yield bytes(broken)


def test_a_damaged_cache_changes_nothing_and_is_made_again(repo: Path, say: Say, looked: list[str]) -> None:
    truth, path = say(), place(repo)
    whole = path.read_bytes()
    for damaged in damages(whole):
        path.write_bytes(damaged)
        assert say() == truth
    path.write_bytes(b"no database at all")
    say()
    looked.clear()
    assert say() == truth and not looked


def test_a_cache_of_another_program_or_time(repo: Path, say: Say) -> None:
    truth, path = say(), place(repo)
    path.unlink()
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE reports (words TEXT)")
        database.commit()
    assert say() == say() == truth


def test_rows_that_changed_places_are_not_believed(repo: Path, say: Say) -> None:
    say("--only", "span/")
    truth = say()
    with contextlib.closing(sqlite3.connect(place(repo))) as database:
        for table in ("reports", "outcomes"):
            database.execute(f"UPDATE {table} SET value = (SELECT value FROM {table} ORDER BY rowid LIMIT 1)")
        database.commit()
    assert say() == truth and truth[0] == 1


@pytest.mark.parametrize("where", ["file", "relative/folder"])
def test_where_no_cache_can_be_kept_all_is_checked(repo: Path, say: Say, where: str, tmp_path_factory: pytest.TempPathFactory,
                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path_factory.mktemp("cache") / "file"
    path.write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(path) if where == "file" else where)
    assert same(say)[0] == 1 and not (repo / "relative").exists()


def test_nothing_is_kept_in_the_corpus_and_nothing_at_all_without_a_cache(repo: Path, say: Say) -> None:
    before = sorted(repo.rglob("*"))
    say("--no-cache")
    assert not place(repo).exists()
    say()
    assert place(repo).exists() and sorted(repo.rglob("*")) == before


def test_somebody_else_is_writing(repo: Path, say: Say) -> None:
    truth = say()
    edit(repo / "corpus/two.json", "Bob left.", "Bob stayed.")
    with contextlib.closing(sqlite3.connect(place(repo))) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert say()[1:] == truth[1:] and place(repo).exists()
    assert same(say)[0] == 1


def test_several_runs_at_once(repo: Path) -> None:
    said: list[tuple[int, str, str]] = []

    def once() -> None:
        done = run("check", cwd=repo)
        said.append((done.returncode, done.stdout, done.stderr))
    threads = [threading.Thread(target=once) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(said)) == 1 and said[0][0] == 1 and said[0][2] == ""


@pytest.mark.parametrize("in_git", [True, False])
def test_what_changed_while_it_was_looked_at_is_not_kept(repo: Path, say: Say, monkeypatch: pytest.MonkeyPatch,
                                                         in_git: bool) -> None:
    """Mended for the length of a run: what was found then is not true of what was there before and is again."""
    if in_git:
        commit(repo)
    really = checking.open_corpus

    def meanwhile(root: str) -> Corpus:
        edit(repo / "corpus/one.json", "e-adda", "e-ada")
        return really(root)
    monkeypatch.setattr(checking, "open_corpus", meanwhile)
    assert say("--fail-on", "error")[0] == 0
    monkeypatch.setattr(checking, "open_corpus", really)
    edit(repo / "corpus/one.json", '"e-ada"\n', '"e-adda"\n')
    assert same(say)[0] == 1


def test_the_watch_sees_whatever_happens(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "_MOMENT", 0)
    files = ("corpus/one.json", "seeds/one.txt")
    for change in (lambda: (repo / files[0]).touch(), lambda: edit(repo / files[1], "fair", "fine"),
                   lambda: (repo / files[0]).unlink(), lambda: (repo / "seeds").rename(repo / "seeds2")):
        watch = Watch(repo, ("corpus", "seeds"))
        assert watch.unchanged(*files) and watch.all_unchanged()
        change()
        assert not watch.unchanged(*files) and not watch.all_unchanged()
    watch = Watch(repo, ("corpus", "seeds"))
    (repo / "corpus/new.txt").write_text("x")
    assert watch.unchanged("corpus/two.json") is False and not watch.all_unchanged()
    monkeypatch.setattr(listing, "_MOMENT", 10**18)
    assert not Watch(repo, ("corpus", "seeds")).all_unchanged(), "a file may change twice in one tick of the clock"


def test_git_vouches_only_where_nothing_is_odd(repo: Path) -> None:
    plain = Listing(repo, ("corpus", "seeds")).ids()
    assert {"corpus/one.json", "corpus/two.json", "seeds/one.txt", "seeds/two.txt"} <= set(plain)
    commit(repo)
    tracked = Listing(repo, ("corpus", "seeds")).ids()
    names = [name for name in plain if name.endswith((".json", ".txt"))]
    assert all(tracked[name] != plain[name] for name in names)
    edit(repo / "corpus/one.json", "e-adda", "e-ada")
    changed = Listing(repo, ("corpus", "seeds")).ids()
    assert {name for name in names if changed[name] != tracked[name]} == {"corpus/one.json"}
    for odd in ("--assume-unchanged", "--skip-worktree"):
        git(repo, "update-index", odd, "corpus/one.json")
        assert Listing(repo, ("corpus", "seeds")).ids()["seeds/two.txt"] == plain["seeds/two.txt"]
        git(repo, "update-index", odd.replace("--", "--no-"), "corpus/one.json")
    (repo / ".gitattributes").write_text("seeds/** ident\n")
    assert Listing(repo, ("corpus", "seeds")).ids()["seeds/two.txt"] == plain["seeds/two.txt"]


def test_a_folder_behind_a_link_is_not_known(repo: Path, say: Say) -> None:
    (repo / "seeds").rename(repo / "elsewhere")
    (repo / "seeds").symlink_to("elsewhere")
    with pytest.raises(OSError, match="is a link"):
        Listing(repo, ("corpus", "seeds"))
    assert same(say)[0] == 1


def test_a_plug_that_changes(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    installed = tmp_path_factory.mktemp("installed")
    package = installed / "house_rules/checks/house"
    package.mkdir(parents=True)
    for folder in (installed / "house_rules", installed / "house_rules/checks", package):
        (folder / "__init__.py").write_text("")
    plug = textwrap.dedent('''
        """A file."""
        from standoff.check import Check
        from standoff.corpus import Document
        from standoff.finding import ERROR
        check = Check(__name__, __doc__, severity=ERROR, since="1")

        @check.each(Document)
        def rule(document, source):
            yield check.finding(document, (), "WORDS")
    ''')
    (repo / "standoff.toml").write_text('plugs = ["house_rules"]\n')
    for words in ("first", "other"):
        (package / "rule.py").write_text(plug.replace("WORDS", words))
        for _ in range(2):
            done = run("check", "--output", "concise", cwd=repo, PYTHONPATH=f"{os.environ.get('PYTHONPATH', '')}:{installed}",
                       PYTHONDONTWRITEBYTECODE="1")
            assert done.stdout.count(words) == 2, done.stdout + done.stderr


def test_a_check_that_broke_is_asked_again(repo: Path, say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    truth = say("--no-cache")
    monkeypatch.setattr(Corpus, "shared_ids", None)
    assert "this check itself failed" in say()[1]
    monkeypatch.undo()
    monkeypatch.chdir(repo)
    assert say() == truth


def test_the_same_report_in_one_process_or_several(repo: Path) -> None:
    words = ("check", "--output", "json", "--no-cache")
    assert run(*words, "--jobs", "1", cwd=repo).stdout == run(*words, "--jobs", "2", cwd=repo).stdout
