"""Corpora with known faults: what an annotator who skips a sentence, or leaves a field as it was, would hand in."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from standoff.finding import Finding
from standoff.text import Range, Text

Value = dict[str, Any]
SKIPPED = ("attribution/empty", "attribution/orphan-quote", "attribution/unmarked-cue", "citation/lost-markers",
           "citation/never-cited", "citation/no-claims", "citation/unmarked", "claim/uncovered-sentence",
           "entity/unmarked-name")
"""Checks that should see it when every third sentence was skipped."""
LEFT = {"attribution/style-mismatch": ("attributions", "style", "indirect"), "claim/about-nothing": ("claims", "about", []),
        "claim/stance-mismatch": ("claims", "stance", "asserted"), "claim/unlinked": ("claims", "attribution", None),
        "claim/time-against-kind": ("claims", "kind", "factual"), "entity/wrong-form": ("entities", "form", "name")}
"""Checks that should see it when a field was left as a form fills it in: the list, the field, its first value."""
TAKEN = {"attribution/shared-cue": ("attributions", "cue"), "citation/same-work": ("works", "csl"),
         "citation/title-not-in-entry": ("works", "csl"), "citation/too-far": ("citations", "claims"),
         "claim/about-elsewhere": ("claims", "about"),
         "entity/unknown-alias": ("entities", "ref"), "fact/nothing-shared": ("facts", "claims"), "fact/numbers-differ": ("facts", "claims"),
         "fact/times-disjoint": ("facts", "claims")}
"""Checks that should see it when a value was pasted into the wrong record: the list and the field."""
MISSPELT = {"claim/unsupported-date": r"(?<=\b20)\d\d", "claim/unsupported-name": r"(?<= )[A-Z][a-z]{4,}",
            "claim/unsupported-number": r"\b(?!1[5-9]|20)\d{2,}"}
"""Checks that should see it when what the pattern finds in a claim's text is written backwards."""
UNLINKED = ("attribution/empty", "citation/no-claims")
"""Checks that should see it when every third claim was forgotten."""
SEARCHED = ("entity/inside-name", "entity/shared-span")
"""Checks that should see it when names were marked by searching for them."""
LISTS = ("entities", "claims", "attributions", "citations")


@dataclass(slots=True)
class Gaps:
    """What was taken away: stretches and record ids by document."""

    places: set[tuple[str, int, int]] = field(default_factory=set)
    records: set[tuple[str, str]] = field(default_factory=set)

    def explain(self, finding: Finding) -> bool:
        """True where the finding is about something that was taken away."""
        around = finding.around
        return (finding.document, finding.record) in self.records or (around is not None and any(
            name == finding.document and start < around[1] and around[0] < end for name, start, end in self.places))


def skip_sentences(values: dict[str, Value], texts: dict[str, Text], third: int) -> tuple[dict[str, Value], Gaps]:
    """Every third sentence without its mentions, claims, attributions, citations and `omit`."""
    made, gaps = copy.deepcopy(values), Gaps()
    for name, text in texts.items():
        value, skipped = made[name], {s for n, s in enumerate(text.sentences) if n % 3 == third}

        def lost(spans: list[Value], name: str = name, skipped: set[Range] = skipped) -> bool:
            if any(span["start"] < s.end and s.start < span["end"] for span in spans for s in skipped):
                gaps.places.update((name, span["start"], span["end"]) for span in spans)
                return True
            return False

        for entity in value["entities"]:
            entity["mentions"] = [m for m in entity.get("mentions", ()) if not lost([m])]
        value["omit"] = [o for o in value.get("omit", ()) if not lost([o])]
        for kind in LISTS[1:]:
            kept = [r for r in value.get(kind, ()) if not lost(list(spans_in(r)))]
            names = {r["id"] for r in kept}
            for record in value.get(kind, ()):
                if record["id"] not in names:
                    gaps.records |= {(name, record[key]) for key in ("attribution", "within", "work") if record.get(key)}
            value[kind] = kept
        forget(value, name, gaps)
    return made, gaps


def skip_claims(values: dict[str, Value], third: int) -> tuple[dict[str, Value], Gaps]:
    """Every third claim forgotten."""
    made, gaps = copy.deepcopy(values), Gaps()
    for name, value in made.items():
        for claim in value.get("claims", ())[third::3]:
            gaps.records.add((name, claim.get("attribution", "")))
        if "claims" in value:
            del value["claims"][third::3]
            forget(value, name, gaps)
    return made, gaps


