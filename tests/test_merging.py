"""Merging: right or a conflict. Random changes of both sides, judged by the checks and by a plain three-way rule."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from standoff.__main__ import main
from standoff.canonical import canonical
from standoff.corpus import open_corpus
from standoff.finding import ERROR
from standoff.merging import merge
from standoff.store import ANY, json_bytes, read_or_fail, write
from standoff.text import Text
from standoff.walk import all_checks, run, select

WORDS = 72
TEXT = Text(" ".join(f"w{n:02}" for n in range(WORDS)) + ".")
CHECKS = [check for check in select(all_checks(), (), ()) if check.severity is ERROR]
Value = dict[str, Any]


def word(first: int, count: int = 1) -> Value:
    """The span of some words."""
    start, end = 4 * first, 4 * (first + count) - 1
    return {"start": start, "end": end, "quote": TEXT.raw[start:end]}


def claim(name: str, at: int, **more: Any) -> Value:
    """A claim about one word."""
    return {"id": f"c-{name}", "text": f"It was {name} {at}.", "kind": "factual", "stance": "asserted", "about": [],
            "spans": [word(at)], **more}


def base() -> Value:
    """Three attributions of eight words (source, cue, six of content), each with a claim; three entities."""
    entities = [{"id": f"e-{n}", "type": "person", "name": f"Person {n}",
                 "mentions": [word(10 * n), word(40 + n)]} for n in range(3)]
    said = [{"id": f"a-{n}", "who": f"e-{n}", "source": [word(10 * n)], "cue": [word(10 * n + 1)],
             "content": [word(10 * n + 2, 6)], "act": "say", "style": "indirect"} for n in range(3)]
    claims = [claim(str(n), 10 * n + 3, attribution=f"a-{n}", about=[f"e-{n}"]) for n in range(3)]
    return {"standoff": "1", "id": "sketch", "seed": {"path": "sketch.txt", "sha256": TEXT.sha256, "length": len(TEXT)},
            "meta": {"title": "Words", "publisher": None, "voice": None, "date": None, "lang": "en", "genre": "news",
                     "rights": {"license": "CC0-1.0", "text": "full"}},
            "annotated": [{"by": "Ada", "date": "2024-01-01", "method": "manual", "guidelines": "1.0"}],
            "layers": dict.fromkeys(("entities", "claims", "attributions", "citations"), "partial"),
            "entities": entities, "claims": claims, "attributions": said}


def records(value: Value) -> dict[tuple[str, str], Value]:
    """Every record by list and id."""
    return {(name, record["id"]): record for name in ("entities", "claims", "attributions") for record in value[name]}


def some(rng: random.Random, value: Value, name: str) -> Value:
    """One of the records of a list; an empty one where there is none."""
    found: Value = rng.choice(value[name] or [{}])
    return found


def add_claim(rng: random.Random, value: Value, side: str) -> None:
    at = rng.randrange(3)
    name = f"{rng.choice([side, 'both'])}-{rng.randrange(4)}"
    attribution = rng.choice([None, f"a-{at}"])
    more = {"attribution": attribution} if attribution else {}
    value["claims"].append(claim(name, 10 * at + rng.randrange(2, 8), about=[some(rng, value, "entities").get("id", "e-0")], **more))


def add_entity(rng: random.Random, value: Value, side: str) -> None:
    name = f"{rng.choice([side, 'both'])}-{rng.randrange(4)}"
    value["entities"].append({"id": f"e-{name}", "type": "org", "name": name, "mentions": [word(rng.randrange(50, WORDS))]})


def add_mention(rng: random.Random, value: Value, _: str) -> None:
    some(rng, value, "entities").setdefault("mentions", []).append(word(rng.randrange(45, WORDS)))


def add_round(_: random.Random, value: Value, side: str) -> None:
    value["annotated"].append({"by": side, "date": "2024-02-02", "method": "manual", "guidelines": "1.0"})


def add_inner(rng: random.Random, value: Value, side: str) -> None:
    at, outer = rng.randrange(3), rng.randrange(2, 5)
    value["attributions"].append({
        "id": f"a-{side}-{rng.randrange(4)}", "who": None, "source": [], "cue": [word(10 * at + outer)],
        "content": [word(10 * at + outer + 1)], "act": "say", "style": "indirect", "within": f"a-{at}"})


def remove(rng: random.Random, value: Value, _: str) -> None:
    name = rng.choice(["entities", "claims", "attributions"])
    if value[name]:
        value[name].pop(rng.randrange(len(value[name])))


def remove_mention(rng: random.Random, value: Value, _: str) -> None:
    mentions = some(rng, value, "entities").get("mentions")
    if mentions:
        mentions.pop(rng.randrange(len(mentions)))


def change_claim(rng: random.Random, value: Value, _: str) -> None:
    some(rng, value, "claims")[rng.choice(["stance", "note"])] = rng.choice(["likely", "possible", "denied"])


def change_content(rng: random.Random, value: Value, _: str) -> None:
    said = some(rng, value, "attributions")
    if said and said["id"] in ("a-0", "a-1", "a-2"):
        at = 10 * int(said["id"][2:])
        said["content"] = [word(at + rng.randrange(2, 4), rng.randrange(1, 5))]


def change_negated(rng: random.Random, value: Value, _: str) -> None:
    some(rng, value, "attributions")["negated"] = True


def change_within(rng: random.Random, value: Value, _: str) -> None:
    some(rng, value, "attributions")["within"] = some(rng, value, "attributions").get("id")


def change_link(rng: random.Random, value: Value, _: str) -> None:
    some(rng, value, "claims")["attribution"] = some(rng, value, "attributions").get("id")


def change_meta(rng: random.Random, value: Value, side: str) -> None:
    value["meta"][rng.choice(["title", "genre", "url"])] = rng.choice(["news", "essay", side])


Change = Callable[[random.Random, Value, str], None]
ADDITIONS: tuple[Change, ...] = (add_claim, add_entity, add_mention, add_round, add_inner)
CHANGES: tuple[Change, ...] = (*ADDITIONS, remove, remove_mention, change_claim, change_content, change_negated,
                               change_within, change_link, change_meta)


def changed(rng: random.Random, value: Value, side: str, changes: tuple[Change, ...]) -> Value:
    """A copy of `value` after one to four changes."""
    result = copy.deepcopy(value)
    for _ in range(rng.randrange(1, 5)):
        rng.choice(changes)(rng, result, side)
    return result


def sound(value: Value, root: Path) -> bool:
    """True when no check of severity error finds anything."""
    write(root / "seeds" / "sketch.txt", TEXT.raw.encode(), expected=ANY)
    write(root / "corpus" / "sketch.json", canonical(value, "document"), expected=ANY)
    return not run(open_corpus(root), CHECKS).findings


def trial(seed: int, root: Path) -> str:
    """One random merge: what became of it, after every promise was checked."""
    rng = random.Random(seed)
    start = base()
    ours, theirs = (changed(rng, start, side, CHANGES) for side in ("ours", "theirs"))
    if not (sound(ours, root) and sound(theirs, root)):
        return "unsound"
    merged = merge(start, ours, theirs)
    if merged.conflicts:
        assert sound(merged.ours, root) or sound(merged.theirs, root) or len(merged.conflicts) > 1
        return "conflict"
    assert sound(merged.ours, root), f"clean but wrong: {seed}"
    old, one, other, result = (records(value) for value in (start, ours, theirs, merged.ours))
    for key in {*old, *one, *other}:
        versions = [json_bytes(side.get(key)) for side in (old, one, other)]
        got = json_bytes(result.get(key))
        if versions[1] == versions[0] or versions[2] == versions[0] or versions[1] == versions[2]:
            assert got == (versions[2] if versions[1] == versions[0] else versions[1]), (seed, key)
        else:
            assert key[0] == "entities", (seed, key)
            mentions = [{json_bytes(m) for m in (side.get(key) or {}).get("mentions", [])} for side in (old, one, other, result)]
            assert mentions[3] == (mentions[1] & mentions[2]) | (mentions[1] - mentions[0]) | (mentions[2] - mentions[0])
    return "clean"


def test_random_merges_are_right_or_a_conflict(tmp_path: Path) -> None:
    outcomes = [trial(seed, tmp_path) for seed in range(400)]
    assert outcomes.count("clean") > 20 and outcomes.count("conflict") > 20


@pytest.mark.slow
def test_ten_thousand_random_merges(tmp_path: Path) -> None:
    outcomes = [trial(seed, tmp_path) for seed in range(1_000, 41_000)]
    assert outcomes.count("clean") + outcomes.count("conflict") >= 10_000


def disjoint(seed: int) -> tuple[Value, Value]:
    """Two sides that only add, each its own records at its own places."""
    rng = random.Random(seed)
    sides = []
    for number, side in enumerate(("ours", "theirs")):
        value = copy.deepcopy(base())
        for n in range(rng.randrange(1, 5)):
            at = rng.randrange(3)
            value["claims"].append(claim(f"{side}-{n}", 10 * at + 2 + rng.randrange(6), attribution=f"a-{at}", about=[f"e-{at}"]))
            value["entities"].append({"id": f"e-{side}-{n}", "type": "org", "name": f"{side} {n}",
                                      "mentions": [word(50 + 5 * n + number)]})
            value["entities"][at]["mentions"].append(word(52 + 5 * n + number))
        value["annotated"].append({"by": side, "date": "2024-02-02", "method": "manual", "guidelines": "1.0"})
        sides.append(value)
    return sides[0], sides[1]


def test_disjoint_additions_never_conflict(tmp_path: Path) -> None:
    for seed in range(300):
        ours, theirs = disjoint(seed)
        merged = merge(base(), ours, theirs)
        assert merged.conflicts == []
        both = {*records(ours), *records(theirs)}
        assert records(merged.ours).keys() == both
        other = merge(base(), theirs, ours).ours
        one, two = (canonical({**side, "annotated": []}, "document") for side in (merged.ours, other))
        assert one == two
    assert sound(merged.ours, tmp_path)


@pytest.mark.parametrize(("change", "why"), [
    ((lambda v: v["entities"].pop(), lambda v: v["claims"].append(claim("x", 50, about=["e-2"]))), "needs e-2"),
    ((lambda v: v["seed"].update(sha256="0" * 64), lambda v: v["claims"].append(claim("x", 50))), "changed the text"),
    ((lambda v: v["claims"].append(claim("x", 50)), lambda v: v["claims"].append(claim("x", 51))), "added on both sides"),
    ((lambda v: v["claims"].append(claim("x", 50)), lambda v: v["claims"].append(claim("y", 50, text="It was x 50."))),
     "same text and evidence"),
    ((lambda v: v["claims"].pop(), lambda v: v["claims"][2].update(stance="denied")), "removed on one side"),
    ((lambda v: v["attributions"][0].update(within="a-1"), lambda v: v["attributions"][1].update(within="a-0")), "needs it"),
])
def test_what_only_both_together_break_is_a_conflict(change: tuple[Callable[[Value], Any], ...], why: str) -> None:
    ours, theirs = base(), base()
    change[0](ours)
    change[1](theirs)
    for one, other in ((ours, theirs), (theirs, ours)):
        merged = merge(base(), one, other)
        assert any(why in conflict.why for conflict in merged.conflicts), merged.conflicts
        assert json_bytes(merged.ours) != json_bytes(merged.theirs)


FACT: Value = {"id": "f-x", "text": "It was so.", "claims": ["a#c-1", "b#c-1"], "by": "Ada", "date": "2024-01-01"}
LINK: Value = {"a": "a#c-1", "b": "b#c-1", "rel": "distinct", "why": "days", "by": "Ada", "date": "2024-01-01"}


def test_a_fact_takes_members_from_both_sides_but_contradicts_no_link() -> None:
    start: Value = {"standoff": "1", "facts": [FACT], "links": []}
    sides = [{**start, "facts": [{**FACT, "claims": [*FACT["claims"], more]}]} for more in ("c#c-1", "d#c-1")]
    merged = merge(start, *sides)
    assert merged.conflicts == [] and merged.ours["facts"][0]["claims"] == ["a#c-1", "b#c-1", "c#c-1", "d#c-1"]
    apart = {**start, "facts": [], "links": [LINK]}
    assert [c.why for c in merge({**start, "facts": []}, start, apart).conflicts] == ["a link would join f-x with itself"] * 2
    twice = merge(start, sides[0], {**start, "facts": [FACT, {**FACT, "id": "f-y", "claims": ["c#c-1", "d#c-1"]}]})
    assert {c.why for c in twice.conflicts} == {"f-x and f-y have the same claim"}


def test_the_command_writes_a_conflict_that_a_person_can_resolve(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ours, theirs = base(), base()
    ours["claims"][0]["stance"], theirs["claims"][0]["stance"] = "likely", "denied"
    theirs["claims"].append(claim("new", 50))
    paths = [tmp_path / name for name in ("base.json", "ours.json", "theirs.json")]
    for path, value in zip(paths, (base(), ours, theirs), strict=True):
        write(path, canonical(value, "document"), expected=None)
    assert main(["merge", *map(str, paths)]) == 1
    assert "conflict in claims/c-0: changed on both sides, differently" in capsys.readouterr().err
    text = paths[1].read_text()
    marked = '<<<<<<< ours\n      "stance": "likely",\n=======\n      "stance": "denied",\n>>>>>>> theirs\n'
    assert marked in text and text.count("<<<<<<<") == 1 and '"c-new"' in text
    write(paths[1], text.replace(marked, '      "stance": "likely",\n').encode(), expected=ANY)
    assert sound(read_or_fail(paths[1]), tmp_path)


def test_a_version_that_is_no_json_is_left_to_a_person(tmp_path: Path) -> None:
    for name, raw in (("base", b""), ("ours", b'{"id": 1}\n'), ("theirs", b'{"id": \n')):
        write(tmp_path / name, raw, expected=None)
    assert main(["merge", *(str(tmp_path / name) for name in ("base", "ours", "theirs")), "--into", str(tmp_path / "out")]) == 1
    assert (tmp_path / "out").read_text() == '<<<<<<< ours\n{"id": 1}\n=======\n{"id": \n>>>>>>> theirs\n'
    assert (tmp_path / "ours").read_text() == '{"id": 1}\n'
