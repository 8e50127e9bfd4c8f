"""Documentation that cannot lie: computed parts are up to date, links lead somewhere, snippets run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from standoff.corpus import open_corpus
from standoff.docs import regenerate
from standoff.release.build import build

ROOT = Path(__file__).parent.parent
PAGES = sorted(p for p in ROOT.rglob("*.md") if not {".venv", "node_modules", "dist"} & set(p.relative_to(ROOT).parts))


def test_computed_parts_are_up_to_date() -> None:
    assert list(regenerate(open_corpus(ROOT))) == [], "run: standoff docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_the_snippets_of_the_readme_run(tmp_path: Path) -> None:
    folder = build(open_corpus(ROOT), tmp_path / "dist").folder
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    python, sql = (re.search(rf"```{lang}\n(.*?)```", text, re.S)[1] for lang in ("python", "sql"))  # type: ignore[index]
    done = subprocess.run([sys.executable, "-P", "-c", python], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("[(")
    rows = duckdb.connect().execute(sql.replace("dist/alaska-talks-dev", str(folder))).fetchall()
    assert rows and all("Taiwan" in row[0] for row in rows)


def test_every_top_level_folder_explains_itself() -> None:
    for folder in ("seeds", "corpus", "schema", "tools", "tests"):
        assert (ROOT / folder / "README.md").is_file()
