"""span/: offsets and quotes prove each other."""

from __future__ import annotations

import pytest

from standoff.corpus import open_corpus
from standoff.fixing import apply, choose
from standoff.store import write_json
from tests.conftest import CorpusOf, Found, run_only

NBC = "LOS ANGELES, {e-feb|Feb}. 2 (UPI)"


def test_a_drifted_span_says_found_expected_and_fix(found: Found) -> None:
    (finding,) = found(f"{NBC}\n@ /entities/0/mentions/0/start = 14\n@ /entities/0/mentions/0/end = 17",
                       "span/drifted")
    assert finding.message == "text[14:17] is 'eb.', but the quote is 'Feb'"
    assert finding.fix and finding.fix.title == "the quote is found at 13–16 (-1)" and finding.fix.safe
    assert finding.paste == '{"start": 13, "end": 16, "quote": "Feb"}'
    assert finding.around == (14, 17)
    assert {edit.path[-1]: edit.value for edit in finding.fix.edits} == {"start": 13, "end": 16, "quote": "Feb"}


@pytest.mark.parametrize(("start", "place", "safe"), [(1, 0, False), (9, 10, False), (5, None, False)])
def test_of_several_places_the_nearest_is_offered_but_not_safe(
        found: Found, start: int, place: int | None, safe: bool) -> None:
    (finding,) = found(f"{{e-x|so}} x x x xso so.\n@ /entities/0/mentions/0 = "
                       f'{{"start": {start}, "end": {start + 2}, "quote": "so"}}', "span/drifted")
    assert finding.fix
    assert [edit.value for edit in finding.fix.edits][:1] == ([] if place is None else [place])
    assert finding.fix.safe is safe


def test_a_quote_that_is_gone_names_the_nearest_passage(found: Found) -> None:
    (finding,) = found('{c-x|The talks were quite fair}.\n@ /claims/0/spans/0/quote = "The talks were very fair"',
                       "span/drifted")
    assert finding.fix and not finding.fix.edits
    assert "the nearest passage reads 'The talks were quite fair" in finding.fix.title
    assert finding.paste == '{"start": 0, "end": 25, "quote": "The talks were quite fair"}'


@pytest.mark.parametrize(("start", "end", "check"), [
    (3, 3, "span/empty"), (5, 3, "span/empty"), (0, 99, "span/out-of-range"), (98, 99, "span/out-of-range"),
    (99, 98, "span/out-of-range"), (1, 7, "span/drifted")])
def test_one_bad_pair_of_offsets_is_one_finding(found: Found, start: int, end: int, check: str) -> None:
    sketch = f"{{e-b|Blinken}} spoke.\n@ /entities/0/mentions/0/start = {start}\n@ /entities/0/mentions/0/end = {end}"
    errors = [finding for finding in found(sketch, "span/") if finding.check != "span/cuts-word"]
    assert [finding.check for finding in errors] == [check]
    assert errors[0].fix and errors[0].fix.edits[0].value == 0


def test_a_quote_with_line_breaks_is_unfolded_not_drifted(found: Found) -> None:
    sketch = '{e-b|Antony\nBlinken} spoke.\n@ /entities/0/mentions/0/quote = "Antony\\nBlinken"'
    assert [finding.check for finding in found(sketch, "span/")] == ["span/not-folded"]


def test_without_its_text_no_span_is_judged(found: Found) -> None:
    assert found('{e-b|Blin}ken (spoke.\n@ /seed/path = "gone.txt"', "span/") == []


def test_scopes_are_judged_too(found: Found) -> None:
    sketch = "{e-b|Blinken} spoke.\n@ /scope = " + '[{"start": 0, "end": 7}, {"start": 4, "end": 4}, ' \
             '{"start": 0, "end": 99}]'
    assert [(finding.check, finding.path) for finding in found(sketch, "span/")] == [
        ("span/empty", ("scope", 1)), ("span/out-of-range", ("scope", 2))]


