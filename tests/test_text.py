"""Texts and their units: every offset is a code point, whatever the reader outside counts."""

from __future__ import annotations

import pytest

from standoff.quotation import unbalanced
from standoff.sentences import split_sentences
from standoff.text import _OTHER, _PLAIN, WORD, Range, Text, fold, odd_characters, words

EMOJI = "a🧭b👩‍🚀c"
MARKS = "cafe\u0301 x"


@pytest.mark.parametrize("raw", ["", "abc", EMOJI, MARKS, "中文\n🇨🇳", "\r\n"])
def test_units_convert_there_and_back(raw: str) -> None:
    text = Text(raw)
    for offset in range(len(raw) + 1):
        assert text.to_utf16(offset) == len(raw[:offset].encode("utf-16-le")) // 2
        assert text.to_bytes(offset) == len(raw[:offset].encode())
        assert text.from_utf16(text.to_utf16(offset)) == text.from_bytes(text.to_bytes(offset)) == offset


@pytest.mark.parametrize(("units", "count"), [(2, 2), (2, 3), (99, 99)])
def test_an_offset_inside_a_character_is_refused(units: int, count: int) -> None:
    with pytest.raises(ValueError, match="UTF-16"):
        Text(EMOJI).from_utf16(units)
    with pytest.raises(ValueError, match="byte"):
        Text(EMOJI).from_bytes(count)


def test_folding_changes_white_space_and_nothing_else() -> None:
    assert fold("a\u00a0\n\u200a b\u2003c\td-\ne") == "a b c d- e"
    assert fold("“a”\u00ad–\u200b’") == "“a”\u00ad–\u200b’"


@pytest.mark.parametrize(("raw", "quote", "places"), [
    ("a  b\n\nc", "a b c", [Range(0, 7)]),
    ("x a b", "a b", [Range(2, 5)]),
    ("aaa", "aa", [Range(0, 2), Range(1, 3)]),
    ("a \n b", "a ", [Range(0, 4)]),
    ("a \n b", "a", [Range(0, 1)]),
    ("a \n b", " b", [Range(1, 5)]),
    ("🧭 a", "a", [Range(2, 3)]),
    ("a", " ", []),
    ("a", "b", []),
])
def test_every_place_of_a_quote(raw: str, quote: str, places: list[Range]) -> None:
    text = Text(raw)
    assert text.find(quote) == places
    assert all(text.quote(place.start, place.end) == quote for place in places)


def test_a_search_within_bounds_finds_nothing_that_crosses_them() -> None:
    text = Text("ab ab ab")
    assert text.find("ab", Range(1, 7)) == [Range(3, 5)]


@pytest.mark.parametrize(("raw", "offset", "cut"), [
    ("Blinken spoke", 4, True), ("Blinken spoke", 7, False), ("Blinken’s", 7, False), ("US-China", 3, False),
    ("cafe\u0301", 4, True), ("reportedly03", 10, True), ("talks[1]", 5, False), ("中国人", 1, False),
    ("ไทย", 1, False), ("Россия", 2, True), ("العربية", 2, True), ("abc", 0, False), ("abc", 3, False),
    ("a中", 1, False)])
def test_words_are_cut_where_a_reader_says_so(raw: str, offset: int, cut: bool) -> None:
    assert Text(raw).splits_word(offset) is cut


def test_graphemes_are_whole() -> None:
    text = Text("e\u0301👩‍🚀🇨🇳\r\n")
    whole = [offset for offset in range(len(text) + 1) if not text.splits_grapheme(offset)]
    assert whole == [0, 2, 5, 7, 9]
    assert text.whole(Range(1, 3)) == Range(0, 5)


def test_the_word_around_a_cut() -> None:
    text = Text("said Blinken’s aide")
    assert text.whole_at(8) == Range(5, 12)
    assert text.whole(Range(7, 9)) == Range(5, 12)
    assert text.whole(Range(5, 12)) == Range(5, 12)


def test_positions_count_from_one_in_code_points() -> None:
    text = Text("ab\n🧭c\n")
    assert [text.position(offset) for offset in (0, 2, 3, 4, 6)] == [(1, 1), (1, 3), (2, 1), (2, 2), (3, 1)]
    assert [text.line(number) for number in (1, 2, 3)] == ["ab", "🧭c", ""]


