"""Configuration: [tool.standoff] in pyproject.toml, or standoff.toml with the same keys. Unknown keys are errors."""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from . import limits
from .errors import UsageError
from .root import find_root

__all__ = ["Config", "Folder", "GENRES", "config_or_default", "find_root", "load_config"]

GENRES = ("news", "encyclopedia", "report", "essay", "other")


_PART = r"[A-Za-z0-9_-][A-Za-z0-9._-]*"
Folder = Annotated[str, Field(pattern=rf"^{_PART}(?:/{_PART})*$")]
"""A folder below the corpus root: no '..' and no absolute path, or a configuration could read anywhere."""


def _dashed(name: str) -> str:
    return name.replace("_", "-")


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True,
                              alias_generator=_dashed, validate_by_name=True)


class Release(_Section):
    """What a release says about itself."""

    title: str = ""
    authors: list[str] = Field(default_factory=list)
    license: str = "CC-BY-4.0"
    repository: str = ""
    doi: str = ""
    description: str = ""


class Vocabulary(_Section):
    """Further values that this corpus allows."""

    genre: list[str] = Field(default_factory=list)


class Config(_Section):
    """Settings of one corpus.

    `plugs` names installed packages with further checks, features, exports …; `checks` and `skip` select checks by
    name or prefix ('claim/'); `claim_lang` is the working language of claim texts.
    """

    name: Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")] = "corpus"
    seeds: Folder = "seeds"
    corpus: Folder = "corpus"
    plugs: list[str] = Field(default_factory=list)
    checks: list[str] = Field(default_factory=list)
    skip: list[str] = Field(default_factory=list)
    claim_lang: str = "en"
    max_quoted: Annotated[float, Field(ge=0, le=1, alias="max_quoted")] = limits.MAX_QUOTED
    vocabulary: Vocabulary = Vocabulary()
    release: Release = Release()


def load_config(root: Path) -> Config:
    """The configuration of the corpus at `root`. UsageError names file, key and what is known."""
    for name in ("standoff.toml", "pyproject.toml"):
        path = root / name
        if not path.is_file():
            continue
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise UsageError(f"is no valid TOML: {error}", where=str(path)) from error
        if name == "pyproject.toml":
            table = table.get("tool", {}).get("standoff")
        if table is not None:
            return _validated(table, path)
    return Config()


def config_or_default(start: Path) -> Config:
    """The configuration of the corpus that `start` lies in; the default one outside any corpus."""
    try:
        root = find_root(start.resolve())
    except UsageError:
        return Config()
    return load_config(root)


def _validated(table: dict[str, Any], path: Path) -> Config:
    try:
        return Config.model_validate(table)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        known = [field.alias or name for name, field in Config.model_fields.items()]
        if first["type"] != "extra_forbidden":
            why = first["msg"][:1].lower() + first["msg"][1:]
            raise UsageError(f"[tool.standoff] {key} is {first['input']!r}: {why}", where=str(path)) from error
        near = difflib.get_close_matches(key, known, 1)
        fix = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(known)}"
        raise UsageError(f"[tool.standoff] {key}: {first['msg'][:1].lower()}{first['msg'][1:]}", where=str(path),
                         fix=fix) from error
