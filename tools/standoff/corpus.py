"""A corpus on disk: its documents, the records they share, and what does not belong into the folder."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from .config import Config, find_root, load_config
from .errors import DataError, UsageError
from .model import (
    SLUG_PATTERN,
    Fact,
    FactsFile,
    Link,
    RegistryEntity,
    RegistryFile,
    Released,
    Retired,
    RetiredFile,
    Shape,
)
from .raw import raw_ids
from .records import Place, SpanAt, segments, spans_of
from .source import Document, Given, Ids, Shelf, Source, records_of
from .store import read_lines, read_raw

__all__ = ["RELEASED", "RESERVED", "Corpus", "Document", "Given", "Ids", "Place", "Source", "SpanAt", "Stray",
           "open_corpus", "records_of", "segments", "spans_of"]

SHARED_KINDS = {"entities": "registry", "facts": "facts", "retired": "retired"}
RESERVED = {*SHARED_KINDS, "second", "audit"}
RELEASED = "released.jsonl"
GIVEN = "-"
"""So a document from standard input is called when it has no usable id."""
R = TypeVar("R", bound=Shape)


@dataclass(frozen=True)
class Stray:
    """Something in the corpus folder that is no file of the format."""

    name: str
    why: str


@dataclass
class _Files:
    documents: list[Document] = field(default_factory=list)
    shared: list[Source] = field(default_factory=list)
    seconds: list[Document] = field(default_factory=list)
    second_facts: dict[str, Source] = field(default_factory=dict)
    strays: list[Stray] = field(default_factory=list)


class Corpus:
    """All files of one corpus repository. Documents are read when first asked for."""

    def __init__(self, root: Path, config: Config) -> None:
        self.root, self.config, self.shelf = root, config, Shelf()

    @cached_property
    def _files(self) -> _Files:
        found = _Files()
        base = self.root / self.config.corpus
        if not base.is_dir():
            raise UsageError("there is no such folder", where=str(base),
                             fix="create it, or set 'corpus' in standoff.toml")
        for parts, entry in sorted(_below(str(base)), key=itemgetter(0)):
            name = "/".join((self.config.corpus, *parts))
            if entry.is_symlink():
                found.strays.append(Stray(name, "link"))
            elif entry.is_dir() or parts[0] == "audit" or entry.name in ("README.md", RELEASED, ".gitkeep"):
                continue
            elif not entry.name.endswith(".json") or not entry.is_file():
                found.strays.append(Stray(name, "stray"))
            elif (kind := SHARED_KINDS.get(Path(parts[0]).stem)) and len(parts) <= 2:
                found.shared.append(Source(self.root, name, kind))
            elif parts[0] == "second" and parts[2:] == ("facts.json",):
                found.second_facts[parts[1]] = Source(self.root, name, "facts")
            else:
                (found.seconds if parts[0] == "second" else found.documents).append(
                    Document(self.root, name, self.config, self.shelf))
        return found

    @property
    def documents(self) -> list[Document]:
        """The documents, by path."""
        return self._files.documents

    @property
    def shared(self) -> list[Source]:
        """Registry, facts and retired files."""
        return self._files.shared

    @property
    def seconds(self) -> list[Document]:
        """Second annotations: corpus/second/<who>/<doc>.json."""
        return self._files.seconds

    @property
    def second_facts(self) -> dict[str, Source]:
        """Who -> corpus/second/<who>/facts.json: the same claims joined by somebody else."""
        return self._files.second_facts

    @property
    def strays(self) -> list[Stray]:
        """What does not belong into the corpus folder."""
        return self._files.strays

    @cached_property
    def by_id(self) -> dict[str, Document]:
        """The documents by id; of two with one id the first."""
        return {document.id: document for document in reversed(self.documents)}

    def document(self, id_: str) -> Document:
        """The document `id_`. UsageError offers the nearest."""
        known = self.by_id
        if id_ not in known:
            near = difflib.get_close_matches(id_, known, 1)
            raise UsageError(f"no document {id_!r} in this corpus",
                             fix=f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known) or 'none'}")
        return known[id_]

    def give(self, raw: bytes) -> Document:
        """A document whose annotation is `raw`, in place of the file with its id: what an editor has not yet saved."""
        value = read_raw(raw).value
        id_ = value.get("id") if isinstance(value, dict) else None
        stem = id_ if isinstance(id_, str) and re.fullmatch(SLUG_PATTERN, id_) else GIVEN
        old = self.by_id.get(stem)
        given = Given(self.root, old.name if old else f"{self.config.corpus}/{stem}.json", self.config, raw)
        self.documents[:] = [given if document is old else document for document in self.documents]
        if not old:
            self.documents.append(given)
        self.__dict__.pop("by_id", None)
        return given

    def shared_records(self, kind: type[R]) -> Iterator[tuple[Source, Place[R]]]:
        """Registry entities, facts, links or retired ids, each with its file and place."""
        return ((source, place) for source in self.shared for place in records_of(source, kind))

    def shared_ids(self, kind: str) -> Ids:
        """Every id in the shared files of `kind` (registry, facts, retired), the bad records' too."""
        return Ids(pair for source in self.shared if source.kind == kind for pair in raw_ids(source.loaded.value))

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
    def _holder(self) -> dict[str, str]:
        return {claim: fact.id for fact in self.facts.values() for claim in fact.claims}

    def resolve(self, end: str) -> str:
        """The fact that an end of a link means: itself, or the one that holds the claim now; else the claim."""
        return self._holder.get(end, end)

    @cached_property
    def decided(self) -> frozenset[str]:
        """The claims that facts and links name; only of these need a judge know more."""
        ends = (end for link in self.links for end in (link.a, link.b))
        return frozenset(claim for end in (*self.facts, *ends) for claim in self.members(end))

    def of_decided(self, gathered: Mapping[str, Any]) -> dict[str, Any]:
        """What was gathered of each claim that facts and links name: document id -> local id -> it becomes claim -> it.

        Documents without such a claim are not even decoded.
        """
        found: dict[str, Any] = {}
        for document in sorted({claim.partition("#")[0] for claim in self.decided}.intersection(gathered)):
            of_claims = ((f"{document}#{id_}", value) for id_, value in gathered[document].items())
            found.update((claim, value) for claim, value in of_claims if claim in self.decided)
        return found

    def members(self, end: str) -> tuple[str, ...]:
        """The claims that an end of a link means: those of its fact, or the claim itself."""
        fact = self.facts.get(self.resolve(end))
        return fact.claims if fact else (end,)

    @cached_property
    def retired(self) -> dict[str, Retired]:
        """Withdrawn ids."""
        return {r.id: r for s in self.shared if isinstance(s.model, RetiredFile) for r in s.model.retired}

    @cached_property
    def released(self) -> list[Released]:
        """Ids of the last published version. DataError names the line that is no such row."""
        path = self.root / self.config.corpus / RELEASED
        rows: list[Released] = []
        for number, line in enumerate(read_lines(path) if path.is_file() else (), 1):
            try:
                rows.append(Released.model_validate(line))
            except ValidationError as error:
                raise DataError("is no row of published ids", where=f"{path.name}:{number}",
                                fix="restore the file from the last release") from error
        return rows


def _below(folder: str, parts: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], os.DirEntry[str]]]:
    """Everything below `folder` with the parts of its path; links are not followed."""
    with os.scandir(folder) as entries:
        for entry in entries:
            yield (*parts, entry.name), entry
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path, (*parts, entry.name))


def open_corpus(root: str | Path = ".") -> Corpus:
    """The corpus at `root` or the nearest folder above it. UsageError when there is none."""
    folder = find_root(Path(root).resolve())
    return Corpus(folder, load_config(folder))
