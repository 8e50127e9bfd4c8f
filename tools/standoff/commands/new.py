"""Start the annotation of a source text: a skeleton with digest, length and what can be guessed.

What can be suggested is printed: entities of the registry that the text names, reporting words, citation markers. With
--suggest the entities are written with their mentions, and the annotation says that it was assisted.

examples:
  standoff new seeds/reuters-2021.txt --title 'Talks end' --license 'All rights reserved' --by 'Ada Lovelace'
  standoff new seeds/reuters-2021.txt --by 'Ada Lovelace' --suggest
"""

from __future__ import annotations

import argparse
import datetime
import re
import shlex
from pathlib import Path
from typing import Any

from standoff.canonical import canonical
from standoff.command import CLEAN, Command, say
from standoff.config import GENRES
from standoff.corpus import RESERVED, Corpus, open_corpus
from standoff.errors import UsageError
from standoff.limits import SEED_BYTES
from standoff.reporter import visible
from standoff.store import read_bytes, write
from standoff.suggest import Suggestions, dated, suggest
from standoff.text import Range, Text

_ID = re.compile(r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("seed", metavar="SEED", help="a .txt file below seeds/")
    parser.add_argument("--by", required=True, help="who annotates: your name, or a model with its version")
    parser.add_argument("--title", help="default: the first line of the text, marked as inferred")
    parser.add_argument("--date", help="date of publication, YYYY[-MM[-DD]] (default: the one day that "
                        "stands on a line of its own near the top, marked as inferred)")
    parser.add_argument("--lang", default="en", help="BCP 47 tag (default: en)")
    parser.add_argument("--genre", default="other", choices=GENRES, help="default: other")
    parser.add_argument("--license", default="unknown", help="terms of the text (default: unknown)")
    parser.add_argument("--text", default="none", choices=("full", "excerpts", "none"),
                        help="what a release may show of it (default: none)")
    parser.add_argument("--suggest", action="store_true", help="write the suggested entities with their mentions")
    parser.add_argument("--root", default=".", help="corpus repository (default: here or the nearest above)")


def execute(options: argparse.Namespace) -> int:
    """Write the skeleton; an existing file is never touched."""
    corpus = open_corpus(options.root)
    path = Path(options.seed).resolve()
    below = _below(corpus, path)
    if not options.by.strip():
        raise UsageError("--by is empty", fix="give your name, or a model with its version")
    text = _text(path)
    target = corpus.root / corpus.config.corpus / below.with_suffix(".json")
    first = next((line.strip() for line in text.raw.splitlines() if line.strip()), below.stem)
    meta = {"title": options.title or first, "publisher": None, "voice": None, "date": options.date,
            "lang": options.lang, "genre": options.genre, "rights": {"license": options.license, "text": options.text}}
    if not options.date:
        meta["date"] = dated(text)
    inferred = [key for key in ("title", "date") if not getattr(options, key) and meta[key]]
    if inferred:
        meta["origin"] = {"inferred": inferred}
    today = datetime.date.today().isoformat()  # the one clock: when a person starts to decide
    value = {"$schema": "../" * len(below.parts) + "schema/document.schema.json", "standoff": "1", "id": below.stem,
             "seed": {"path": below.as_posix(), "sha256": text.sha256, "length": len(text)}, "meta": meta,
             "annotated": [{"by": options.by, "date": today, "method": "assisted" if options.suggest else "manual",
                            "guidelines": "1.0"}],
             "layers": dict.fromkeys(("entities", "claims", "attributions", "citations"), "partial")}
    found = suggest(text, corpus.registry, options.lang)
    if options.suggest:
        value["entities"] = [{"id": f"e-{id_.replace('_', '-')}", "ref": id_, "mentions": [_span(text, place)
                             for place in places]} for id_, places in found.entities.items()]
    write(target, canonical(value, "document"), expected=None)
    say(f"{target.relative_to(corpus.root)}: {len(text.sentences)} sentences to annotate")
    if inferred:
        say("guessed from the text: " + visible("; ".join(f"{key} {meta[key]!r}" for key in inferred)))
    _show(found, text, below.stem, written=options.suggest)
    say(f"next: standoff show {below.stem}; standoff add {below.stem} entity --ref … --quote …")
    return CLEAN


def _span(text: Text, place: Range) -> dict[str, Any]:
    return {"start": place.start, "end": place.end, "quote": text.quote(place.start, place.end)}


def _show(found: Suggestions, text: Text, document: str, *, written: bool) -> None:
    """Each suggestion with the sentences in which it stands, as the command that takes it over where there is one."""
    def where(places: list[Range]) -> str:
        numbers = list(dict.fromkeys(text.sentence_at(place.start) + 1 for place in places))
        more = f" and {len(numbers) - 8} more" if len(numbers) > 8 else ""
        return f"sentence {', '.join(map(str, numbers[:8]))}{more}"
    for id_, places in found.entities.items():
        names = dict.fromkeys(text.quote(place.start, place.end) for place in places)
        say(f"entity {'written' if written else 'suggested'}: {id_} ({where(places)})")
        for name in () if written else names:
            say(f"    standoff add {document} entity --ref {id_} --all {shlex.quote(visible(name))}")
    for name, owners in found.ambiguous.items():
        say(f"name of several: {visible(name)} may be {' or '.join(owners)}; a person decides")
    for title, places in (("reporting words", found.cues), ("citation markers", found.markers)):
        if places:
            shown = dict.fromkeys(text.quote(place.start, place.end) for place in places)
            say(f"{title}: {visible(', '.join(list(shown)[:12]))} ({where(places)})")


def _text(path: Path) -> Text:
    """The source text; UsageError where `standoff check` would refuse it at once."""
    raw = read_bytes(path, SEED_BYTES)
    if raw.startswith(b"\xef\xbb\xbf") or b"\r" in raw:
        raise UsageError("has a byte order mark or carriage returns", where=str(path),
                         fix="save it as plain UTF-8 with LF line ends before its offsets are counted")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"is not UTF-8: byte {error.start}", where=str(path), fix="save it as UTF-8") from error
    if not text.strip():
        raise UsageError("is empty: there is nothing to annotate", where=str(path))
    return Text(text)


def _below(corpus: Corpus, path: Path) -> Path:
    """Path of the seed below the seeds folder; UsageError where it lies or is named wrongly."""
    seeds = (corpus.root / corpus.config.seeds).resolve()
    if not path.is_file():
        raise UsageError("there is no such file", where=str(path), fix=f"copy the text to {seeds}, untouched")
    if seeds not in path.parents or path.suffix != ".txt":
        raise UsageError("is no .txt file below the seeds folder", where=str(path), fix=f"copy it to {seeds}")
    if not _ID.match(path.stem) or path.stem in RESERVED or len(path.stem) > 80:
        raise UsageError(f"{path.stem!r} cannot be a document id", where=str(path),
                         fix="name the file in a-z, 0-9 and single hyphens, as 'reuters-2021.txt'")
    if any(document.id == path.stem for document in corpus.documents):
        raise UsageError(f"a document {path.stem!r} exists already", where=str(path), fix="choose another file name")
    return path.relative_to(seeds)


command = Command(arguments, execute)
