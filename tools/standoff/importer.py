"""The contract of an importer: another format's folder or file as annotation-file values and source texts, and back.

Nothing is written here. What this format cannot hold, or the other one does not say, is listed as a loss; what is
wrong in a foreign file is listed as a fault with file and line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from .corpus import RESERVED
from .errors import UsageError
from .limits import SEED_BYTES
from .plug import load, names
from .source import Document
from .store import read_bytes
from .text import Range, Text

PACKAGE = "standoff.importers"


@dataclass(frozen=True, slots=True)
class Note:
    """A loss or a fault: `file` is relative to what was imported, `line` counts from 1 (0: the file as a whole)."""

    file: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Options:
    """What the foreign files do not say."""

    by: str
    """Who annotated, where the file does not tell."""
    date: str
    guidelines: str
    lang: str = "en"
    genre: str = "other"
    license: str = "unknown"
    text: str = "none"


@dataclass(slots=True)
class Foreign:
    """One annotation of one text, as an annotation-file value without regard to the canonical order."""

    id: str
    seed: bytes
    value: dict[str, Any]
    origin: str
    """The foreign file, relative to what was imported."""
    text: str = ""
    """The file of the text, likewise; empty where `origin` holds the text itself."""
    who: str = ""
    """Slug of the annotator where a text has several; the first of a text is its main annotation."""
    second: bool = False
    lines: dict[tuple[str, str, int], int] = field(default_factory=dict)
    """(record id, role, start of the span) -> line in the foreign file; (record id, '', -1) the record's own."""


@dataclass(slots=True)
class Imported:
    """What a foreign folder or file holds."""

    documents: list[Foreign] = field(default_factory=list)
    losses: list[Note] = field(default_factory=list)
    faults: list[Note] = field(default_factory=list)


@dataclass(slots=True)
class Exported:
    """Files by their name ('/' between folders), and what the other format cannot hold."""

    files: dict[str, bytes] = field(default_factory=dict)
    losses: list[Note] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Importer:
    """One foreign format. `read` raises UsageError when nothing of it is there; `write` gives the way back."""

    read: Callable[[Path, Options], Imported]
    write: Callable[[Sequence[Document]], Exported]


class Leaving(NamedTuple):
    """What an importer's `write` needs of a document: the raw value, the text and its bytes, and whose second it is."""

    value: dict[str, Any]
    text: Text
    seed: bytes
    who: str
    """Folder of the second annotation; empty for the main one."""


def leaving(document: Document) -> Leaving:
    """A document on its way out. UsageError when its annotation or its text cannot be read."""
    value, text, seed = document.loaded.value, document.text, document.seed_bytes
    if text is None or not isinstance(value, dict) or isinstance(seed, Exception):
        raise UsageError("an annotation or its text cannot be read", where=document.name,
                         fix="standoff check says why")
    parts = document.name.split("/")
    return Leaving(value, text, seed, parts[parts.index("second") + 1] if "second" in parts[:-2] else "")


def importer_named(name: str) -> Importer:
    """The importer of that name. UsageError lists the known ones."""
    known = names(PACKAGE)
    if name not in known:
        raise UsageError(f"no format {name!r}", fix=f"known: {', '.join(known)}")
    plug = load(known[name], "importer")
    if not isinstance(plug, Importer):
        raise UsageError(f"{known[name]} defines no Importer", fix="importer = Importer(read=…, write=…)")
    return plug


def document_id(name: str, taken: Mapping[str, object] | None = None) -> str:
    """A document id made of any file name, unlike those `taken`: 'Pence on-.txt' -> 'pence-on'."""
    words = re.sub(r"[^a-z0-9_]+", "-", name.casefold())
    base = re.sub(r"[-_]*-[-_]*|__+", lambda m: "-" if "-" in m[0] else "_", words).strip("-_")[:76].strip("-_")
    base = f"text-{base}".rstrip("-") if not base or base in RESERVED else base
    number, found = 2, base
    while taken and found in taken:
        found, number = f"{base}-{number}", number + 1
    return found


def head(id_: str, raw: bytes, file: str, options: Options, by: str, layers: dict[str, str]) -> dict[str, Any]:
    """The head of an annotation file for an imported text: the title is its first line, the rest is what is known."""
    text = Text(raw.decode("utf-8"))
    title = next((line.strip() for line in text.raw.split("\n") if line.strip()), id_)
    return {"standoff": "1", "id": id_,
            "seed": {"path": f"{id_}.txt", "sha256": text.sha256, "length": len(text)},
            "meta": {"title": title, "publisher": None, "voice": None, "date": None, "lang": options.lang,
                     "genre": options.genre, "origin": {"file": file, "inferred": ["title"]},
                     "rights": {"license": options.license, "text": options.text}},
            "annotated": [{"by": by, "date": options.date, "method": "manual", "guidelines": options.guidelines}],
            "layers": {"entities": "none", "claims": "none", "attributions": "none", "citations": "none"} | layers}


def span(text: Text, place: Range, quote: str | None = None) -> dict[str, Any]:
    """A span as files hold it; `quote` where the foreign file states one that may differ from the text."""
    return {"start": place.start, "end": place.end,
            "quote": text.quote(place.start, place.end) if quote is None else quote}


def read_text(path: Path) -> tuple[bytes, Text] | str:
    """The bytes of a source text with the text, or why it cannot be used."""
    raw = read_bytes(path, SEED_BYTES)
    try:
        return raw, Text(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        return f"is not UTF-8: byte {error.start}"
