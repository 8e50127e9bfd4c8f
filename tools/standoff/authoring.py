"""Writing records from quotes: people give words, the tool finds where they stand."""

from __future__ import annotations

import copy
import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .corpus import Document
from .errors import UsageError
from .finding import pointer
from .model import Attribution, Citation, Claim, Entity, Omit, Record, Shape, Work, references
from .place import Unplaced, place
from .reading import validate
from .text import Range, Text, fold, words

KINDS: dict[str, tuple[str, type[Shape], str]] = {
    "entity": ("entities", Entity, "mentions"), "claim": ("claims", Claim, "spans"),
    "attribution": ("attributions", Attribution, "content"), "citation": ("citations", Citation, "marker"),
    "work": ("works", Work, "spans"), "omit": ("omit", Omit, "")}
"""Kind of record -> (its list in the file, its model, the role of a quote given without a role)."""
ROLES = ("mentions", "spans", "source", "cue", "content", "marker")
_NTH = re.compile(r"^(?P<quote>.*)§(?P<n>[1-9][0-9]*)$", re.DOTALL)
_DEFAULTS: dict[str, dict[str, Any]] = {
    "claim": {"kind": "factual", "stance": "asserted", "about": []},
    "attribution": {"who": None, "act": "say", "style": "indirect"}, "omit": {"why": "no-content"}}
_SKIP = {"the", "a", "an", "of", "to", "in", "on", "and", "was", "is", "were", "are", "that", "for", "by", "with", "at"}


