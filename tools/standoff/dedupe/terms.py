"""The terms that a command line shares with the engine; nothing heavy is imported for them."""

from __future__ import annotations

from typing import Literal

Relation = Literal["same", "entails", "contradicts", "distinct"]
RELATIONS: tuple[Relation, ...] = ("same", "entails", "contradicts", "distinct")
LOW = 600
"""Score (thousandths) below which a pair is not worth a person's time."""
