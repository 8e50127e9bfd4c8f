"""Strict JSON: one way to read it, with the place of every value.

The fast path is orjson; it accepts duplicate keys in silence, so a text is trusted only when it holds as many
quotation marks as its own re-encoding and no escape. Everything else takes the slow path, which names each fault.
"""

from __future__ import annotations

import json.decoder
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import orjson

from . import limits
from .finding import Edit, Path

_scan_string: Callable[[str, int], tuple[str, int]] = json.decoder.scanstring  # type: ignore[attr-defined]
_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_WORDS = {"true": True, "false": False, "null": None}
_LOOSE = re.compile(r"-?(?:NaN|Infinity)|[+-]?[0-9][\w.+-]*")


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault found while reading, reported by the check of that name.

    `offset` (code points) is given where the text is no JSON, so that `path` has no place; with `edits` the fault can
    be mended by a tool, which is what `hint` then says; `safe` says whether without a person who looks at it.
    """

    check: str
    path: Path
    message: str
    hint: str = ""
    offset: int | None = None
    key: bool = False
    edits: tuple[Edit, ...] = ()
    safe: bool = True


@dataclass(slots=True)
class Parsed:
    """What strict reading gave: the value (None when the text is no JSON), faults, and where each value stands."""

    value: Any = None
    problems: list[Problem] = field(default_factory=list)
    places: dict[Path, tuple[int, int]] = field(default_factory=dict)
    """Path -> offset of the value, offset of its key (the same where it has none)."""


def parse_fast(raw: bytes) -> Any | None:
    """The value of `raw` when it is certainly clean strict JSON within the limits, else None."""
    # One byte is searched for much faster than two.
    if (b"\\" in raw and b"\\u" in raw) or len(raw) > limits.JSON_BYTES or raw.startswith(b"\xef\xbb\xbf"):
        return None
    try:
        value = orjson.loads(raw)
        dense = orjson.dumps(value)  # the same numbers and brackets in two thirds of the bytes
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):  # it reads deeper than it writes
        return None
    if raw.count(b'"') != dense.count(b'"') or (not _modest(dense) and _suspicious(value)):
        return None
    return value


_DIGITS = bytes(48 if 48 <= byte < 58 else byte if byte in b"e+" else 32 for byte in range(256))
_NO_BRACKETS = bytes(byte for byte in range(256) if byte not in b'{}[]"')


def _modest(raw: bytes) -> bool:
    """True when `raw` certainly has no number of sixteen digits or above 10^16, and no deep nesting.

    `raw` is as orjson writes it: only numbers that large have an exponent with a plus sign.
    Strings count, too, so False says nothing; but it costs far less than looking at every value.
    """
    digits = raw.translate(_DIGITS)
    if b"0" * 16 in digits or b"0e+" in digits:
        return False
    if b"\\" in raw:
        raw = raw.replace(b"\\\\", b"").replace(b'\\"', b"")
    # With its quotation marks kept, a bracket in a string never meets one outside: an odd number of marks is between.
    brackets = raw.translate(None, _NO_BRACKETS)
    for _ in range(limits.JSON_DEPTH // 4):
        brackets = brackets.replace(b'""', b"").replace(b"{}", b"").replace(b"[]", b"")
        if not brackets:
            return True
    return False


def _suspicious(value: Any) -> bool:
    """True when something lies beyond the limits on depth and numbers. Iterative: depth is the attacker's choice."""
    level = [value]
    for _ in range(limits.JSON_DEPTH):
        following: list[Any] = []
        for item in level:
            if isinstance(item, dict):
                following.extend(item.values())
            elif isinstance(item, list):
                following.extend(item)
            elif isinstance(item, (int, float)) and abs(item) > limits.JSON_INTEGER:
                return True
        if not following:
            return False
        level = following
    return True


