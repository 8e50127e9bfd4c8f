"""The command line as a stranger meets it: what bad input gets, exit codes, nothing half-written, no traceback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import CorpusOf

SKETCH = """
== tea ==
{a-ada.source who=e-ada|{e-ada type=person name=Ada|Ada}} {a-ada.cue|said} {a-ada|that {c-hot attribution=a-ada about=e-ada text=Tea_was_hot.|tea was hot}}.
"""


def run(*words: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-P", "-m", "standoff", *words], cwd=cwd, text=True, capture_output=True,
                          env={**os.environ, **environment}, check=False, stdin=subprocess.DEVNULL)


@pytest.fixture
def repo(corpus_of: CorpusOf, tmp_path: Path) -> Path:
    corpus_of(SKETCH)
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_clean_corpus(repo: Path) -> None:
    done = run("check", cwd=repo)
    assert done.returncode == 0 and "1 document" in done.stdout and "no findings" in done.stdout


FAULTS = {
    "edited seed": (lambda r: (r / "seeds/tea.txt").write_text("Ada said that tea was cold."), 1, ["text/changed", "seeds/tea.txt"]),
    "missing seed": (lambda r: (r / "seeds/tea.txt").unlink(), 1, ["text/missing", "tea.txt"]),
    "invalid JSON": (lambda r: edit(r / "corpus/tea.json", '"claims": [', '"claims": [,'), 1, ["file/not-json", "corpus/tea.json:"]),
    "unknown key": (lambda r: edit(r / "corpus/tea.json", '"stance"', '"stanse"'), 1, ["file/unknown-key", "did you mean 'stance'?"]),
    "dangling id": (lambda r: edit(r / "corpus/tea.json", '"attribution": "a-ada"', '"attribution": "a-adda"'), 1, ["id/dangling", "'a-ada'"]),
    "drifted quote": (lambda r: edit(r / "corpus/tea.json", '"quote": "tea was hot"', '"quote": "tea was not"'), 1, ["span/drifted", "'tea was hot'"]),
    "offset": (lambda r: edit(r / "corpus/tea.json", '"start": 14, "end": 25', '"start": 15, "end": 26'), 1, ["span/drifted", "14–25"]),
    "empty corpus": (lambda r: (r / "corpus/tea.json").unlink(), 2, ["never a pass"]),
    "not UTF-8": (lambda r: (r / "corpus/tea.json").write_bytes(b"{\xff}"), 1, ["not UTF-8"]),
    "nothing in it": (lambda r: (r / "corpus/tea.json").write_bytes(b""), 1, ["file/not-json", "end of the file"]),
    "a list": (lambda r: (r / "corpus/tea.json").write_bytes(b"[]"), 1, ["file/wrong-type"]),
}


@pytest.mark.parametrize("name", FAULTS)
def test_bad_input_is_named_and_publishes_nothing(repo: Path, name: str) -> None:
    break_it, code, expected = FAULTS[name]
    break_it(repo)
    done = run("check", cwd=repo)
    said = done.stdout + done.stderr
    assert done.returncode == code and all(part in said for part in expected), said
    published = run("publish", cwd=repo)
    assert published.returncode in (1, 2) and not (repo / "dist").exists()
    assert "Traceback" not in said + published.stdout + published.stderr


def test_one_cause_one_finding(repo: Path) -> None:
    edit(repo / "corpus/tea.json", '"stance"', '"stanse"')
    done = run("check", "--output", "json", cwd=repo)
    assert [f["check"] for f in json.loads(done.stdout)["findings"]] == ["file/unknown-key"]


@pytest.mark.parametrize(("words", "code", "expected"), [
    (["chek"], 2, "did you mean 'check'?"), (["check", "coffee"], 2, "no document 'coffee'"),
    (["check", "--only", "span/drifte"], 2, "no check is named"), (["check", "--output", "xml"], 2, "known: "),
    (["show", "tea#c-hott"], 2, "did you mean 'c-hot'?"), (["verify", "corpus"], 2, "is no release"),
    (["publish", "--version", "1"], 2, "MAJOR.MINOR.PATCH"), (["explain", "span/drift"], 2, "span/drifted"),
    ([], 2, "")])
def test_usage_errors_help(repo: Path, words: list[str], code: int, expected: str) -> None:
    done = run(*words, cwd=repo)
    assert done.returncode == code and expected in done.stderr, (done.returncode, done.stderr)
    assert "Traceback" not in done.stderr


def test_outside_any_corpus(tmp_path: Path) -> None:
    done = run("check", cwd=tmp_path)
    assert done.returncode == 2 and "is in no corpus" in done.stderr


def test_an_unwritable_dist(repo: Path) -> None:
    (repo / "dist").write_text("a file, not a folder")
    done = run("publish", cwd=repo)
    assert done.returncode == 2 and "cannot be written" in done.stderr and "Traceback" not in done.stderr
    assert (repo / "dist").read_text() == "a file, not a folder"


def test_a_configuration_key_is_misspelt(repo: Path) -> None:
    (repo / "standoff.toml").write_text('nam = "x"\n')
    done = run("check", cwd=repo)
    assert done.returncode == 2 and "did you mean 'name'?" in done.stderr


def test_fix_places_quotes_and_is_idempotent(repo: Path) -> None:
    edit(repo / "corpus/tea.json", '{"start": 14, "end": 25, "quote": "tea was hot"}', '{"quote": "tea was hot"}')
    assert run("check", cwd=repo).returncode == 1
    assert run("fix", cwd=repo).returncode == 0
    assert run("check", cwd=repo).returncode == 0
    before = (repo / "corpus/tea.json").read_bytes()
    assert "0 repairs" in run("fix", cwd=repo).stdout and (repo / "corpus/tea.json").read_bytes() == before


def test_authoring_from_nothing(repo: Path) -> None:
    (repo / "seeds/pot.txt").write_text("Bob said the pot was full. The pot 🫖 was empty.\n", encoding="utf-8")
    steps = [
        ["new", "seeds/pot.txt", "--by", "Ada", "--license", "CC0-1.0", "--text", "full"],
        ["add", "pot", "entity", "--type", "person", "--name", "Bob", "--quote", "Bob"],
        ["add", "pot", "entity", "--type", "topic", "--name", "pot", "--id", "e-pot", "--all", "pot"],
        ["add", "pot", "attribution", "--who", "e-bob", "--source", "Bob", "--cue", "said", "--content", "the pot was full", "--id", "a-bob"],
        ["add", "pot", "claim", "--quote", "the pot was full", "--text", "The pot was full.", "--about", "e-pot", "--attribution", "a-bob"],
        ["add", "pot", "claim", "--quote", "pot 🫖 was empty", "--in", "2", "--text", "The pot was full.", "--stance", "denied", "--about", "e-pot"],
    ]
    for step in steps:
        done = run(*step, cwd=repo)
        assert done.returncode == 0, (step, done.stdout, done.stderr)
    value = json.loads((repo / "corpus/pot.json").read_text(encoding="utf-8"))
    assert [m["start"] for m in value["entities"][1]["mentions"]] == [13, 31]
    assert value["claims"][1]["spans"] == [{"start": 31, "end": 46, "quote": "pot 🫖 was empty"}]
    assert run("check", cwd=repo).returncode == 0
    shown = run("show", f"pot#{value['claims'][1]['id']}", cwd=repo).stdout
    assert "it is not the case that the pot was full" in shown


def test_an_absent_id_is_never_taken_for_the_new_record_or_another_kind(repo: Path) -> None:
    words = ["add", "tea", "attribution", "--source", "Ada", "--cue", "said", "--content", "that", "--id", "a-adda"]
    done = run(*words, "--who", "e-adda", cwd=repo)
    assert done.returncode == 2 and "did you mean 'e-ada'?" in done.stderr
    done = run(*words, "--who", "e-karl-braun", "--id", "a-karl-braun", cwd=repo)
    assert done.returncode == 2 and "add that record first" in done.stderr


@pytest.mark.parametrize(("words", "said"), [
    (["claim", "--quote", "tea", "--text", "Tea was hot.", "--who", "e-ada"], "a record of kind claim has no --who\n   = help: it belongs to: attribution;"),
    (["claim", "--quote", "tea", "--text", "Tea was hot.", "--cue", "said"], "a record of kind claim has no --cue\n"),
    (["claim", "--quote", "tea", "--text", "Tea was hot.", "--in", "1-2"], "--in '1-2' is no list of sentence numbers\n")])
def test_nothing_that_is_given_is_ignored(repo: Path, words: list[str], said: str) -> None:
    before = (repo / "corpus/tea.json").read_bytes()
    done = run("add", "tea", *words, cwd=repo)
    assert done.returncode == 2 and said in done.stderr
    assert (repo / "corpus/tea.json").read_bytes() == before


def test_an_ambiguous_quote_is_not_guessed(repo: Path) -> None:
    before = (repo / "corpus/tea.json").read_bytes()
    (repo / "seeds/two.txt").write_text("Tea. Tea.\n")
    run("new", "seeds/two.txt", "--by", "Ada", cwd=repo)
    done = run("add", "two", "claim", "--quote", "Tea", "--text", "Tea.", cwd=repo)
    assert done.returncode == 2 and "occurs 2 times" in done.stderr and "--in 1" in done.stderr
    assert (repo / "corpus/tea.json").read_bytes() == before


def test_a_closed_pipe_is_no_pass(repo: Path) -> None:
    done = subprocess.run(f"{sys.executable} -P -m standoff check | true; exit ${{PIPESTATUS[0]}}", shell=True,
                          cwd=repo, executable=shutil.which("bash"), capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["check", "publish", "add", "show", "fix", "fmt", "new", "verify", "schema", "agree", "docs"])
def test_every_help_has_examples(repo: Path, command: str) -> None:
    done = run(command, "--help", cwd=repo)
    assert done.returncode == 0 and "example" in done.stdout


def test_an_error_message_forges_nothing(repo: Path) -> None:
    done = run("check", "x\n::error::owned\x1b[2J", cwd=repo)
    assert done.returncode == 2 and "\x1b" not in done.stderr
    assert not any(line.lstrip().startswith("::") for line in done.stderr.splitlines())
