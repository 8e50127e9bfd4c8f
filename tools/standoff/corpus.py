"""A corpus on disk: joins seed and annotation lazily into Document, and walks the folder."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from . import limits
from .config import Config, find_root, load_config
from .errors import DataError, UsageError
from .finding import Path as JsonPath
from .model import (
    Attribution,
    Claim,
    Entity,
    Fact,
    FactsFile,
    File,
    Link,
    Record,
    RegistryEntity,
    RegistryFile,
    Released,
    Retired,
    RetiredFile,
    Shape,
    Span,
)
from .reading import as_file, raw_ids, validate
from .store import Loaded, read, read_bytes, read_lines
from .strict import Problem
from .text import Range, Text

SHARED_KINDS = {"entities": "registry", "facts": "facts", "retired": "retired"}
RESERVED = {*SHARED_KINDS, "second", "audit"}


class Place(NamedTuple):
    """A record or span with where it stands in its file."""

    path: JsonPath
    record: Shape


class SpanAt(NamedTuple):
    """A span with its owner: `role` is mentions, spans, source, cue, content, marker or omit."""

    path: JsonPath
    span: Span
    role: str
    owner: Shape


class Source:
    """One JSON file of the corpus: read once, validated once. `name` is its path below the corpus root."""

    def __init__(self, root: Path, name: str, kind: str) -> None:
        self.root, self.name, self.kind = root, name, kind

    @property
    def path(self) -> Path:
        return self.root / self.name

    @cached_property
    def loaded(self) -> Loaded:
        try:
            return read(self.path)
        except DataError as error:
            return Loaded(self.path, b"", None, [Problem("file/unreadable", (), error.message, error.fix)])

    @cached_property
    def _validated(self) -> tuple[Shape | None, list[Problem]]:
        if self.loaded.value is None:
            return None, []
        return validate(self.loaded.value, self.kind, self.text)

    @property
    def text(self) -> Text | None:
        """The source text, where this file annotates one."""
        return None

    @property
    def model(self) -> Shape | None:
        """The records that are valid; None when the file's head is not."""
        return self._validated[0]

    @property
    def problems(self) -> list[Problem]:
        """Every fault met while reading."""
        return [*self.loaded.problems, *self._validated[1]]

    def records(self) -> Iterator[Place]:
        """Every valid record with its path, the file's head first."""
        model = self.model
        if model is None:
            return
        yield Place((), model)
        for name in ("omit", "entities", "claims", "attributions", "citations", "works", "facts", "links", "retired"):
            records = getattr(model, name, ())
            if records:
                yield from (Place(path, record) for path, record in zip(self._paths(name, len(records)), records,
                                                                        strict=True))

    def _paths(self, name: str, count: int) -> list[JsonPath]:
        """Paths of the valid records of one list: bad ones were left out, so positions in the file may differ."""
        listed = self.loaded.value[name]
        if len(listed) == count:
            return [(name, index) for index in range(count)]
        bad = {problem.path[:2] for problem in self._validated[1]}
        kept: list[JsonPath] = [(name, index) for index in range(len(listed)) if (name, index) not in bad]
        return kept[:count]


class Document(Source):
    """One source text with its annotation."""

    def __init__(self, root: Path, name: str, seeds: Path) -> None:
        super().__init__(root, name, "document")
        self._seeds = seeds

    @property
    def id(self) -> str:
        """The document id: the stem of the file's name."""
        return Path(self.name).stem

    @property
    def file(self) -> File | None:
        """The annotation; None when its head is unusable."""
        return as_file(self.model)

    @cached_property
    def seed_name(self) -> str:
        """Path of the source text below the corpus root."""
        value = self.loaded.value
        seed = value.get("seed") if isinstance(value, dict) else None
        path = seed.get("path") if isinstance(seed, dict) else None
        safe = isinstance(path, str) and path and ".." not in path.split("/") and not path.startswith("/")
        return f"{self._seeds.relative_to(self.root).as_posix()}/{path if safe else self.id + '.txt'}"

    @cached_property
    def seed_bytes(self) -> bytes | DataError:
        """The source file as it is, or why it cannot be read."""
        try:
            return read_bytes(self.root / self.seed_name, limits.SEED_BYTES)
        except DataError as error:
            return error

    @cached_property
    def text(self) -> Text | None:
        """The source text; None when it is missing or no UTF-8."""
        if isinstance(self.seed_bytes, DataError):
            return None
        try:
            return Text(self.seed_bytes.decode("utf-8"))
        except UnicodeDecodeError:
            return None

    @cached_property
    def ids(self) -> Ids:
        """Every local id, the bad records' too."""
        return Ids(raw_ids(self.loaded.value))

    @cached_property
    def entities(self) -> dict[str, Entity]:
        return {e.id: e for e in self.file.entities} if self.file else {}

    @cached_property
    def claims(self) -> dict[str, Claim]:
        return {c.id: c for c in self.file.claims} if self.file else {}

    @cached_property
    def attributions(self) -> dict[str, Attribution]:
        return {a.id: a for a in self.file.attributions} if self.file else {}

    def spans(self) -> Iterator[SpanAt]:
        """Every span of the document with its owner and role."""
        for place in self.records():
            yield from spans_of(place)

    def complete(self, layer: str) -> bool:
        """True where the layer is declared complete."""
        return self.file is not None and getattr(self.file.layers, layer) == "complete"

    def in_scope(self, place: Range) -> bool:
        """True where the layers hold at `place`."""
        scope = self.file.scope if self.file else None
        return not scope or any(place.start < s.end and s.start < place.end for s in scope)