class _FatalError(Exception):
    """Reading cannot go on; the fault is in `Parsed.problems` already."""


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.at, self.out = text, 0, Parsed()

    def problem(self, check: str, path: Path, message: str, hint: str = "", offset: int | None = None,
                *, key: bool = False, fatal: bool = False) -> None:
        at = self.at if offset is None else offset
        self.out.problems.append(Problem(f"file/{check}", path, message, hint, at, key))
        if fatal:
            raise _FatalError

    def skip(self) -> str:
        self.at = _SPACE.match(self.text, self.at).end()  # type: ignore[union-attr]  # it matches the empty string
        return self.text[self.at : self.at + 1]

    def value(self, path: Path, key_at: int | None = None) -> Any:
        first, start = self.skip(), self.at
        self.out.places[path] = (start, start if key_at is None else key_at)
        if len(path) >= limits.JSON_DEPTH and first in "{[":
            self.problem("too-deep", path, f"nested deeper than {limits.JSON_DEPTH} levels", fatal=True)
        if first == "{":
            return self.object(path)
        if first == "[":
            return self.array(path)
        if first == '"':
            return self.string(path)
        for word, meaning in _WORDS.items():
            if self.text.startswith(word, start):
                self.at += len(word)
                return meaning
        return self.number(path)

    def object(self, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        self.at += 1
        if self.skip() == "}":
            self.at += 1
            return result
        while True:
            if self.skip() != '"':
                self.problem("not-json", path, f"found {self.near()}, expected a key in double quotes", self.marks(),
                             fatal=True)
            key_at = self.at
            key = self.string(path)
            if self.skip() != ":":
                self.problem("not-json", path, f"found {self.near()}, expected ':' after the key {key!r}", fatal=True)
            self.at += 1
            if key in result:
                self.problem("duplicate-key", (*path, key), f"the key {key!r} stands twice in one object",
                             "keep one of the two", key_at, key=True)
            result[key] = self.value((*path, key), key_at)
            if self.more("}", path):
                return result

    def array(self, path: Path) -> list[Any]:
        result: list[Any] = []
        self.at += 1
        if self.skip() == "]":
            self.at += 1
            return result
        while True:
            result.append(self.value((*path, len(result))))
            if self.more("]", path):
                return result

    def marks(self) -> str:
        """What to do where a word processor or git has put its marks."""
        if self.text.startswith("<<<<<<< ", self.at):
            return "git could not merge this: keep one side of each conflict, and remove git's lines <<<, === and >>>"
        return 'write straight quotation marks (")' if self.text[self.at : self.at + 1] in tuple("“”„‘’'") else ""

    def more(self, closer: str, path: Path) -> bool:
        found = self.skip()
        if found not in (",", closer) or not found:
            self.problem("not-json", path, f"found {self.near()}, expected ',' or {closer!r}",
                         "a comma is missing before it" if found in ('"', "{", "[") else self.marks(), fatal=True)
        self.at += 1
        if found == "," and self.skip() == closer:
            self.problem("not-json", path, f"a comma before {closer!r}", "remove the comma", fatal=True)
        return found == closer

    def string(self, path: Path) -> str:
        start = self.at
        try:
            text, self.at = _scan_string(self.text, start + 1)
        except json.JSONDecodeError as error:
            self.problem("not-json", path, f"broken string: {error.msg.lower()}", offset=error.pos, fatal=True)
        if "\0" in text:
            self.problem("bad-character", path, "a NUL character in a string", "remove it", start)
        if any("\ud800" <= char <= "\udfff" for char in text):
            self.problem("bad-character", path, "half of a surrogate pair in a string", "write the whole character",
                         start)
            text = text.encode("utf-8", "replace").decode()
        return text

    def number(self, path: Path) -> int | float:
        """NaN stands for a number that cannot be known: no model takes it, so its record is left out."""
        match = _NUMBER.match(self.text, self.at)
        loose = _LOOSE.match(self.text, self.at)
        if not loose and not match:
            self.problem("not-json", path, f"found {self.near()}, expected a value", self.marks(), fatal=True)
        token = (loose or match)[0]  # type: ignore[index]  # one of them matched
        start, self.at = self.at, self.at + len(token)
        if not match or match[0] != token:
            self.problem("bad-number", path, f"{token} is no JSON number", offset=start)
            return math.nan
        number = int(token) if token.lstrip("-").isdigit() and len(token) < 400 else float(token)
        if abs(number) > limits.JSON_INTEGER:
            self.problem("bad-number", path, f"{token[:40]} is beyond 2^53, which many readers round in silence",
                         "write it as a string", start)
            return math.nan
        return number

    def near(self) -> str:
        return repr(self.text[self.at : self.at + 12]) if self.at < len(self.text) else "the end of the file"


_scan_once: Callable[[str, int], tuple[Any, int]] = json.JSONDecoder().scan_once  # type: ignore[attr-defined]


def place_of(text: str, path: Path) -> tuple[int, int]:
    """Offset of the value at `path` and of its key, in clean JSON `text`; of the nearest that exists where it does not.

    Only what lies on the way is looked at; the rest is skipped at the speed of the library.
    """
    at = key_at = len(text) - len(text.lstrip(" \t\n\r"))
    for part in path:
        found = _member(text, at, part) if text[at] == "{" else _item(text, at, part) if text[at] == "[" else None
        if found is None:
            break
        at, key_at = found
    return at, key_at


def _gap(text: str, at: int) -> int:
    return _SPACE.match(text, at).end()  # type: ignore[union-attr]  # it matches the empty string


def _member(text: str, at: int, wanted: str | int) -> tuple[int, int] | None:
    at = _gap(text, at + 1)
    while text[at] != "}":
        key, end = _scan_string(text, at + 1)
        value = _gap(text, _gap(text, end) + 1)
        if key == wanted:
            return value, at
        at = _gap(text, _scan_once(text, value)[1])
        if text[at] == ",":
            at = _gap(text, at + 1)
    return None


def _item(text: str, at: int, wanted: str | int) -> tuple[int, int] | None:
    at, number = _gap(text, at + 1), 0
    while text[at] != "]":
        if number == wanted:
            return at, at
        at, number = _gap(text, _scan_once(text, at)[1]), number + 1
        if text[at] == ",":
            at = _gap(text, at + 1)
    return None


def parse(raw: bytes) -> Parsed:
    """Read `raw` the slow, exact way: all faults that can be told apart, and where every value stands."""
    if len(raw) > limits.JSON_BYTES:
        return Parsed(problems=[Problem("file/too-large", (), f"{len(raw):,} bytes; at most {limits.JSON_BYTES:,} "
                                        "are read", "split the file", 0)])
    if raw.startswith(b"\xef\xbb\xbf"):
        return Parsed(problems=[Problem("file/not-json", (), "starts with a byte order mark", "save as plain UTF-8",
                                        0)])
    try:
        reader = _Reader(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        good = raw[: error.start].decode("utf-8", "replace")
        return Parsed(problems=[Problem("file/not-json", (), f"byte {error.start} (0x{raw[error.start]:02x}) is not "
                                        "UTF-8", "save as UTF-8", len(good))])
    try:
        value = reader.value(())
        if reader.skip():
            reader.problem("not-json", (), f"found {reader.near()} after the end of the value", fatal=True)
    except _FatalError:
        return reader.out
    reader.out.value = value
    return reader.out
