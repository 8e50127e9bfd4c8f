"""Claims of a batch as whole numbers: words, figures, negation, time, entities. Row-local: one function, any engine.

A text is folded and split word by word; what a word means (stem, number, negation, nothing) is decided once for each
distinct word, by the rules of the corpus engine. What is compared over engines, runs and orders is a fixed hash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from itertools import chain
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ...dates import bounds
from ...english import NEGATORS, SCALES, STOP, UNITS
from ...errors import DataError
from ...stems import sense
from .ragged import Ints, Ragged, ends, sums
from .telling import ASKS, CLASSES, DENIAL, FIGURE, around, ends_a_passive, sequence, traits

OPTIONAL = ("time", "about", "kind", "group")
ENTITIES = 4
"""Entities of a claim that are looked at, the first first."""
FOREVER = 1_000_000_000
"""Beyond every date, as YYYYMMDD."""
_FIGURE = (1 << 44) - 1


def hashed(text: str) -> int:
    """64 bits that stand for a text: the same on every machine, in every version and engine."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


_POWERS = np.cumprod(np.full(1 << 12, 0x9E3779B97F4A7C15, dtype=np.uint64))


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


def joined(parts: list[Read]) -> Read:
    """One after the other. `parts` holds one or more."""
    columns: list[list[Any]] = [[getattr(part, each.name) for part in parts] for each in fields(Read)]
    made: list[Any] = [Ragged.joined(column) if isinstance(column[0], Ragged) else np.concatenate(column)
                       for column in columns]
    return Read(*made)


@dataclass(slots=True)
class Memory:
    """What a reader knows already, as lists that can be kept."""

    names: list[str] = field(default_factory=list)
    """What words mean."""
    hashes: list[int] = field(default_factory=list)
    """One for each name."""
    raw: list[str] = field(default_factory=list)
    """Words as split by spaces."""
    pieces: Ragged = field(default_factory=lambda: Ragged(np.zeros(0, dtype=np.int64), np.zeros(1, dtype=np.int64)))
    """For each of them: the numbers of its folded words."""
    folded: list[str] = field(default_factory=list)
    hash: list[int] = field(default_factory=list)
    """One for each folded word."""
    sense: list[int] = field(default_factory=list)
    """For each folded word the number of its name, −1 without content."""


