"""A plug is a file: dropped into a package it is found, and no other file is edited."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from standoff.check import Check
from standoff.errors import UsageError
from standoff.plug import discover, load, names, plug_name, summary
from standoff.walk import all_checks, run
from tests.conftest import CorpusOf

CHECK = '''"""A claim shouts.

Why: it hurts.
Fix: lower the voice.

Bad:
    {c-x|SO}
Good:
    {c-x|so}
"""
from standoff.check import Check
from standoff.finding import WARNING
from standoff.model import Claim

check = Check(__name__, __doc__, severity=WARNING, since="1")


@check.each(Claim)
def shouts(place, document):
    if place.record.text.isupper():
        yield check.finding(document, place.path, "shouts")
'''
Package = Callable[[dict[str, str]], str]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Package]:
    """A function: a temporary installed package with these files; gone afterwards."""
    name = f"plugs_of_{tmp_path.name.replace('-', '_')}"

    def build(files: dict[str, str]) -> str:
        site = tmp_path / "site"
        for path, content in files.items():
            file = site / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            for folder in (file.parent, *file.parent.parents):
                if folder == site:
                    break
                (folder / "__init__.py").touch()
            file.write_text(content)
        monkeypatch.syspath_prepend(str(site))
        return name
    yield build
    for module in [module for module in sys.modules if module.partition(".")[0] == name]:
        del sys.modules[module]


def test_a_name_is_a_path() -> None:
    assert plug_name("standoff.checks.id.wrong_kind", "standoff.checks") == "id/wrong-kind"


def test_a_dropped_check_runs_and_can_be_selected(package: Package, corpus_of: CorpusOf) -> None:
    name = package({"checks/loud/shouting_claim.py": CHECK, "checks/loud/_helper.py": "x = 1"})
    checks = [check for check in all_checks((name,)) if check.name.startswith("loud/")]
    assert [check.name for check in checks] == ["loud/shouting-claim"]
    corpus = corpus_of(f'{{c-x|SO}} {{c-y|so}}\n== standoff.toml ==\nplugs = ["{name}"]')
    result = run(corpus, all_checks(corpus.config.plugs))
    assert [f.record for f in result.findings if f.check == "loud/shouting-claim"] == ["c-x"]
    assert "loud/shouting-claim" in result.ledger.known


@pytest.mark.parametrize(("folder", "agreed"), [
    ("exports", "export"), ("features", "feature"), ("importers", "importer"), ("reporters", "reporter"),
    ("commands", "command")])
def test_every_kind_of_plug_is_found_by_its_name(package: Package, folder: str, agreed: str) -> None:
    name = package({f"{folder}/of_mine.py": f"{agreed} = 'mine'", f"{folder}/sub/more.py": f"{agreed} = 'more'"})
    assert list(discover(f"{name}.{folder}", agreed)) == [("of-mine", "mine"), ("sub/more", "more")]


def test_a_file_that_defines_no_plug_says_so(package: Package) -> None:
    name = package({"checks/empty.py": ""})
    with pytest.raises(UsageError, match="does not define 'check'"):
        load(f"{name}.checks.empty", "check")


def test_names_and_summaries_import_nothing(package: Package) -> None:
    name = package({"commands/boom.py": '"""Does a thing. More."""\nraise SystemError'})
    assert names(f"{name}.commands") == {"boom": f"{name}.commands.boom"}
    assert summary(f"{name}.commands.boom") == "Does a thing. More."
    assert f"{name}.commands.boom" not in sys.modules


def test_every_check_of_the_package_is_a_check() -> None:
    found = dict(discover("standoff.checks", "check"))
    assert found and all(isinstance(check, Check) and check.name == name for name, check in found.items())
