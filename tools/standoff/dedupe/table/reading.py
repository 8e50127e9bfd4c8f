"""Claims of a batch as whole numbers: words, figures, negation, time, entities. Row-local: one function, any engine.

A text is folded and split word by word; what a word means (stem, number, negation, nothing) is decided once for each
distinct word, by the rules of the corpus engine. What is compared over engines, runs and orders is a fixed hash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ...dates import bounds
from ...english import NEGATORS, SCALES, STOP, UNITS
from ...errors import DataError
from ...stems import sense
from .arrow import EMPTY, listed, marks, numbers, strings
from .ragged import Ints, Ragged, ends, sums, unique
from .telling import ASKS, CLASSES, DENIAL, FIGURE, HELD, TELLS, around, sequence, traits

OPTIONAL = ("time", "about", "kind", "group")
ENTITIES = 4
"""Entities of a claim that are looked at, the first first."""
FOREVER = 1_000_000_000
"""Beyond every date, as YYYYMMDD."""
_FIGURE = (1 << 44) - 1


def hashed(text: str) -> int:
    """64 bits that stand for a text: the same on every machine, in every version and engine."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


_POWER = 0x9E3779B97F4A7C15
_INVERSE = pow(_POWER, -1, 1 << 64)


def in_order(hashes: Ints, at: Ints) -> Ints:
    """One number for each row of hashes and their order, the same wherever the row stands: Σ hash · _POWER^place."""
    powers, back = (np.cumprod(np.full(len(hashes) + 1, base, dtype=np.uint64)) for base in (_POWER, _INVERSE))
    found: Ints = sums(hashes * powers[:-1], at) * (back[at[:-1]] * np.uint64(_POWER))
    return found


@dataclass(slots=True)
class Read:
    """`n` claims as read, one value a claim in each column."""

    content: Ints
    """Hash of the folded text and the fields, unsigned: equal for claims that are the same to this tool."""
    text: Ints
    """Hash of the folded text; a question is another text."""
    words: Ragged
    """Numbers of the words with content (in `Reader.names`), in reading order."""
    figures: Ints
    """Sum of the codes of the numbers in the text; 0: there is none."""
    negated: Ints
    """1 when an odd number of its words deny."""
    telling: Ints
    """Sum of the codes of the words that tell how it is meant; 0: there is none."""
    roles: Ints
    """Twice a code of what comes before or after what, and 1 more when the sentence is passive."""
    first: Ints
    last: Ints
    """Interval of `time` in days, −FOREVER to FOREVER when it is unknown."""
    entities: Ints
    """n × ENTITIES hashes, ascending; 0 fills up, in front."""
    other: Ints
    """Hash of the fields that must be equal: kind and group."""

    def take(self, which: Ints) -> Read:
        """The claims `which`, in that order."""
        parts: list[Any] = [getattr(self, each.name) for each in fields(self)]
        found: list[Any] = [part.take(which) if isinstance(part, Ragged) else part[which] for part in parts]
        return Read(*found)

    def fields(self, which: Ints) -> Read:
        """The same, without words."""
        none = Ragged(np.zeros(0, dtype=np.int32), np.zeros(len(which) + 1, dtype=np.int64))
        return replace(self, words=none, **{each.name: getattr(self, each.name)[which] for each in fields(self)
                                            if each.name != "words"})


def joined(parts: list[Read]) -> Read:
    """One after the other. `parts` holds one or more."""
    columns: list[list[Any]] = [[getattr(part, each.name) for part in parts] for each in fields(Read)]
    made: list[Any] = [Ragged.joined(column) if isinstance(column[0], Ragged) else np.concatenate(column)
                       for column in columns]
    return Read(*made)


@dataclass(slots=True)
class Memory:
    """What a reader knows already, as arrays that can be kept."""

    names: pa.Array = field(default_factory=strings)
    """What words mean."""
    hashes: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.uint64))
    """One for each name."""
    raw: pa.Array = field(default_factory=strings)
    """Words as split by spaces."""
    pieces: Ragged = field(default_factory=lambda: Ragged(np.zeros(0, dtype=np.int32), np.zeros(1, dtype=np.int64)))
    """For each of them: the numbers of its folded words."""
    folded: pa.Array = field(default_factory=strings)
    hash: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.uint64))
    """One for each folded word."""
    sense: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    """For each folded word the number of its name, −1 without content."""
    bits: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.uint8))
    """For each folded word its traits, see `telling`."""


