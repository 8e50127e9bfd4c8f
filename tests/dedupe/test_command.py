"""The command: list, explain, decide."""

from __future__ import annotations

import json
import re

import pytest

from standoff.__main__ import main
from standoff.commands import dedupe
from standoff.corpus import open_corpus

from .conftest import Build
from .test_seeds import ROOT


def run(build_root: str, *words: str) -> int:
    return main(["dedupe", "--root", build_root, *words])


def test_the_list_shows_both_sides_and_counts(build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    root = str(build().root)
    assert run(root, "--limit", "2", "--cross") == 0
    out = capsys.readouterr().out
    assert "same" in out and "alpha: " in out and "beta: " in out
    assert out.splitlines()[-1].startswith(tuple("123456789")) and "2 of" in out.splitlines()[-1]


def test_json(build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    root = str(build().root)
    assert run(root, "--json", "--limit", "0") == 0
    value = json.loads(capsys.readouterr().out)
    assert len(value["pairs"]) == value["open"] and value["decided"] == 0
    assert value["pairs"][0]["reasons"] and value["pairs"][0]["cross"] is True


def test_explain_names_every_feature(build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    root = str(build().root)
    assert run(root, "explain", "alpha#c-ships", "beta#c-ships") == 0
    out = capsys.readouterr().out
    assert all(word in out for word in ("words", "entities", "numbers", "figures", "contradicts", "‘12’ against ‘13’"))


def test_decide_then_it_is_no_longer_open(build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    root = str(build().root)
    assert run(root, "decide", "alpha#c-met", "beta#c-met", "same", "--by", "Ada") == 0
    assert "wrote corpus/facts.json" in capsys.readouterr().out
    run(root, "--json", "--limit", "0")
    value = json.loads(capsys.readouterr().out)
    assert value["decided"] == 1
    assert {"alpha#c-met", "beta#c-met"} not in [{p["a"], p["b"]} for p in value["pairs"]]
    run(root, "--all", "--limit", "0")
    assert "decided same" in capsys.readouterr().out


@pytest.mark.parametrize(("words", "said"), [
    (["explain", "alpha#c-mett", "beta#c-met"], "alpha#c-met"),
    (["decide", "c-secret", "beta#c-met", "same", "--by", "Ada"], "beta#c-secret"),
    (["explain", "alpha#c-met", "alpha#c-met"], "same claim"),
    (["decide", "alpha#c-met", "beta#c-met", "distinct", "--by", "Ada"], "--why")])
def test_clear_errors(build: Build, capsys: pytest.CaptureFixture[str], words: list[str], said: str) -> None:
    assert run(str(build().root), *words) == 2
    assert said in capsys.readouterr().err


def test_a_misspelt_subcommand_is_no_table(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["dedupe", "revew", "--by", "Ada"])
    assert "did you mean 'review'?" in capsys.readouterr().err


def test_the_examples_name_claims_of_this_corpus() -> None:
    known = {f"{document.id}#{claim}" for document in open_corpus(ROOT).documents for claim in document.claims}
    assert set(re.findall(r"[\w-]+#c-[\w-]+", dedupe.__doc__ or "")) <= known


def test_no_claims_is_no_success(build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(build(documents={"alpha": {}}).root)) == 2
    assert "no claim" in capsys.readouterr().err
