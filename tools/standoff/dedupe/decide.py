"""A person's decision on two claims, written as an ordinary fact or link; what contradicts an earlier one is refused.

Files are written through the one writer, guarded by the digest they were read with: two people deciding at once clash
loudly and neither decision is lost.
"""

from __future__ import annotations

import copy
import difflib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..corpus import Corpus, Source
from ..errors import DataError, UsageError
from ..feature import all_features
from ..likeness import ClaimView
from ..store import write_json
from .conflict import refuse
from .decided import Decisions, decisions
from .score import score
from .terms import Relation
from .view import views

_ID_LENGTH = 48
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided: `a` `relation` `b` (global claim ids; entails reads from `a` to `b`)."""

    a: str
    b: str
    relation: Relation
    by: str
    date: str
    """Day of the decision, YYYY-MM-DD."""
    why: str = ""
    """The reason; a link must have one."""


def find(known: dict[str, ClaimView], identifier: str) -> ClaimView:
    """The claim with this global id. UsageError offers the nearest."""
    if identifier in known:
        return known[identifier]
    local = [key for key in known if key.partition("#")[2] == identifier]
    near = local or difflib.get_close_matches(identifier, known, 3, 0.5)
    raise UsageError(f"there is no claim {identifier!r} in this corpus",
                     fix=f"did you mean {' or '.join(map(repr, near))}?" if near
                     else "a global id reads document#claim, as 'nbc-2021#c-meet-yang'")


def decide(corpus: Corpus, decision: Decision) -> list[str]:
    """Write the decision; returns what was done, a line each.

    UsageError: unknown claim, no reason for a link, or it contradicts what is decided (the shortest chain is named).
    DataError: a facts file has faults. ConflictError: a facts file was changed since it was read.
    """
    known = {view.id: view for view in views(corpus)}
    a, b = find(known, decision.a), find(known, decision.b)
    if a is b:
        raise UsageError("both are the same claim", where=a.id)
    if decision.relation != "same" and not decision.why:
        raise UsageError(f"{decision.relation} is a link, and a link says why", fix="add --why 'the reason'")
    decided = decisions(corpus)
    refuse(decided, a, b, decision.relation, {key: view.kind for key, view in known.items()})
    pad = _Files(corpus, decided)
    points = score(a, b, all_features(tuple(corpus.config.plugs))).score
    write_down = _join if decision.relation == "same" else _link
    return [write_down(pad, decision, a, b, points), *pad.write()]


@dataclass(slots=True)
class _Files:
    """The facts files as raw values, changed in memory, written at the end."""

    corpus: Corpus
    decided: Decisions
    values: dict[str, Record] = field(default_factory=dict)
    digests: dict[str, str | None] = field(default_factory=dict)
    touched: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for source in self.corpus.shared:
            if source.kind == "facts":
                _must_be_clean(source)
                self.values[source.name] = copy.deepcopy(source.loaded.value)
                self.digests[source.name] = source.loaded.digest

    def touch(self, name: str) -> Record:
        """The value of a file that will be written; a new file begins empty."""
        if name not in self.values:
            up = "../" * (len(Path(name).parts) - 1)
            self.values[name] = {"$schema": f"{up}schema/facts.schema.json", "standoff": "1", "facts": [], "links": []}
            self.digests[name] = None
        if name not in self.touched:
            self.touched.append(name)
        return self.values[name]

    def home(self, document: str) -> str:
        """Where a new record goes: facts.json, or the shard of `document` where facts are kept in shards."""
        base = self.corpus.config.corpus
        sharded = any(name.startswith(f"{base}/facts/") for name in self.values)
        return f"{base}/facts/{document}.json" if sharded else f"{base}/facts.json"

    def fact(self, identifier: str) -> tuple[str, Record]:
        """(file, record) of a fact that exists."""
        return next((name, fact) for name, value in self.values.items() for fact in value["facts"]
                    if fact["id"] == identifier)

    def links(self) -> Iterator[tuple[str, Record]]:
        """Every link with its file."""
        return ((name, link) for name, value in self.values.items() for link in value["links"])

    def write(self) -> list[str]:
        """Write what was touched, in the order in which no moment lacks a record; one line a file."""
        for name in self.touched:
            path: Path = self.corpus.root / name
            write_json(path, self.values[name], "facts", expected=self.digests[name])
        return [f"wrote {name}" for name in self.touched]


def _must_be_clean(source: Source) -> None:
    if source.problems:
        raise DataError(f"has faults, so nothing is written into it: {source.problems[0].message}", where=source.name,
                        fix="run standoff check and repair them first")


def _join(pad: _Files, decision: Decision, a: ClaimView, b: ClaimView, points: int) -> str:
    x, y = pad.decided.node(a.id), pad.decided.node(b.id)
    signed = {"by": decision.by, "date": decision.date, "score": points}
    if x == a.id and y == b.id:
        name = _new_id(pad.corpus, a)
        pad.touch(pad.home(a.document))["facts"].append(
            {"id": name, "text": a.text, "claims": sorted((a.id, b.id)), **signed, **_note("", decision.why)})
        return f"{name}: {a.id} and {b.id} are one fact"
    if x != a.id and y != b.id:
        done = _merge(pad, x, y)
    else:
        holder, single = (x, b) if x != a.id else (y, a)
        file, fact = pad.fact(holder)
        pad.touch(file)
        fact["claims"] = sorted({*fact["claims"], single.id})
        done = f"{holder} now holds {single.id} too"
    fact = pad.fact(x if x != a.id else y)[1]
    # The last decision signs the fact; git keeps who decided before.
    fact.update(signed, **_note(fact.get("note") or "", decision.why))
    _drop_doubled_links(pad, {x: x if x != a.id else y, y: x if x != a.id else y})
    return done


def _merge(pad: _Files, keep: str, gone: str) -> str:
    """The fact `gone` goes into `keep`, which remembers its id; the file that gains is written first."""
    file, fact = pad.fact(keep)
    pad.touch(file)
    other_file, other = pad.fact(gone)
    pad.touch(other_file)["facts"].remove(other)
    fact["claims"] = sorted({*fact["claims"], *other["claims"]})
    fact["was"] = sorted({*(fact.get("was") or ()), *(other.get("was") or ()), gone})
    for key in ("ok", "ext"):
        if other.get(key):
            fact[key] = {**other[key], **(fact.get(key) or {})}
    fact.update(_note(fact.get("note") or "", other.get("note") or ""))
    for name, link in pad.links():
        for end in ("a", "b"):
            if link[end] == gone:
                pad.touch(name)
                link[end] = keep
    return f"{keep} took in {gone}"


def _drop_doubled_links(pad: _Files, now: dict[str, str]) -> None:
    """Of several links that say the same after joining, the first is kept."""
    seen: set[tuple[str, str, str]] = set()
    for name, link in list(pad.links()):
        ends = [now.get(pad.decided.node(link[end]), pad.decided.node(link[end])) for end in ("a", "b")]
        key = (*(ends if link["rel"] == "entails" else sorted(ends)), link["rel"])
        if key in seen and set(ends) & set(now.values()):
            pad.touch(name)["links"].remove(link)
        seen.add((key[0], key[1], key[2]))


def _link(pad: _Files, decision: Decision, a: ClaimView, b: ClaimView, points: int) -> str:
    x, y = pad.decided.node(a.id), pad.decided.node(b.id)
    if decision.relation != "entails" and y < x:
        x, y, a, b = y, x, b, a
    pad.touch(pad.home(a.document))["links"].append(
        {"a": x, "b": y, "rel": decision.relation, "why": decision.why, "by": decision.by, "date": decision.date,
         "score": points})
    return f"{x} {decision.relation} {y}"


def _note(old: str, new: str) -> dict[str, str]:
    parts = [old] if not new or new in old else [old, new] if old else [new]
    return {"note": " ".join(parts)} if any(parts) else {}


def _new_id(corpus: Corpus, claim: ClaimView) -> str:
    """A slug of the rarest words of the text in their order, unused so far; ids are never reused, so old ones count."""
    used = {*corpus.facts, *corpus.retired, *(row.id for row in corpus.released)}
    used.update(old for fact in corpus.facts.values() for old in fact.was or ())
    words = {token: _plain(claim.written.get(token, token)) for token in claim.tokens}
    chosen: list[str] = []
    for token in sorted(words, key=lambda token: (-claim.weight([token]), token)):
        if words[token] and sum(len(words[t]) + 1 for t in (*chosen, token)) + 1 <= _ID_LENGTH and len(chosen) < 5:
            chosen.append(token)
    named = "-".join(words[token] for token in words if token in chosen)
    slug = f"f-{named or claim.id.partition('#')[2][2:]}"  # a script without Latin letters: the claim's own name
    number, found = 2, slug
    while found in used:
        found, number = f"{slug}-{number}", number + 1
    return found


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", letters))