class Reader:
    """Reads batches and remembers each distinct word, with its `traits` and what it means."""

    def __init__(self, memory: Memory | None = None) -> None:
        self.known = replace(memory or Memory())
        self._dates: dict[str, tuple[int, int]] = {}
        self._known: dict[str, int] = {"": 0}

    def read(self, batch: Any) -> Read:
        """Columns text and, where present, time, about (a list, or commas), kind, group, of one batch or table."""
        whole = _flat(batch["text"], pa.string())
        lists = pc.ascii_split_whitespace(pc.utf8_lower(whole))
        encoded = pc.dictionary_encode(pc.list_flatten(lists))
        raw, values = numbers(encoded.indices), encoded.dictionary
        words, at = self._pieces_of(values).take(raw), _ends(lists)
        words = Ragged(words.flat, words.at[at])
        known = self.known
        codes = np.append(known.hashes, np.uint64(0))[known.sense]  # what each folded word means
        bits = known.bits[words.flat]
        asks = _matches(whole, r"\?[\s\"'”’)]*$") * np.uint64(ASKS)
        text: Ints = in_order(known.hash[words.flat], words.at) + asks
        telling, passive = self._telling(words, codes, bits)
        kept = bits & HELD > 0
        held, bits = words.chosen(kept), bits[kept]
        figures = held.chosen(bits & FIGURE > 0)
        denials = np.searchsorted(np.flatnonzero(bits & DENIAL), held.at)
        roles = (sequence(held, codes, bits) << np.uint64(1)).view(np.int64) + passive
        about, entities = self._entities(batch)
        first, last = self._times(batch)
        other, kind = self._other(batch)
        fields_ = (first.astype(np.uint64) * np.uint64(31) + last.astype(np.uint64)) * np.uint64(0xC2B2AE3D27D4EB4F)
        content = (text + fields_ + about * np.uint64(3) + kind * np.uint64(5)) * np.uint64(0x9FB21C651E98DF25)
        return Read(content ^ content >> np.uint64(29), text, Ragged(known.sense[held.flat], held.at),
                    sums(codes[figures.flat] & np.uint64(_FIGURE), figures.at).astype(np.int64),
                    (np.diff(denials) % 2).astype(np.int8), (telling + asks).view(np.int64), roles, first, last,
                    entities, other)

    def _telling(self, words: Ragged, codes: Ints, bits: Ints) -> tuple[Ints, Ints]:
        """(what each row tells, whether it is passive)."""
        known, some = self.known, strings(["to", "by"])
        told, passive = around(words, codes, bits, *_places(some, known.folded).tolist())
        tells = words.chosen(bits & TELLS > 0)
        some = unique(tells.flat)
        names = known.names.take(listed(known.sense[some])).to_pylist()
        classes = np.array([hashed(CLASSES[name]) for name in names], dtype=np.uint64)
        return told + sums(classes[np.searchsorted(some, tells.flat)], tells.at), passive

    def _pieces_of(self, values: Any) -> Ragged:
        """Folded words of each word as split by spaces: most are one, 'well-known' is two, a dash is none."""
        known, at = self.known, _places(values, self.known.raw)
        if (at < 0).any():
            new = values.filter(listed(at < 0))
            lists = pc.ascii_split_whitespace(folded(new))
            flat = pc.list_flatten(lists)
            kept = numbers(pc.binary_length(flat)) > 0
            flat = flat.filter(listed(kept))
            self._learn(pc.unique(flat))
            found = Ragged(_places(flat, known.folded), ends(kept)[_ends(lists)])
            at[at < 0] = np.arange(len(known.raw), len(known.raw) + len(new))
            known.raw, known.pieces = pa.concat_arrays([known.raw, new]), Ragged.joined([known.pieces, found])
        return known.pieces.take(at)

    def _learn(self, words: Any) -> None:
        """The folded words that were not met before."""
        known = self.known
        words = words.filter(listed(_places(words, known.folded) < 0))
        plain = words.to_pylist()
        meant = [meaning(word) for word in plain]
        names = strings(dict.fromkeys(name for name in meant if name))
        names = names.filter(listed(_places(names, known.names) < 0))
        known.folded, known.names = pa.concat_arrays([known.folded, words]), pa.concat_arrays([known.names, names])
        senses = _places(strings(meant), known.names)
        hashes = [np.array(list(map(hashed, each)), dtype=np.uint64) for each in (names.to_pylist(), plain)]
        known.hashes, known.hash = np.append(known.hashes, hashes[0]), np.append(known.hash, hashes[1])
        known.sense = np.append(known.sense, senses)
        known.bits = np.append(known.bits, np.array(list(map(traits, plain, meant)), dtype=np.uint8))

    def _times(self, batch: Any) -> tuple[Ints, Ints]:
        def numbers(values: list[str]) -> Ints:
            for value in values:
                if value not in self._dates:
                    self._dates[value] = _interval(value)
            return np.array([self._dates[value] for value in values], dtype=np.int32)
        found = _column(batch, "time", numbers)
        return found[:, 0], found[:, 1]

    def _entities(self, batch: Any) -> tuple[Ints, Ints]:
        """(hash of all of them, the first ENTITIES sorted)."""
        n = batch.num_rows
        if "about" not in _names(batch):
            return np.zeros(n, dtype=np.uint64), np.zeros((n, ENTITIES), dtype=np.uint64)
        column = batch["about"]
        kind = column.type
        if not pa.types.is_list(kind) and not pa.types.is_large_list(kind):
            column = pc.split_pattern(_flat(column, pa.string()), ",")
        column = _flat(column, pa.list_(pa.string()))
        codes, values = _encoded(pc.utf8_trim_whitespace(pc.list_flatten(column).fill_null(EMPTY)))
        found = Ragged(self._hashes_of(values)[codes], _ends(column))
        found = found.chosen(found.flat != 0)
        return in_order(found.flat, found.at), np.sort(found.padded(ENTITIES, 0), axis=1)

    def _other(self, batch: Any) -> tuple[Ints, Ints]:
        """(hash of group and what kind it counts as, hash of group and kind)."""
        group, kind = (_column(batch, name, self._hashes_of) for name in ("group", "kind"))
        # A forecast of an event and the report of it are one fact.
        counted = np.where(kind == np.uint64(hashed("prediction")), np.uint64(hashed("factual")), kind)
        return group * np.uint64(7) + counted, group * np.uint64(7) + kind

    def _hashes_of(self, values: list[str]) -> Ints:
        known = self._known
        for value in values:
            if value not in known:
                known[value] = hashed(value)
        return np.array([known[value] for value in values], dtype=np.uint64)


