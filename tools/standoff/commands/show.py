"""Show a record as a reader would want it: statement, sentence, chain, fact; or a document, sentence by sentence.

examples:
  standoff show nbc-2021                       its sentences, numbered, with the records in each
  standoff show nbc-2021#c-meeting             one claim: statement, chain, evidence, the others of its fact
  standoff show f-midpoint                     a fact with all its claims
"""

from __future__ import annotations

import argparse
import difflib

from standoff.command import CLEAN, Command, say
from standoff.corpus import Corpus, Document, open_corpus, spans_of
from standoff.derive import Names, Roots, chain, statement
from standoff.errors import UsageError
from standoff.model import Attribution, Claim, Entity, Fact
from standoff.reporter import count, visible
from standoff.rows.facts import decided_facts


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("what", metavar="DOC|DOC#ID|FACT", help="a document, a record of it, or a fact")
    parser.add_argument("--root", default=".", help="corpus repository (default: here or the nearest above)")


def execute(options: argparse.Namespace) -> int:
    """Print it."""
    corpus = open_corpus(options.root)
    document, _, record = options.what.partition("#")
    if record:
        _record(corpus, corpus.document(document), record)
    elif options.what in corpus.facts:
        _fact(corpus, corpus.facts[options.what])
    elif options.what.startswith("f-"):
        near = difflib.get_close_matches(options.what, corpus.facts, 1)
        raise UsageError(f"no fact {options.what!r}", fix=f"did you mean {near[0]!r}?" if near else "")
    else:
        _document(corpus.document(document))
    return CLEAN


def _document(document: Document) -> None:
    text = document.text
    if text is None or document.file is None:
        raise UsageError("text or annotation cannot be read", where=document.name, fix="standoff check says why")
    inside: dict[int, list[str]] = {}
    for place in document.records():
        touched = {number for at in spans_of(place) if at.role != "mentions"
                   for number in range(text.sentence_at(at.span.start), text.sentence_at(at.span.end - 1) + 1)}
        for number in touched:
            inside.setdefault(number, []).append(getattr(place.record, "id", "omit"))
    for number, sentence in enumerate(text.sentences):
        say(f"[{number + 1}] {visible(text.quote(sentence.start, sentence.end))}")
        say("     " + (" ".join(sorted(inside[number])) if number in inside else "–"))


def _record(corpus: Corpus, document: Document, local: str) -> None:
    place = next((p for p in document.records() if getattr(p.record, "id", None) == local and p.path), None)
    if place is None:
        near = document.ids.nearest(local)
        raise UsageError(f"no record {local!r} in {document.id}",
                         fix=f"did you mean {near!r}?" if near else f"standoff show {document.id} lists them")
    record, names = place.record, Names(corpus, document)
    say(f"{document.id}#{local}")
    if isinstance(record, Claim):
        _claim(corpus, document, record)
    elif isinstance(record, Attribution):
        say(f"  {names.label(record.who)} ({record.act}, {record.style})"
            + (f", within {record.within}" if record.within else ""))
    elif isinstance(record, Entity):
        say(f"  {names.label(local)}: {names.reference(local)}; {count(len(record.mentions), 'mention')}")
    for at in spans_of(place):
        line, column = document.text.position(at.span.start) if document.text else (0, 0)
        say(f"  {at.role:8} {document.seed_name}:{line}:{column}  {visible(at.span.quote)}")


def _claim(corpus: Corpus, document: Document, claim: Claim) -> None:
    names = Names(corpus, document)
    fact_of = decided_facts(corpus)
    say(f"  {statement(names, claim)}")
    say(f"  {claim.kind}, {claim.stance}" + (f", time {claim.time}" if claim.time else "")
        + (f"; about {', '.join(names.label(e) for e in claim.about)}" if claim.about else ""))
    for level in chain(document, claim):
        act = f"{level.attribution.id} ({level.attribution.act})" if level.attribution else "voice"
        say(f"  {'  ' * level.level}{names.label(level.who)}: {act}, {level.commitment}")
    roots = Roots(corpus, fact_of).of(document, claim)
    say(f"  root: {', '.join(root.id for root in roots)}")
    if document.text:
        sentence = document.text.sentences[document.text.sentence_at(claim.spans[0].start)]
        say(f"  sentence: {visible(document.text.quote(sentence.start, sentence.end))}")
    fact = fact_of.get(f"{document.id}#{claim.id}")
    if fact:
        _fact(corpus, corpus.facts[fact])


def _fact(corpus: Corpus, fact: Fact) -> None:
    say(f"  fact {fact.id}: {fact.text}")
    for member in fact.claims:
        owner, _, local = member.partition("#")
        document = corpus.document(owner)
        if local in document.claims:
            say(f"    {member}: {statement(Names(corpus, document), document.claims[local])}")
    for link in corpus.links:
        if {fact.id, *fact.claims} & {link.a, link.b}:
            say(f"    {link.a} {link.rel} {link.b}: {link.why}")


command = Command(arguments, execute)
