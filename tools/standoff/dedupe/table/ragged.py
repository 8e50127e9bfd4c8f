"""Rows of different length in two flat arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Ints = np.ndarray[Any, np.dtype[Any]]
"""Whole numbers of any width."""
Marks = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(slots=True)
class Ragged:
    """Row r is flat[at[r] : at[r + 1]]."""

    flat: Ints
    at: Ints

    def __len__(self) -> int:
        return len(self.at) - 1

    def sizes(self) -> Ints:
        """Length of each row."""
        found: Ints = np.diff(self.at)
        return found

    def owners(self) -> Ints:
        """The row of each value."""
        return np.repeat(np.arange(len(self), dtype=np.int64), self.sizes())

    def places(self) -> Ints:
        """The place of each value in its row."""
        found: Ints = np.arange(len(self.flat), dtype=np.int64) - np.repeat(self.at[:-1], self.sizes())
        return found

    def part(self, which: slice) -> Ragged:
        """The rows of a slice."""
        at = self.at[which.start : which.stop + 1]
        return Ragged(self.flat[at[0] : at[-1]], at - at[0])

    def chosen(self, kept: Marks) -> Ragged:
        """Only the marked values."""
        at = np.flatnonzero(kept)
        return Ragged(self.flat[at], np.searchsorted(at, self.at))

    def take(self, which: Ints) -> Ragged:
        """The rows `which`, in that order."""
        sizes = self.at[which + 1] - self.at[which]
        at = ends(sizes)
        if at[-1] == len(which) and sizes.all():
            return Ragged(self.flat[self.at[which]], at)
        flat = np.repeat(self.at[which] - at[:-1], sizes)
        flat += np.arange(at[-1], dtype=np.int64)
        return Ragged(self.flat[flat], at)

    def padded(self, width: int, fill: int) -> Ints:
        """len × width, each row cut or filled up."""
        return self.side_by_side(np.arange(len(self)), width, fill)

    def side_by_side(self, which: Ints, width: int, fill: int) -> Ints:
        """The rows `which`, each cut or filled up to `width`."""
        sizes, start = np.minimum(self.at[which + 1] - self.at[which], width), self.at[which]
        if not len(self.flat):
            return np.full((len(which), width), fill, dtype=self.flat.dtype)
        places = np.arange(width)
        rows = self.flat.take(start[:, None] + places, mode="clip")
        rows[places >= sizes[:, None]] = fill
        return rows

    @staticmethod
    def joined(parts: list[Ragged]) -> Ragged:
        """One after the other."""
        return Ragged(np.concatenate([part.flat for part in parts]),
                      ends(np.concatenate([part.sizes() for part in parts])))


def ends(sizes: Ints) -> Ints:
    """`at` for rows of these sizes."""
    return np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])


def sums(flat: Ints, at: Ints) -> Ints:
    """The sum of each row; unsigned sums wrap around."""
    total = np.concatenate([np.zeros(1, dtype=flat.dtype), np.cumsum(flat, dtype=flat.dtype)])
    found: Ints = total[at[1:]] - total[at[:-1]]
    return found


def unique(values: Ints) -> Ints:
    """Sorted, each once. (numpy's own hashes first, which is slower on keys that hardly repeat.)"""
    found = np.sort(values)
    keep = np.ones(len(found), dtype=bool)
    keep[1:] = found[1:] != found[:-1]
    return found[keep]


def among(values: Ints, wanted: Ints) -> Marks:
    """Which of the values are among `wanted`, which is sorted."""
    if not len(wanted):
        return np.zeros(len(values), dtype=bool)
    found: Marks = wanted[np.minimum(np.searchsorted(wanted, values), len(wanted) - 1)] == values
    return found