@dataclass(slots=True)
class Draft:
    """The raw value of one annotation file while records are added to it."""

    document: Document
    value: dict[str, Any]
    text: Text
    added: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, document: Document) -> Draft:
        """A draft of `document`. UsageError when its file or text cannot be read."""
        text, value = document.text, document.loaded.value
        if text is None:
            raise UsageError("the source text cannot be read", where=document.seed_name, fix="standoff check says why")
        if document.loaded.problems or not isinstance(value, dict):
            raise UsageError("the annotation file cannot be read", where=document.name, fix="standoff check says why")
        return cls(document, copy.deepcopy(value), text)

    def add(self, kind: str, values: dict[str, Any], quotes: dict[str, list[str]],
            sentences: Iterable[int] = ()) -> dict[str, Any]:
        """Add one record. `quotes`: role -> quotes ('China§2' is the second occurrence in the sentences given).

        `sentences` (from 1) limit where quotes are looked for. UsageError says what cannot be placed, and why.
        """
        name, model, _ = KINDS[kind]
        spans = self._spans(quotes, self._within(sorted(sentences)))
        record = {**_DEFAULTS.get(kind, {}), **{key: value for key, value in values.items() if value is not None}}
        if kind == "omit":
            record |= spans[""][0]
        else:
            for role, found in spans.items():
                record[role] = found[0] if role == "marker" else found
            if issubclass(model, Record):
                record["id"] = values.get("id") or self._new_id(kind, record)
        records = self.value.setdefault(name, [])
        existing = next((r for r in records if isinstance(r, dict) and r.get("id") == record.get("id")), None)
        if existing is None or kind == "omit":
            records.append(record)
        elif kind == "entity":
            existing.setdefault("mentions", []).extend(record.get("mentions", []))
            record = existing
        else:
            raise UsageError(f"{record['id']!r} exists already in {self.document.id}", fix="choose another --id")
        self.added.append(str(record.get("id", "")))
        return record

    def mark(self, entity: str, quote: str, sentences: Iterable[int], form: str | None = None) -> int:
        """Mark every free whole-word occurrence of `quote` in the sentences (all when none are given)."""
        record = next((r for r in self.value.get("entities", []) if r.get("id") == entity), None)
        if record is None:
            raise UsageError(f"no entity {entity!r} in {self.document.id}", fix="add it first")
        taken = [Range(m["start"], m["end"]) for e in self.value.get("entities", []) for m in e.get("mentions", [])
                 if "start" in m and "end" in m]
        areas: list[Range | None] = [self._within([n]) for n in sentences] or [None]
        hits = [hit for area in areas for hit in self.text.find(fold(quote), area)
                if not (self.text.splits_word(hit.start) or self.text.splits_word(hit.end))
                and not any(hit.overlaps(other) for other in taken)]
        mentions = [_span(self.text, hit) | ({"form": form} if form and form != "name" else {}) for hit in hits]
        record.setdefault("mentions", []).extend(mentions)
        return len(hits)

    def refuse_faults(self, registry: Mapping[str, object]) -> None:
        """UsageError when what was added cannot stand: a bad value, or a reference to nothing. Nothing is written."""
        before = {(problem.check, problem.message) for problem in self.document.problems}
        found = validate(self.value, "document", self.text)
        for problem in found.problems:
            if (problem.check, problem.message) not in before:
                raise UsageError(f"{pointer(problem.path)}: {problem.message}; nothing was written", fix=problem.hint)
        ids = {str(r.get("id")) for name, _, _ in KINDS.values() for r in self.value.get(name, [])}
        for record in (r for name, _, _ in KINDS.values() for r in getattr(found.model, name, ())):
            for reference in references(record) if getattr(record, "id", None) in self.added else ():
                if reference.is_local and reference.target not in ids:
                    # never the record itself, which is not there yet, nor one of a kind that cannot stand here
                    fit = [id_ for id_ in ids if id_ not in self.added and id_[:2] == reference.target[:2]]
                    near = difflib.get_close_matches(reference.target, sorted(fit), 1)
                    raise UsageError(f"no {reference.target!r} in {self.document.id}; nothing was written",
                                     fix=f"did you mean {near[0]!r}?" if near else "add that record first")
                if "registry" in reference.kinds and reference.target not in registry:
                    raise UsageError(f"no {reference.target!r} in the registry; nothing was written",
                                     fix="add it to corpus/entities.json (id, type, name, aliases), or give --type and "
                                     "--name for an entity of this document only")

    def _within(self, sentences: list[int]) -> Range | None:
        if not sentences:
            return None
        known = self.text.sentences
        for number in (sentences[0], sentences[-1]):
            if not 0 < number <= len(known):
                raise UsageError(f"there is no sentence {number}; {self.document.id} has {len(known)}",
                                 fix=f"standoff show {self.document.id} lists them")
        return Range(known[sentences[0] - 1].start, known[sentences[-1] - 1].end)

    def _spans(self, quotes: dict[str, list[str]], within: Range | None) -> dict[str, list[dict[str, Any]]]:
        """All quotes of one record placed together, so that they do not overlap."""
        flat = [(role, quote) for role, listed in quotes.items() for quote in listed]
        chosen = [self._nth(quote, within) for _, quote in flat]
        rest = [quote for (_, quote), hit in zip(flat, chosen, strict=True) if hit is None]
        taken = [hit for hit in chosen if hit is not None]
        found = iter(place(self.text, rest, within=within, taken=taken, near=taken[0].start if taken else None))
        result: dict[str, list[dict[str, Any]]] = {role: [] for role in quotes}
        for (role, _), hit in zip(flat, chosen, strict=True):
            spot = hit or next(found)
            if isinstance(spot, Unplaced):
                raise UsageError(self._unplaced(spot, within), where=self.document.seed_name, fix=self._hint(spot))
            result[role].append(_span(self.text, spot))
        return {role: sorted(spans, key=lambda span: span["start"]) for role, spans in result.items()}

    def _nth(self, quote: str, within: Range | None) -> Range | None:
        match = _NTH.match(quote)
        if not match:
            return None
        hits = self.text.find(fold(match["quote"]), within)
        if len(hits) < int(match["n"]):
            raise UsageError(f"{match['quote']!r} occurs {len(hits)} times there, not {match['n']}",
                             where=self.document.seed_name)
        return hits[int(match["n"]) - 1]

    def _unplaced(self, spot: Unplaced, within: Range | None) -> str:
        if within is not None and not spot.found and (elsewhere := self.text.find(fold(spot.quote))):
            numbers = ", ".join(str(self.text.sentence_at(hit.start) + 1) for hit in elsewhere[:5])
            return f"the quote {spot.quote!r} is not in the sentences given, but in sentence {numbers}"
        return f"the quote {spot.quote!r} {spot.why(self.text)}"

    def _hint(self, spot: Unplaced) -> str:
        if not spot.found:
            return "copy the words exactly as the text has them (line breaks count as one space)"
        numbers = sorted({self.text.sentence_at(hit.start) + 1 for hit in spot.found})
        return (f"say in which sentence: --in {numbers[0]} (it is in {', '.join(map(str, numbers[:8]))})"
                if len(numbers) > 1 else f"say which one: '{spot.quote}§1' or '{spot.quote}§2'")

    def _new_id(self, kind: str, record: dict[str, Any]) -> str:
        if kind == "entity" and record.get("ref"):
            return f"e-{str(record['ref']).replace('_', '-')}"
        prefix = "x" if kind == "citation" else kind[0]
        quoted = (record[role][0]["quote"] for role in ROLES if isinstance(record.get(role), list) and record[role])
        first = next(quoted, kind)
        stem = slug(str(record.get("text") or record.get("name") or first))
        known, base, number = self.document.ids, f"{prefix}-{stem}", 2
        taken = {*known, *self.added}
        name = base
        while name in taken:
            name, number = f"{base}-{number}", number + 1
        return name


def slug(text: str, most: int = 4) -> str:
    """Up to `most` content words of `text` in a-z and 0-9, joined by hyphens: 'midpoint-anchorage'."""
    bare = (unicodedata.normalize("NFKD", word.casefold()) for word in words(text))  # Díaz is diaz, not daz
    plain = [re.sub(r"[^a-z0-9]+", "", word) for word in bare]
    picked = [word for word in plain if word and word not in _SKIP][:most]
    return "-".join(picked)[:50].strip("-") or "record"


def _span(text: Text, place_: Range) -> dict[str, Any]:
    return {"start": place_.start, "end": place_.end, "quote": text.quote(place_.start, place_.end)}
