"""Bad decisions and failing disks: a clear error, nothing lost, earlier decisions untouched."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from standoff.__main__ import main
from standoff.corpus import open_corpus
from tests.conftest import run_only

from .conftest import Build, fact, link


@pytest.mark.parametrize(("facts", "check"), [
    ({"facts": [fact("f-x", "alpha#c-met", "alpha#c-gone")]}, "fact/missing-member"),
    ({"facts": [fact("f-x", "alpha#c-met", "beta#c-met"), fact("f-y", "alpha#c-met", "gamma#c-met")]}, "fact/claimed-twice"),
    ({"links": [link("alpha#c-met", "entails", "beta#c-met"), link("beta#c-met", "entails", "alpha#c-met")]},
     "fact/entails-cycle"),
    ({"facts": [fact("f-x", "alpha#c-met", "beta#c-met")], "links": [link("alpha#c-met", "distinct", "beta#c-met")]},
     "fact/distinct-but-merged")])
def test_bad_decisions_are_findings_and_the_list_still_works(
        build: Build, facts: dict[str, object], check: str, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = build(facts)
    assert check in {finding.check for finding in run_only(corpus, "fact/").findings}
    path = corpus.root / "corpus" / "facts.json"
    before = path.read_bytes()
    for act in (["--limit", "3"], ["score"]):
        assert main(["dedupe", "--root", str(corpus.root), *act]) == 0
        assert "warning: corpus/facts.json: " in (said := capsys.readouterr().err) and check in said
    for act in (["decide", "alpha#c-ships", "beta#c-ships", "distinct", "--by", "Ada", "--why", "12, 13"],
                ["review", "--by", "Ada"], ["--accept", "0"]):
        assert main(["dedupe", "--root", str(corpus.root), *act]) == 1  # nothing is built on what cannot hold
        assert check in capsys.readouterr().err
    assert path.read_bytes() == before


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_leaves_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str],
                                      monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "claims.parquet"
    pq.write_table(pa.table({"id": ["a"], "text": ["China signed."]}), path)
    monkeypatch.setattr(os, "fsync", full)
    assert main(["dedupe", str(path), "--out", str(tmp_path / "out")]) == 2
    assert "No space left" in capsys.readouterr().err
    assert [each.name for each in tmp_path.iterdir()] == ["claims.parquet"]


def test_a_full_disk_leaves_earlier_decisions(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    root = build({"facts": [fact("f-met", "alpha#c-met", "beta#c-met")]}).root
    before = (root / "corpus" / "facts.json").read_bytes()
    monkeypatch.setattr(os, "fsync", full)
    assert main(["dedupe", "--root", str(root), "decide", "gamma#c-met", "beta#c-met", "same", "--by", "Ada"]) == 2
    assert (root / "corpus" / "facts.json").read_bytes() == before
    assert open_corpus(root).facts["f-met"].claims == ("alpha#c-met", "beta#c-met")


def test_decisions_that_cannot_hold_are_refused(build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    root = build({"facts": [fact("f-met", "alpha#c-met", "beta#c-met")],
                  "links": [link("beta#c-secret", "entails", "f-met")]}).root
    before = (root / "corpus" / "facts.json").read_bytes()
    for a, relation, b, said in [("alpha#c-gone", "same", "beta#c-met", "there is no claim 'alpha#c-gone'"),
                                 ("alpha#c-met", "distinct", "beta#c-met", "f-met holds both"),
                                 ("alpha#c-met", "entails", "beta#c-secret", "beta#c-secret entails f-met"),
                                 ("beta#c-met", "contradicts", "beta#c-secret", "beta#c-secret entails f-met")]:
        assert main(["dedupe", "--root", str(root), "decide", a, b, relation, "--by", "Ada", "--why", "seen"]) == 2
        assert said in capsys.readouterr().err
    assert (root / "corpus" / "facts.json").read_bytes() == before
