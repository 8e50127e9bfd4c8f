"""Imports point to a lower layer only; lazy and type-only imports count; a plug never imports a plug."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import standoff

ROOT = Path(standoff.__file__).parent
LAYERS = [
    ["errors", "escape", "root", "finding", "plug", "limits", "model"],
    ["anchoring", "brat", "git", "listing", "memory", "sentences", "raw", "text", "place", "dates", "csl", "cues", "english", "graph", "lexis",
     "aligning", "amounts", "likeness", "ordering", "polarity", "quotation", "raw", "strict", "canonical",
     "spelling", "stems", "synonyms", "store", "fixing", "sketch"],
    ["gate", "joint", "merging", "reading", "config", "source", "records", "corpus"],
    ["check", "gathered", "outcome", "parallel", "visit", "feature", "positions", "walk", "derive", "rights", "rows", "csvfile", "export", "importer", "reporter", "command", "schema"],
    ["dedupe", "diff", "annotate", "agree", "audit", "authoring", "foreign", "baseline", "checking", "selection", "spread", "suggest", "site"],
    ["checks", "features", "exports", "importers", "reporters"],
    ["release", "docs", "quality"],
    ["commands"],
    ["__main__", "__init__"],
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
PLUGS = {"checks", "features", "exports", "importers", "reporters", "commands"}


def imports(path: Path) -> Iterator[tuple[str, ...]]:
    """Modules of the package that a file imports, as paths below it."""
    here = ("standoff", *path.relative_to(ROOT).with_suffix("").parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (tuple(alias.name.split(".")[1:]) for alias in node.names if alias.name.startswith("standoff."))
        elif isinstance(node, ast.ImportFrom):
            base = list(here[: -node.level]) if node.level else []
            full = (*base, *(node.module or "").split(".")) if node.module else tuple(base)
            if full[:1] == ("standoff",):
                yield from ([full[1:]] if len(full) > 1 else [(alias.name,) for alias in node.names])


def files() -> list[Path]:
    return sorted(ROOT.rglob("*.py"))


def test_every_module_has_a_layer() -> None:
    unknown = {path.relative_to(ROOT).parts[0].removesuffix(".py") for path in files()} - set(RANK)
    assert not unknown, f"name the layer of {sorted(unknown)} in this test"


def test_imports_point_down() -> None:
    wrong = []
    for path in files():
        own = path.relative_to(ROOT).parts[0].removesuffix(".py")
        for target in imports(path):
            if target[0] in RANK and target[0] != own and RANK[target[0]] > RANK[own]:
                wrong.append(f"{path.relative_to(ROOT)} imports {'.'.join(target)}")
    assert not wrong


def test_no_plug_imports_a_plug() -> None:
    wrong = [f"{path.relative_to(ROOT)} imports {'.'.join(target)}" for path in files()
             if path.relative_to(ROOT).parts[0] in PLUGS for target in imports(path) if target[0] in PLUGS]
    assert not wrong


def test_one_reader_and_one_writer() -> None:
    """Nothing else parses JSON or opens a file for writing."""
    # The cache reads and writes its own rows: a run that prints what it remembers imports no model.
    allowed = {"store.py", "strict.py", "canonical.py", "schema.py", "memory.py"}
    wrong = []
    for path in files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if path.name not in allowed and (called in {"json.load", "json.loads", "orjson.loads", "json.dumps",
                                                        "orjson.dumps", "open"} or
                                             called.endswith((".write_text", ".write_bytes"))):
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} {called}")
    assert not wrong
