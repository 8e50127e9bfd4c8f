"""Find the spans of a document again after its source text changed.

The old text is the committed version that the annotation's digest names. Every span is kept, moved, ambiguous (its
words are there, but nothing says which) or lost; the first two get their new offsets, the others stay as they are and
standoff check points at them. The file's digest and length become those of the new text.
Exit codes: 0 every span has its place; 1 some are ambiguous or lost; 2 usage.

examples:
  standoff anchor nbc-2021 --dry-run              what would happen
  standoff anchor nbc-2021
  standoff anchor nbc-2021 --old before.txt       where git does not have the old text
"""

from __future__ import annotations

import argparse
import copy
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from standoff.anchoring import Anchor, Anchored
from standoff.canonical import canonical
from standoff.command import CLEAN, FOUND, Command, say
from standoff.corpus import Document, open_corpus
from standoff.errors import UsageError
from standoff.finding import pointer
from standoff.git import versions
from standoff.limits import SEED_BYTES
from standoff.raw import record_span_paths
from standoff.reporter import visible
from standoff.store import read_bytes, write
from standoff.text import Range, Text, bytes_digest

Outcome = tuple[str, dict[str, Any], Anchored]
"""Record and role, the span as it was, and what became of it."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("document", metavar="DOC", help="document id")
    parser.add_argument("--old", metavar="FILE", help="the text as it was when it was annotated (default: from git)")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
    parser.add_argument("--root", default=".", help="corpus repository (default: here or the nearest above)")


def execute(options: argparse.Namespace) -> int:
    """Anchor every span, write once, list what a person must look at."""
    corpus = open_corpus(options.root)
    document = corpus.document(options.document)
    new, value = document.text, document.loaded.value
    if new is None or document.loaded.problems or not _has_seed(value):
        raise UsageError("the annotation or its text cannot be read", where=document.name,
                         fix="standoff check says why")
    if value["seed"].get("sha256") == new.sha256:
        say(f"{document.id}: the text is the one that was annotated; nothing to do")
        return CLEAN
    old = _old_text(corpus.root, document, str(value["seed"].get("sha256")), options.old)
    result, states = anchored(value, Anchor(old, new))
    result["seed"] |= {"sha256": new.sha256, "length": len(new)}
    for where, span, state in states:
        if state.state in ("ambiguous", "lost"):
            line = f"; perhaps line {new.position(state.place.start)[0]}" if state.place else ""
            say(f"{state.state}: {where}: {visible(str(span.get('quote', '')))!r}{line}")
    tally = Counter(state.state for _, _, state in states)
    say(f"{document.id}: " + ", ".join(f"{tally[name]} {name}" for name in ("kept", "moved", "ambiguous", "lost")))
    if not options.dry_run:
        write(document.path, canonical(result, "document"), expected=document.loaded.digest)
    return FOUND if tally["ambiguous"] or tally["lost"] else CLEAN


def _has_seed(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("seed"), dict)


def anchored(value: dict[str, Any], anchor: Anchor) -> tuple[dict[str, Any], list[Outcome]]:
    """The annotation with its spans moved, and what became of each: (record and role, span as it was, outcome)."""
    result = copy.deepcopy(value)
    states = []
    for where, span in _spans(result):
        if isinstance(span.get("start"), int) and isinstance(span.get("end"), int):
            state = anchor.place(Range(span["start"], span["end"]))
            states.append((where, dict(span), state))
            if state.state in ("kept", "moved") and state.place:
                span |= {"start": state.place.start, "end": state.place.end}
                if "quote" in span:
                    span["quote"] = anchor.new.text.quote(state.place.start, state.place.end)
    return result, states


def _spans(value: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every span of the file, and the stretches of its scope."""
    for path, spans in record_span_paths(value):
        record = value[str(path[0])][path[1]]
        for at, span in spans:
            yield f"{record.get('id', pointer(path))} {pointer(at[2:])}".strip(), span
    for number, span in enumerate(value.get("scope") or ()):
        if isinstance(span, dict):
            yield f"scope/{number}", span


def _old_text(root: Path, document: Document, digest: str, file: str | None) -> Text:
    """The text that `digest` names, from a file or from git's history of the seed."""
    candidates = iter([(file, read_bytes(Path(file), SEED_BYTES))]) if file else versions(root, document.seed_name)
    for _, raw in candidates:
        if bytes_digest(raw) == digest:
            return Text(raw.decode("utf-8"))
    raise UsageError(f"no {'such' if file else 'committed'} version of the text has the digest {digest[:12]}…",
                     where=file or document.seed_name,
                     fix="give the text as it was annotated with --old FILE, or restore it: the annotation names it")


command = Command(arguments, execute)
