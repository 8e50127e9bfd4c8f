"""JSON is read one way only: a table of cases, and the fast reader against the slow one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from standoff import limits
from standoff.strict import parse, parse_fast, place_of

CLEAN: dict[str, Any] = {
    "null": None, "true": True, "false": False, '""': "", '"a"': "a", "0": 0, "-0": 0, "1": 1, "-1": -1, "1.5": 1.5,
    "-1.5e3": -1500.0, "1E2": 100.0, "1e+2": 100.0, "1e-2": 0.01, "0.5": 0.5, "[]": [], "{}": {}, "[1]": [1],
    "[1,2]": [1, 2], "[[],[]]": [[], []], '{"a":1}': {"a": 1}, '{"a":{"a":1}}': {"a": {"a": 1}}, ' [ 1 , 2 ] ': [1, 2],
    "\t\r\n{}\n": {}, '{"":0}': {"": 0}, '{"a":1,"A":2}': {"a": 1, "A": 2}, '"é"': "é", '"中"': "中", '"🧭"': "🧭",
    r'"\u00e9"': "é", r'"\ud83e\udded"': "🧭", r'"\n\t\"\\\/"': '\n\t"\\/', r'"\b\f\r"': "\b\f\r", '"\x7f"': "\x7f",
    '"\u2028"': "\u2028", '"\u202e"': "\u202e", "9007199254740992": 2**53, "-9007199254740992": -(2**53),
    '"9007199254740993"': "9007199254740993", "[null,true,false]": [None, True, False], "1.0": 1.0,
    '[{"a":[{"b":[]}]}]': [{"a": [{"b": []}]}], '"//"': "//", '"NaN"': "NaN", '{"a":"{"}': {"a": "{"},
    '"\\u0020"': " ", "[" * 64 + "]" * 64: None, "12345678901234": 12345678901234, '"\'"': "'",
}
FAULTY = {
    "": "not-json", " ": "not-json", "nul": "not-json", "True": "not-json", "None": "not-json", "undefined": "not-json",
    "'a'": "not-json", "a": "not-json", "[": "not-json", "]": "not-json", "{": "not-json", "}": "not-json",
    "[1": "not-json", "[1,": "not-json", "[1,]": "not-json", "[,1]": "not-json", "[,]": "not-json", "[1 2]": "not-json",
    "[1;2]": "not-json", '{"a"}': "not-json", '{"a":}': "not-json", '{"a" 1}': "not-json", '{"a":1,}': "not-json",
    "{a:1}": "not-json", "{'a':1}": "not-json", "{1:1}": "not-json", '{"a":1 "b":2}': "not-json", "[1]]": "not-json",
    "{} {}": "not-json", "{}x": "not-json", "1 2": "not-json", "// x\n1": "not-json", "/* x */1": "not-json",
    "1 // x": "not-json", '"a': "not-json", '"\n"': "not-json", '"\t"': "not-json", '"\x00"': "not-json",
    '"\x1f"': "not-json", r'"\x41"': "not-json", r'"\u12"': "not-json", r'"\u12g4"': "not-json", r'"\'"': "not-json",
    "\u00a01": "not-json", "\f1": "not-json", "\ufeff{}": "not-json", "NaN": "bad-number", "Infinity": "bad-number",
    "-Infinity": "bad-number", "[NaN]": "bad-number", "+1": "bad-number", "01": "bad-number", "-01": "bad-number",
    "1.": "bad-number", "-": "not-json", ".5": "not-json", "1e": "bad-number", "0x1F": "bad-number",
    "1_000": "bad-number", "1e400": "bad-number", "-1e400": "bad-number", "9007199254740993": "bad-number",
    "-9007199254740993": "bad-number", "1e17": "bad-number", "1" + "0" * 5000: "bad-number", "1.2.3": "bad-number",
    r'"\u0000"': "bad-character", r'{"\u0000":1}': "bad-character", r'"\ud800"': "bad-character",
    r'"\udc00\ud800"': "bad-character", r'"a\ud83ex"': "bad-character", '{"a":1,"a":2}': "duplicate-key",
    '{"a":1,"a":1}': "duplicate-key", '{"b":{"a":1,"a":2}}': "duplicate-key", r'{"a":1,"\u0061":2}': "duplicate-key",
    '[{"a":1},{"a":1,"a":2}]': "duplicate-key", "[" * 65 + "]" * 65: "too-deep", '{"a":' * 65 + "1" + "}" * 65:
    "too-deep", "[" * 100_000: "too-deep", "tru": "not-json", "nullnull": "not-json", "[1}": "not-json",
    '{"a":1]': "not-json", '{"a":NaN,"b":01}': "bad-number",
}
BYTES = {b"\xff": "not-json", b'"\xff"': "not-json", b'"\xc3"': "not-json", b'"\xed\xa0\x80"': "not-json",
         b'"\xc0\x80"': "not-json", b"\xef\xbb\xbf{}": "not-json", b"\xff\xfe{\x00}\x00": "not-json", b"\x00": "not-json",
         b'"\xf4\x90\x80\x80"': "not-json"}
ALL = [*(case.encode() for case in CLEAN), *(case.encode("utf-8", "surrogatepass") for case in FAULTY), *BYTES]


@pytest.mark.parametrize("case", CLEAN, ids=lambda case: case[:30])
def test_clean(case: str) -> None:
    parsed = parse(case.encode())
    assert parsed.problems == []
    assert parsed.value == (json.loads(case) if len(case) == 128 else CLEAN[case])
    assert type(parsed.value) is type(json.loads(case))


@pytest.mark.parametrize(("raw", "name"), [*((c.encode(), n) for c, n in FAULTY.items()), *BYTES.items()],
                         ids=lambda value: repr(value)[:40])
def test_faulty(raw: bytes, name: str) -> None:
    problems = parse(raw).problems
    assert problems
    assert problems[0].check == f"file/{name}"
    assert problems[0].offset is not None and 0 <= problems[0].offset <= len(raw)


@pytest.mark.parametrize("raw", ALL, ids=lambda raw: repr(raw)[:40])
def test_fast_reader_never_disagrees(raw: bytes) -> None:
    fast, slow = parse_fast(raw), parse(raw)
    if fast is not None:
        assert slow.problems == []
        assert repr(fast) == repr(slow.value)


def test_a_large_file_is_named_and_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "JSON_BYTES", 10)
    assert parse_fast(b'"0123456789"') is None
    assert [problem.check for problem in parse(b'"0123456789"').problems] == ["file/too-large"]


def test_every_fault_of_one_file_is_named_with_its_place() -> None:
    raw = b'{"a": 1,\n "a": NaN,\n "b": ["\\u0000"]}'
    found = [(problem.check, problem.path, raw[problem.offset:][:3]) for problem in parse(raw).problems]
    assert found == [("file/duplicate-key", ("a",), b'"a"'), ("file/bad-number", ("a",), b"NaN"),
                     ("file/bad-character", ("b", 0), b'"\\u')]


def test_places_are_code_points() -> None:
    places = parse('{"🧭": "é", "b": {"c": [1, 2]}}'.encode()).places
    assert places["🧭",] == (6, 1)
    assert places["b", "c", 1] == (26, 26)
    assert places["b", "c"] == (22, 17)


def test_the_quick_places_are_those_of_the_slow_reading() -> None:
    raw = ' {"a": [1, {"b" : "x", "ü": [[], {}]}, "\\"]"],\n"c": {"d": null, "e{": [true ,2.5 ]}}\n'
    slow = parse(raw.encode())
    assert len(slow.places) == 14
    for path, place in slow.places.items():
        assert place_of(raw, path) == place, path
    assert place_of(raw, ("a", 1, "none")) == slow.places["a", 1]
    assert place_of(raw, ("a", 9)) == slow.places[("a",)] and place_of(raw, ("c", "d", 0)) == slow.places["c", "d"]


@pytest.mark.parametrize("raw", [b'{"a": 9007199254740993}', b'{"a": 1e400}', b'{"a": -1E400}', b'{"a": 12345678901234567890}',
                                 b'[' * 65 + b']' * 65, b'{"a":' * 70 + b'1' + b'}' * 70,
                                 b'[' * 300 + b']' * 300, b'["]",' * 70 + b'1' + b',"["]' * 70,
                                 rb'["\\\"]\"",' * 70 + b'1' + rb',"\"[\\\""]' * 70])
def test_what_lies_beyond_a_limit_is_never_read_fast(raw: bytes) -> None:
    assert parse_fast(raw) is None


def test_a_string_that_looks_like_much_is_still_read_fast() -> None:
    for text in ("1" * 40, "3e5", "[[[[{", "]" * 80):
        assert parse_fast(b'{"a": "%s"}' % text.encode()) == {"a": text}
    assert parse_fast(b'[' * 60 + b']' * 60) is not None
