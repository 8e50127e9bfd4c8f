"""Claims of a table as rows of whole numbers: words, figures, negation, time, entities. Each word is read once.

Text is folded and split by Arrow; what a word means (stem, number, negation, nothing) is decided once for each distinct
word, by the rules of the corpus engine. Words are numbered by (claims that hold them, word): no hash, no float.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ...dates import bounds
from ...english import NEGATORS, SCALES, STOP, UNITS
from ...errors import DataError
from ...stems import sense

Ints = np.ndarray[Any, np.dtype[np.int64]]
Marks = np.ndarray[Any, np.dtype[np.bool_]]
Rows = np.ndarray[Any, np.dtype[np.int32]]
LONGEST = 32
"""Distinct words of a claim that are looked at, the rarest first."""
ENTITIES = 4
"""Entities of a claim that are looked at, the first first."""
FOREVER = 1_000_000_000
"""Beyond every date, as YYYYMMDD."""


@dataclass(slots=True)
class Claims:
    """`n` claims. Word numbers rise with frequency; -1 fills rows up."""

    rare: Rows
    """n × LONGEST distinct words, ascending (the rarest first)."""
    order: Rows
    """n × LONGEST words in reading order."""
    count: Ints
    """Distinct words."""
    total: Ints
    """Summed weights of the words."""
    figures: Ints
    """Sum of the codes of the numbers in the text; 0: there is none."""
    negated: Ints
    first: Ints
    last: Ints
    """Interval of `time` in days, −FOREVER to FOREVER when it is unknown."""
    entities: Rows
    """n × ENTITIES, ascending; empty where `about` is."""
    other: Ints
    """Code of stance-free fields that must be equal: kind and group."""
    words: list[str]
    frequency: Ints
    weight: Ints
    """By word number: 8 · log2(claims / frequency), at least 1."""


def claims(table: pa.Table) -> Claims:
    """Read a table with `folded` text and, where present, time, about (list or comma-separated), kind, group."""
    flat, owner = _split(table["folded"])
    codes, words, kinds = _vocabulary(flat)
    n = table.num_rows
    keep = codes >= 0
    owner, codes = owner[keep], codes[keep]
    is_number, is_not = kinds[codes] == 1, kinds[codes] == 2
    figures = np.bincount(owner[is_number], weights=_spread(codes[is_number]), minlength=n).astype(np.int64)
    negated = np.bincount(owner[is_not], minlength=n).astype(np.int64) % 2
    width = max(len(words), 1)
    distinct = unique(owner * width + codes)
    holder, held = distinct // width, distinct % width
    frequency = np.bincount(held, minlength=len(words)).astype(np.int64)
    order = np.lexsort((np.array(words), frequency)) if words else np.zeros(0, np.int64)
    rank = np.empty(len(words), dtype=np.int64)
    rank[order] = np.arange(len(words))
    frequency = frequency[order]
    weight = np.maximum(1, np.floor(8 * np.log2(np.maximum(n, 2) / frequency) + 1e-9).astype(np.int64))
    ranked = np.sort(holder * width + rank[held])
    rare, count = _padded(ranked // width, ranked % width, n)
    reading, _ = _padded(owner, rank[codes], n)
    total = np.where(rare >= 0, weight[rare], 0).sum(axis=1)
    first, last = _times(table, n)
    return Claims(rare, reading, count, total, figures, negated, first, last, _entities(table, n),
                  _other(table, n), [words[at] for at in order.tolist()], frequency, weight)


def folded(text: pa.ChunkedArray) -> pa.Array:
    """Lower case, figures without their commas, punctuation gone: equal for texts of the same words."""
    plain = pc.utf8_lower(text)
    plain = pc.replace_substring_regex(plain, r"(\d),(\d\d\d)", r"\1\2")
    plain = pc.replace_substring_regex(plain, r"n['’]t\b", " not")
    plain = pc.replace_substring_regex(plain, r"['’]s\b|[^\pL\pN\pM%$€£.]+|\.+(\PN|$)", " ")
    plain = pc.utf8_trim_whitespace(plain)
    return plain.combine_chunks() if isinstance(plain, pa.ChunkedArray) else plain


def codes_of(column: Any) -> Ints:
    """Equal values, equal numbers; nothing is a value of its own."""
    flat = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if pa.types.is_list(flat.type) or pa.types.is_large_list(flat.type):
        flat = pc.binary_join(flat.cast(pa.list_(pa.string())), ",")
    found: Ints = pc.dictionary_encode(flat.cast(pa.string()).fill_null("")).indices.to_numpy(
        zero_copy_only=False).astype(np.int64)
    return found


def _split(folded_text: pa.ChunkedArray) -> tuple[Any, Ints]:
    """(all words, their claims)."""
    lists = pc.utf8_split_whitespace(folded_text.combine_chunks())
    lengths = pc.list_value_length(lists).to_numpy(zero_copy_only=False).astype(np.int64)
    return pc.list_flatten(lists), np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)


def _vocabulary(flat: Any) -> tuple[Ints, list[str], Ints]:
    """(code of each word, −1 for one without content; the distinct meanings; 1 number, 2 negation, else 0)."""
    encoded = pc.dictionary_encode(flat)
    meanings = [meaning(word) for word in encoded.dictionary.to_pylist()]
    names = sorted({word for word in meanings if word})
    number = {word: at for at, word in enumerate(names)}
    table = np.array([number.get(word, -1) for word in meanings], dtype=np.int64)
    kinds = np.array([{"#": 1, "!": 2}.get(word[0], 0) for word in names], dtype=np.int64)
    raw = encoded.indices.to_numpy(zero_copy_only=False)
    return (table[raw] if len(raw) else np.zeros(0, np.int64)), names, kinds


def meaning(word: str) -> str:
    """'' without content, '!' a negation, '#…' a number, else the stem that stands for the word."""
    word = word.strip(".")
    if not word or word in STOP:
        return ""
    if word in NEGATORS:
        return "!"
    if word[0].isdigit() or word[0] in "$€£" or word in UNITS:
        return "#" + str(UNITS.get(word, word))
    return f"#{word}" if word in SCALES else sense(word)


def _spread(codes: Ints) -> Any:
    """A fixed code for each number word, so that sums of different numbers differ; exact in a double."""
    return ((codes + 1) * 2_654_435_761 % 1_000_000_007).astype(np.float64)


def unique(values: Ints) -> Ints:
    """Sorted, each once. (numpy's own hashes first, which is slower on keys that hardly repeat.)"""
    found = np.sort(values)
    keep = np.ones(len(found), dtype=bool)
    keep[1:] = found[1:] != found[:-1]
    return found[keep]


def _padded(owner: Ints, values: Ints, n: int) -> tuple[Rows, Ints]:
    """Rows of at most LONGEST values, as they come; `owner` ascends."""
    count = np.bincount(owner, minlength=n).astype(np.int64)
    start = np.concatenate([[0], np.cumsum(count)])[:-1]
    place = np.arange(len(owner)) - start[owner]
    rows = np.full((n, LONGEST), -1, dtype=np.int32)
    keep = place < LONGEST
    rows[owner[keep], place[keep]] = values[keep]
    return rows, np.minimum(count, LONGEST)


def _times(table: pa.Table, n: int) -> tuple[Ints, Ints]:
    first, last = np.full(n, -FOREVER, dtype=np.int64), np.full(n, FOREVER, dtype=np.int64)
    if "time" in table.column_names:
        encoded = pc.dictionary_encode(table["time"].cast(pa.string()).combine_chunks())
        pairs = np.array([_interval(value) for value in encoded.dictionary.to_pylist()], dtype=np.int64)
        codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        known = codes >= 0
        if known.any():
            first[known], last[known] = pairs[codes[known], 0], pairs[codes[known], 1]
    return first, last


def _interval(value: str) -> tuple[int, int]:
    if not value:
        return -FOREVER, FOREVER
    try:
        start, end = bounds(value)
        return int(str(start).replace("-", "")), int(str(end).replace("-", ""))
    except (ValueError, IndexError) as error:
        raise DataError(f"the time {value!r} is no date", where="column time",
                        fix="write YYYY, YYYY-MM or YYYY-MM-DD, or two of them with a slash between") from error


def _entities(table: pa.Table, n: int) -> Rows:
    rows = np.full((n, ENTITIES), -1, dtype=np.int32)
    if "about" not in table.column_names:
        return rows
    column = table["about"].combine_chunks()
    if not pa.types.is_list(column.type) and not pa.types.is_large_list(column.type):
        column = pc.split_pattern(column.cast(pa.string()).fill_null(""), ",")
    lengths = pc.list_value_length(column).fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
    flat = pc.utf8_trim_whitespace(pc.list_flatten(column).cast(pa.string()))
    encoded = pc.dictionary_encode(flat)
    order = {name: at for at, name in enumerate(sorted(v for v in encoded.dictionary.to_pylist() if v))}
    table_ = np.array([order.get(v, -1) for v in encoded.dictionary.to_pylist()] or [-1], dtype=np.int64)
    codes = table_[encoded.indices.fill_null(0).to_numpy(zero_copy_only=False)] if len(flat) else np.zeros(0, np.int64)
    owner = np.repeat(np.arange(n, dtype=np.int64), lengths)
    keep = codes >= 0
    owner, codes = owner[keep], codes[keep]
    count = np.bincount(owner, minlength=n)
    place = np.arange(len(owner)) - (np.concatenate([[0], np.cumsum(count)])[:-1])[owner]
    fits = place < ENTITIES
    rows[owner[fits], place[fits]] = codes[fits]
    return rows


def _other(table: pa.Table, n: int) -> Ints:
    code = np.zeros(n, dtype=np.int64)
    for name in ("group", "kind"):
        if name in table.column_names:
            column = table[name].cast(pa.string()).fill_null("").combine_chunks()
            if name == "kind":  # a forecast of an event and the report of it are one fact
                column = pc.replace_substring_regex(column, "^prediction$", "factual")
            values = pc.dictionary_encode(column).indices.to_numpy(zero_copy_only=False).astype(np.int64)
            code = code * (int(values.max(initial=0)) + 1) + values
    return code
