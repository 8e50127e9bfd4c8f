"""corpus/released.jsonl: every published id with the digest of its row, the base of the next release's difference."""

from __future__ import annotations

import hashlib
from dataclasses import asdict

from ..corpus import Corpus
from ..rows import key_of
from ..store import ANY, json_bytes, write
from .build import Built

_REMEMBERED = ("documents", "entities", "claims", "attributions", "citations", "works", "facts")


def remember(corpus: Corpus, built: Built) -> None:
    """Write released.jsonl for a version that was just published (or was there already, unremembered)."""
    lines = []
    for table in _REMEMBERED:
        (key,) = key_of(table)
        for row in built.rows.tables[table]:
            values = asdict(row)
            if table == "facts" and values["decided_by"] is None:
                continue  # a claim that stands alone is its own fact and is remembered as a claim
            digest = hashlib.sha256(json_bytes(values)).hexdigest()
            lines.append({"id": values[key], "digest": digest, "version": built.manifest.version})
    raw = b"".join(json_bytes(line) for line in sorted(lines, key=lambda line: str(line["id"])))
    write(corpus.root / corpus.config.corpus / "released.jsonl", raw, expected=ANY)
