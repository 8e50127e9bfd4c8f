"""The version that a repository announces: CITATION.cff, CHANGELOG.md and the git tag must say the same."""

from __future__ import annotations

import re
from pathlib import Path

from ..errors import UsageError
from ..store import read_bytes
from .stamp import tags_here

_CFF = re.compile(r"^version:[ \t]*[\"']?([^\"'\s#]+)", re.MULTILINE)
_HEADING = re.compile(r"^## \[?v?(?:[a-z-]+ )?v?([0-9]+\.[0-9]+\.[0-9]+[^\]\s]*)", re.MULTILINE)
_LARGEST = 1 << 24


def announced(root: Path) -> str:
    """The version of the release that HEAD is. UsageError when tag, CHANGELOG.md and CITATION.cff do not agree."""
    cited = _first(root / "CITATION.cff", _CFF, "a line `version: X`")
    listed = _first(root / "CHANGELOG.md", _HEADING, "a heading `## X`")
    tags = [tag.removeprefix("v") for tag in tags_here(root)]
    if cited != listed:
        raise UsageError(f"CITATION.cff announces {cited}, the first version of CHANGELOG.md is {listed}",
                         where=str(root), fix="write the same version into both, and commit")
    if cited not in tags:
        raise UsageError(f"CITATION.cff announces {cited}, the tags of this commit are {', '.join(tags) or 'none'}",
                         where=str(root), fix=f"git tag v{cited}")
    return cited


def cited_version(root: Path) -> str:
    """The version in CITATION.cff; empty where there is none."""
    path = root / "CITATION.cff"
    match = _CFF.search(read_bytes(path, _LARGEST).decode("utf-8", "replace")) if path.is_file() else None
    return match[1] if match else ""


def _first(path: Path, pattern: re.Pattern[str], what: str) -> str:
    match = pattern.search(read_bytes(path, _LARGEST).decode("utf-8", "replace")) if path.is_file() else None
    if match is None:
        raise UsageError(f"{path.name} names no version: expected {what}", where=str(path),
                         fix="see RELEASING.md for the order of steps")
    return match[1]