class Reader:
    """Reads batches and remembers each distinct word. `names`: what words mean; `hashes`: one for each name."""

    def __init__(self, memory: Memory | None = None) -> None:
        known = memory or Memory()
        self.names, self.hashes = list(known.names), list(known.hashes)
        self._hash, self._sense = list(known.hash), list(known.sense)
        self._name = {name: at for at, name in enumerate(self.names)}
        self._raw = {word: at for at, word in enumerate(known.raw)}
        self._pieces = [known.pieces]
        self._folded = {word: at for at, word in enumerate(known.folded)}
        self._bits, self._told = [0], [0]  # in front, as there is a word without meaning
        self._classify(self.names)
        self._done = [ends_a_passive(word) for word in known.folded]
        self._dates: dict[str, tuple[int, int]] = {}
        self._known: dict[str, int] = {"": 0}

    def memory(self) -> Memory:
        """All that is known by now."""
        return Memory(self.names, self.hashes, list(self._raw), Ragged.joined(self._pieces), list(self._folded),
                      self._hash, self._sense)

    def read(self, batch: Any) -> Read:
        """Columns text and, where present, time, about (a list, or commas), kind, group, of one batch or table."""
        whole = _flat(batch["text"], pa.string())
        lists = pc.ascii_split_whitespace(pc.utf8_lower(whole))
        raw, values = _encoded(pc.list_flatten(lists))
        at = _ends(lists)
        words = self._pieces_of(values).take(raw)
        words = Ragged(words.flat, words.at[at])
        hashes = np.array(self._hash or [0], dtype=np.uint64)
        asks = _matches(whole, r"\?[\s\"'”’)]*$") * np.uint64(ASKS)
        text: Ints = sums(hashes[words.flat] * _POWERS[words.places() % len(_POWERS)], words.at) + asks
        meant = np.array(self._sense or [0], dtype=np.int32)[words.flat]
        bits, codes = np.array(self._bits)[meant + 1], np.array([0, *self.hashes], dtype=np.uint64)[meant + 1]
        telling, passive = self._telling(words, meant, codes, bits, asks)
        held = meant >= 0
        senses = Ragged(meant, words.at).chosen(held)
        codes, bits = codes[held], bits[held]
        figures = sums(np.where(bits & FIGURE, codes & np.uint64(_FIGURE), np.uint64(0)), senses.at).astype(np.int64)
        negated = sums((bits & DENIAL > 0).astype(np.int64), senses.at).astype(np.int8) % 2
        roles = (sequence(senses, codes, bits) << np.uint64(1)).view(np.int64) + passive
        about, entities = self._entities(batch)
        first, last = self._times(batch)
        other, kind = self._other(batch)
        fields_ = (first.astype(np.uint64) * np.uint64(31) + last.astype(np.uint64)) * np.uint64(0xC2B2AE3D27D4EB4F)
        content = (text + fields_ + about * np.uint64(3) + kind * np.uint64(5)) * np.uint64(0x9FB21C651E98DF25)
        return Read(content ^ content >> np.uint64(29), text, senses, figures, negated, telling, roles, first,
                    last, entities, other)

    def _telling(self, words: Ragged, meant: Ints, codes: Ints, bits: Ints, asks: Ints) -> tuple[Ints, Ints]:
        """(what each row tells, whether it is passive)."""
        done = np.array(self._done or [False])[words.flat]
        told, passive = around(words, self._folded.get("to", -1), codes, bits, done, self._folded.get("by", -1))
        told += sums(np.array(self._told, dtype=np.uint64)[meant + 1], words.at) + asks
        return told.view(np.int64), passive

    def _classify(self, names: list[str]) -> None:
        self._bits += map(traits, names)
        self._told += (hashed(CLASSES[name]) if name in CLASSES else 0 for name in names)

    def _pieces_of(self, values: list[str]) -> Ragged:
        """Folded words of each word as split by spaces: most are one, 'well-known' is two, a dash is none."""
        new = [value for value in values if value not in self._raw]
        if new:
            lists = pc.ascii_split_whitespace(folded(pa.array(new, pa.string())))
            numbers = [[self._word(piece) for piece in pieces if piece] for pieces in lists.to_pylist()]
            self._raw.update(zip(new, range(len(self._raw), len(self._raw) + len(new)), strict=True))
            at = np.cumsum([0, *map(len, numbers)], dtype=np.int64)
            found = Ragged(np.fromiter(chain.from_iterable(numbers), np.int64, at[-1]), at)
            self._pieces = [Ragged.joined([*self._pieces, found])]
        return self._pieces[0].take(np.fromiter(map(self._raw.__getitem__, values), np.int64, len(values)))

    def _word(self, word: str) -> int:
        at = self._folded.get(word)
        if at is None:
            at = self._folded[word] = len(self._hash)
            self._hash.append(hashed(word))
            self._done.append(ends_a_passive(word))
            name = meaning(word)
            if name and name not in self._name:
                self._name[name] = len(self.names)
                self.names.append(name)
                self.hashes.append(hashed(name))
                self._classify([name])
            self._sense.append(self._name[name] if name else -1)
        return at

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
        rows = np.zeros((n, ENTITIES), dtype=np.uint64)
        if "about" not in _names(batch):
            return np.zeros(n, dtype=np.uint64), rows
        column = batch["about"]
        kind = column.type
        if not pa.types.is_list(kind) and not pa.types.is_large_list(kind):
            column = pc.split_pattern(_flat(column, pa.string()), ",")
        column = _flat(column, pa.list_(pa.string()))
        codes, values = _encoded(pc.utf8_trim_whitespace(pc.list_flatten(column).fill_null("")))
        found = Ragged(self._hashes_of(values)[codes], _ends(column))
        found = found.chosen(found.flat != 0)
        places = found.places()
        whole = sums(found.flat * _POWERS[places % len(_POWERS)], found.at)
        few = places < ENTITIES
        rows[found.owners()[few], places[few]] = found.flat[few]
        return whole, np.sort(rows, axis=1)

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
    return column.fill_null("") if pa.types.is_string(kind) else column


def _matches(column: Any, pattern: str) -> Ints:
    """1 for each text in which the pattern is found, else 0."""
    found: Ints = pc.match_substring_regex(column, pattern).to_numpy(zero_copy_only=False).astype(np.uint64)
    return found


def _ends(lists: Any) -> Ints:
    sizes = pc.list_value_length(lists).fill_null(0).to_numpy(zero_copy_only=False)
    return ends(sizes)


def _encoded(flat: Any) -> tuple[Ints, list[str]]:
    """(number of each value, the distinct values)."""
    encoded = pc.dictionary_encode(flat)
    return encoded.indices.to_numpy(zero_copy_only=False), encoded.dictionary.to_pylist()


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
        start, end = bounds(value)
        return int(str(start).replace("-", "")), int(str(end).replace("-", ""))
    except (ValueError, IndexError) as error:
        raise DataError(f"the time {value!r} is no date", where="column time",
                        fix="write YYYY, YYYY-MM or YYYY-MM-DD, or two of them with a slash between") from error
