"""Placing quotes: what has one place gets it, what has not is said, never guessed."""

from __future__ import annotations

from standoff.place import Unplaced, closest, place
from standoff.text import Range, Text

TEXT = Text("He said so. 🧭 Then he said\n it was so, and she said so.")


def test_an_only_place() -> None:
    assert place(TEXT, ["he said it was"]) == [Range(19, 34)]


def test_several_places_and_nothing_to_decide() -> None:
    (result,) = place(TEXT, ["said"])
    assert isinstance(result, Unplaced) and len(result.found) == 3
    assert result.why(TEXT) == "occurs 3 times (lines 1, 1, 2) and nothing says which is meant"


def test_the_longest_only_quote_anchors_the_others() -> None:
    said, was = place(TEXT, ["said", "it was so"])
    assert was == Range(28, 37)
    assert said == Range(22, 26)


def test_near_decides() -> None:
    assert place(TEXT, ["said"], near=50) == [Range(47, 51)]
    assert place(TEXT, ["said"], near=0) == [Range(3, 7)]


def test_no_two_quotes_of_a_record_share_words() -> None:
    first, second = place(TEXT, ["so", "so"], near=0)
    assert isinstance(first, Range) and isinstance(second, Range) and not first.overlaps(second)


def test_taken_places_are_left_alone() -> None:
    assert place(TEXT, ["He"], taken=[Range(0, 2)])[0] == Unplaced("He", ())


def test_bounds_limit_the_search() -> None:
    assert place(TEXT, ["said"], within=Range(0, 11)) == [Range(3, 7)]


def test_folded_quotes_find_broken_lines() -> None:
    assert place(TEXT, ["said it"]) == place(TEXT, ["said\u00a0 it"]) == [Range(22, 30)]


def test_an_absent_quote_gets_the_nearest_passage() -> None:
    (result,) = place(TEXT, ["then he said it was good"])
    assert isinstance(result, Unplaced) and result.found == ()
    assert "the nearest passage reads 'Then he said it was so,'" in result.why(TEXT)
    assert closest(TEXT, "nothing like it here") == ""
