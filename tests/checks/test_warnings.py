"""The warnings whose first versions cried wolf: what they must find and what they must leave alone."""

from __future__ import annotations

import pytest

from tests.checks.test_facts import facts
from tests.conftest import Found

COMPLETE = '\n@ /layers/entities = "complete"'


@pytest.mark.parametrize(("sketch", "inner"), [
    ("{a-x|He said {a-y within=a-x|{c-x attribution=a-y|so}}}", None),
    ("{a-x|He said {a-y within=a-x|{c-x attribution=a-x|so}}}", "a-y"),
    ("{a-x|He said {a-y within=a-x|{c-x|so}}}", "a-y"),
    ("{c-x|He said {a-y|so}}", None),
    ("{a-x|He said} {c-x|who left}, {a-x|and {c-x|so}}", None),
])
def test_a_claim_inside_a_content(found: Found, sketch: str, inner: str | None) -> None:
    fixes = [f.fix.edits[0].value for f in found(sketch, "claim/unlinked") if f.fix]
    assert fixes == ([inner] if inner else [])


@pytest.mark.parametrize(("content", "style", "right"), [
    ("“it was fair”", "direct", True), ("“it was fair,”", "direct", True), ("it was “fair”", "mixed", True),
    ("it was fair", "indirect", True), ("it was a “fair” and a good and a long talk", "indirect", True),
    ("“it was fair”", "indirect", False), ("“it was fair”", "mixed", True), ("it was fair", "mixed", False),
    ("it was fair", "direct", False), ("it was “fair”", "direct", False), ("it’s China’s", "indirect", True)])
def test_style(found: Found, content: str, style: str, right: bool) -> None:
    sketch = f"Then {{a-x.cue style={style}|he said}} {{a-x|{content}}} and left."
    assert (found(sketch, "attribution/style-mismatch") == []) is right


def test_marks_around_source_and_content_belong_to_the_outer_speaker(found: Found) -> None:
    assert found("She: “{a-x.cue|Wang asked} the US {a-x|to stop}.”", "attribution/style-mismatch") == []


def test_a_block_quotation_needs_no_marks(found: Found) -> None:
    assert found("{a-x.cue style=direct|He said}:\n\n{a-x|It was fair.}\n\nThey left.",
                 "attribution/style-mismatch") == []


@pytest.mark.parametrize(("kind", "time", "said", "right"), [
    ("prediction", "2021-03-18", "", True), ("prediction", "2021-03-09", "", False), ("prediction", "2021-03", "", True),
    ("factual", "2021-03-11", "", False), ("factual", "2021", "", True), ("factual", "2021-03-10", "", True),
    ("prediction", "2021-02", "2021-01", True), ("factual", "2021-02", "2021-01", False),
    ("evaluation", "2030", "", True)])
def test_times_against_kinds(found: Found, kind: str, time: str, said: str, right: bool) -> None:
    sketch = f"{{a-x.cue{f' time={said}' if said else ''}|said}} {{a-x|{{c-x attribution=a-x kind={kind} time={time}|so}}}}"
    assert (found(f'{sketch}\n@ /meta/date = "2021-03-10"', "claim/time-against-kind") == []) is right


def test_names_without_mention(found: Found) -> None:
    sketch = "{e-biden|Biden} spoke. {e-admin|Biden administration}: Biden left Bidenville.\nThe Biden\nadministration"
    findings = found(sketch + COMPLETE, "entity/unmarked-name")
    assert [f.message.split("'")[1] for f in findings] == ["Biden administration", "Biden"]
    assert all(f.fix and f.fix.safe and f.fix.edits[0].path[-1] == "-" for f in findings)
    assert found(sketch, "entity/unmarked-name") == []


def test_a_name_of_two_entities_is_not_marked_without_asking(found: Found) -> None:
    (finding,) = found("{e-city|Beijing} and {e-state|Beijing}; Beijing." + COMPLETE, "entity/unmarked-name")
    assert finding.fix and not finding.fix.safe


def test_a_number_spelled_out_or_in_the_next_sentence_is_supported(found: Found) -> None:
    good = "{c-x text=12_people_met_in_2021.|They met}. It was 2021. Twelve came."
    assert found(good.replace("Twelve came. ", ""), "claim/unsupported-number")
    assert found("{c-x text=12_people_met.|Twelve met}.", "claim/unsupported-number") == []
    assert found("{c-x text=COVID-19_spread.|The pandemic spread}.", "claim/unsupported-number") == []


@pytest.mark.parametrize(("said", "near", "right"), [
    ("50_years_passed.", "Five decades passed", True), ("24_came.", "Two dozen came", True),
    ("50_years_passed.", "Three decades passed", False), ("2_came.", "The network came", False),
    ("2_came.", "Two-year-olds came", True), ("It_was_cold_on_March_20.", "It was cold on 10 March", True),
    ("It_rained_on_20_May.", "It rained on 10 May", True), ("It_was_20_feet_long.", "It was long", False)])
def test_how_a_text_says_a_number(found: Found, said: str, near: str, right: bool) -> None:
    """What is wrong in a date is one finding, of claim/unsupported-date."""
    assert (found(f"{{c-x text={said}|{near}}}.", "claim/unsupported-number") == []) is right


@pytest.mark.parametrize(("said", "near", "right"), [
    ("It_began_in_the_1970s.", "It began in the early 1970 's", True), ("It_began_in_the_1970s.", "It began", False),
    ("The_2022_elections_were_near.", "{e-vote ref=us-elections-2022|Elections} were near", True),
    ("The_2021_elections_were_near.", "{e-vote ref=us-elections-2022|Elections} were near", False)])
