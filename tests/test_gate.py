"""The fast gate answers only 'certainly sound'; with or without it the report is the same."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from standoff import gate
from standoff.canonical import canonical
from standoff.corpus import Corpus, open_corpus
from standoff.model import FILES
from standoff.sketch import read_sketch
from standoff.walk import all_checks, run, select
from tests.test_schema import SKETCH, mutations, valid_files

PROVED = [check for check in all_checks() if check.proved or check.reads]


def test_the_gate_is_there() -> None:
    assert gate._validator() is not None, "pip install standoff[fast]"


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_the_gate_never_calls_valid_what_the_models_refuse(seed: int) -> None:
    passed = total = 0
    for changed in mutations(valid_files()["document"], random.Random(seed)):
        total += 1
        if gate.fitting(changed) is not None:
            passed += 1
            FILES["document"].model_validate(changed)  # raises where the gate was wrong
        else:
            with pytest.raises(ValidationError):
                FILES["document"].model_validate(changed)
    assert total > 1_500 and passed > 100


def sound_value() -> tuple[dict[str, Any], str]:
    value, text = read_sketch(SKETCH)
    return value, text


def documents(folder: Path, seed: int) -> tuple[Corpus, int]:
    """A corpus of a sound document and one-step mutations of it, each a file of its own."""
    value, text = sound_value()
    for name in ("corpus", "seeds"):
        (folder / name).mkdir()
    number = 0
    chance = random.Random(seed)
    everything = [value, *(changed for changed in mutations(value, chance) if isinstance(changed, dict))]
    for number, changed in enumerate([value, *chance.sample(everything, 400)]):
        if changed.get("id") == "sketch":
            changed = {**changed, "id": f"d-{number}"}
        (folder / f"corpus/d-{number}.json").write_bytes(canonical(changed, "document"))
    (folder / "seeds/sketch.txt").write_text(text, encoding="utf-8", newline="")
    return open_corpus(folder), number + 1


def test_a_sound_document_has_no_fault_and_the_report_does_not_depend_on_the_gate(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus, number = documents(tmp_path, 5)
    checks = select(all_checks(), ["file/", "id/", "span/", "text/"], ["text/annotated-twice"])
    fast = run(corpus, checks)
    sound = {document.name for document in corpus.documents if document.sound}
    assert 10 < len(sound) < number, "the gate says yes to some and not to all"
    assert not {finding.file for finding in fast.findings if finding.check in {check.name for check in PROVED}} & sound
    monkeypatch.setattr(gate, "_validator", lambda: None)
    slow = run(open_corpus(tmp_path), checks)
    assert slow.findings == fast.findings and len(fast.findings) > 300
    monkeypatch.setattr("standoff.source.sound", lambda *_: False)
    assert run(open_corpus(tmp_path), checks).findings == fast.findings


@pytest.mark.parametrize("change", [
    lambda v: v["claims"][0]["spans"][0].update(quote="tea was  hot"), lambda v: v["seed"].update(length=3),
    lambda v: v["entities"][0].update(id="c-ada"), lambda v: v["entities"].append(v["entities"][0]),
    lambda v: v["claims"][0].update(about=["e-none"]), lambda v: v["claims"][0].update(attribution="e-ada"),
    lambda v: v["citations"][0].update(claims=["c-none"]), lambda v: v["meta"].update(voice="e-none"),
    lambda v: v["claims"][0]["spans"][0].update(end=9_999), lambda v: v["claims"][0]["spans"][0].update(end=0),
    lambda v: v.update(scope=[{"start": 5, "end": 5}]), lambda v: v.update(id="other"),
    lambda v: v["seed"].update(sha256="0" * 64), lambda v: v["claims"][0].update(time="2021-02-30"),
    lambda v: v["meta"].update(date="2021-02-29"), lambda v: v["attributions"][0].update(time="2021-03/2021-02"),
    lambda v: v["annotated"][0].update(date="2021-06-31"), lambda v: v["meta"].update(origin={"retrieved": "2021-02-30"})])
def test_what_is_not_sound(change: Any) -> None:
    value, text = sound_value()
    assert is_sound(value, text)
    change(value)
    assert not is_sound(value, text)


def is_sound(value: dict[str, Any], text: str) -> bool:
    return gate.sound(value, gate.all_spans(value), text, hashlib.sha256(text.encode()).hexdigest(), "sketch")


@pytest.mark.parametrize("raw", ["a\r\nb", "\ufeffa"])
def test_a_text_that_is_no_plain_utf8_is_not_sound(raw: str) -> None:
    value, _ = read_sketch("{e-a|a}")
    value["seed"] |= {"sha256": hashlib.sha256(raw.encode()).hexdigest(), "length": len(raw)}
    value["entities"] = []
    assert not is_sound(value, raw)
