"""Differences: apply(diff(old, new), old) == new; the policy of release.md, case by case."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.__main__ import main
from standoff.corpus import open_corpus
from standoff.diff import Change, Side, Step, allowed, apply, diff, least_step
from standoff.diff.changes import forward_targets
from standoff.diff.released import published, since
from standoff.errors import UsageError
from standoff.model import Released
from standoff.release.build import build
from standoff.release.remember import remember
from standoff.release.sides import rows_side
from standoff.rows import TABLES, Rows, build_rows, columns, key_of
from standoff.store import json_bytes

from .conftest import CorpusOf

RowSet = dict[str, list[dict[str, Any]]]
_KINDS = {"text": st.sampled_from(["a", "b", "é🍵", "=1", ""]), "integer": st.integers(0, 3), "boolean": st.booleans()}


@st.composite
def row_sets(draw: st.DrawFn) -> RowSet:
    made: RowSet = {}
    for table in draw(st.lists(st.sampled_from(sorted(TABLES)), unique=True, max_size=4)):
        row = st.fixed_dictionaries({c.name: st.none() | _KINDS[c.kind] if c.nullable else _KINDS[c.kind]
                                     for c in columns(table)})
        listed = {tuple(r[k] for k in key_of(table)): r for r in draw(st.lists(row, min_size=1, max_size=4))}
        made[table] = [listed[key] for key in sorted(listed)]
    return made


def side(rows: RowSet) -> Side:
    return Side("", lambda table: (json_bytes(row) for row in rows.get(table, ())))


@settings(max_examples=200, deadline=None)
@given(row_sets(), row_sets())
def test_applying_a_difference_makes_the_new_set(old: RowSet, new: RowSet) -> None:
    changes = list(diff(side(old), side(new)))
    assert apply(changes, old) == new
    lines = [json.loads(json_bytes(change.as_json())) for change in changes]
    again = [Change(c["table"], tuple(c["key"]), c["change"], c["before"], c["after"], tuple(c["into"])) for c in lines]
    assert apply(again, old) == new and again == changes


@given(row_sets())
def test_the_same_has_no_difference(rows: RowSet) -> None:
    assert not list(diff(side(rows), side(rows)))
    assert least_step([]).step is Step.NONE


BASE = """
== one ==
{e-ada type=person name=Ada|Ada} {a-a.cue who=e-ada|said} {a-a|{c-hot attribution=a-a text=Tea_is_hot.|tea is hot}}.
== two ==
{c-hot text=Tea_is_hot.|Tea is hot}. {c-late text=It_is_late.|It is late} {c-dark text=It_is_dark.|and dark}.
== three ==
{c-hot text=Tea_is_hot.|Hot tea}.""".strip("\n")
FACT = """
== corpus/facts.json ==
{"standoff": "1", "facts": [FACTS], "links": []}
"""


def facts(**members: str) -> str:
    return FACT.replace("FACTS", ", ".join(json.dumps({
        "id": f"f-{name}", "text": "Tea is hot.", "claims": claims.split(), "by": "Ada", "date": "2021"})
        for name, claims in members.items()))


TWO = facts(hot="one#c-hot two#c-hot")
RETIRED = '\n== corpus/retired.json ==\n{"standoff": "1", "retired": [{"id": "two#c-late", "why": "w", "date": "2021"}]}\n'
CASES = {
    "nothing": (BASE, BASE, Step.NONE),
    "boundary": (BASE, BASE.replace("|Hot tea}", "|Hot} tea"), Step.PATCH),
    "wording": (BASE, BASE.replace("It_is_late", "It_was_late"), Step.PATCH),
    "title": (BASE, BASE + '\n@ /meta/title = "New"', Step.PATCH),
    "stance": (BASE, BASE.replace("c-late text", "c-late stance=denied text"), Step.MINOR),
    "about": (BASE, BASE.replace("c-hot attribution", "c-hot about=e-ada attribution"), Step.MINOR),
    "new claim": (BASE, BASE.replace("Hot tea}.", "Hot tea}{c-new text=N.|.}"), Step.MINOR),
    "new document": (BASE, BASE + "\n== four ==\n{c-x|Four}", Step.MINOR),
    "facts decided": (BASE, BASE + TWO, Step.MINOR),
    "a claim joins": (BASE + TWO, BASE + facts(hot="one#c-hot two#c-hot three#c-hot"), Step.MINOR),
    "facts merged": (BASE + facts(hot="one#c-hot two#c-hot", dim="two#c-late two#c-dark"),
                     BASE + facts(hot="one#c-hot two#c-hot two#c-late two#c-dark").replace('"date"', '"was": ["f-dim"], "date"'),
                     Step.MINOR),
    "membership corrected": (BASE + facts(hot="one#c-hot two#c-hot three#c-hot", dim="two#c-late two#c-dark"),
                             BASE + facts(hot="one#c-hot two#c-hot", dim="two#c-late two#c-dark three#c-hot"), Step.MINOR),
    "claim merged": (BASE, BASE.replace(" {c-dark text=It_is_dark.|and dark}", " and dark").replace(
        "c-late text", "c-late was=c-dark text"), Step.MINOR),
    "claim gone": (BASE, BASE.replace("{c-late text=It_is_late.|It is late}", "It is late"), Step.MAJOR),
    "claim withdrawn": (BASE, BASE.replace("{c-late text=It_is_late.|It is late}", "It is late") + RETIRED, Step.MAJOR),
    "fact split": (BASE + facts(hot="one#c-hot two#c-hot three#c-hot"), BASE + TWO, Step.MAJOR),
    "fact dissolved": (BASE + TWO, BASE, Step.MAJOR),
    "document withdrawn": (BASE, BASE.split("== three")[0], Step.MAJOR),
    "text changed": (BASE, BASE.replace("It is late}", "It is later}"), Step.MAJOR),
}


def both(corpus_of: CorpusOf, tmp_path: Path, old: str, new: str) -> tuple[Rows, Rows]:
    first = build_rows(corpus_of(old))
    for path in [*(tmp_path / "corpus").glob("*"), *(tmp_path / "seeds").glob("*")]:
        path.unlink()
    return first, build_rows(corpus_of(new))


@pytest.mark.parametrize("case", CASES)
def test_the_policy(corpus_of: CorpusOf, tmp_path: Path, case: str) -> None:
    old, new, step = CASES[case]
    first, second = both(corpus_of, tmp_path, old, new)
    one, other = rows_side(first, "old"), rows_side(second, "new")
    leads = forward_targets(other)
    assert least_step(diff(one, other), leads, one.schema, other.schema).step is step
    remembered = [Released.model_validate(line) for line in published(first, "1.0.0")]
    assert since(remembered, second, leads)[0].step is step, "released.jsonl alone says another step"


def test_merged_and_split_are_named(corpus_of: CorpusOf, tmp_path: Path) -> None:
    first, second = both(corpus_of, tmp_path, *CASES["facts merged"][:2])
    named = {(c.change, c.key[0]): c.into for c in diff(rows_side(first, ""), rows_side(second, "")) if c.table == "facts"}
    assert named["merged", "f-dim"] == ("f-hot",)
    first, second = both(corpus_of, tmp_path, *CASES["fact split"][:2])
    changes = list(diff(rows_side(first, ""), rows_side(second, "")))
    assert [(c.key[0], c.into) for c in changes if c.change == "split"] == [("f-hot", ("three#c-hot",))]


def schema(**columns_: str) -> dict[str, bytes]:
    return {"tables.json": json_bytes({"tables": {"claims": {"key": ["id"], "columns": {
        name: {"kind": kind} for name, kind in columns_.items()}}}})}


@pytest.mark.parametrize(("old", "new", "step"), [
    (schema(id="text"), schema(id="text"), Step.NONE), (schema(id="text"), schema(id="text", more="text"), Step.MINOR),
    (schema(id="text", more="text"), schema(id="text"), Step.MAJOR), (schema(id="text"), schema(id="integer"), Step.MAJOR),
    ({"x.json": b'{"properties":{"a":{"enum":["b","c"]}}}'}, {"x.json": b'{"properties":{"a":{"enum":["b"]}}}'}, Step.MAJOR),
    ({"x.json": b'{"properties":{"a":{"enum":["b"]}}}'}, {"x.json": b'{"properties":{"a":{"enum":["b","c"]}}}'}, Step.MINOR)])
def test_fields_and_vocabularies(old: dict[str, bytes], new: dict[str, bytes], step: Step) -> None:
    assert least_step([], {}, old, new).step is step


@pytest.mark.parametrize(("last", "new", "step", "fine"), [
    ("1.0.0", "1.0.1", Step.PATCH, True), ("1.0.0", "1.0.1", Step.MINOR, False), ("1.0.0", "1.1.0", Step.MINOR, True),
    ("1.9.0", "2.0.0", Step.MAJOR, True), ("1.9.0", "1.10.0", Step.MAJOR, False), ("1.1.0", "1.0.9", Step.PATCH, False),
    ("1.0.0", "2.0.0-rc.1", Step.MAJOR, True), ("2.0.0-rc.1", "2.0.0", Step.MAJOR, True), ("1.0.0", "1.0.0", Step.PATCH, False)])
def test_which_version_may_follow(last: str, new: str, step: Step, fine: bool) -> None:
    assert allowed(last, new, step) is fine


def test_publish_refuses_a_step_that_is_too_small(corpus_of: CorpusOf, tmp_path: Path) -> None:
    corpus = corpus_of(BASE)
    remember(corpus, build(corpus, tmp_path / "dist", version="1.0.0"))
    changed = corpus_of(BASE.replace("c-late text", "c-late stance=denied text"))
    with pytest.raises(UsageError, match=r"1\.0\.1 is too small a step after 1\.0\.0: the changes ask for a minor step\n.*c-late"):
        build(changed, tmp_path / "dist", version="1.0.1")
    assert not (tmp_path / "dist/corpus-1.0.1").exists()
    made = build(changed, tmp_path / "dist", version="1.1.0", since=str(tmp_path / "dist/corpus-1.0.0")).folder
    (line,) = (json.loads(line) for line in (made / "changes.jsonl").read_text().splitlines() if '"claims"' in line)
    assert line["before"]["stance"] == "asserted" and line["after"]["stance"] == "denied"
    assert "Since 1.0.0" in (made / "CHANGELOG.md").read_text()


def test_a_remembered_version_is_not_built_again(corpus_of: CorpusOf, tmp_path: Path) -> None:
    corpus = corpus_of(BASE)
    remember(corpus, build(corpus, tmp_path / "dist", version="1.0.0"))
    assert build(open_corpus(tmp_path), tmp_path / "dist", version="1.0.0").existed
    with pytest.raises(UsageError, match=r"remembered in released\.jsonl"):
        build(open_corpus(tmp_path), tmp_path / "elsewhere", version="1.0.0")


def test_old_quotes_of_a_text_in_excerpts_are_not_told_again(corpus_of: CorpusOf, tmp_path: Path) -> None:
    corpus = corpus_of("{c-a text=It_is.|A secret passage}. " + "filler " * 30 + '\n@ /meta/rights/text = "excerpts"')
    old = build(corpus, tmp_path / "old").folder
    assert b"secret" in (old / "jsonl/spans.jsonl").read_bytes()
    new = corpus_of("A {c-a text=It_is.|secret} passage. " + "filler " * 30 + '\n@ /meta/rights/text = "none"')
    made = build(new, tmp_path / "new", since=str(old)).folder
    assert (made / "changes.jsonl").read_bytes().count(b"\n") > 1
    assert b"secret" not in b"".join(p.read_bytes() for p in made.rglob("*.jsonl"))


@pytest.fixture
def repository(corpus_of: CorpusOf, tmp_path: Path) -> Iterator[Path]:
    corpus_of(BASE)
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@b.invalid", "-c", "commit.gpgsign=false"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "one"], ["tag", "v1.0.0"]):
        subprocess.run([*git, *words], check=True)
    corpus_of(BASE.replace("It_is_late", "It_was_late"))
    yield tmp_path


@pytest.mark.parametrize("output", ["text", "json", "markdown"])
def test_a_git_ref_against_the_working_tree(repository: Path, capsys: pytest.CaptureFixture[str], output: str) -> None:
    assert main(["diff", "v1.0.0", str(repository), "--root", str(repository), "--output", output]) == 0
    said = capsys.readouterr().out
    if output == "json":
        value = json.loads(said)
        assert value["step"] == "patch" and {c["key"][0] for c in value["changes"]} == {"two#c-late"}
    else:
        assert "two#c-late" in said and "patch" in said
    assert main(["diff", "no-such-ref", ".", "--root", str(repository)]) == 2
