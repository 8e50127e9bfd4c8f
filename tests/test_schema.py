"""The published schemas: no drift, valid, and of one mind with pydantic."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

from standoff.model import FILES
from standoff.schema import kind_of, schema_files, schema_of, violations
from standoff.sketch import read_sketch

ROOT = Path(__file__).parent.parent
SKETCH = (
    "{omit why=heading|News}\n{e-ada type=person|Ada} "
    "{a-ada.cue who=e-ada act=say style=direct negated=true time=2021-03-18/2021-03-19|said}: "
    '{a-ada|"{c-hot about=e-tea,e-ada time=2021-03 attribution=a-ada|{e-tea type=topic|tea} was hot}"}'
    "{x-1.marker work=w-1 claims=c-hot|[1]}. {w-1|1. A book.}")


def valid_files() -> dict[str, dict[str, Any]]:
    document, _ = read_sketch(SKETCH)
    document["attributions"][0]["source"] = [{"start": 5, "end": 8, "quote": "Ada"}]
    document["claims"][0] |= {"note": "n", "ok": {"span/ragged": "why"}, "was": ["c-old"], "ext": {"k": [1, None]}}
    document["scope"] = [{"start": 0, "end": 9}]
    document["meta"] |= {"url": "https://example.org", "authors": ["Ada"], "date": "2021-03-10~", "origin": {
        "file": "a.txt", "retrieved": "2021", "inferred": ["date"], "defects": ["torn"]}}
    by = {"by": "Ada", "date": "2021-03-10", "score": 900}
    return {
        "document": document,
        "registry": {"standoff": "1", "entities": [
            {"id": "china", "type": "gpe", "name": "China", "aliases": ["PRC"], "wikidata": "Q148"},
            {"id": "xi", "type": "person", "name": "Xi", "affiliation": ["china"]}]},
        "facts": {"standoff": "1", "facts": [{"id": "f-a", "text": "A.", "claims": ["d#c-a", "e#c-a"], **by}],
                  "links": [{"a": "f-a", "b": "d#c-b", "rel": "entails", "why": "w", **by}]},
        "retired": {"standoff": "1", "retired": [{"id": "d#c-z", "why": "w", "date": "2021"}]},
    }


def test_schema_folder_is_what_the_code_says() -> None:
    for name, raw in schema_files().items():
        assert (ROOT / "schema" / name).read_bytes() == raw, f"run: standoff schema write ({name})"


@pytest.mark.parametrize("kind", FILES)
def test_schema_is_valid_and_describes_every_field(kind: str) -> None:
    schema = schema_of(kind)
    jsonschema.Draft202012Validator.check_schema(schema)
    for definition in (schema, *schema.get("$defs", {}).values()):
        for name, field in definition.get("properties", {}).items():
            assert field.get("description"), f"{kind}: {name} has no description"


@pytest.mark.parametrize("kind", FILES)
def test_valid_files_are_valid_for_both(kind: str) -> None:
    value = valid_files()[kind]
    assert list(violations(value, kind)) == []
    FILES[kind].model_validate(value)
    assert kind_of(value) == kind


REPLACEMENTS: list[Any] = [None, True, 0, -1, 7, 1.5, 5.0, "", "x", "E-Ada", "e-ada", "e-ada\n", "c-hot", "2021-13",
                           "2021-02-30", "d#c-a", "f-a", "Q0", "none", "say", [], ["x"], [None], {}, {"a": 1}, 2000, "a" * 200]


def mutations(value: Any, rng: random.Random) -> Iterator[Any]:
    """One-step mutations: every key dropped, an unknown key added everywhere, every value replaced."""
    for path in _paths(value):
        changed = copy.deepcopy(value)
        parent = changed
        for part in path[:-1]:
            parent = parent[part]
        if path:
            for replacement in rng.sample(REPLACEMENTS, 12):
                parent[path[-1]] = replacement
                yield copy.deepcopy(changed)
            del parent[path[-1]]
            yield changed
        if isinstance(target := _at(value, path), dict):
            grown = copy.deepcopy(value)
            _at(grown, path)["unknown" if "unknown" not in target else "unknown2"] = 1
            yield grown


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for part in path:
        value = value[part]
    return value


def _paths(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield at
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from _paths(inner, (*at, key))


def allowed(value: Any) -> bool:
    """The two known classes where the referees differ: 5.0 counts as an integer for JSON Schema, and its '$' allows a
    newline at the end."""
    leaves = [_at(value, path) for path in _paths(value)]
    return any((isinstance(leaf, float) and leaf == 5.0) or (isinstance(leaf, str) and leaf.endswith("\n"))
               for leaf in leaves)


@pytest.mark.parametrize("kind", FILES)
def test_pydantic_and_jsonschema_agree_on_mutations(kind: str) -> None:
    validator = jsonschema.Draft202012Validator(schema_of(kind))
    rejected = total = 0
    for changed in mutations(valid_files()[kind], random.Random(1)):
        total += 1
        try:
            FILES[kind].model_validate(changed)
            mine = True
        except ValidationError:
            mine = False
        rejected += not mine
        assert mine == validator.is_valid(changed) or allowed(changed), changed
    assert rejected > total // 3 and total > 60