def test_where_a_date_may_stand(found: Found, said: str, near: str, right: bool) -> None:
    about = " about=e-vote" if "e-vote" in near else ""
    assert (found(f"{{c-x{about} text={said}|{near}}}.", "claim/unsupported-date") == []) is right


@pytest.mark.parametrize(("text", "right"), [
    ("I_Kissed_a_Girl_is_a_song.", True), ("We_Are_the_World_sold_well.", True), ("I_left.", False),
    ("His_United_States_counterparts_left.", False), ("This_Biden_visit_failed.", False)])
def test_a_title_is_no_dangling_pronoun(found: Found, text: str, right: bool) -> None:
    assert (found(f"{{c-x text={text}|so}}.", "claim/dangling-pronoun") == []) is right


CITED = """{c-x|It was fair}.{x-a work=w-b claims=c-x|[2]} It rained.[1] {w-b|2. ^ a b B}
@ /layers = {"entities": "none", "claims": "none", "attributions": "none", "citations": "complete"}"""


@pytest.mark.parametrize("check", ["citation/unmarked", "citation/lost-markers", "citation/number-gap"])
def test_a_layer_is_complete_inside_its_scope_only(found: Found, check: str) -> None:
    assert len(found(CITED, check)) == 1
    assert found(CITED + '\n@ /scope = [{"start": 0, "end": 15}]', check) == []


@pytest.mark.parametrize(("item", "right"), [
    ("{omit why=fragment|Tariffs}[1]{x-a work=w-a|[2]}", True), ("{omit why=fragment|Tariffs} rose{x-a work=w-a|[2]}", False)])
def test_a_bare_list_item_supports_no_claim(found: Found, item: str, right: bool) -> None:
    assert (found(item + ' {w-a|2. A}\n@ /layers/claims = "complete"', "citation/no-claims") == []) is right


@pytest.mark.parametrize(("surface", "right"), [
    ("Post", True), ("South China Morn- ing Post", False), ("the South- China Morning Post", False), ("Times", False),
    ("Morning Herald", False), ("SOUTH CHINA MORNING POST", True)])
def test_a_short_form_is_a_name_that_the_registry_knows(found: Found, surface: str, right: bool) -> None:
    registry = '{"standoff": "1", "entities": [{"id": "scmp", "type": "org", "name": "South China Morning Post"}]}'
    sketch = f"{{e-scmp ref=scmp|{surface}}} left.\n== corpus/entities.json ==\n{registry}"
    assert (found(sketch, "entity/unknown-alias") == []) is right


def test_a_span_that_cuts_two_words_is_one_finding(found: Found) -> None:
    (finding,) = found("Mr. Sh{e-o|o}ok left.", "span/cuts-word")
    assert finding.message == "'o' begins inside the word 'Shook' and ends inside the word 'Shook'"


@pytest.mark.parametrize(("sketch", "right"), [
    ("{a-x|“she said, ‘you are the queen,'”}", True), ("{a-x|“she said, ‘you are the queen,”} and left.'", False),
    ('{a-x|"It rained.}\n\n{a-x|"It was cold."}', True), ('{a-x|"It rained.}\n\n{a-x|It was cold."}', True),
    ('{a-x|"It rained." Then: "It was cold}."', False)])
def test_marks_that_typists_mix_or_repeat(found: Found, sketch: str, right: bool) -> None:
    assert (found("Then he said: " + sketch, "span/unbalanced") == []) is right


@pytest.mark.parametrize(("sketch", "contested"), [
    (facts(ab="ab"), False),
    (facts(ab="ab").replace("{c-b|", "{c-b stance=denied|"), True),
    (facts(ab="ab").replace("{c-b|", "{c-b stance=open|"), False),
    (facts(ab="ab").replace("{c-b|", "{c-b stance=denied kind=prediction|"), False),
    (facts("c-a entails c-b").replace("{c-b|", "{c-b stance=unlikely|"), True),
    (facts("c-b entails c-a").replace("{c-b|", "{c-b stance=unlikely|"), False),
    (facts("f-ab entails c-c", ab="ab").replace("{c-c|", "{c-c stance=denied|"), True),
    (facts("c-a contradicts c-b"), True),
    (facts("c-a distinct c-b").replace("{c-b|", "{c-b stance=denied|"), False),
])
def test_contested(found: Found, sketch: str, contested: bool) -> None:
    assert bool(found(sketch, "fact/contested")) is contested


def test_a_capital_stands_for_its_country(found: Found) -> None:
    registry = '\n== corpus/entities.json ==\n{"standoff": "1", "entities": [' + ", ".join(
        f'{{"id": "{id_}", "type": "{type_}", "name": "{name}", "aliases": []}}'
        for id_, type_, name in (("china", "gpe", "China"), ("beijing", "gpe", "Beijing"), ("wang", "person", "Wang"))
    ) + "]}"
    assert found("{e-c ref=china|Beijing} spoke." + registry, "entity/unknown-alias") == []
    assert len(found("{e-w ref=wang|Beijing} spoke." + registry, "entity/unknown-alias")) == 1


def test_digits_that_a_thin_space_glues_to_a_name_break_no_check(found: Found) -> None:
    sketch = '{c-x|They sold} it.\n@ /claims/0/text = "They sold 5\\u20092021-03-02Zorn."'
    assert found(sketch, "claim/unsupported-name") == []
