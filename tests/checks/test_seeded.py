"""A rich corpus without a finding, and one fault at a time: each is caught by the check that names it, and by no other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from standoff.canonical import canonical
from standoff.corpus import open_corpus
from standoff.sketch import write_sketch
from standoff.walk import all_checks, run

CORPUS = """
== tea ==
{omit why=heading|Tea in Bergen}

{a-ada.source who=e-ada|{e-ada ref=ada-lund|Ada Lund} of the {e-board ref=tea-board|Tea Board}} {a-ada.cue act=say style=direct time=2021-03-03|said} {a-ada|“{c-hot attribution=a-ada about=e-tea text=The_green_tea_was_hot.|the {e-tea ref=green-tea|green tea} was hot}”} on 3 March 2021.{x-hot.marker work=w-hot claims=c-hot|[1]} {c-guests about=e-bergen text=12_guests_came_to_Bergen. time=2021-03|Twelve guests came to {e-bergen ref=bergen|Bergen}}.{x-guests.marker work=w-rain claims=c-guests locator=7|[2]}: 7 {a-bo.source who=e-bo|{e-bo ref=bo-berg|Bo Berg}} {a-bo.cue act=decide style=indirect negated=true|did not confirm} {a-bo|that {a-him.source within=a-bo who=e-bo|{e-bo.pronoun|he}} {a-him.cue act=believe style=indirect|thought} {a-him|that {c-pot attribution=a-him about=e-tea stance=open text=The_green_tea_was_old.|the {e-tea ref=green-tea|green tea} was old}}}. {c-rain kind=prediction stance=possible about=e-bergen text=It_rained_in_Bergen_in_May.|It may rain in {e-bergen|Bergen} in May}. {omit why=question|Who came?}

{w-hot|1. ^ Berg, Bo. "Hot tea". 2021-02-01.}
{w-rain|2. ^ "Rain in Bergen". 2021-02-02.}
@ /layers = {"entities": "complete", "claims": "complete", "attributions": "complete", "citations": "complete"}
@ /meta/date = "2021-03-10"
@ /meta/voice = "e-board"
@ /meta/publisher = "e-aide"
@ /entities/- = {"id": "e-aide", "type": "person", "name": "an aide", "anonymous": true, "affiliation": ["e-board"], "mentions": []}
@ /works/0/csl = {"type": "webpage", "title": "Hot tea", "author": [{"family": "Berg", "given": "Bo"}], "issued": "2021-02-01", "accessed": "2021-02-03"}
@ /works/1/csl = {"type": "webpage", "title": "Rain in Bergen", "issued": "2021-02-02", "URL": "https://example.org/rain"}
== wet ==
{a-board.source who=e-board|The {e-board ref=tea-board|Tea Board}} {a-board.cue act=say style=indirect|announced} {a-board|that {c-warm attribution=a-board about=e-tea text=The_green_tea_was_hot.|the {e-tea ref=green-tea|green tea} was very hot}}. {c-wet about=e-bergen text=Rain_fell_in_Bergen. time=2021|Rain fell in {e-bergen ref=bergen|Bergen}}. {c-came about=e-bergen text=12_guests_came_to_Bergen.|Twelve people came}. {c-old about=e-tea stance=denied text=The_green_tea_was_warm.|The {e-tea|green tea} was not warm}.
@ /layers = {"entities": "complete", "claims": "complete", "attributions": "complete", "citations": "none"}
@ /meta/date = "2021-03-11"
== corpus/entities.json ==
{"standoff": "1", "entities": [
  {"id": "ada-lund", "type": "person", "name": "Ada Lund", "affiliation": ["tea-board"], "wikidata": "Q1"},
  {"id": "bergen", "type": "place", "name": "Bergen", "wikidata": "Q2"},
  {"id": "bo-berg", "type": "person", "name": "Bo Berg"},
  {"id": "green-tea", "type": "topic", "name": "green tea"},
  {"id": "tea-board", "type": "org", "name": "Tea Board", "aliases": ["Board of Tea"]}]}
@ /entities/0/note = "n"
== corpus/facts.json ==
{"standoff": "1", "facts": [
  {"id": "f-guests", "text": "12 guests came to Bergen.", "claims": ["tea#c-guests", "wet#c-came"], "by": "Ada", "date": "2021-04-01"},
  {"id": "f-hot", "text": "The green tea was hot.", "claims": ["tea#c-hot", "wet#c-warm"], "by": "Ada", "date": "2021-04-01"}],
 "links": [
  {"a": "f-hot", "b": "wet#c-old", "rel": "distinct", "why": "hot is not warm", "by": "Ada", "date": "2021-04-01"}]}
