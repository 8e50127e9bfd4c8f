"""Every check's page is its test: its Bad gives at least one finding of it, its Good none."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

import standoff
from standoff import limits
from standoff.check import Check
from standoff.finding import Finding, Severity
from standoff.foreign import check_foreign
from standoff.walk import all_checks
from tests.bench import precision
from tests.conftest import CorpusOf, run_only

CHECKS = {check.name: check for check in all_checks()}
PARTS = ("Why", "Fix", "Bad", "Good")


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> None:
    """What no sketch can say: a lower limit on size, a file that the system refuses to open."""
    monkeypatch.setattr(limits, "JSON_BYTES", 3_000)
    real = os.open

    def refuse(path: Any, *arguments: Any, **keys: Any) -> int:
        if Path(path).name == "locked.json" and arguments[0] & os.O_NOFOLLOW:
            raise PermissionError(13, "Permission denied")
        return real(path, *arguments, **keys)
    monkeypatch.setattr(os, "open", refuse)


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
    assert check.reads or check.each_of or check.every_of or check.judge_with or check.audit_with


@pytest.mark.parametrize("name", [name for name, check in CHECKS.items() if check.severity is Severity.WARNING])
def test_a_warning_says_how_often_it_is_wrong(name: str) -> None:
    """Group by group: the two of this repository and PolNeAR always, and no group in which it is too often wrong."""
    read = CHECKS[name].precision()
    assert list(read)[:2] == ["final", "drafts"] and "PolNeAR" in read and read["final"].measured
    assert [group for group in read if group not in precision.GROUPS] == []
    assert len(CHECKS[name].part("Precision").splitlines()) == len(read)
    for group, one in read.items():
        assert one.true + one.false == one.alarms and (one.measured or one.note)
        assert not one.alarms or one.true / one.alarms >= (0.5 if group in ("PolNeAR", "FEVER", "pairs") else 0.8)


@pytest.mark.parametrize("name", [name for name, check in CHECKS.items() if check.severity is not Severity.WARNING])
def test_only_a_warning_is_measured(name: str) -> None:
    assert CHECKS[name].precision() == {}


@pytest.mark.slow
def test_the_alarms_on_our_own_texts_are_those_on_the_pages(tmp_path: Path) -> None:
    """Counted again; where this fails, read the new alarms (python -m tests.bench.precision --show) and correct the page."""
    counted = precision.counted(list(precision.own_alarms(tmp_path, precision.warnings())))
    for check in precision.warnings():
        for group, one in check.precision().items():
            if one.measured and group in ("final", "drafts", "planted", "copied"):
                assert (one.alarms, one.true, one.false) == counted.get((check.name, group), (0, 0, 0)), (check.name, group)


def test_every_name_that_a_finding_can_carry_has_a_page() -> None:
    """Findings are made by checks, under their own names, and from problems that the reader names: all are listed."""
    folders = "|".join(sorted({name.partition("/")[0] for name in CHECKS}))
    package = Path(standoff.__file__).parent
    named = {(path.relative_to(package).as_posix(), name) for path in package.glob("*.py")  # the reader, the gate, the walk
             for name in re.findall(rf'"((?:{folders})/[a-z-]+)"', path.read_text(encoding="utf-8"))}
    assert sorted(one for one in named if one[1] not in CHECKS) == [("reporter.py", "text/plain")]
    assert ("reading.py", "file/bad-value") in named
    made = {path.relative_to(package).as_posix() for path in package.rglob("*.py")
            if re.search(r"\bFinding\(", path.read_text(encoding="utf-8"))}
    assert made <= {"check.py", "finding.py", "visit.py", "outcome.py"}


def of(check: Check, part: str, corpus_of: CorpusOf) -> list[Finding]:
    """The findings of `check` in one part of its page, run alone (an audit needs the check that it audits)."""
    names = ["span/cuts-word"] if check.audit_with else []
    corpus = corpus_of(check.part(part))
    if (linked := corpus.root / "corpus/linked.json").exists():
        linked.symlink_to(linked.rename(corpus.root / "elsewhere.json"))
    if check.name.startswith("import/"):
        return check_foreign("brat", [str(corpus.root)], [check.name], [])[1].findings
    return [finding for finding in run_only(corpus, check.name, *names).findings if finding.check == check.name]
