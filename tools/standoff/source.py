"""One file of a corpus, read and validated once; a document joins an annotation with its source text."""

from __future__ import annotations

import difflib
import os
from collections import deque
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, cast

from . import limits
from .config import Config
from .errors import DataError, TooLargeError
from .finding import Path as JsonPath
from .gate import Spans, all_spans, fitting, sound
from .model import Attribution, Claim, Entity, File, Shape, Span
from .raw import raw_ids
from .reading import Validated, as_file, validate
from .records import Place, SpanAt, spans_of
from .store import Loaded, read, read_bytes, read_raw
from .strict import Problem
from .text import Range, Text, bytes_digest, vocabulary

R = TypeVar("R", bound=Shape)


class Head(NamedTuple):
    """Layers with their levels, BCP 47 tag and genre of the text, and its digest as annotated."""

    layers: dict[str, str]
    lang: str
    sha256: str
    genre: str


class Shelf:
    """The documents of a corpus that are in memory: all that were asked for, or, with a `limit`, the last few."""

    def __init__(self) -> None:
        self.limit: int | None = None
        self._read: deque[Document] = deque()

    def put(self, document: Document) -> None:
        """Note that `document` was read; the one read longest ago is forgotten where there are too many."""
        if self.limit is not None:
            self._read.append(document)
            while len(self._read) > self.limit:
                self._read.popleft().release()


@cache
def _read_again(kind: type[Any]) -> frozenset[str]:
    """The cached properties of a class."""
    return frozenset(name for one in kind.__mro__ for name, held in vars(one).items()
                     if isinstance(held, cached_property))


class Source:
    """One JSON file of the corpus: read once, validated once. `name` is its path below the corpus root."""

    def __init__(self, root: Path, name: str, kind: str) -> None:
        self.root, self.name, self.kind = root, name, kind

    @property
    def path(self) -> Path:
        return self.root / self.name

    @cached_property
    def loaded(self) -> Loaded:
        return self._read()

    def _read(self) -> Loaded:
        try:
            return read(f"{self.root}/{self.name}")  # a Path of every file is slow to make
        except DataError as error:
            name = "file/too-large" if isinstance(error, TooLargeError) else "file/unreadable"
            return Loaded(b"", None, [Problem(name, (), error.message, error.fix)])

    @cached_property
    def _validated(self) -> Validated:
        if self.loaded.value is None and self.loaded.problems:
            return Validated(None, [], frozenset())
        return validate(self.loaded.value, self.kind, self.text)

    @property
    def text(self) -> Text | None:
        """The source text, where this file annotates one."""
        return None

    @property
    def model(self) -> Shape | None:
        """The records that are valid; None when what its head needs is not."""
        return self._validated.model

    @property
    def problems(self) -> list[Problem]:
        """Every fault met while reading."""
        if self._fitting is not None:
            return []
        said = {problem.path for problem in self.loaded.problems if problem.path}
        return [*self.loaded.problems, *(problem for problem in self._validated.problems if problem.path not in said)]

    @cached_property
    def _fitting(self) -> Spans | None:
        """The spans where the fast gate has answered that the file is valid: models are then built when asked for."""
        return fitting(self.loaded.value) if self.kind == "document" and not self.loaded.problems else None

    def release(self) -> None:
        """Forget what was read; it is read again when asked for. A corpus of any size fits into memory so."""
        cached = _read_again(type(self))  # type: ignore[arg-type]  # mypy takes a class for one of its instances
        if not cached.isdisjoint(self.__dict__):  # a new dict: one that shrinks keeps its size
            self.__dict__ = {name: value for name, value in self.__dict__.items() if name not in cached}

    @property
    def left_out(self) -> frozenset[tuple[str, int]]:
        """(list, index in the file) of each bad record; the model lacks them."""
        return frozenset() if self._fitting is not None else self._validated.left_out

    def records(self) -> list[Place[Shape]]:
        """Every valid record with its path, the file's head first."""
        return self._records

    @cached_property
    def _records(self) -> list[Place[Shape]]:
        model = self.model
        if model is None:
            return []
        found: list[Place[Shape]] = [Place((), model)]
        for name in ("omit", "entities", "claims", "attributions", "citations", "works", "facts", "links", "retired"):
            records = getattr(model, name, ())
            if records:
                found += map(Place, self._paths(name, len(records)), records)
        return found

    def of(self, kind: type[R]) -> list[Place[R]]:
        """The valid records that are of `kind`, in file order."""
        known = self._of_kind
        if kind not in known:
            known[kind] = [place for own, places in self._by_type.items() if issubclass(own, kind) for place in places]
        return cast("list[Place[R]]", known[kind])

    @cached_property
    def _of_kind(self) -> dict[type, list[Place[Shape]]]:
        return {}

    @cached_property
    def _by_type(self) -> dict[type, list[Place[Shape]]]:
        found: dict[type, list[Place[Shape]]] = {}
        for place in self._records:
            found.setdefault(type(place.record), []).append(place)
        return found

    def spans(self) -> list[SpanAt]:
        """Every span with its owner and role, in the order of the records."""
        return self._spans

    @cached_property
    def _spans(self) -> list[SpanAt]:
        return [span for place in self.records() for span in spans_of(place)]

    def _paths(self, name: str, count: int) -> list[JsonPath]:
        """Paths of the valid records of one list: bad ones were left out, so positions in the file may differ."""
        left_out = self._validated.left_out
        kept: list[JsonPath] = [(name, index) for index in range(count + len(left_out))
                                if (name, index) not in left_out]
        return kept[:count]


