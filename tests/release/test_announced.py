"""`publish --release`: tag, CHANGELOG.md and CITATION.cff must agree; the workflow is pinned and small."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from standoff.__main__ import main
from standoff.errors import UsageError
from standoff.release.announced import announced, cited_version
from standoff.release.verify import verify

from ..conftest import CorpusOf
from .test_release import SKETCH

ROOT = Path(__file__).parents[2]


@pytest.fixture
def repository(corpus_of: CorpusOf, tmp_path: Path) -> Path:
    corpus_of(SKETCH)
    (tmp_path / "CITATION.cff").write_text("cff-version: 1.2.0\nversion: 1.2.0\n")
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## Unreleased\n\n## 1.2.0\n\n## 1.1.0\n")
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "one"]):
        git(tmp_path, *words)
    return tmp_path


def git(root: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(root), "-c", "user.name=a", "-c", "user.email=a@b.invalid", *words], check=True)


def test_what_all_three_say_is_released(repository: Path) -> None:
    git(repository, "tag", "v1.2.0")
    assert announced(repository) == cited_version(repository) == "1.2.0"
    assert main(["publish", "--release", "--root", str(repository)]) == 0
    assert verify(repository / "dist/corpus-1.2.0").manifest.version == "1.2.0"
    assert (repository / "corpus/released.jsonl").is_file()


@pytest.mark.parametrize(("file", "text", "message"), [
    ("CITATION.cff", "version: 1.3.0\n", "CITATION.cff announces 1.3.0, the first version of CHANGELOG.md is 1.2.0"),
    ("CHANGELOG.md", "## Unreleased\n", "names no version"), ("CITATION.cff", "title: x\n", "names no version"),
    ("", "", "the tags of this commit are v1.1.0")])
def test_what_they_do_not_agree_on_is_refused(repository: Path, file: str, text: str, message: str) -> None:
    git(repository, "tag", "v1.1.0" if not file else "v1.2.0")
    if file:
        (repository / file).write_text(text)
    with pytest.raises(UsageError, match=message.replace("v1.1.0", "1.1.0").replace(".", r"\.")):
        announced(repository)
    assert main(["publish", "--release", "--root", str(repository)]) == 2
    assert not (repository / "dist").exists()


def test_workflows_are_pinned_and_have_few_rights() -> None:
    for path in sorted((ROOT / ".github/workflows").glob("*.yml")):
        text = path.read_text()
        assert all(re.fullmatch(r"[\w/.-]+@[0-9a-f]{40}", use) for use in re.findall(r"uses: (\S+)", text)), path.name
        assert re.search(r"^permissions:", text, re.M), path.name


def test_releasing_is_explained_in_ten_lines() -> None:
    text = (ROOT / "RELEASING.md").read_text()
    assert len(text.splitlines()) <= 10
    assert "publish --release" in text and "publish --release" in (ROOT / ".github/workflows/release.yml").read_text()
