"""standoff init: a stranger's empty folder becomes a corpus in which new and check work at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from standoff.__main__ import main


def test_a_new_corpus_takes_a_first_document_and_is_clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                          capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "My First Corpus"
    assert main(["init", str(root)]) == 0
    monkeypatch.chdir(root)
    (root / "seeds" / "a-text.txt").write_text("The talks ended. Ada Lovelace said that they were fair.\n")
    assert main(["check", "--allow-empty"]) == 0
    assert main(["new", "seeds/a-text.txt", "--by", "Ada"]) == 0
    assert main(["add", "a-text", "entity", "--name", "Ada Lovelace", "--type", "person", "--all", "Ada Lovelace"]) == 0
    assert main(["check", "--fail-on", "warning"]) == 0 and main(["fmt", "--check"]) == 0
    assert main(["schema", "write", "--check"]) == 0
    assert 'name = "my-first-corpus"' in (root / "standoff.toml").read_text()
    assert "merge=standoff" in (root / ".gitattributes").read_text()
    assert capsys.readouterr().err == ""


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "README.md").write_text("mine")
    assert main(["init", str(tmp_path), "--name", "x"]) == 0
    assert main(["init", str(tmp_path), "--name", "y"]) == 0
    assert (tmp_path / "README.md").read_text() == "mine"
    assert 'name = "x"' in (tmp_path / "standoff.toml").read_text()
    assert "README.md: is there already, left alone" in capsys.readouterr().out
