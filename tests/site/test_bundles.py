"""The committed bundles are what the lock file makes; every package inside them has its licence; no registry is named."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import standoff

SITE = Path(standoff.__file__).parent / "site"


def test_the_lock_names_versions_and_no_registry() -> None:
    lock = json.loads((SITE / "bundles" / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages and all(entry["integrity"].startswith("sha512-") for entry in packages.values())
    assert not any("resolved" in entry for entry in packages.values())


def test_every_bundle_has_the_licences_of_what_is_in_it() -> None:
    lock = json.loads((SITE / "bundles" / "package-lock.json").read_text(encoding="utf-8"))
    for name in ("minisearch", "plot", "cytoscape"):
        text = (SITE / "static" / "vendor" / f"{name}.LICENSE.txt").read_text(encoding="utf-8")
        heads = re.findall(r"(?m)^((?:@[\w.-]+/)?[\w.-]+) (\d+\.\d+\.\d+\S*), (MIT|ISC|BSD-3-Clause|Unlicense)$", text)
        assert heads, name
        assert all(lock["packages"][f"node_modules/{package}"]["version"] == version for package, version, _ in heads)


def test_the_bundles_are_classic_scripts() -> None:
    for path in (SITE / "static").rglob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?m)^\s*(?:import\s[^(]|export\s)", text), path
        assert path.parent.name == "vendor" or not re.search(r"\b(?:fetch|XMLHttpRequest|WebSocket|eval|innerHTML)\b", text), path


@pytest.mark.slow
def test_the_documented_command_makes_the_committed_bundles(tmp_path: Path) -> None:
    if not shutil.which("npm"):
        sys.__stderr__.write("\n*** NO NPM: the bundles were not rebuilt. ***\n")
        pytest.skip("npm is not installed")
    folder = tmp_path / "bundles"
    shutil.copytree(SITE / "bundles", folder, ignore=shutil.ignore_patterns("node_modules"))
    subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=folder, check=True, capture_output=True)
    subprocess.run(["npm", "run", "build", "--", "--out", str(tmp_path / "out")], cwd=folder, check=True, capture_output=True)
    made = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert made == {path.name: path.read_bytes() for path in (SITE / "static" / "vendor").iterdir()}