class Ids(dict[str, JsonPath]):
    """Ids of one file with their places."""

    def nearest(self, wanted: str) -> str:
        """The known id most like `wanted`; empty when none is near."""
        return next(iter(difflib.get_close_matches(wanted, self, 1, 0.6)), "")


def spans_of(place: Place) -> Iterator[SpanAt]:
    """The spans of one record, in role order."""
    record = place.record
    if isinstance(record, Span):
        yield SpanAt(place.path, record, "omit", record)
    for role in ("mentions", "spans", "source", "cue", "content", "marker"):
        value = getattr(record, role, None)
        if isinstance(value, Span):
            yield SpanAt((*place.path, role), value, role, record)
        elif value:
            yield from (SpanAt((*place.path, role, n), span, role, record) for n, span in enumerate(value))


@dataclass(frozen=True)
class Stray:
    """Something in the corpus folder that is no file of the format."""

    name: str
    why: str


class Corpus:
    """All files of one corpus repository. Documents are read when first asked for."""

    def __init__(self, root: Path, config: Config) -> None:
        self.root, self.config = root, config

    @cached_property
    def _walk(self) -> tuple[list[Document], list[Source], list[Document], list[Stray]]:
        documents: list[Document] = []
        shared: list[Source] = []
        seconds: list[Document] = []
        strays: list[Stray] = []
        base = self.root / self.config.corpus
        if not base.is_dir():
            raise UsageError("there is no such folder", where=str(base),
                             fix="create it, or set 'corpus' in standoff.toml")
        for path in sorted(base.rglob("*"), key=lambda p: p.relative_to(base).parts):
            name, parts = path.relative_to(self.root).as_posix(), path.relative_to(base).parts
            if path.is_symlink():
                strays.append(Stray(name, "link"))
            elif path.is_dir() or parts[0] == "audit" or path.name in ("README.md", "released.jsonl", ".gitkeep"):
                continue
            elif path.suffix != ".json" or not path.is_file():
                strays.append(Stray(name, "stray"))
            elif (kind := SHARED_KINDS.get(Path(parts[0]).stem)) and len(parts) <= 2:
                shared.append(Source(self.root, name, kind))
            else:
                (seconds if parts[0] == "second" else documents).append(
                    Document(self.root, name, self.root / self.config.seeds))
        return documents, shared, seconds, strays

    @property
    def documents(self) -> list[Document]:
        """The documents, by path."""
        return self._walk[0]

    @property
    def shared(self) -> list[Source]:
        """Registry, facts and retired files."""
        return self._walk[1]

    @property
    def seconds(self) -> list[Document]:
        """Second annotations: corpus/second/<who>/<doc>.json."""
        return self._walk[2]

    @property
    def strays(self) -> list[Stray]:
        """What does not belong into the corpus folder."""
        return self._walk[3]

    def document(self, id_: str) -> Document:
        """The document `id_`. UsageError offers the nearest."""
        known = {document.id: document for document in self.documents}
        if id_ not in known:
            near = difflib.get_close_matches(id_, known, 1)
            raise UsageError(f"no document {id_!r} in this corpus",
                             fix=f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known) or 'none'}")
        return known[id_]

    @cached_property
    def registry(self) -> dict[str, RegistryEntity]:
        """Registry entities by id."""
        return {e.id: e for s in self.shared if isinstance(s.model, RegistryFile) for e in s.model.entities}

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """Facts by id."""
        return {f.id: f for s in self.shared if isinstance(s.model, FactsFile) for f in s.model.facts}

    @cached_property
    def links(self) -> list[Link]:
        """Links in file order."""
        return [link for s in self.shared if isinstance(s.model, FactsFile) for link in s.model.links]

    @cached_property
    def retired(self) -> dict[str, Retired]:
        """Withdrawn ids."""
        return {r.id: r for s in self.shared if isinstance(s.model, RetiredFile) for r in s.model.retired}

    @cached_property
    def released(self) -> list[Released]:
        """Ids of the last published version."""
        path = self.root / self.config.corpus / "released.jsonl"
        return [Released.model_validate(line) for line in read_lines(path)] if path.is_file() else []


def open_corpus(root: str | Path = ".") -> Corpus:
    """The corpus at `root` or the nearest folder above it. UsageError when there is none."""
    folder = find_root(Path(root).resolve())
    return Corpus(folder, load_config(folder))


def records_of(source: Source, *kinds: type[Record]) -> Iterator[Place]:
    """The records of `source` that are of one of `kinds`."""
    return (place for place in source.records() if isinstance(place.record, kinds))
