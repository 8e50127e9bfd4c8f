"""Take over annotations of another format: their texts go to seeds/, their records to corpus/.

Of several annotations of one text the first by annotator becomes the document, the others second annotations in
corpus/second/<annotator>/. What the formats do not share is listed. Nothing is written when any file would be
overwritten; a source text that is there already, byte for byte, is used.

examples:
  standoff import brat ../polnear                     into the corpus here
  standoff import brat ../polnear --into my-corpus --lang en --genre news
  standoff import brat ada.ann --second ada           as second annotation of texts that are here already
  standoff import w3c annotations.json
  standoff import cas project.zip.d/
"""

from __future__ import annotations

import argparse
import datetime
from collections import Counter
from pathlib import Path

from standoff.canonical import canonical
from standoff.command import CLEAN, FOUND, Command, say, warn
from standoff.config import GENRES
from standoff.corpus import Corpus, open_corpus
from standoff.errors import ConflictError, UsageError
from standoff.importer import PACKAGE, Foreign, Imported, Note, Options, document_id, importer_named
from standoff.plug import names
from standoff.reporter import count, visible
from standoff.store import write
from standoff.text import bytes_digest


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("format", metavar="FORMAT", help=", ".join(names(PACKAGE)))
    parser.add_argument("path", metavar="PATH", help="a folder or file of that format")
    parser.add_argument("--into", default=".", metavar="ROOT", help="corpus repository (default: here or above)")
    parser.add_argument("--second", metavar="WHO", help="everything becomes a second annotation by WHO")
    parser.add_argument("--by", default="unknown", help="who annotated, where the files do not tell (default: unknown)")
    parser.add_argument("--date", help="day on which the annotation ended (default: today, the day of the import)")
    parser.add_argument("--guidelines", default="unknown", help="the guidelines followed (default: unknown)")
    parser.add_argument("--lang", default="en", help="BCP 47 tag of the texts (default: en)")
    parser.add_argument("--genre", default="other", choices=GENRES, help="default: other")
    parser.add_argument("--license", default="unknown", help="terms of the texts (default: unknown)")
    parser.add_argument("--text", default="none", choices=("full", "excerpts", "none"),
                        help="what a release may show of them (default: none)")


def execute(options: argparse.Namespace) -> int:
    """Read everything, then write everything or nothing."""
    corpus = open_corpus(options.into)
    today = datetime.date.today().isoformat()  # the one clock: when a person decides to take the records over
    known = Options(options.by, options.date or today, options.guidelines, options.lang, options.genre, options.license,
                    options.text)
    path = Path(options.path).resolve()
    if not path.exists():
        raise UsageError("there is no such file or folder", where=options.path)
    imported = importer_named(options.format).read(path, known)
    files = _files(imported, corpus, options.second)
    _refuse_overwriting(corpus.root, files)
    for name, raw in files.items():
        if not (corpus.root / name).exists():
            write(corpus.root / name, raw, expected=None)
    _report(imported)
    seconds = sum(one.second for one in imported.documents)
    say(f"{count(len(imported.documents) - seconds, 'document')} and {count(seconds, 'second annotation')} imported; "
        "standoff check says what is wrong in them")
    return FOUND if imported.faults and not imported.documents else CLEAN


def _files(imported: Imported, corpus: Corpus, second: str | None) -> dict[str, bytes]:
    """Name below the root -> content of every file to write, texts before annotations."""
    texts: dict[str, bytes] = {}
    annotations: dict[str, bytes] = {}
    for one in imported.documents:
        if second:
            one.second, one.who = True, document_id(second)
            _adopt(one, corpus)
        else:
            texts[f"{corpus.config.seeds}/{one.value['seed']['path']}"] = one.seed
        folders = ("second", one.who) if one.second else ()
        name = "/".join((corpus.config.corpus, *folders, f"{one.id}.json"))
        if name in annotations:
            raise UsageError("two annotations of this import would be one file", where=name,
                             fix="import them one by one with --second WHO")
        one.value["$schema"] = "../" * (name.count("/")) + "schema/document.schema.json"
        annotations[name] = canonical(one.value, "document")
    return texts | annotations


def _adopt(one: Foreign, corpus: Corpus) -> None:
    """Make `one` an annotation of the document that the corpus has of its text."""
    digest = bytes_digest(one.seed)
    main = next((d for d in corpus.documents if d.file and d.file.seed.sha256 == digest), None)
    if main is None or main.file is None:
        raise UsageError("no document of this corpus has this text, so this cannot be its second annotation",
                         where=one.origin, fix="import it without --second, or compare the texts")
    one.id = main.id
    one.value["id"] = main.id
    one.value["seed"] = main.file.seed.model_dump()


def _refuse_overwriting(root: Path, files: dict[str, bytes]) -> None:
    clash = [name for name, raw in files.items() if (root / name).exists() and (
        name.endswith(".json") or (root / name).read_bytes() != raw)]
    if clash:
        more = f" and {len(clash) - 5} more" if len(clash) > 5 else ""
        raise ConflictError(f"{', '.join(clash[:5])}{more} would be overwritten; nothing was written", where=str(root),
                            fix="move them away, or import into another corpus with --into")


def _report(imported: Imported) -> None:
    """Each fault with its place; losses by kind with their number and first place."""
    for fault in imported.faults:
        warn(f"fault: {_place(fault)}: {visible(fault.message)}")
    for message, number in Counter(loss.message for loss in imported.losses).items():
        first = next(loss for loss in imported.losses if loss.message == message)
        say(f"loss: {visible(message)} ({number} times, first {_place(first)})")


def _place(note: Note) -> str:
    return visible(note.file) + (f":{note.line}" if note.line else "")


command = Command(arguments, execute)