@ /facts/0/note = "n"
"""
Value = dict[str, Any]
Change = Callable[["World"], object]


class World:
    """The corpus on disk, each file as a value to change."""

    def __init__(self, root: Path) -> None:
        self.root = root
        write_sketch(CORPUS.strip("\n"), root)
        self.raw: dict[str, bytes] = {}
        self.values: dict[str, Value] = {}
        for name, kind in (("tea", "document"), ("wet", "document"), ("entities", "registry"), ("facts", "facts")):
            self.values[name] = json.loads((root / f"corpus/{name}.json").read_text(encoding="utf-8"))
            (root / f"corpus/{name}.json").write_bytes(canonical(self.values[name], kind))

    @property
    def tea(self) -> Value:
        return self.values["tea"]

    def one(self, id_: str, name: str = "tea") -> Value:
        """A record by id, or a mention, span … of it by 'id/role/number'."""
        id_, *way = id_.split("/")
        records = [r for listed in self.values[name].values() if isinstance(listed, list) for r in listed]
        found: Any = next(r for r in records if r.get("id") == id_)
        for part in way:
            found = found[int(part) if part.isdigit() else part]
        return found

    def span(self, words: str, name: str = "tea", nth: int = 0) -> Value:
        """The span of these words of the text."""
        text = self.text(name)
        start = -1
        for _ in range(nth + 1):
            start = text.index(words, start + 1)
        return {"start": start, "end": start + len(words), "quote": " ".join(words.split())}

    def text(self, name: str = "tea") -> str:
        return (self.root / f"seeds/{name}.txt").read_text(encoding="utf-8")

    def retext(self, old: str, new: str, name: str = "tea") -> None:
        """Change the text in a way that keeps its length, and record it."""
        assert len(old) == len(new) and old in self.text(name)
        self.reseed(self.text(name).replace(old, new).encode(), name)

    def reseed(self, raw: bytes, name: str = "tea") -> None:
        (self.root / f"seeds/{name}.txt").write_bytes(raw)
        self.values[name]["seed"] |= {"sha256": hashlib.sha256(raw).hexdigest(), "length": len(raw.decode("utf-8", "replace"))}

    def write(self, name: str, content: str | bytes) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def patch(self, name: str, old: str, new: str) -> None:
        """Replace in the file as it is written."""
        self.raw[name] = (old.encode(), new.encode())  # type: ignore[assignment]

    def found(self) -> list[str]:
        for name, value in self.values.items():
            kind = {"entities": "registry", "facts": "facts"}.get(name, "document")
            path = self.root / f"corpus/{name}.json"
            raw = canonical(value, kind)
            if name in self.raw:
                old, new = self.raw[name]
                assert old in raw  # type: ignore[operator]
                raw = raw.replace(old, new, 1)  # type: ignore[call-overload]
            if path.exists():
                path.write_bytes(raw)
        return sorted({finding.check for finding in run(open_corpus(self.root), all_checks()).findings})


def put(id_: str, name: str = "tea", /, **values: Any) -> Change:
    return lambda w: w.one(id_, name).update(values)


def drop(id_: str, *keys: str, name: str = "tea") -> Change:
    return lambda w: [w.one(id_, name).pop(key) for key in keys]


def head(name: str = "tea", /, **values: Any) -> Change:
    return lambda w: w.values[name].update(values)


def add(listed: str, name: str = "tea", /, **values: Any) -> Change:
    return lambda w: w.values[name].setdefault(listed, []).append(values)


def patch(old: str, new: str, name: str = "tea") -> Change:
    return lambda w: w.patch(name, old, new)


BY = {"by": "Ada", "date": "2021-04-01"}
ERRORS: list[tuple[str, Change]] = [
    # text
    ("text/missing", lambda w: (w.root / "seeds/tea.txt").unlink()),
    ("text/changed", lambda w: w.write("seeds/tea.txt", w.text() + "More.\n")),
    ("text/changed", lambda w: w.tea["seed"].update(sha256="0" * 64)),
    ("text/wrong-length", lambda w: w.tea["seed"].update(length=7)),
    ("text/not-utf8", lambda w: w.reseed(w.text().replace("Bergen\n\n", "Bergen\r\n").encode())),
    ("text/not-utf8", lambda w: w.reseed(b"\xff" + w.text().encode()[1:])),
    ("text/odd-character", lambda w: w.retext(" on 3 March", " on\u200b3 March")),
    ("text/odd-character", lambda w: w.retext(" on 3 March", " on\u202e3 March")),
    ("text/annotated-twice", lambda w: w.write("corpus/copy.json", canonical({**w.tea, "id": "copy"}, "document"))),
    # file
    ("file/unknown-key", put("c-hot", stanse="denied")),
    ("file/unknown-key", lambda w: w.tea["meta"].update(titel="x")),
    ("file/unknown-key", lambda w: w.one("c-hot/spans/0").update(strat=1)),
    ("file/unknown-key", put("f-hot", "facts", clams=[])),
    ("file/missing-key", drop("c-hot", "stance")),
    ("file/missing-key", lambda w: w.tea["meta"].pop("title")),
    ("file/missing-key", drop("bo-berg", "name", name="entities")),
    ("file/wrong-type", put("c-hot", about="e-tea")),
    ("file/wrong-type", put("a-bo", negated="yes")),
    ("file/wrong-type", lambda w: w.one("c-hot/spans/0").update(start="74")),
    ("file/wrong-type", lambda w: w.one("c-hot/spans/0").update(start=74.0)),
    ("file/wrong-type", put("c-hot", text=5)),
    ("file/bad-value", put("c-hot", stance="certain")),
    ("file/bad-value", put("c-hot", time="March 2021")),
    ("file/bad-value", put("c-hot", spans=[])),
    ("file/bad-value", put("a-ada", act="shout")),
    ("file/bad-value", put("f-hot", "facts", claims=["tea#c-hot"])),
    ("file/bad-value", head(standoff="2")),
    ("file/impossible-date", put("c-guests", time="2021-02-30")),
    ("file/unknown-genre", lambda w: w.tea["meta"].update(genre="poem")),
    ("file/duplicate-key", patch('"stance": "asserted",', '"stance": "asserted",\n      "stance": "asserted",')),
    ("file/bad-number", patch('"note": "n"', '"note": "n", "ext": {"n": NaN}', "facts")),
    ("file/bad-number", patch('"note": "n"', '"note": "n", "ext": {"n": 1e400}', "facts")),
    ("file/bad-number", patch('"note": "n"', '"note": "n", "ext": {"n": 9007199254740993}', "facts")),
    ("file/bad-character", patch('"title": "A sketch"', '"title": "A\\u0000sketch"')),
    ("file/bad-character", patch('"title": "A sketch"', '"title": "A\\ud800sketch"')),
    ("file/too-deep", patch('"note": "n"', '"note": "n", "ext": {"n": ' + "[" * 70 + "]" * 70 + "}", "facts")),
    ("file/not-json", patch('"claims": [', '"claims": [,')),
    ("file/not-json", patch("{", "\ufeff{")),
    ("file/not-json", patch('"title": "A sketch"', "'title': 'A sketch'")),
    ("file/wrong-id", head(id="teas")),
    ("file/not-canonical", patch("  ", "\t")),
    ("file/not-canonical", patch('"note": "n"', '"note":  "n"', "entities")),
    # id
    ("id/malformed", put("c-rain", id="c-Rain")),
    ("id/malformed", put("a-him", within="A-bo")),
    ("id/malformed", put("f-guests", "facts", id="f-Guests")),
    ("id/malformed", put("c-rain", id="a-rain")),
    ("id/duplicate", put("x-guests", id="x-hot")),
    ("id/duplicate", add("entities", "entities", id="green-tea", type="topic", name="green tea")),
    ("id/dangling", put("c-hot", about=["e-tee"])),
    ("id/dangling", put("c-hot", attribution="a-adda")),
    ("id/dangling", put("a-him", within="a-boo")),
    ("id/dangling", put("x-hot", work="w-hott")),
    ("id/dangling", put("x-hot", claims=["c-hot", "c-hott"])),
    ("id/dangling", put("e-board", ref="tea-bored")),
    ("id/dangling", lambda w: w.tea["meta"].update(voice="e-bored")),
    ("id/dangling", put("ada-lund", "entities", affiliation=["tea-bored"])),
    ("id/dangling", lambda w: w.values["facts"]["links"][0].update(b="wet#c-odd")),
    ("id/wrong-kind", put("c-hot", about=["e-tea", "c-rain"])),
    ("id/wrong-kind", put("x-hot", claims=["c-hot", "e-tea"])),
    ("id/vanished", lambda w: w.write("corpus/released.jsonl", '{"id":"tea#c-gone","digest":"' + "0" * 64 + '","version":"1.0.0"}\n')),
    # span
    ("span/out-of-range", lambda w: w.one("c-hot/spans/0").update(start=5000, end=5009)),
    ("span/empty", lambda w: w.one("c-rain/spans/0").update(end=w.one("c-rain/spans/0")["start"])),
    ("span/drifted", lambda w: w.one("x-hot/marker").update(quote="[l]")),
    ("span/drifted", lambda w: w.one("e-bo/mentions/0").update(quote="Bo Burg")),
    ("span/unplaced", lambda w: [w.one("c-rain/spans/0").pop(key) for key in ("start", "end")]),
    ("span/not-folded", lambda w: w.one("c-rain/spans/0").update(quote="It may  rain in Bergen in May")),
    ("span/ragged", lambda w: w.one("c-guests/spans/0").update({**w.span(" Twelve guests came to Bergen"), "quote": " Twelve guests came to Bergen"})),
    ("span/cuts-word", lambda w: w.one("c-guests/spans/0").update(w.span("Twelve guests came to Berg"))),
    ("span/overlap", lambda w: w.one("c-rain").update(spans=[w.span("It may rain in Bergen"), w.span("Bergen in May")])),
    ("span/overlap", lambda w: w.one("c-rain").update(spans=[w.span("in May"), w.span("It may rain")])),
    ("span/adjacent", lambda w: w.one("c-rain").update(spans=[w.span("It may rain"), w.span("in Bergen in May")])),
    ("span/unbalanced", lambda w: w.one("c-hot/spans/0").update(w.span("“the green tea was hot"))),
    # entity
    ("entity/unused", add("entities", id="e-nobody", type="person", name="Nobody", mentions=[])),
    ("entity/undescribed", drop("e-aide", "type")),
    ("entity/undescribed", drop("e-aide", "name")),
    ("entity/described-twice", put("e-tea", type="topic", name="green tea")),
    ("entity/unmarked-name", lambda w: w.one("e-tea")["mentions"].pop(1)),
    ("entity/unknown-alias", put("green-tea", "entities", name="verdant tea")),
    ("entity/named-anonymous", put("e-bergen", anonymous=True)),
    ("entity/wrong-form", lambda w: next(m for m in w.one("e-bo")["mentions"] if m["quote"] == "he").pop("form")),
    ("entity/affiliation-cycle", put("tea-board", "entities", affiliation=["ada-lund"])),
    # attribution
    ("attribution/overlap", lambda w: w.one("a-ada/cue/0").update(w.span("said “the"))),
    ("attribution/cycle", put("a-bo", within="a-him")),
    ("attribution/source-without-who", put("a-bo", who=None)),
    ("attribution/who-without-source", drop("a-bo", "source")),
    ("attribution/no-cue", drop("a-ada", "cue")),
    ("attribution/style-mismatch", put("a-ada", style="indirect")),
    ("attribution/style-mismatch", put("a-bo", style="direct")),
    ("attribution/who-not-in-source", put("a-bo", who="e-ada")),
    ("attribution/negation-lost", put("a-ada", negated=True)),
    ("attribution/shared-cue", lambda w: w.one("a-him").update(cue=w.one("a-bo")["cue"])),
    ("attribution/unknown-cue", lambda w: (w.retext("thought", "oranges"), w.one("a-him/cue/0").update(w.span("oranges")),
                                                w.one("a-bo/content/0").update(w.span("that he oranges that the green tea was old")))),
    # claim
    ("claim/outside-attribution", lambda w: w.one("c-hot/spans/0").update(w.span("on 3 March 2021"))),
    ("claim/unlinked", drop("c-hot", "attribution")),
    ("claim/about-nothing", put("c-rain", about=[])),
    ("claim/hedged-text", put("c-rain", text="It probably rained in Bergen in May.")),
    ("claim/hedged-text", put("c-rain", text="Perhaps it rained in Bergen in May.")),
    ("claim/hedged-text", put("c-rain", text="It didn’t rain in Bergen in May.")),
    ("claim/dangling-pronoun", put("c-rain", text="They got wet in Bergen in May.")),
    ("claim/not-a-sentence", put("c-rain", text=" ".join(["It rained in Bergen in May and"] * 8) + " rained.")),
    ("claim/kind-mismatch", put("c-rain", kind="prescription", stance="asserted")),
    ("claim/time-against-kind", put("c-rain", time="2021-02-01")),
    ("claim/time-against-kind", put("c-guests", time="2022")),
    ("claim/stance-mismatch", lambda w: w.one("c-old", "wet").update(stance="asserted")),
    ("claim/repeated", lambda w: w.tea["claims"].append({**w.one("c-rain"), "id": "c-again"})),
    ("claim/unsupported-number", put("c-rain", text="It rained 15 times in Bergen in May.")),
    ("claim/unsupported-date", put("c-rain", text="It rained in Bergen in June.")),
    ("claim/unsupported-date", put("c-rain", text="It rained in Bergen in May 1999.")),
    ("claim/unsupported-name", put("c-rain", text="It rained in Bergan in May.")),
    ("claim/uncovered-sentence", lambda w: w.tea["omit"].pop(1)),
    ("claim/uncovered-sentence", lambda w: w.tea["claims"].remove(w.one("c-rain"))),
    # citation
    ("citation/wrong-number", lambda w: (w.one("x-guests").update(work="w-hot"), w.one("x-hot").update(work="w-rain"))),
    ("citation/cited-twice", lambda w: w.tea["citations"].append({**w.one("x-hot"), "id": "x-more"})),
    ("citation/unmarked", lambda w: w.tea["citations"].remove(w.one("x-hot"))),
    ("citation/never-cited", lambda w: (w.retext("[2]: 7", "______"), w.tea["citations"].remove(w.one("x-guests")))),
    ("citation/no-claims", put("x-hot", claims=[])),
    ("citation/too-far", put("x-guests", claims=["c-guests", "c-hot"])),
    ("citation/locator-lost", drop("x-guests", "locator")),
    ("citation/locator-lost", put("x-hot", locator="12")),
    ("citation/bad-csl", lambda w: w.one("w-hot/csl").update(type="newspaper")),
    ("citation/bad-csl", lambda w: w.one("w-hot/csl").update(issued="1 Feb 2021")),
    ("citation/accessed-early", lambda w: w.one("w-hot/csl").update(accessed="2020-01-01")),
    ("citation/title-not-in-entry", lambda w: w.one("w-hot/csl").update(title="Cold tea")),
    ("citation/same-work", lambda w: w.one("w-hot/csl").update(URL="https://example.org/rain")),
    # fact
    ("fact/missing-member", put("f-hot", "facts", claims=["tea#c-hot", "wet#c-warmth"])),
    ("fact/claimed-twice", add("facts", "facts", id="f-twice", text="The green tea was hot.", claims=["tea#c-hot", "wet#c-warm"], **BY)),
    ("fact/self-link", add("links", "facts", a="tea#c-hot", b="wet#c-warm", rel="entails", why="one says it of the other", **BY)),
    ("fact/two-links", add("links", "facts", a="tea#c-hot", b="wet#c-old", rel="distinct", why="warm is not hot", **BY)),
    ("fact/no-reason", lambda w: w.values["facts"]["links"][0].update(why=" ")),
    ("fact/times-disjoint", lambda w: w.one("c-came", "wet").update(time="2020")),
    # registry
    ("registry/same-wikidata", put("bergen", "entities", wikidata="Q1")),
    ("registry/shared-alias", put("bo-berg", "entities", aliases=["Ada Lund"])),
    ("registry/unused", add("entities", "entities", id="nobody", type="person", name="Nobody")),
    # corpus
    ("corpus/stray-file", lambda w: w.write("corpus/notes.txt", "to do")),
    ("corpus/link", lambda w: (w.root / "corpus/tee.json").symlink_to("tea.json")),
    ("corpus/second-mismatch", lambda w: (w.write("seeds/other.txt", "Rain."), w.write("corpus/second/ada/wet.json", canonical({
        **w.values["wet"], "seed": {"path": "other.txt", "sha256": hashlib.sha256(b"Rain.").hexdigest(), "length": 5},
        "claims": [], "attributions": [], "entities": []}, "document")))),
    ("excuse/unused", put("c-hot", ok={"span/cuts-word": "why"})),
    ("excuse/unknown", put("c-hot", ok={"span/cut-word": "why"})),
]


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_the_corpus_is_clean(world: World) -> None:
    assert world.found() == []


def test_there_are_enough() -> None:
    assert len(ERRORS) >= 87 and len({check for check, _ in ERRORS}) >= 80


@pytest.mark.parametrize(("check", "change"), ERRORS, ids=[f"{check}-{n}" for n, (check, _) in enumerate(ERRORS)])
def test_a_fault_is_caught_by_its_check_and_by_no_other(world: World, check: str, change: Change) -> None:
    change(world)
    assert world.found() == [check]
