"""Other people's validators accept what we write. Slow, and they need the extra [release].

The official schemas are not copied into the project: check-jsonschema ships that of CITATION.cff, dplib-py the profiles
of Data Package v2; both are used offline.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import standoff
from standoff.corpus import open_corpus
from standoff.release.build import build

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(open_corpus(ROOT), tmp_path_factory.mktemp("built")).folder


def package_file(package: str, name: str) -> Path:
    spec = find_spec(package)
    assert spec and spec.origin, f"pip install 'standoff[release]' brings {package}"
    return Path(spec.origin).parent / name


def run(code: str, folder: Path) -> str:
    """In a process of its own, since these libraries warn on import: what it prints, or a failure with its errors."""
    done = subprocess.run([sys.executable, "-P", "-c", code, str(folder)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_mlcroissant_reads_every_record_set(folder: Path) -> None:
    """A fresh Dataset object for each record set: the second records() on one object returns no row."""
    code = """
import sys, json
import mlcroissant as mlc
path = sys.argv[1] + "/croissant.json"
first = mlc.Dataset(path)
assert not first.metadata.issues.errors, first.metadata.issues.report()
assert first.metadata.ctx.is_v1_1()
print(json.dumps({s.id: [] if not rows[s.id] else sum(1 for _ in mlc.Dataset(path).records(s.id))
                  for rows in [json.load(open(sys.argv[1] + "/manifest.json"))["tables"]] for s in first.metadata.record_sets}))
"""
    rows = json.loads(run(code, folder).splitlines()[-1])
    assert rows == {name: n or [] for name, n in standoff.load(folder).manifest.tables.items()}


def test_frictionless_validates_types_keys_and_hashes(folder: Path) -> None:
    code = """
import sys, json
import frictionless
report = frictionless.Package(sys.argv[1] + "/datapackage.json").validate()
print(json.dumps([report.valid, report.stats["tasks"], report.flatten(["title", "message"])[:5]]))
"""
    valid, tasks, errors = json.loads(run(code, folder).splitlines()[-1])
    assert valid, errors
    assert tasks == len(standoff.load(folder).manifest.tables)


def test_frictionless_finds_a_broken_key(folder: Path, tmp_path: Path) -> None:
    """The validator is no rubber stamp: a dangling reference and a changed byte are both found."""
    import shutil
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    claims = copy / "csv/claim_entities.csv"
    claims.write_bytes(claims.read_bytes().replace(b'"china"', b'"chins"', 1))
    code = ("import sys, json, frictionless\n"
            "print(frictionless.Package(sys.argv[1] + '/datapackage.json').validate().valid)")
    assert run(code, copy).splitlines()[-1] == "False"


@pytest.mark.parametrize("name", ["datapackage", "dataresource", "tableschema", "tabledialect"])
def test_the_official_data_package_profile(folder: Path, name: str) -> None:
    profile = json.loads(package_file("dplib", f"profiles/2.0/{name}.json").read_text())
    package = json.loads((folder / "datapackage.json").read_text())
    parts: dict[str, list[Any]] = {
        "datapackage": [package], "dataresource": package["resources"],
        "tableschema": [r["schema"] for r in package["resources"]],
        "tabledialect": [r["dialect"] for r in package["resources"]]}
    validator = jsonschema.validators.validator_for(profile)(profile)
    assert [error.message for part in parts[name] for error in validator.iter_errors(part)] == []


@pytest.mark.parametrize("where", ["release", "repository"])
def test_the_official_schema_of_citation_files(folder: Path, where: str) -> None:
    path = (folder if where == "release" else ROOT) / "CITATION.cff"
    done = subprocess.run([sys.executable, "-P", "-m", "check_jsonschema", "--builtin-schema",
                           "vendor.citation-file-format", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_citation_file_is_plain_yaml(folder: Path) -> None:
    code = ("import sys, json\nfrom ruamel.yaml import YAML\n"
            "print(json.dumps(YAML(typ='safe').load(open(sys.argv[1] + '/CITATION.cff'))['version']))")
    assert json.loads(run(code, folder)) == "dev"


def test_sqlite_and_sha256sum_agree(folder: Path) -> None:
    base = sqlite3.connect(folder / "alaska-talks.sqlite")
    assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    base.execute("INSERT INTO claims_text(claims_text, rank) VALUES ('integrity-check', 1)")
    base.close()
    assert subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=folder, check=False).returncode == 0


def test_schemas_meet_the_meta_schema(folder: Path) -> None:
    for path in sorted((folder / "schema").glob("*.schema.json")):
        jsonschema.Draft202012Validator.check_schema(json.loads(path.read_text()))
