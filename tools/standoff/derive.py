"""What is never stored but always derived: chain, commitments, roots, statement (model.md, section 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from .corpus import Corpus, Document
from .model import Attribution, Claim, Stance
from .text import words

Commitment = Literal["asserted", "likely", "possible", "unlikely", "denied", "open", "uncommitted"]
FOR: frozenset[str] = frozenset({"asserted", "likely"})
AGAINST: frozenset[str] = frozenset({"denied", "unlikely"})
FACTBANK: dict[str, str] = {
    "asserted": "CT+", "likely": "PR+", "possible": "PS+", "unlikely": "PR-", "denied": "CT-", "open": "Uu"}
"""Stance -> FactBank factuality value (Saurí and Pustejovsky 2009)."""
_REJECTED: dict[str, Commitment] = {"asserted": "denied", "likely": "denied", "possible": "denied",
                                    "denied": "asserted", "unlikely": "asserted"}


@dataclass(frozen=True, slots=True)
class Level:
    """One link of a chain: level 0 is the voice. `who` is a local entity id, None where it is left implicit."""

    level: int
    who: str | None
    attribution: Attribution | None
    commitment: Commitment


def chain(document: Document, claim: Claim) -> list[Level]:
    """Voice > … > innermost source, each with its commitment to the claim's text.

    Going outwards, `endorsed` true takes over the level below, false reverses it, absent leaves it uncommitted.
    """
    nested, committed = _nested(document, claim), commitments(document, claim)
    voice = document.file.meta.voice if document.file else None
    levels = [Level(0, voice, None, committed[0])]
    inwards = zip(reversed(nested), committed[1:], strict=True)
    levels += [Level(depth, a.who, a, commitment) for depth, (a, commitment) in enumerate(inwards, 1)]
    return levels


def commitments(document: Document, claim: Claim) -> list[Commitment]:
    """The commitments of `chain` alone: of the voice first, of the innermost source last."""
    found: list[Commitment] = [claim.stance]
    for attribution in _nested(document, claim):
        found.append(_outwards(found[-1], attribution.endorsed))
    return found[::-1]


def _nested(document: Document, claim: Claim) -> list[Attribution]:
    """The attribution of a claim and those it lies within, outwards."""
    nested: list[Attribution] = []
    step = document.attributions.get(claim.attribution or "")
    while step is not None and step not in nested:
        nested.append(step)
        step = document.attributions.get(step.within or "")
    return nested


def _outwards(inner: Commitment, endorsed: bool | None) -> Commitment:
    if endorsed is None:
        return "uncommitted"
    return inner if endorsed else _REJECTED.get(inner, "uncommitted")


_HEAD = re.compile(r" (?:of|to|on|for|in|at|from|and) ")
_WITH_ARTICLE = {
    "act", "administration", "agency", "army", "assembly", "authorities", "bank", "charter", "command", "commission",
    "committee", "communists", "conference", "congress", "corporation", "council", "court", "department", "embassy",
    "force", "government", "house", "institute", "journal", "kingdom", "law", "ministry", "mission", "nations", "navy",
    "office", "organization", "parliament", "party", "pentagon", "police", "policy", "politburo", "post", "republic",
    "review", "senate", "states", "strategy", "times", "tribune", "union"}


_ARTICLES = frozenset({"The", "A", "An"})


def _bare(word: str) -> str:
    """The word without its possessive ending."""
    return re.sub(r"['’]s$", "", word)


class Names:
    """Names and global references of the entities of one document."""

    def __init__(self, corpus: Corpus, document: Document) -> None:
        self.corpus, self.document = corpus, document

    def reference(self, local: str | None) -> str | None:
        """Registry id where the entity is linked, else 'doc#local'; None stays None."""
        if local is None:
            return None
        entity = self.document.entities.get(local)
        return entity.ref if entity and entity.ref else f"{self.document.id}#{local}"

    def is_named(self, local: str | None) -> bool:
        """True for a source whom the text does not leave unnamed."""
        entity = self.document.entities.get(local or "")
        return entity is not None and not entity.anonymous

    def label(self, local: str | None) -> str:
        """The name as a reader sees it: 'China', 'unnamed sources', 'an unnamed American participant'."""
        entity = self.document.entities.get(local or "")
        if entity is None:
            return "an unstated source"
        known = self.corpus.registry.get(entity.ref or "")
        name = known.name if known else entity.name or entity.id
        if not entity.anonymous:
            return name
        bare = re.sub(r"^(?:an?|the|some|one) ", "", name, flags=re.IGNORECASE)
        return f"{'an ' if entity.type == 'person' else ''}unnamed {bare}"

    def spoken(self, local: str | None) -> str:
        """The name with the article that a sentence wants: 'the South China Morning Post', 'a spokesperson of …'."""
        entity, name = self.document.entities.get(local or ""), self.label(local)
        if entity is None or entity.anonymous or name.startswith("both "):
            return name
        if name.startswith("The "):
            return "the " + name[4:]
        known = self.corpus.registry.get(entity.ref or "")
        kind, head = known.type if known else entity.type, _HEAD.split(name)[0].rsplit(" ", 1)[-1]
        if kind == "person":
            return f"{'an' if name[0] in 'aeiou' else 'a'} {name}" if name[0].islower() else name
        if kind == "group" and known is None and not head.endswith("s"):
            return f"the {name}"
        if head.casefold() in _WITH_ARTICLE:
            return f"the {name}"
        return f"a {name}" if known is None and name[0].islower() and not head.endswith("s") else name

    @cached_property
    def _name_words(self) -> frozenset[str]:
        """Words that are names or parts of names: capitalised inside a sentence of the text, or in a known name."""
        text = self.document.text
        sentences = [text.raw[s.start : s.end] for s in text.sentences] if text else []
        inside = (word for sentence in sentences for word in words(sentence)[1:])
        shared = (name for entity in self.corpus.registry.values() for name in (entity.name, *entity.aliases))
        own = (entity.name for entity in self.document.entities.values() if entity.name)
        known = (word for name in (*shared, *own) for word in words(name))
        return frozenset(_bare(word) for word in (*inside, *known) if word[:1].isupper())

    def mid_sentence(self, text: str) -> str:
        """`text` as it reads after a colon: its first word in lower case unless it belongs to a name."""
        first = next(iter(words(text)), "")
        capitals = len(first) > 1 and not first[1:].islower()  # US, COVID-19
        if capitals or not text.startswith(first) or (_bare(first) in self._name_words and first not in _ARTICLES):
            return text
        return first[:1].lower() + text[1:]

    def side(self, local: str | None) -> str | None:
        """Where affiliation ends: the state or organisation that the entity belongs to, or itself."""
        seen: set[str] = set()
        while local is not None and local not in seen:
            seen.add(local)
            entity = self.document.entities.get(local)
            if entity is None:
                break
            if entity.ref:
                return self.registry_side(entity.ref)
            if not entity.affiliation or len(entity.affiliation) > 1:
                break  # two sides at once are no one's side: the group stands for itself
            local = entity.affiliation[0]
        return self.reference(local)

    def registry_side(self, identifier: str) -> str:
        """The same for a registry entity."""
        seen: set[str] = set()
        while identifier not in seen:
            seen.add(identifier)
            entity = self.corpus.registry.get(identifier)
            if entity is None or not entity.affiliation or len(entity.affiliation) > 1:
                break
            identifier = entity.affiliation[0]
        return identifier


@dataclass(frozen=True, slots=True)
class Root:
    """Who answers for a claim: a global reference (entity, cited work or document) and its side."""

    id: str
    side: str


class Roots:
    """Roots of claims over a whole corpus."""

    def __init__(self, corpus: Corpus, fact_of: dict[str, str]) -> None:
        """`fact_of`: global claim id -> fact id."""
        self.corpus, self.fact_of = corpus, fact_of
        self._documents = {document.id: document for document in corpus.documents}
        self._members: dict[str, list[str]] = {}
        for claim, fact in sorted(fact_of.items()):
            self._members.setdefault(fact, []).append(claim)

    def of(self, document: Document, claim: Claim, _seen: frozenset[str] = frozenset()) -> list[Root]:
        """First named source from the innermost outwards, at last the voice; the cited works for a claim of the
        voice that a citation covers (for a work that is a document here: its roots in the same fact, if any)."""
        names = Names(self.corpus, document)
        levels = chain(document, claim)
        if len(levels) == 1:
            cited = list(self._cited(document, claim, _seen))
            if cited:
                return sorted(set(cited), key=lambda root: root.id)
        for level in reversed(levels):
            if names.is_named(level.who):
                return [Root(names.reference(level.who) or document.id, names.side(level.who) or document.id)]
        return [Root(document.id, document.id)]

    def _cited(self, document: Document, claim: Claim, seen: frozenset[str]) -> Iterator[Root]:
        here = f"{document.id}#{claim.id}"
        if document.file is None or here in seen:
            return
        works = {work.id: work for work in document.file.works}
        for citation in document.file.citations:
            if claim.id in citation.claims and citation.work in works:
                work = works[citation.work]
                inner = list(self._inside(work.ref, self.fact_of.get(here), seen | {here})) if work.ref else []
                name = work.ref or f"{document.id}#{work.id}"
                yield from inner or [Root(name, name)]

    def _inside(self, document_id: str, fact: str | None, seen: frozenset[str]) -> Iterator[Root]:
        document = self._documents.get(document_id)
        for member in self._members.get(fact or "", ()):
            owner, _, local = member.partition("#")
            if document is not None and owner == document_id and local in document.claims and member not in seen:
                yield from self.of(document, document.claims[local], seen | {member})


_LEAD = {"say": "According to {}", "believe": "In the view of {}", "want": "As wanted by {}",
         "decide": "By decision of {}", "show": "As shown by {}"}
_NEXT = {"say": ", citing {}", "believe": ", on what {} believes", "want": ", on what {} wants",
         "decide": ", on what {} decided", "show": ", on what {} shows"}
_STANCE: dict[Stance, str] = {"asserted": "", "likely": "probably, ", "possible": "possibly, ",
                              "unlikely": "it is unlikely that ", "denied": "it is not the case that ",
                              "open": "it is left open whether "}


def statement(names: Names, claim: Claim) -> str:
    """The claim as a sentence with its chain and stance; what readers see instead of the bare text."""
    levels = chain(names.document, claim)
    spoken = levels[1:] or levels
    parts: list[str] = []
    rejected: list[str] = []
    for position, level in enumerate(spoken):
        act = level.attribution.act if level.attribution else "say"
        parts.append((_NEXT if position else _LEAD)[act].format(names.spoken(level.who)))
        if level.attribution and level.attribution.endorsed is False:
            outer = spoken[position - 1] if position else levels[0]
            rejected.append(f", a view rejected by {names.spoken(outer.who)}")
    if claim.kind == "prediction":
        parts.append(", as a prediction")  # texts of predictions read like the event: say that it was still to come
    text = names.mid_sentence(claim.text)
    end = text[-1:] if text[-1:] in ".!?" else "."
    return f"{''.join(parts)}: {_STANCE[claim.stance]}{text.rstrip('.!?')}{''.join(rejected)}{end}"


def chain_text(names: Names, claim: Claim) -> str:
    """The chain as names from the voice inwards: 'Dave DeCamp > South China Morning Post > unnamed sources'."""
    return " > ".join(names.label(level.who) for level in chain(names.document, claim))