def folded(text: Any) -> Any:
    """Lower case, figures without their commas, punctuation gone: equal for texts of the same words."""
    plain = pc.utf8_lower(text)
    plain = pc.replace_substring_regex(plain, r"(\d),(\d\d\d)", r"\1\2")
    plain = pc.replace_substring_regex(plain, r"n['’]t\b", " not")
    plain = pc.replace_substring_regex(plain, r"['’]s\b|[^\pL\pN\pM%$€£.]+", " ")
    return pc.replace_substring_regex(plain, r"\.+(\PN|$)", r" \1")


def meaning(word: str) -> str:
    """'' without content, '!' a negation, '#…' a number, else the stem that stands for the word."""
    word = word.strip(".")
    if not word or word in STOP:
        return ""
    if word in NEGATORS:
        return "" if word == "nor" else "!"  # 'neither … nor' is one negation
    if word[0].isdigit() or word[0] in "$€£" or word in UNITS:
        return "#" + str(UNITS.get(word, word))
    return f"#{word}" if word in SCALES else sense(word)


def _names(batch: Any) -> list[str]:
    names: list[str] = batch.schema.names
    return names


def _flat(column: Any, kind: Any) -> Any:
    column = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    column = column if column.type == kind else column.cast(kind)
    return column.fill_null(EMPTY) if pa.types.is_string(kind) else column


def _matches(column: Any, pattern: str) -> Ints:
    """1 for each text in which the pattern is found, else 0."""
    return marks(pc.match_substring_regex(column, pattern)).astype(np.uint64)


def _places(values: Any, among: Any) -> Ints:
    """The place of each value among others, −1 where it is not."""
    return numbers(pc.index_in(values, value_set=among), -1).copy()


def _ends(lists: Any) -> Ints:
    return ends(numbers(pc.list_value_length(lists)))


def _encoded(flat: Any) -> tuple[Ints, list[str]]:
    """(number of each value, the distinct values)."""
    encoded = pc.dictionary_encode(flat)
    return numbers(encoded.indices), encoded.dictionary.to_pylist()


def _column(batch: Any, name: str, numbers: Callable[[list[str]], Ints]) -> Ints:
    """`numbers` of the values of a column, asked once for each distinct one; a column that is not there is empty."""
    if name not in _names(batch):
        return np.repeat(numbers([""]), batch.num_rows, axis=0)
    codes, values = _encoded(_flat(batch[name], pa.string()))
    return numbers([*values, ""])[codes]


def _interval(value: str) -> tuple[int, int]:
    if not value:
        return -FOREVER, FOREVER
    try:
        if len(value) == 10 and value[4] == value[7] == "-":
            day = date.fromisoformat(value)  # most are a day
            return (found := 10_000 * day.year + 100 * day.month + day.day), found
        start, end = bounds(value)
        return int(str(start).replace("-", "")), int(str(end).replace("-", ""))
    except (ValueError, IndexError) as error:
        raise DataError(f"the time {value!r} is no date", where="column time",
                        fix="write YYYY, YYYY-MM or YYYY-MM-DD, or two of them with a slash between") from error