def test_a_cut_word_is_taken_in_whole(found: Found) -> None:
    (finding,) = found("x {e-b|link}en’s", "span/cuts-word")
    assert finding.message == "'link' ends inside the word 'linken'"
    assert finding.fix and [edit.value for edit in finding.fix.edits] == [2, 8, "linken"] and not finding.fix.safe


def test_a_cut_character_is_found(found: Found) -> None:
    (finding,) = found("{e-b|👩}\u200d🚀 spoke.", "span/cuts-word")
    assert "inside the character " + repr("👩\u200d🚀") in finding.message


def test_neighbours_of_a_record_merge_but_mentions_do_not(found: Found) -> None:
    (finding,) = found("{c-x|It was} {c-x|fair}{c-x|, he} said {e-b|Bo} {e-b|Bo}.", "span/adjacent")
    assert finding.fix and finding.fix.edits[0].value == [{"start": 0, "end": 15, "quote": "It was fair, he"}]


def test_order_is_mended_and_overlap_is_not(found: Found) -> None:
    sketch = '{c-x|It was}, he said, {c-x|fair}.\n@ /claims/0/spans = ' \
             '[{"start": 17, "end": 21, "quote": "fair"}, {"start": 0, "end": 6, "quote": "It was"}]'
    (order,) = found(sketch, "span/overlap")
    assert order.fix and [span["quote"] for span in order.fix.edits[0].value] == ["It was", "fair"]
    (twice,) = found("{e-b|{e-b|Bo}b}.", "span/overlap")
    assert twice.fix is None and twice.path == ("entities", 0, "mentions", 1)


@pytest.mark.parametrize(("sketch", "quotes"), [
    ("He said {c-x|“we met”}.", []),
    ("He said {c-x|“we met}.”", ["“we met.”"]),
    ("He “{c-x|met” them}.", ["“met” them"]),
    ("{a-x|“We met,}” he said, {a-x|“and left.”}", ["“We met,”"]),
    ("{a-x|“We met,} he said, {a-x|and left.”}", []),
    ("{c-x|the US’s “talks” (all of ‘them’)}", []),
    ("{e-x|“Quad}” and {w-x|“Quad}”", []),
])
def test_marks_without_partner(found: Found, sketch: str, quotes: list[str]) -> None:
    fixes = [finding.fix for finding in found(sketch, "span/unbalanced")]
    assert [fix.edits[2].value for fix in fixes if fix and fix.edits] == quotes


def test_safe_fixes_leave_nothing_to_fix(corpus_of: CorpusOf) -> None:
    root = corpus_of("{e-a|Ada }met {e-b|Bob}, {c-x|they} {c-x|met}.\n@ /entities/1/mentions/0/end = 11\n"
                     "@ - /entities/0/mentions/0/start\n@ - /entities/0/mentions/0/end\n@ /seed/length = 1").root
    for _ in range(4):
        corpus = open_corpus(root)
        chosen = choose(run_only(corpus, "span/", "text/", "file/").findings, unsafe=False)
        edits = [edit for finding in chosen if finding.fix for edit in finding.fix.edits]
        source = corpus.documents[0]
        write_json(source.path, apply(source.loaded.value, edits), "document", expected=source.loaded.digest)
    assert run_only(open_corpus(root), "span/", "text/", "file/").findings == []


@pytest.mark.parametrize(("start", "end", "check"), [(22, 4, "span/empty"), (12, 12, "span/empty"), (30, 99, "span/out-of-range")])
def test_what_lies_nowhere_is_inside_no_name(found: Found, start: int, end: int, check: str) -> None:
    sketch = ("{e-b|Blinken} of the {e-s|State Department} spoke.\n"
              f"@ /entities/0/mentions/0/start = {start}\n@ /entities/0/mentions/0/end = {end}")
    assert [finding.check for finding in found(sketch) if not finding.check.startswith(("file/", "entity/unmarked"))] == [check]
