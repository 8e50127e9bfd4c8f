"""The commands that tell people what the checks are."""

from __future__ import annotations

import json

import pytest

from standoff.__main__ import main
from standoff.walk import all_checks


def test_a_page_shows_its_parts_and_no_invisible_character(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "text/not-utf8", "entity/unmarked-name"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("entity/unmarked-name (warning, since 0.1.0)\n")
    assert "Runs where: the entities layer is complete" in out
    assert "Bad:\n    ⟨U+FEFF⟩{e-blinken|Blinken} spoke." in out


def test_a_warning_says_how_it_is_excused_an_error_does_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "claim/hedged-text"]) == 0
    assert '    "ok": {"claim/hedged-text": "why it may stay"}\n' in capsys.readouterr().out
    assert main(["explain", "span/drifted", "excuse/unused"]) == 0
    assert '"why it may stay"' not in capsys.readouterr().out


def test_every_page_can_be_printed(capsys: pytest.CaptureFixture[str]) -> None:
    folders = sorted({check.name.partition("/")[0] + "/" for check in all_checks()})
    assert main(["explain", *folders]) == 0
    out = capsys.readouterr().out
    assert [check.name for check in all_checks() if f"{check.name} ({check.severity.word}" not in out] == []


def test_a_wrong_name_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "span/drift"]) == 2
    assert "no check is named 'span/drift'" in capsys.readouterr().err
    for wanted, offered in (("hedged", "claim/hedged-text"), ("claim", "claim/"), ("span/drift", "span/drifted")):
        assert main(["explain", wanted]) == 2
        assert f"did you mean {offered!r}?" in capsys.readouterr().err


def test_the_list_says_the_same_in_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    names = [check.name for check in all_checks()]
    assert main(["checks", "--output", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["name"] for row in rows] == names
    assert {row["severity"] for row in rows} == {"error", "warning", "info"}
    assert main(["checks", "--output", "markdown"]) == 0
    assert [line.split("`")[1] for line in capsys.readouterr().out.splitlines()[2:]] == names
    assert main(["checks"]) == 0
    assert f"{len(names)} checks" in capsys.readouterr().out