class Document(Source):
    """One source text with its annotation."""

    def __init__(self, root: Path, name: str, config: Config, shelf: Shelf | None = None) -> None:
        super().__init__(root, name, "document")
        self.config, self._shelf, self._stem = config, shelf, name.rpartition("/")[2].rpartition(".")[0]

    @cached_property
    def loaded(self) -> Loaded:
        if self._shelf:
            self._shelf.put(self)
        return self._read()

    @property
    def id(self) -> str:
        """The document id: the stem of the file's name."""
        return self._stem

    @property
    def file(self) -> File | None:
        """The annotation; None when its id, text or layers are unusable."""
        return as_file(self.model)

    @property
    def presentable(self) -> File | None:
        """The annotation as its file has it: None also where a plain head stands for a bad one."""
        return None if self._fitting is None and self._validated.plain else self.file

    @cached_property
    def head(self) -> Head | None:
        """What decides which checks look at the document; None when its id, text or layers are unusable."""
        if self._fitting is not None:
            value = self.loaded.value
            return Head(value["layers"], value["meta"]["lang"], value["seed"]["sha256"], value["meta"]["genre"])
        file = self.file
        return Head(file.layers.model_dump(), file.meta.lang, file.seed.sha256, file.meta.genre) if file else None

    @cached_property
    def text_changed(self) -> bool:
        """True when the source text is readable, but not the one that was annotated."""
        return self.head is not None and self.seed_digest not in ("", self.head.sha256)

    @cached_property
    def seed_digest(self) -> str:
        """Hex SHA-256 of the source file; empty where it cannot be read."""
        return bytes_digest(self.seed_bytes) if isinstance(self.seed_bytes, bytes) else ""

    @cached_property
    def sound(self) -> bool:
        """True when the fast gate has answered that ids, references, text and quotes are certainly without fault."""
        value, text = self.loaded.value, self.text
        if self.problems or not isinstance(value, dict) or text is None:
            return False
        spans = all_spans(value) if self._fitting is None else self._fitting
        return sound(value, spans, text.raw, self.seed_digest, self.id)

    @cached_property
    def seed_name(self) -> str:
        """Path of the source text below the corpus root."""
        value = self.loaded.value
        seed = value.get("seed") if isinstance(value, dict) else None
        path = seed.get("path") if isinstance(seed, dict) else None
        safe = isinstance(path, str) and path and ".." not in path.split("/") and not path.startswith("/")
        return f"{self.config.seeds}/{path if safe else self.id + '.txt'}"

    @cached_property
    def seed_bytes(self) -> bytes | DataError:
        """The source file as it is, or why it cannot be read."""
        # The root itself may be reached by a link; what lies below it comes with the corpus and is not trusted.
        folders = accumulate(self.seed_name.split("/")[:-1], "{}/{}".format)
        if any(os.path.islink(f"{self.root}/{folder}") for folder in folders):  # noqa: PTH114  as in `_read`
            return DataError("lies behind a symbolic link, which could lead anywhere")
        try:
            return read_bytes(f"{self.root}/{self.seed_name}", limits.SEED_BYTES)
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

    def passage(self, span: Span) -> str | None:
        """The folded text at the offsets of `span`; None without a text, or where the span is empty or outside it."""
        text = self.text
        return text.quote(span.start, span.end) if text is not None and self.holds(span) else None

    def holds(self, span: Span) -> bool:
        """True where `span` lies in the text and is not empty."""
        text = self.text
        return text is not None and 0 <= span.start < span.end <= len(text)

    def stands(self, span: Span) -> bool:
        """True where the text at the offsets of `span` is its quote."""
        return self.sound or self.passage(span) == span.quote

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

    def saying(self, words: frozenset[str]) -> list[Place[Claim]]:
        """The claims whose text may hold one of `words`, as written; in the others it certainly does not stand."""
        said = words & self._said
        return [place for place in self.of(Claim) if any(word in place.record.text for word in said)] if said else []

    @cached_property
    def _said(self) -> frozenset[str]:
        return vocabulary(place.record.text for place in self.of(Claim))

    @cached_property
    def attributions(self) -> dict[str, Attribution]:
        return {a.id: a for a in self.file.attributions} if self.file else {}

    def complete(self, layer: str) -> bool:
        """True where the layer is declared complete."""
        return self.file is not None and getattr(self.file.layers, layer) == "complete"

    def in_scope(self, place: Range) -> bool:
        """True where the layers hold at `place`."""
        scope = self.file.scope if self.file else None
        return not scope or any(place.start < s.end and s.start < place.end for s in scope)


class Given(Document):
    """A document whose annotation is at hand, not on disk."""

    def __init__(self, root: Path, name: str, config: Config, raw: bytes) -> None:
        super().__init__(root, name, config)
        self.raw = raw

    def _read(self) -> Loaded:
        return read_raw(self.raw)


class Ids(dict[str, JsonPath]):
    """Ids of one file with their places."""

    def nearest(self, wanted: str) -> str:
        """The known id most like `wanted`; empty when none is near."""
        return next(iter(difflib.get_close_matches(wanted, self, 1, 0.6)), "")


def records_of(source: Source, kind: type[R]) -> Iterator[Place[R]]:
    """The records of `source` that are of `kind`."""
    return iter(source.of(kind))
