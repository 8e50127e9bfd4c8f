"""Words that tell how a sentence is meant: may, only, almost, tried to, '?'. Two claims are one only when these agree.

As negation is: each claim gets one number for all of them, so that a million pairs are compared at once. `roles` is a
second one, of what tells who does what to whom; it counts only where two claims hold the same words.
"""

from __future__ import annotations

import numpy as np

from ...english import CHANGES, CONDITIONS, DUTIES, HEDGES, IRREGULAR, PROSPECTS, REVERSERS, WEAK
from ...stems import sense
from .ragged import Ints, Ragged

_CURRENCIES = "dollar euro pound yen yuan rupee rouble ruble franc peso"
CLASSES: dict[str, str] = {
    **{sense(word): "?may" for word in HEDGES}, **{sense(word): "?should" for word in DUTIES},
    **{sense(word): "?if" for word in CONDITIONS}, **{sense(word): f"%{sense(word)}" for word in WEAK},
    "only": "%only", "solely": "%only", "except": "%except", "exclud": "%except", "yet": "?yet", "pm": "pm",
    "point": "pp", **{sense(word): f"${sense(word)}" for word in _CURRENCIES.split()},
    **{numeral: numeral for numeral in ("ii", "iii", "iv", "vi", "vii", "viii", "ix")}}
"""Meaning of a word -> what it tells."""
DENYING = frozenset({"!", "unless", *map(sense, REVERSERS)})
"""Meanings that turn a sentence into its opposite; two of them cancel out."""
_PROSPECTS, _CHANGES = (frozenset(map(sense, words)) for words in (PROSPECTS, CHANGES))
_ORDERS = {"before", "after"}
ASKS = 0x9E3779B97F4A7C15
"""What a question adds."""
_LEVEL = 0xC2B2AE3D27D4EB4F
FIGURE, PROSPECT, CHANGE, ORDER, DENIAL, TELLS, HELD, DONE = (1 << bit for bit in range(8))


def traits(word: str, name: str) -> int:
    """What a folded word and its meaning are, as bits. DONE: a participle, after which 'by' names who acts."""
    found = DONE * (word.endswith(("ed", "en")) or word in IRREGULAR)
    if name:
        found |= (HELD | FIGURE * (name[0] == "#") | PROSPECT * (name in _PROSPECTS) | CHANGE * (name in _CHANGES)
                  | ORDER * (name in _ORDERS) | DENIAL * (name in DENYING) | TELLS * (name in CLASSES))
    return found


def around(words: Ragged, codes: Ints, bits: Ints, to: int, by: int) -> tuple[Ints, Ints]:
    """(what each row tells by 'tried to' and 'rose to 30', whether it is passive), from the words around 'to' and 'by'.

    `codes`: for each word what its meaning is hashed to; `bits`: for each value of `words` its traits; `to`, `by`: the
    numbers of these two.
    """
    begins = np.zeros(len(words.flat) + 1, dtype=bool)
    begins[words.at] = True
    told, passive = np.zeros(len(words), dtype=np.uint64), np.zeros(len(words), dtype=np.int64)
    at = np.flatnonzero(words.flat == to)
    at = at[~begins[at]]
    verbs = at[bits[at - 1] & PROSPECT > 0]
    np.add.at(told, _rows(words, verbs), codes[words.flat[verbs - 1]])
    levels = at[~begins[at + 1]]
    levels = levels[(bits[levels - 1] & CHANGE > 0) & (bits[levels + 1] & FIGURE > 0)]
    np.add.at(told, _rows(words, levels), np.uint64(_LEVEL))
    at = np.flatnonzero(words.flat == by)
    at = at[~begins[at] & ~begins[at + 1]]
    at = at[(bits[at - 1] & DONE > 0) & (bits[at + 1] & FIGURE == 0)]
    passive[_rows(words, at)] = 1
    return told, passive


def sequence(words: Ragged, codes: Ints, bits: Ints) -> Ints:
    """For each row a number of what stands behind 'before' and 'after', 0 when it has neither; see `around`."""
    begins = np.zeros(len(words.flat) + 1, dtype=bool)
    begins[words.at] = True
    found = np.zeros(len(words), dtype=np.uint64)
    at = np.flatnonzero(bits & ORDER)
    at = at[~begins[at + 1]]
    np.add.at(found, _rows(words, at), codes[words.flat[at]] * (codes[words.flat[at + 1]] | np.uint64(1)))
    return found


def _rows(words: Ragged, at: Ints) -> Ints:
    found: Ints = np.searchsorted(words.at, at, side="right") - 1
    return found
