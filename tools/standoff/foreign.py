"""Checking files of another format where they lie: read through their importer, judged in memory, nothing written."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from .canonical import canonical
from .check import Check, Tally
from .config import Config
from .corpus import Corpus, Document, Source, Stray
from .errors import UsageError
from .finding import INFO, Finding, Fix
from .finding import Path as JsonPath
from .importer import Foreign, Imported, Options, importer_named
from .store import Loaded, read_raw
from .walk import Result, all_checks, run, select

_NOT_OURS = ("corpus/", "release/", "registry/", "fact/", "file/not-canonical", "file/wrong-id", "id/vanished",
             "text/annotated-twice")
"""What is about the layout of a corpus here, not about the annotations there."""
_UNKNOWN = Options("unknown", "1970-01-01", "unknown")
"""The date is needed by the model and shown nowhere."""


class ForeignDocument(Document):
    """A document as an importer gives it: its file and text are in memory."""

    def __init__(self, root: Path, foreign: Foreign, name: str) -> None:
        super().__init__(root, name, Config())
        self.foreign = foreign

    @property
    def id(self) -> str:
        """The document id, with the annotator where a text has several."""
        return f"{self.foreign.id}_{self.foreign.who}" if self.foreign.second else self.foreign.id

    @cached_property
    def loaded(self) -> Loaded:
        return read_raw(canonical(self.foreign.value, "document"))

    @cached_property
    def seed_name(self) -> str:
        return self.foreign.text or self.foreign.origin

    @cached_property
    def seed_bytes(self) -> bytes:
        return self.foreign.seed

    @cached_property
    def text_changed(self) -> bool:
        """True where the offsets were counted without the byte order mark or carriage returns that the text has.

        text/not-utf8 says so once; every offset would say it again.
        """
        odd = self.seed_bytes.startswith(codecs.BOM_UTF8) or b"\r" in self.seed_bytes
        return odd and any(self.passage(at.span) != at.span.quote for at in self.spans())

    def line_of(self, path: JsonPath) -> int:
        """Line of the foreign file for a place in the annotation value: of the span, else of its record, else 1."""
        record = self._at(path[:2])
        id_ = str(record.get("id", "")) if isinstance(record, dict) else ""
        part = self._at(path[:4]) if len(path) > 3 else self._at(path[:2])
        role, start = (str(path[2]), part.get("start", -1)) if len(path) > 3 and isinstance(part, dict) else ("", -1)
        lines = self.foreign.lines
        return lines.get((id_, role, start)) or lines.get((id_, "", -1)) or 1

    def _at(self, path: JsonPath) -> object:
        value = self.loaded.value
        for part in path:
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                return None
        return value


class ForeignCorpus(Corpus):
    """The documents of an import, as a corpus without shared files."""

    def __init__(self, root: Path, imported: Imported) -> None:
        super().__init__(root, Config())
        self.faults = imported.faults
        self.foreign = [ForeignDocument(root, one, f"{one.origin}#{one.id}") for one in imported.documents]

    @property
    def documents(self) -> list[Document]:
        """Every annotation, also where a text has several: all are judged alike."""
        return list(self.foreign)

    @property
    def shared(self) -> list[Source]:
        """None."""
        return []

    @property
    def seconds(self) -> list[Document]:
        """None: see `documents`."""
        return []

    @property
    def second_facts(self) -> dict[str, Source]:
        """None: see `documents`."""
        return {}

    @property
    def strays(self) -> list[Stray]:
        """None."""
        return []


def check_foreign(format_: str, paths: Sequence[str], only: Sequence[str],
                  skip: Sequence[str]) -> tuple[Corpus, Result]:
    """Read the one path as `format_` and check it. Findings and faults stand at file and line of the foreign files."""
    if len(paths) != 1:
        raise UsageError("give one folder or file of that format", fix=f"standoff check --from {format_} DIR")
    path = Path(paths[0]).resolve()
    if not path.exists():
        raise UsageError("there is no such file or folder", where=paths[0])
    imported = importer_named(format_).read(path, _UNKNOWN)
    corpus = ForeignCorpus(path if path.is_dir() else path.parent, imported)
    ours = [check for check in select(all_checks(), only, skip) if _ours(check)]
    # Hundreds of 'look again' would bury what is wrong; who asks for them by name gets them.
    hints = [check for check in ours if check.severity is INFO and check.name not in only]
    result = run(corpus, [check for check in ours if check not in hints])
    for check in hints:
        result.ledger.checks[check.name] = Tally(skipped={"informs only; --only NAME asks for it": len(corpus.foreign)})
    documents = {document.name: document for document in corpus.foreign}
    found = [_relocated(finding, documents[finding.file]) if finding.file in documents else finding
             for finding in result.findings]
    # One line may be a source and a mention of its entity: what is wrong with it is said once.
    once = {(finding.file, finding.line, finding.check, finding.message): finding for finding in reversed(found)}
    result.findings = [once[key] for key in sorted(once)]
    return corpus, result


def _ours(check: Check) -> bool:
    return not check.name.startswith(_NOT_OURS)


def _relocated(finding: Finding, document: ForeignDocument) -> Finding:
    """At the foreign file's line; a fix that would edit our file is told, not offered."""
    fix = Fix(finding.fix.title) if finding.fix else None
    return replace(finding, file=document.foreign.origin, line=document.line_of(finding.path), column=1, path=(),
                   fix=fix, paste="", offset=None)
