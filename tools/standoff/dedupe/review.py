"""A sitting of review: which pairs to ask next, one decision at a time, each written at once, the last one undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..corpus import Corpus, open_corpus
from ..store import file_digest, write, write_json
from .calibrate import threshold
from .decide import Decision, decide
from .decided import Decisions, decisions
from .propose import Proposal, survey

_STEP = 50
"""Scores this close are worth the same; then what touches more claims comes first."""


def queue(corpus: Corpus, low: int) -> list[Proposal]:
    """Open pairs by what a decision is worth: across documents, near the threshold, touching many claims."""
    same = threshold(corpus)
    decided, found = decisions(corpus), survey(corpus, low, same)
    weight: dict[str, int] = {}
    for claim in decided.fact_of.values():
        weight[claim] = weight.get(claim, 0) + 1
    def worth(p: Proposal) -> tuple[bool, int, int, str, str]:
        touched = sum(weight.get(decided.node(end), 1) for end in (p.a.id, p.b.id))
        return not p.cross, abs(p.score - same) // _STEP, -touched, p.a.id, p.b.id
    return sorted(found.open, key=worth)


@dataclass(slots=True)
class Before:
    """The facts files as they were before one decision, and the digests they have after it."""

    what: str
    contents: dict[Path, bytes | None]
    after: dict[Path, str]


@dataclass(slots=True)
class Sitting:
    """The state of one review. `corpus` is read again after each decision, so others' decisions are seen."""

    corpus: Corpus
    by: str
    date: str
    done: list[Before] = field(default_factory=list)

    def open(self, proposals: list[Proposal]) -> Iterator[Proposal]:
        """Those that are still open when their turn comes."""
        for proposal in proposals:
            if not self._decided().relation(proposal.a.id, proposal.b.id):
                yield proposal

    def _decided(self) -> Decisions:
        return decisions(self.corpus)

    def decide(self, decision: Decision) -> str:
        """Write it; returns what was done. Raises what `decide` raises, and then nothing was written."""
        paths = self._files()
        contents = {path: path.read_bytes() if path.exists() else None for path in paths}
        done = decide(self.corpus, decision)[0]
        self.corpus = open_corpus(self.corpus.root)
        for path in self._files():
            contents.setdefault(path, None)
        changed = [p for p, old in contents.items() if p.exists() and p.read_bytes() != old]
        self.done.append(Before(done, {p: contents[p] for p in changed}, {p: file_digest(p) for p in changed}))
        return done

    def undo(self) -> str | None:
        """Take the last decision of this sitting back; None when there is none. ConflictError when a file has been
        changed since by somebody else: nothing is taken back then."""
        if not self.done:
            return None
        last = self.done[-1]
        for path, old in last.contents.items():
            if old is None:
                schema = "../" * (len(path.relative_to(self.corpus.root).parts) - 1) + "schema/facts.schema.json"
                write_json(path, {"$schema": schema, "standoff": "1", "facts": [], "links": []}, "facts",
                           expected=last.after[path])
            else:
                write(path, old, expected=last.after[path])
        self.done.pop()
        self.corpus = open_corpus(self.corpus.root)
        return last.what

    def _files(self) -> list[Path]:
        base = self.corpus.root / self.corpus.config.corpus
        return sorted({base / "facts.json", *(self.corpus.root / s.name for s in self.corpus.shared
                                              if s.kind == "facts")})
