"""entity/, attribution/, claim/ and citation/: what the page's examples leave out."""

from __future__ import annotations

import pytest

from tests.conftest import Found

SAID = "{e-b|Blinken} {a-x.cue who=e-b|said} {a-x|it was fair}"


@pytest.mark.parametrize("role", [
    '@ /meta/publisher = "e-y"', '@ /meta/voice = "e-y"', '@ /attributions/0/who = "e-y"',
    '@ /claims/0/about = ["e-y"]', '@ /entities/0/affiliation = ["e-y"]'])
def test_every_role_is_a_use(found: Found, role: str) -> None:
    sketch = "{e-b|Blinken} {a-x.cue|said} {a-x|{c-x|so}}.\n" \
             '@ /entities/- = {"id": "e-y", "type": "person", "name": "Yang", "mentions": []}'
    assert [finding.record for finding in found(sketch, "entity/unused")] == ["e-y"]
    assert found(f"{sketch}\n{role}", "entity/unused") == []


def test_affiliations_run_in_a_circle_in_the_registry(found: Found) -> None:
    one = '{"id": "%s", "type": "org", "name": "%s", "aliases": [], "affiliation": ["%s"]}'
    entities = ", ".join(one % (id_, id_, to) for id_, to in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")))
    (finding,) = found(f'== corpus/entities.json ==\n{{"standoff": "1", "entities": [{entities}]}}',
                       "entity/affiliation-cycle")
    assert finding.message == "a -> b -> c -> a" and finding.record == "a"


def test_anonymity_and_description(found: Found) -> None:
    sketch = "{e-a.nominal anonymous=true ref=ada|an aide} {e-b.pronoun anonymous=true|he}"
    assert [finding.path for finding in found(sketch, "entity/named-anonymous")] == [("entities", 0, "ref")]
    (finding,) = found("{e-a ref=ada type=person name=Ada|Ada}", "entity/described-twice")
    assert finding.fix and {edit.path[-1] for edit in finding.fix.edits} == {"type", "name"}


def test_parts_of_one_attribution_overlap_across_roles_only(found: Found) -> None:
    assert [f.check for f in found("{a-x.cue|said {a-x|so}} {a-x|now}", "attribution/overlap", "span/overlap")] == [
        "attribution/overlap"]
    assert [f.check for f in found("{a-x.cue|said} {a-x|so {a-x|now}}", "attribution/overlap", "span/overlap")] == [
        "span/overlap"]
    assert found("{a-x.cue|said} {a-x|so {a-y within=a-x|{a-y.cue|he said} now}}", "attribution/overlap")[0].record \
        == "a-y"


def test_a_circle_is_no_depth(found: Found) -> None:
    circle = "{a-a within=a-b|x} {a-b within=a-c|y} {a-c within=a-a|z}"
    assert [f.check for f in found(circle, "attribution/cycle", "attribution/too-deep")] == ["attribution/cycle"]
    deep = "".join(f"{{a-l{n}{f' within=a-l{n - 1}' if n else ''}|{n}}} " for n in range(7))
    assert [f.record for f in found(deep, "attribution/too-deep")] == ["a-l4"]


def test_a_nested_attribution_needs_no_cue(found: Found) -> None:
    sketch = "{a-x.cue|said} {a-x|that {a-y within=a-x|so}} {a-z|and so}"
    assert [finding.record for finding in found(sketch, "attribution/no-cue")] == ["a-z"]


@pytest.mark.parametrize(("sketch", "records"), [
    ("{a-x.source who=e-b|Mr. {e-b|Blinken}} {a-x|so}", []),
    ("{e-b|Blinken} {a-x.source who=e-b|He} {a-x|so}", ["a-x"]),
    ("{e-b|Blinken} {a-x.source who=e-b|He}, {a-x.source|{e-b.nominal|an aide}}, {a-x|so}", []),
    ("{a-x.source who=e-none|He} {a-x|so}", []),
    (SAID, []),
])
def test_who_stands_in_the_source(found: Found, sketch: str, records: list[str]) -> None:
    assert [finding.record for finding in found(sketch, "attribution/who-not-in-source")] == records


def test_a_source_without_who_offers_the_entity_in_it(found: Found) -> None:
    (finding,) = found("{a-x.source|Mr. {e-b|Blinken}} {a-x.cue|said} {a-x|so}", "attribution/source-without-who")
    assert finding.fix and finding.fix.edits[0].value == "e-b" and not finding.fix.safe


@pytest.mark.parametrize(("stance", "lost"), [("asserted", True), ("likely", True), ("denied", False),
                                              ("open", False), ("unlikely", False), ("possible", False)])
def test_a_negated_cue_leaves_no_assertion(found: Found, stance: str, lost: bool) -> None:
    sketch = f"{{a-x.cue negated=true|denied}} {{a-x|{{c-x attribution=a-x stance={stance}|so}}}}"
    assert bool(found(sketch, "attribution/negation-lost")) is lost


def test_a_claim_in_the_cue_or_in_one_of_several_contents(found: Found) -> None:
    inside = "{a-x|{c-x attribution=a-x|They met}}, {a-x.cue|he {c-y attribution=a-x|confirmed}}, {a-x|and left}."
    assert found(inside, "claim/outside-attribution") == []
    across = "{c-x attribution=a-x|{a-x|They met}, {a-x.cue|he said}, {a-x|and left}}."
    assert [finding.path for finding in found(across, "claim/outside-attribution")] == [("claims", 0, "spans", 0)]


def test_the_same_text_by_two_sources_is_two_claims(found: Found) -> None:
    sketch = "{a-x|{a-y within=a-x|{c-x attribution=a-x text=So.|{c-y attribution=a-y text=So.|so}}}}"
    assert found(sketch, "claim/repeated") == []
    assert len(found(sketch.replace("attribution=a-y", "attribution=a-x"), "claim/repeated")) == 1


@pytest.mark.parametrize(("marker", "entry", "wrong"), [
    ("[1]", "1. Heer", False), ("[1]", "01. Heer", False), ("[1]", "[2] Heer", True), ("[1]: 5", "1. Heer", False),
    ("[a]", "2. Heer", False), ("[1]", "2021 report", False), ("[1]", "3.5 million", False), ("(1)", "2) Heer", True)])
def test_numbers_of_marker_and_entry(found: Found, marker: str, entry: str, wrong: bool) -> None:
    assert bool(found(f"so{{x-a work=w-a|{marker}}} {{w-a|{entry}}}", "citation/wrong-number")) is wrong


def test_a_wrong_number_offers_the_right_work(found: Found) -> None:
    (finding,) = found("so{x-a work=w-a|[2]} {w-a|1. Heer} {w-b|2. Ng}", "citation/wrong-number")
    assert finding.fix and finding.fix.edits[0].value == "w-b"


def test_one_marker_twice_merges_only_what_loses_nothing(found: Found) -> None:
    marks = "{c-a|a} {c-b|b}{x-a work=w-a claims=c-a|{x-b work=w-%s claims=c-b|[1]}} {w-a|1. A} {w-b|2. B}"
    (same,) = found(marks % "a", "citation/cited-twice")
    (other,) = found(marks % "b", "citation/cited-twice")
    assert same.fix and same.fix.safe and same.fix.edits[0].value == ["c-a", "c-b"]
    assert other.fix is None


@pytest.mark.parametrize(("after", "locator", "expected"), [
    (": 71–72", "", "71–72"), (":\u00a071", "", "71"), (":71, 75", "", "71, 75"), (" : 71", "", None),
    (": see", "", None), ("", "12", "DELETE"), (": 71", "12", "71"), (": 71", "71", None), (": 71–72 x", "71–72", None),
    (", p. 5", "5", None), ("", "3", None)])
def test_locators(found: Found, after: str, locator: str, expected: str | None) -> None:
    sketch = f"so{{x-a work=w-a{f' locator={locator}' if locator else ''}|[3]}}{after}. {{w-a|3. A}}"
    if " " in locator:
        sketch = sketch.replace(locator, locator.replace(" ", "_"), 1)
    findings = found(sketch, "citation/locator-lost")
    values = [edit.value for finding in findings if finding.fix for edit in finding.fix.edits]
    assert [value if isinstance(value, str) else "DELETE" for value in values] == ([expected] if expected else [])


@pytest.mark.parametrize(("csl", "paths"), [
    ('{"type": "webpage", "title": "A", "URL": "x", "accessed": "2021-03-21", "volume": 3, "custom": {"a": 1}}', []),
    ('{"title": "A"}', [()]),
    ('{"type": "book", "titel": "A"}', [("titel",)]),
    ('{"type": "book", "author": [{"family": "Heer", "given": "Paul"}, {"literal": "CNA"}]}', []),
    ('{"type": "book", "author": "Heer"}', [("author",)]),
    ('{"type": "book", "author": [{"name": "Heer"}, {"family": "Ng", "firstname": "A"}]}',
     [("author", 0), ("author", 1, "firstname")]),
    ('{"type": "book", "issued": {"date-parts": [[2021]]}}', [("issued",)]),
    ('{"type": "book", "issued": "2021-3-1"}', [("issued",)]),
    ('{"type": "book", "issued": "2021-03~", "event-date": "2021-03-18/2021-03-19"}', []),
    ('{"type": "book", "volume": true, "title": 5}', [("volume",), ("title",)]),
])
def test_csl(found: Found, csl: str, paths: list[tuple[str | int, ...]]) -> None:
    findings = found(f"{{w-a|1. A}}\n@ /works/0/csl = {csl}", "citation/bad-csl")
    assert sorted(finding.path[3:] for finding in findings) == sorted(paths)
