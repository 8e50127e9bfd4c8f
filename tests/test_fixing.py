"""Repairs: idempotent, meaning-preserving, and those of several checks in one run do not disturb each other."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from standoff.__main__ import main
from standoff.canonical import canonical
from standoff.finding import DELETE, ERROR, Edit, Finding, Fix
from standoff.fixing import apply, choose
from standoff.raw import record_span_paths
from standoff.sketch import read_sketch
from tests.conftest import CorpusOf

SKETCH = """
{e-ada.nominal type=person name=Ada|The tall visitor} {a-tea.cue who=e-ada|declared again} {a-tea|that {c-hot attribution=a-tea about=e-tea text=Tea_was_hot.|{e-tea type=topic name=tea|green tea} was served\nfar too hot}}, and
{c-rain about=e-town text=It_rained_in_Bergen.|it rained in {e-town type=place name=Bergen|Bergen}}, {c-rain|all the long week}.
{omit why=boilerplate|Printed in Oslo.} The pot is old.{x-one.marker work=w-one claims=c-rain|[1]} {w-one|1. A book of rain}
"""
Value = dict[str, Any]
Break = Callable[[Value, str, random.Random], None]


def spans(value: Value) -> list[dict[str, Any]]:
    return [span for _, found in record_span_paths(value) for _, span in found]


def unplace(value: Value, text: str, chance: random.Random) -> None:
    span = chance.choice(spans(value))
    span.pop("start", None)
    span.pop("end", None)


def shift(value: Value, text: str, chance: random.Random) -> None:
    span = chance.choice([s for s in spans(value) if "start" in s and s["end"] + 3 < len(text)])
    by = chance.choice([1, 2, 3])
    span["start"], span["end"] = span["start"] + by, span["end"] + by


def unfold(value: Value, text: str, chance: random.Random) -> None:
    span = chance.choice([s for s in spans(value) if " " in s["quote"].strip()])
    span["quote"] = span["quote"].replace(" ", "\n ", 1)


def fray(value: Value, text: str, chance: random.Random) -> None:
    span = chance.choice([s for s in spans(value) if "end" in s and s["quote"].split() == text[s["start"]:s["end"]].split()
                          and text[s["end"]:s["end"] + 1] == " "] or [{"end": 0, "quote": ""}])
    span["end"] += 1
    span["quote"] += " "


def split(value: Value, text: str, chance: random.Random) -> None:
    content = value["attributions"][0]["content"]
    if len(content) == 1 and content[0]["quote"].startswith("that ") and "start" in content[0]:
        start = content[0]["start"]
        content[0:1] = [{"start": start, "end": start + 4, "quote": "that"},
                        {"start": start + 5, "end": content[0]["end"], "quote": content[0]["quote"][5:]}]


def miscount(value: Value, text: str, chance: random.Random) -> None:
    value["seed"]["length"] += chance.randrange(1, 9)


def rename(value: Value, text: str, chance: random.Random) -> None:
    value["id"] = "other"


def excuse(value: Value, text: str, chance: random.Random) -> None:
    value[chance.choice(["claims", "entities"])][0]["ok"] = {chance.choice(["span/cuts-word", "span/cut-word"]): "why"}


def shuffle(value: Value, text: str, chance: random.Random) -> None:
    for key in ("claims", "entities"):
        chance.shuffle(value[key])
    for record in value["claims"]:
        items = list(record.items())
        chance.shuffle(items)
        record.clear()
        record.update(items)


BREAKS: list[Break] = [unplace, shift, unfold, fray, split, miscount, rename, excuse, shuffle]


def broken(number: int) -> tuple[Value, Value, str]:
    """(as it was, as it is, its text): one to five faults that a repair must undo without loss."""
    chance = random.Random(number)
    value, text = read_sketch(SKETCH.strip())
    value["layers"] = dict.fromkeys(value["layers"], "partial")
    torn = copy.deepcopy(value)
    for break_ in chance.sample(BREAKS, chance.randrange(1, 6)):
        break_(torn, text, chance)
    return value, torn, text


def restored(folder: Path, number: int, capsys: pytest.CaptureFixture[str]) -> None:
    value, torn, text = broken(number)
    for name in ("corpus", "seeds"):
        (folder / name).mkdir(parents=True)
    path = folder / "corpus/sketch.json"
    path.write_text(json.dumps(torn, indent=1), encoding="utf-8")
    (folder / "seeds/sketch.txt").write_text(text, encoding="utf-8", newline="")
    assert main(["fix", "--root", str(folder)]) == 0
    once = path.read_bytes()
    assert once == canonical(value, "document"), (number, capsys.readouterr().out)
    capsys.readouterr()
    assert main(["fix", "--root", str(folder)]) == 0
    assert path.read_bytes() == once and capsys.readouterr().out.startswith("0 repairs")


@pytest.mark.parametrize("number", range(25))
def test_repairs_undo_all_faults_and_change_nothing_else(tmp_path: Path, number: int, capsys: pytest.CaptureFixture[str]) -> None:
    restored(tmp_path, number, capsys)


@pytest.mark.slow
def test_repairs_undo_all_faults_and_change_nothing_else_often(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(1_000, 1_300):
        restored(tmp_path / str(number), number, capsys)


def test_the_sketch_has_nothing_to_repair(corpus_of: CorpusOf, capsys: pytest.CaptureFixture[str]) -> None:
    root = corpus_of(SKETCH).root
    before = (root / "corpus/sketch.json").read_bytes()
    assert main(["fix", "--unsafe", "--root", str(root)]) == 0
    assert (root / "corpus/sketch.json").read_bytes() == before


def finding(*edits: Edit, safe: bool = True) -> Finding:
    return Finding("a/b", ERROR, "f", (), "m", Fix("t", edits, safe))


@pytest.mark.parametrize("seed", range(200))
def test_edits_that_are_chosen_together_give_the_same_in_any_order(seed: int) -> None:
    """Whatever set of repairs is proposed, those that are picked do what each does alone."""
    chance = random.Random(seed)
    value = {"a": [{"n": n, "s": [n, n + 1]} for n in range(5)], "b": {"x": 1}}
    paths = [("a", n, key) for n in range(5) for key in ("n", "s")] + [("a", n) for n in range(5)] + [
        ("a", n, "s", m) for n in range(5) for m in range(2)] + [("b", "x"), ("a", "-"), ("b",)]
    proposed = [finding(Edit(path, DELETE if path[-1] != "-" and chance.random() < 0.3 else chance.randrange(9)))
                for path in chance.sample(paths, 8)]
    picked = choose(proposed, unsafe=False)
    assert picked
    edits = [edit for one in picked for edit in one.fix.edits if one.fix]  # type: ignore[union-attr]
    expected = apply(value, edits)
    for _ in range(3):
        chance.shuffle(edits)
        assert apply(value, edits) == expected
    kept = {path for path in paths if path[-1] != "-" and not any(
        edit.path[: len(path)] == path[: len(edit.path)] for edit in edits)}
    gone = sorted({edit.path[1] for edit in edits if edit.value is DELETE and len(edit.path) == 2 and edit.path[0] == "a"})
    for path in kept:
        at, then = value, expected
        place = path if path[0] != "a" else ("a", path[1] - sum(g < path[1] for g in gone), *path[2:])  # type: ignore[operator]
        if len(path) == 4 and any(e.path[:3] == path[:3] for e in edits):
            continue
        for old, new in zip(path, place, strict=True):
            at, then = at[old], then[new]  # type: ignore[index]
        assert at == then, (path, edits)
