"""What commands pick by name: documents, and reporters."""

from __future__ import annotations

from pathlib import Path

from .corpus import Corpus, Document
from .errors import UsageError
from .plug import load, names
from .reporter import Reporter


def documents_at(corpus: Corpus, paths: list[str]) -> list[Document]:
    """The documents that `paths` name: files, folders or document ids; all of them when there are no paths."""
    if not paths:
        return corpus.documents
    found: list[Document] = []
    for path in paths:
        here = Path(path).resolve()
        hits = [d for d in corpus.documents if d.path == here or here in d.path.parents or d.id == path]
        found += hits or [corpus.document(Path(path).name.removesuffix(".json"))]
    return list(dict.fromkeys(found))


def reporter_named(name: str) -> Reporter:
    """The reporter of that name. UsageError lists the known ones."""
    known = names("standoff.reporters")
    if name not in known:
        raise UsageError(f"no report format {name!r}", fix=f"known: {', '.join(known)}")
    reporter = load(known[name], "reporter")
    if not isinstance(reporter, Reporter):
        raise UsageError(f"{known[name]} defines no Reporter")
    return reporter
