"""corpus/released.jsonl: every published id with digests of what it says, the base of the next difference."""

from __future__ import annotations

from ..corpus import RELEASED, Corpus
from ..diff.released import published
from ..store import ANY, json_bytes, write
from .build import Built


def remember(corpus: Corpus, built: Built) -> None:
    """Write released.jsonl for a version that was just published (or was there already, unremembered)."""
    lines = (json_bytes(line) for line in published(built.rows, built.manifest.version))
    write(corpus.root / corpus.config.corpus / RELEASED, lines, expected=ANY)