def test_words_keep_inner_marks() -> None:
    assert words("China’s U.S.-led e-mail, 3.5 cafés.") == ["China’s", "U.S", "led", "e-mail", "3.5", "cafés"]


def test_all_bidi_controls_are_odd_and_real_scripts_are_not() -> None:
    bidi = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    assert set(odd_characters(bidi)) == set(bidi) and len(bidi) == 12
    assert odd_characters("العربية עברית 中文 हिन्दी می\u200cخواهم 👩‍🚀 “q” – \u00a0\t\n") == {}
    assert odd_characters("\ufeffa\r\n") == {} and odd_characters("a\ufeff\x07") == {"\ufeff": [1], "\x07": [2]}


@pytest.mark.parametrize(("raw", "expected"), [
    ("One. Two.", ["One.", "Two."]),
    ("Mr. Biden met Gen. Xi in the U.S. in March.", ["Mr. Biden met Gen. Xi in the U.S. in March."]),
    ("He left the U.S. The talks failed.", ["He left the U.S.", "The talks failed."]),
    ("They met.[1][2] It was fair.[3]: 71–72 So.", ["They met.[1][2]", "It was fair.[3]: 71–72", "So."]),
    ("“It was fair.” He left.", ["“It was fair.”", "He left."]),
    ("Title\n\nText one", ["Title", "Text one"]),
    ("• One\n• Two", ["• One", "• Two"]),
    ("他来了。他走了。", ["他来了。", "他走了。"]),
    ("It cost 3.5 million. Yes!", ["It cost 3.5 million.", "Yes!"]),
    ("The talks\n \n\n\nwent on. \n\n\nThey\n\n- ended", ["The talks\n \n\n\nwent on.", "They", "- ended"]),
])
def test_sentences(raw: str, expected: list[str]) -> None:
    assert [raw[start:end] for start, end in split_sentences(raw)] == expected


def test_sentences_cover_every_character_once() -> None:
    raw = "A b. C (d)! “E?” f\n\n• g\n h 🧭. I…\nJ"
    inside = [0] * len(raw)
    for start, end in split_sentences(raw):
        inside[start:end] = [count + 1 for count in inside[start:end]]
    assert all(count == (1 if not char.isspace() else count) and count <= 1
               for char, count in zip(raw, inside, strict=True))


@pytest.mark.parametrize("text", [
    "China’s talks", "“a” (b) [c]", "“a ‘b’ c”", "1) one b) two", "“One.\n\n“Two.”", "the ’90s", "‘tis so", "6'2\"",
    '"a" and "b"', "„a“", "(a [b] c)", "a 5\" pipe", "«a»"])
def test_balanced(text: str) -> None:
    assert unbalanced(text) is None


@pytest.mark.parametrize(("text", "index"), [
    ("“a", 0), ("a”", 1), ("(a", 0), ("he) b, it)", 2), ("“(a”", 1), ('"a', 0), ("‘a b", 0), ("a “b” “c", 6),
    ('say "a" and "b', 12)])
def test_unbalanced(text: str, index: int) -> None:
    assert unbalanced(text) == index


def test_words_of_plain_characters_are_found_as_those_of_all() -> None:
    plain = [chr(code) for code in range(0x110000) if not _OTHER.match(chr(code))]
    assert len(plain) > 800
    for char in plain:
        for text in (char, f"a{char}b", f"a {char}-b", f"1{char}’s_x"):
            assert _PLAIN.findall(text) == WORD.findall(text)
    assert words("Chin\u0301a’s 中国 U.S. well-known_x") == ["Chin\u0301a’s", "中国", "U.S", "well-known", "x"]


def test_an_offset_splits_a_word_or_a_character() -> None:
    text = Text("Ada’s e\u0301t\u00e9\r\n中国")
    splitting = [offset for offset in range(len(text) + 1) if text.splits(offset)]
    assert splitting == [offset for offset in range(len(text) + 1)
                         if text.splits_word(offset) or text.splits_grapheme(offset)] == [1, 2, 7, 8, 9, 11]
