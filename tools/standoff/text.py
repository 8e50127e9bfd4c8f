"""The text of one source and its units: code points, UTF-16 units, bytes, lines, words, graphemes, sentences.

All offsets in standoff are Unicode code points, end-exclusive, over the untouched text of the file.
"""

from __future__ import annotations

import bisect
import hashlib
import re
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

import regex

from .sentences import split_sentences

_SPACE = re.compile(r"\s+")
_RUN = re.compile(r"\w+")
_OTHER = re.compile("[^\x00-\u02ff\u2000-\u206f\u20ac]")
_PLAIN = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
"""As `WORD` for all characters but `_OTHER`, in a quarter of the time."""
WORD = regex.compile(r"[\p{L}\p{N}\p{M}]+(?:['’.\-][\p{L}\p{N}\p{M}]+)*")
_LETTER = regex.compile(r"[\p{L}\p{N}\p{M}--\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]",
                        regex.V1)
_ODD = re.compile("(?!\\A\ufeff)["
                  "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\u200b\u2060\ufeff"
                  "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_GRAPHEME = regex.compile(r"\X")


def fold(text: str) -> str:
    """`text` with every run of white space (newline, U+00A0, U+200A …) as one space, nothing else changed."""
    return _SPACE.sub(" ", text)


def bytes_digest(raw: bytes) -> str:
    """Hex SHA-256 of the bytes of a text."""
    return hashlib.sha256(raw).hexdigest()


def odd_characters(text: str) -> dict[str, list[int]]:
    """Control, invisible, direction-changing and replacement characters with the offsets where they stand.

    A byte order mark and carriage returns are left out: they make a file other than plain UTF-8 text.
    """
    found: dict[str, list[int]] = {}
    for match in _ODD.finditer(text):
        found.setdefault(match[0], []).append(match.start())
    return found


def words(text: str) -> list[str]:
    """The words of `text`: runs of letters, marks and digits, joined by inner apostrophe, hyphen or period."""
    return WORD.findall(text) if _OTHER.search(text) else _PLAIN.findall(text)


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """Every run of letters, digits and low lines: what is not in it none of the texts says."""
    return frozenset(_RUN.findall("\n".join(texts)))


class Range(NamedTuple):
    """Code points `start` to `end` (end-exclusive) of one text."""

    start: int
    end: int

    def inside(self, other: Range) -> bool:
        """True when every code point of it lies in `other` too."""
        return other.start <= self.start and self.end <= other.end

    def overlaps(self, other: Range) -> bool:
        """True when the two ranges share at least one code point."""
        return self.start < other.end and other.start < self.end


class Text:
    """One source text with its measures, each computed once and only when asked for."""

    def __init__(self, raw: str) -> None:
        self.raw = raw

    def __len__(self) -> int:
        return len(self.raw)

    def quote(self, start: int, end: int) -> str:
        """The folded quote of code points `start` to `end`."""
        return fold(self.raw[start:end])

    @cached_property
    def sha256(self) -> str:
        """Hex digest of the text's UTF-8 bytes."""
        return bytes_digest(self.raw.encode("utf-8", "surrogatepass"))

    @cached_property
    def sentences(self) -> list[Range]:
        """The sentences in order; between them lies only white space."""
        return [Range(start, end) for start, end in split_sentences(self.raw)]

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds code point `offset`, or of the next one after it."""
        return bisect.bisect_right(self._sentence_ends, offset)

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [sentence.end for sentence in self.sentences]

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(m.end() for m in re.finditer("\n", self.raw))]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, columns in code points."""
        line = bisect.bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def line(self, number: int) -> str:
        """Line `number` (from 1) without its newline."""
        start = self._lines[number - 1]
        end = self._lines[number] - 1 if number < len(self._lines) else len(self.raw)
        return self.raw[start:end]

    @cached_property
    def _graphemes(self) -> set[int]:
        return {0, *(m.end() for m in _GRAPHEME.finditer(self.raw))}

    def splits_grapheme(self, offset: int) -> bool:
        """True when `offset` lies inside a user-perceived character (base with marks, emoji sequence, CRLF)."""
        around = self.raw[max(offset - 1, 0) : offset + 1]
        if around != "\r\n" and all(char < "\u0300" or "\u2010" <= char <= "\u2027" for char in around):
            return False  # letters, digits, dashes, quotation marks: two of them are never one character
        return offset not in self._graphemes

    def splits_word(self, offset: int) -> bool:
        """True when `offset` lies between two letters, marks or digits of one word.

        Scripts that put no space between words (Chinese, Japanese, Thai …) are never split: no rule here can tell.
        """
        around = self.raw[offset - 1 : offset + 1] if offset > 0 else ""
        if around.isascii():
            return len(around) == 2 and around.isalnum()
        return len(around) == 2 and all(map(_LETTER.match, around))

    def splits(self, offset: int) -> bool:
        """True when `offset` lies inside a word or a user-perceived character."""
        around = self.raw[offset - 1 : offset + 1] if offset > 0 else ""
        if around.isascii():
            return (around.isalnum() and len(around) == 2) or around == "\r\n"
        return self.splits_word(offset) or self.splits_grapheme(offset)

    def whole_at(self, offset: int) -> Range:
        """The word or character that `offset` splits; empty where it splits none."""
        start = end = offset
        while self.splits(start):
            start -= 1
        while self.splits(end):
            end += 1
        return Range(start, end)

    def whole(self, place: Range) -> Range:
        """`place` with the words and characters that it cuts taken in."""
        return Range(self.whole_at(place.start).start, self.whole_at(place.end).end)

    @cached_property
    def _utf16(self) -> list[int]:
        return list(accumulate((2 if ord(c) > 0xFFFF else 1 for c in self.raw), initial=0))

    @cached_property
    def _bytes(self) -> list[int]:
        return list(accumulate((len(c.encode("utf-8", "surrogatepass")) for c in self.raw), initial=0))

    def to_utf16(self, offset: int) -> int:
        """UTF-16 code units before code point `offset` (what a browser counts)."""
        return self._utf16[offset]

    def to_bytes(self, offset: int) -> int:
        """UTF-8 bytes before code point `offset`."""
        return self._bytes[offset]

    def from_utf16(self, units: int) -> int:
        """Code point at UTF-16 offset `units`. ValueError inside a surrogate pair or outside the text."""
        return _invert(self._utf16, units, "UTF-16")

    def from_bytes(self, count: int) -> int:
        """Code point at UTF-8 byte offset `count`. ValueError inside a character or outside the text."""
        return _invert(self._bytes, count, "byte")

    @cached_property
    def folded(self) -> tuple[str, list[int]]:
        """The folded text, and for each of its code points the offset of the original one it stands for."""
        pieces: list[str] = []
        origin: list[int] = []
        last = 0
        for space in _SPACE.finditer(self.raw):
            pieces.append(self.raw[last : space.start()] + " ")
            origin.extend(range(last, space.start() + 1))
            last = space.end()
        pieces.append(self.raw[last:])
        origin.extend(range(last, len(self.raw)))
        return "".join(pieces), [*origin, len(self.raw)]

    def find(self, quote: str, within: Range | None = None) -> list[Range]:
        """Every occurrence of a folded quote, left to right, overlapping ones included."""
        if not quote.strip():
            return []
        text, origin = self.folded
        low = bisect.bisect_left(origin, within.start) if within else 0
        high = bisect.bisect_left(origin, within.end) if within else len(text)
        found: list[Range] = []
        at = text.find(quote, low, high)
        while at >= 0:
            # The end is one past the last original character, not the start of the next: spaces may follow.
            last = origin[at + len(quote)] if quote[-1] == " " else origin[at + len(quote) - 1] + 1
            found.append(Range(origin[at], last))
            at = text.find(quote, at + 1, high)
        return found


def _invert(table: list[int], value: int, unit: str) -> int:
    index = bisect.bisect_left(table, value)
    if index == len(table) or table[index] != value:
        raise ValueError(f"{unit} offset {value} is not at the start of a character of this text")
    return index
