"""Every check's page is its test: its Bad gives at least one finding of it, its Good none."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from standoff import limits
from standoff.check import Check
from standoff.finding import Finding, Severity
from standoff.walk import all_checks
from tests.conftest import CorpusOf, run_only

CHECKS = {check.name: check for check in all_checks()}
PARTS = ("Why", "Fix", "Bad", "Good")


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> None:
    """What no sketch can say: a lower limit on size, a file that the system refuses to open, a link."""
    monkeypatch.setattr(limits, "JSON_BYTES", 3_000)
    real = os.open

    def refuse(path: Any, *arguments: Any, **keys: Any) -> int:
        if Path(path).name == "locked.json" and arguments[0] & os.O_NOFOLLOW:
            raise PermissionError(13, "Permission denied")
        return real(path, *arguments, **keys)
    monkeypatch.setattr(os, "open", refuse)
    linked = Path.is_symlink
    monkeypatch.setattr(Path, "is_symlink", lambda path: path.name == "linked.json" or linked(path))


@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.usefixtures("world")
def test_bad_is_found(name: str, corpus_of: CorpusOf) -> None:
    found = of(CHECKS[name], "Bad", corpus_of)
    assert found
    assert not any("failed with" in finding.message for finding in found)
    assert all(finding.severity is CHECKS[name].severity for finding in found)


@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.usefixtures("world")
def test_good_is_not(name: str, corpus_of: CorpusOf) -> None:
    assert of(CHECKS[name], "Good", corpus_of) == []


@pytest.mark.parametrize("name", CHECKS)
def test_page_is_whole(name: str) -> None:
    check = CHECKS[name]
    assert check.fault.endswith(".") and "\n" not in check.page.split("\n\n")[0]
    assert [part for part in PARTS if not check.part(part).strip()] == []
    order = [check.page.index(f"\n{part}:") for part in PARTS]
    assert order == sorted(order)
    assert check.reads or check.each_of or check.judge_with or check.audit_with


@pytest.mark.parametrize("name", [name for name, check in CHECKS.items() if check.severity is Severity.WARNING])
def test_a_warning_says_how_often_it_is_wrong(name: str) -> None:
    """Alarms, true and false on real text, and no page that promises less than one true alarm in two of ten or more."""
    counts = re.findall(r"(\d+) alarms?, (\d+) true, (\d+) false", " ".join(CHECKS[name].part("Precision").split()))
    assert counts
    for alarms, true, false in (map(int, row) for row in counts):
        assert true + false == alarms and (alarms < 10 or true >= false)


def of(check: Check, part: str, corpus_of: CorpusOf) -> list[Finding]:
    """The findings of `check` in one part of its page, run alone (an audit needs the check that it audits)."""
    names = ["span/cuts-word"] if check.audit_with else []
    corpus = corpus_of(check.part(part))
    return [finding for finding in run_only(corpus, check.name, *names).findings if finding.check == check.name]
