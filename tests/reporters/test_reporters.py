"""Every report of one run: what it says, that machines accept it, and that no text in any field drives what reads it."""

from __future__ import annotations

import json
import random
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import jsonschema
import pytest

from standoff.check import Tally
from standoff.commands.check import usual
from standoff.corpus import Corpus
from standoff.finding import ERROR, INFO, WARNING, Edit, Finding, Fix, Severity
from standoff.reporter import Context
from standoff.selection import reporter_named
from standoff.walk import Result
from tests.conftest import CorpusOf
from tests.test_commands import edit, run

FORMATS = ("text", "concise", "json", "github", "sarif", "junit", "markdown")
SCHEMA = json.loads((Path(__file__).parent / "vendor/sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
SKETCH = "{e-ada|Ada} said {c-x about=e-adda|it was “fair”}."


@pytest.fixture
def corpus(corpus_of: CorpusOf) -> Corpus:
    return corpus_of(SKETCH)


def finding(n: int, severity: Severity = ERROR, check: str = "span/drifted", **fields: object) -> Finding:
    values: dict[str, object] = {"message": f"fault {n}", "line": n, "column": 2, "document": "doc", "record": f"c-{n}"}
    return Finding(check, severity, "corpus/doc.json", ("claims", n), **{**values, **fields})  # type: ignore[arg-type]


def result(findings: list[Finding]) -> Result:
    made = Result(findings)
    made.ledger.checks = {name: Tally(performed=1) for name in ("span/drifted", "id/dangling", "claim/repeated")}
    return made


def render(name: str, findings: list[Finding], corpus: Corpus) -> str:
    return reporter_named(name).render(result(findings), Context(corpus))


@pytest.mark.parametrize("name", FORMATS)
def test_a_clean_run_says_what_it_looked_at(corpus: Corpus, name: str) -> None:
    said = render(name, [], corpus)
    assert said.endswith("\n") and ("span/drifted" in said or "3 checks performed 3 times" in said)


def test_concise_is_one_line_a_finding(corpus: Corpus) -> None:
    said = render("concise", [finding(3, fix=Fix("mend it")), finding(4, WARNING)], corpus).splitlines()
    assert said[0] == "corpus/doc.json:3:2: error: span/drifted: fault 3 (help: mend it)"
    assert said[1].startswith("corpus/doc.json:4:2: warning:") and said[2].endswith("1 error, 1 warning")


def test_github_shows_ten_of_each_and_counts_the_rest(corpus: Corpus) -> None:
    found = [*(finding(n) for n in range(1, 31)), finding(40, check="id/dangling"), finding(50, WARNING), finding(60, INFO)]
    said = render("github", found, corpus).splitlines()
    commands = [line for line in said if line.startswith("::")]
    assert [line[:7] for line in commands].count("::error") == 10 and len(commands) == 11
    assert any("title=id/dangling" in line for line in commands), "every check's first comes before any check's second"
    assert said[-1].startswith("22 findings more")


def test_github_escapes_what_ends_a_property_or_a_message(corpus: Corpus) -> None:
    said = render("github", [finding(1, message="100%\n::error::b", record="x", check="a/b")], corpus).splitlines()[0]
    assert said == "::error file=corpus/doc.json,line=1,col=2,title=a/b::100%25⏎::error::b"


def test_sarif_is_valid_and_its_fingerprints_survive_reindenting(corpus: Corpus) -> None:
    found = [finding(3), finding(3, message="another"), finding(4, WARNING, "claim/repeated"), finding(5, INFO),
             Finding("corpus/link", ERROR, "corpus/a b.json", (), "is a link")]
    log = json.loads(render("sarif", found, corpus))
    jsonschema.Draft4Validator(SCHEMA).validate(log)
    run_ = log["runs"][0]
    assert run_["columnKind"] == "unicodeCodePoints"
    assert [r["level"] for r in run_["results"]] == ["error", "error", "warning", "note", "error"]
    prints = [r["partialFingerprints"]["standoff/v1"] for r in run_["results"]]
    assert len(set(prints)) == 5 and prints[0][:-1] == prints[1][:-1]
    moved = json.loads(render("sarif", [finding(3, line=99, column=7)], corpus))
    assert moved["runs"][0]["results"][0]["partialFingerprints"]["standoff/v1"] == prints[0]
    assert all(run_["tool"]["driver"]["rules"][r["ruleIndex"]]["id"] == r["ruleId"] for r in run_["results"])
    assert run_["results"][4]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "corpus/a%20b.json"


def test_junit_counts(corpus: Corpus) -> None:
    tree = ElementTree.fromstring(render("junit", [finding(1), finding(2), finding(3, INFO, "id/dangling")], corpus))
    assert (tree.get("tests"), tree.get("failures")) == ("3", "1")
    (failed,) = tree.iter("failure")
    assert failed.text and failed.text.splitlines()[0] == "corpus/doc.json:1:2: fault 1"


def test_markdown_says_what_does_not_fit(corpus: Corpus) -> None:
    found = [Finding("span/drifted", ERROR, f"corpus/f{n}.json", (), "x" * 2_000) for n in range(600)]
    said = render("markdown", found, corpus)
    assert len(said.encode()) < 1_048_576
    (left,) = re.findall(r"(\d+) findings more do not fit", said)
    assert said.count("- **error**") + int(left) == 600


def test_in_a_workflow_annotations_and_a_summary(corpus: Corpus, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    done = run("check", cwd=corpus.root, GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(summary))
    assert done.returncode == 1 and "::error file=corpus/sketch.json,line=" in done.stdout
    said = summary.read_text(encoding="utf-8")
    assert said.startswith("before\n## standoff check: ") and "`id/dangling`" in said


def test_without_a_summary_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    assert usual() == ["github"]
    monkeypatch.setenv("GITHUB_ACTIONS", "false")
    assert usual() == ["text"]


def test_several_reports_of_one_run(corpus: Corpus, tmp_path: Path) -> None:
    words = [f"--output={name}={tmp_path / name}" for name in FORMATS]
    done = run("check", "--output", "concise", *words, cwd=corpus.root, GITHUB_ACTIONS="")
    assert done.returncode == 1 and "id/dangling" in done.stdout
    assert all("id/dangling" in (tmp_path / name).read_text(encoding="utf-8") or name == "junit" for name in FORMATS)


PIECES = ["::error file=a.py,line=1::owned", "\n::set-output name=x::y", "\r::add-mask::a", "##[error]", "##[group]", "\x1b[2J",
          "\x1b]0;t\x07", "\u009b31m", "\u202e", "\u2066", "\u200b", "\x00", "\x85::warning::x", "\u2028::notice::x", "\x0b::debug::x", "<script>alert(1)</script>",
          "]]>", "&lt;", "`", "```", "| x |", "[a](javascript:x)", "@here", "#1", "%0A::error::x", "\ud800", "\udfff", "\ufffe",
          "\U000e0041", "\u0085", "\t", " ", "\u00a0::error::x", "é", "漢", "🫖", "\\", '"', "'", "*b*", "--", "\u061c", "\ufeff", "-->", "</details>"]
COMMAND = re.compile(r"::(?:error|warning) file=[^:]*,title=[^:]*::[^\n]*")
TERMINAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def hostile(chance: random.Random) -> str:
    return "".join(chance.choice(PIECES) if chance.random() < 0.7 else chr(chance.randrange(0x20, 0x3000))
                   for _ in range(chance.randrange(1, 6)))


def forged(name: str, said: str) -> list[str]:
    """Lines of a report that a terminal or a CI log would obey, or that are no output of ours."""
    lines = [line for line in said.split("\n") if TERMINAL.search(line) or "##[" in line]
    commands = [line for line in said.split("\n") if line.strip().startswith("::")]
    ours = re.compile(r"  ::: ") if name == "text" else COMMAND if name == "github" else re.compile(r"(?!)")
    return lines + [line for line in commands if not ours.match(line)]


def sweep(corpus: Corpus, strings: int, seed: int) -> None:
    chance = random.Random(seed)
    made = 0
    while made < strings:
        texts = [hostile(chance) for _ in range(20 * 9)]
        made += len(texts)
        found = [Finding(f"span/drifted{n % 3}", Severity(n % 3 + 1), t[0], ("claims", t[1]), t[2],
                         Fix(t[3], (Edit(("claims", t[4]), t[5]),), n % 2 == 0), t[6], t[7], t[8], "seeds/sketch.txt", (0, 3), None, False,
                         n, 1) for n, t in ((n, texts[9 * n : 9 * n + 9]) for n in range(20))]
        broken = result(found)
        broken.ledger.checks["text/x"] = Tally(skipped={texts[0]: 1})
        for name in FORMATS:
            said = reporter_named(name).render(broken, Context(corpus))
            assert said.encode(), "it can be written"
            assert forged(name, said) == [], name
            if name in ("json", "sarif"):
                json.loads(said)
            elif name == "junit":
                ElementTree.fromstring(said)


def test_no_text_forges_a_command_or_drives_a_terminal(corpus: Corpus) -> None:
    sweep(corpus, 5_000, 1)


@pytest.mark.slow
def test_no_text_forges_a_command_or_drives_a_terminal_in_a_hundred_thousand(corpus: Corpus) -> None:
    sweep(corpus, 100_000, 2)


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_fields_of_a_real_file(corpus: Corpus, name: str) -> None:
    path = corpus.root / "corpus/sketch.json"
    text = "x\\u001b[2J\u202e##[error]\\n::error::owned"
    edit(path, '"text": "it was “fair”"', f'"text": 5, "{text}": 1, "note": "{text}"')
    edit(path, '"id": "c-x"', f'"id": "{text}"')
    done = run("check", "--output", name, cwd=corpus.root)
    assert done.returncode == 1 and "malformed" in done.stdout
    assert forged(name, done.stdout) == []