def forget(value: Value, name: str, gaps: Gaps) -> None:
    """Take the references to records that are gone out of those that stay."""
    ids = {r["id"] for kind in LISTS for r in value.get(kind, ())}
    for kind in LISTS[1:]:
        for record in value.get(kind, ()):
            for key in ("attribution", "within"):
                if record.get(key) and record[key] not in ids:
                    del record[key]
            if "claims" in record:
                kept = [c for c in record["claims"] if c in ids]
                if kept != record["claims"]:
                    gaps.records.add((name, record["id"]))
                record["claims"] = kept


def leave(values: dict[str, Value], kind: str, key: str, first: Any) -> tuple[dict[str, Value], Gaps]:
    """Every record of a list with the value that a field begins with."""
    made, gaps = copy.deepcopy(values), Gaps()
    for name, value in made.items():
        for record in value.get(kind, ()) if "seed" in value else ():
            for one in record.get("mentions", ()) if key == "form" else [record]:
                if one.get(key, "name" if key == "form" else None) != first:
                    gaps.records.add((name, record["id"]))
                    if key == "form":
                        gaps.records.discard((name, record["id"]))
                        gaps.places.add((name, one["start"], one["end"]))
                one[key] = first
                if first is None or key == "form":
                    del one[key]
    return made, gaps


def mix_up(values: dict[str, Value], kind: str, key: str) -> tuple[dict[str, Value], Gaps]:
    """Every second record of a list has the value of another one; of a fact it is one member that is another's."""
    made, gaps = copy.deepcopy(values), Gaps()
    for name, value in made.items():
        listed = [record for record in value.get(kind, ()) if key in record]
        for number in range(0, len(listed) - 1, 2):
            record, other = listed[number], listed[(number + len(listed) // 4 * 2 + 1) % len(listed)]
            before = record[key]
            record[key] = [*before[:-1], other[key][-1]] if kind == "facts" else other[key]
            if record[key] != before:
                gaps.records |= {("" if kind == "facts" else name, one["id"]) for one in (record, other)}
    return made, gaps


def misspell(values: dict[str, Value], pattern: str) -> tuple[dict[str, Value], Gaps]:
    """Every second claim with what the pattern finds in its text written backwards."""
    made, gaps = copy.deepcopy(values), Gaps()
    for name, value in made.items():
        for claim in value.get("claims", ())[::2]:
            text = re.sub(pattern, lambda match: match[0][::-1].capitalize(), claim["text"])
            if text != claim["text"]:
                gaps.records.add((name, claim["id"]))
            claim["text"] = text
    return made, gaps


def search_names(values: dict[str, Value], texts: dict[str, Text]) -> tuple[dict[str, Value], Gaps]:
    """Every name that a document marks is marked wherever its letters stand as words."""
    made, gaps = copy.deepcopy(values), Gaps()
    for name, text in texts.items():
        marked = {(m["start"], m["end"]) for entity in made[name]["entities"] for m in entity.get("mentions", ())}
        for entity in made[name]["entities"]:
            for quote in {m["quote"] for m in entity.get("mentions", ()) if m.get("form", "name") == "name"}:
                for match in re.finditer(rf"(?<!\w){re.escape(quote)}(?!\w)", text.raw):
                    if all(match.span() != (m["start"], m["end"]) for m in entity["mentions"]):
                        entity["mentions"].append({"start": match.start(), "end": match.end(), "quote": quote})
                        if match.span() not in marked:
                            gaps.places.add((name, *match.span()))
                        else:
                            gaps.records.add((name, entity["id"]))
    return made, gaps


def copied(values: dict[str, Value]) -> dict[str, Value]:
    """Every claim with the words of its evidence as its text."""
    made = copy.deepcopy(values)
    for value in made.values():
        for claim in value.get("claims", ()) if "seed" in value else ():
            words = " ".join(span["quote"] for span in claim["spans"])
            claim["text"] = words[:1].upper() + words[1:].rstrip(".") + "."
    return made


def spans_in(record: Value) -> Iterator[Value]:
    """Every span of a record."""
    for value in record.values():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict) and "quote" in one:
                yield one
