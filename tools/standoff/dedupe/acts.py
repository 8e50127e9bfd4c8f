"""What `standoff dedupe` does in a corpus: list, explain, decide, review, accept, calibrate, score."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Callable

from .. import __version__
from ..command import CLEAN, progress, say, warn
from ..corpus import Corpus, open_corpus
from ..derive import Names, statement
from ..errors import DataError, UsageError
from ..feature import all_features
from ..reporter import count, visible
from ..store import json_bytes
from ..walk import all_checks, run, select
from .asking import ask
from .calibrate import ENOUGH, calibrate, precision, save, threshold, usable
from .decide import Decision, decide, find
from .decided import TOOL, decisions
from .evaluate import leave_decisions_out
from .explaining import odds
from .model import load as load_model
from .propose import SAME, Proposal, Survey, compare, survey
from .review import Sitting, queue
from .view import views

_FAULTS = ("fact/missing-member", "fact/claimed-twice", "fact/entails-cycle", "fact/distinct-but-merged")
"""Checks of decisions that cannot all hold."""
_WRITING = {"decision", "review"}
_SIGNS = {"same": "=", "entails": "→", "contradicts": "↯", "distinct": "≠"}


def act(name: str, options: argparse.Namespace) -> int:
    """Open the corpus and do the act of this name."""
    corpus = open_corpus(options.root)
    if not any(document.claims for document in corpus.documents):
        raise UsageError("there is no claim to compare", where=str(corpus.root / corpus.config.corpus))
    _look_at_decisions(corpus, writes=name in _WRITING or getattr(options, "accept", None) is not None)
    return _ACTS[name](corpus, options)


def _look_at_decisions(corpus: Corpus, writes: bool) -> None:
    """Warn of decisions that cannot all hold. DataError instead when another is about to be built on them."""
    faults = run(corpus, select(all_checks(), _FAULTS, ())).findings
    if faults:
        first = faults[0]
        said = f"{first.message} ({first.check}{f', and {len(faults) - 1:,} more' if len(faults) > 1 else ''})"
        if writes:
            raise DataError(said, where=first.file, fix="mend the facts file first: standoff check shows each place")
        warn(f"standoff: warning: {first.file}: {said}; standoff check shows each place")


def listing(corpus: Corpus, options: argparse.Namespace) -> int:
    """List the pairs and say how many there are."""
    with progress("comparing"):
        found = survey(corpus, options.least, threshold(corpus))
    if options.accept is not None:
        return accept(corpus, found, options.accept)
    chosen = [p for p in (found.proposals if options.all else found.open) if p.cross or not options.cross]
    shown = chosen[: options.limit or None]
    if options.json:
        say(json_bytes({**counts(found), "pairs": [as_json(corpus, p) for p in shown]}, pretty=True).decode().rstrip())
        return CLEAN
    for number, proposal in enumerate(shown, 1):
        say(f"{number:3}  {as_text(corpus, proposal)}\n")
    total = counts(found)
    say(f"{count(total['candidates'], 'candidate')}: {total['decided']:,} decided"
        + (f" ({total['disagreements']:,} otherwise than the tool proposes)" if total["disagreements"] else "")
        + f", {total['open']:,} open with a score of {options.least} or more"
        + (f"; {len(shown):,} of {len(chosen):,} shown" if len(shown) < len(chosen) else ""))
    return CLEAN


def counts(found: Survey) -> dict[str, int]:
    """How many pairs were compared, are decided, are decided otherwise than proposed, and are open."""
    return {"candidates": found.candidates, "decided": sum(bool(p.decided) for p in found.proposals),
            "disagreements": sum(p.disagrees for p in found.proposals), "open": len(found.open)}


def state(proposal: Proposal) -> str:
    """'same', 'decided distinct', 'decided distinct, though the tool proposes same'."""
    if not proposal.decided:
        return proposal.relation
    return f"decided {proposal.decided}" + (
        f", though the tool proposes {proposal.relation}" if proposal.disagrees else "")


def as_text(corpus: Corpus, proposal: Proposal) -> str:
    """One pair for the terminal."""
    a, b = proposal.a, proposal.b
    lines = [f"{proposal.score:4}  {state(proposal)}   {a.id}  {_SIGNS[proposal.relation]}  {b.id}",
             f"           {a.document}: {said(corpus, a.id)}", f"           {b.document}: {said(corpus, b.id)}",
             *(f"           - {reason}" for reason in proposal.reasons)]
    return "\n".join(visible(line) for line in lines)


def as_json(corpus: Corpus, proposal: Proposal) -> dict[str, object]:
    """One pair as plain values."""
    return {"a": proposal.a.id, "b": proposal.b.id, "relation": proposal.relation, "score": proposal.score,
            "cross": proposal.cross, "decided": proposal.decided or None, "disagrees": proposal.disagrees,
            "documents": [proposal.a.document, proposal.b.document], "reasons": list(proposal.reasons),
            "statements": [said(corpus, proposal.a.id), said(corpus, proposal.b.id)]}


def said(corpus: Corpus, claim: str) -> str:
    """The statement of a claim: with its chain and its stance."""
    document_id, _, local = claim.partition("#")
    document = corpus.by_id[document_id]
    return statement(Names(corpus, document), document.claims[local])


def explained(corpus: Corpus, options: argparse.Namespace) -> int:
    """Everything the proposal for one pair rests on."""
    known = {view.id: view for view in views(corpus)}
    a, b = find(known, options.a), find(known, options.b)
    if a is b:
        raise UsageError("both are the same claim", where=a.id)
    found = compare((a, b), all_features(tuple(corpus.config.plugs)), decisions(corpus), threshold(corpus))
    say(as_text(corpus, found))
    say("\nfeatures: value × weight (values in thousandths; the score is their weighted mean)")
    for part in found.scored.parts:
        value = "   –" if part.value is None else f"{part.value:4}"
        say(visible(f"  {part.feature:10} {value} × {part.weight:2}  {part.reason}"))
    say("\nguards, the decisive one first" if found.verdicts else
        f"\nno guard speaks; a score of {threshold(corpus)} or more is proposed as the same")
    for verdict in found.verdicts:
        say(visible(f"  {verdict.guard:10} {verdict.relation:11}  {verdict.reason}"))
    taken = odds(list(known.values()), a, b, load_model())
    say(f"\nas free wordings: probability {taken.probability / 1000:.3f}, from these log-odds (a table with topics is "
        f"grouped by them, not this corpus)\n  {'constant':18} {'':6}  {taken.constant / 1000:+8.3f}")
    for share_ in taken.shares:
        say(f"  {share_.figure:18} {share_.value:6}  {share_.adds / 1000:+8.3f}")
    return CLEAN


def decision(corpus: Corpus, options: argparse.Namespace) -> int:
    """Write one decision. The date is today's: the one clock there is, at the moment a person decides."""
    for line in decide(corpus, Decision(options.a, options.b, options.relation, options.by, today(), options.why)):
        say(visible(line))
    return CLEAN


def today() -> str:
    """The day of a decision."""
    return datetime.datetime.now().astimezone().date().isoformat()


def accept(corpus: Corpus, found: Survey, least: int) -> int:
    """Write what is proposed as the same across documents, where this corpus's decisions prove the precision."""
    chosen = [p for p in found.open if p.cross and p.relation == "same"]
    known = precision(found, threshold(corpus))
    said = f"of {count(known.of, 'decided pair')} that the tool proposes as the same, people agreed with {known.agreed}"
    if known.least < least:
        raise UsageError(f"{said}: that proves a precision of {known.least / 1000:.3f}, not {least / 1000:.3f}",
                         fix="decide more pairs with standoff dedupe review, or ask for less")
    say(f"{said}: a precision of at least {known.least / 1000:.3f} (95 %)")
    for proposal in chosen:
        known_now = decisions(corpus).relation(proposal.a.id, proposal.b.id)
        if known_now:
            continue
        by = f"{TOOL}{__version__}"
        try:
            say(visible(decide(corpus, Decision(proposal.a.id, proposal.b.id, "same", by, today()))[0]))
        except UsageError as error:
            say(visible(f"left out: {error}"))
        corpus = open_corpus(corpus.root)
    say(f"{count(len(chosen), 'pair')} looked at")
    return CLEAN


def review(corpus: Corpus, options: argparse.Namespace) -> int:
    """Ask in the terminal; what was decided stays decided, so the next review goes on where this one ended."""
    with progress("comparing"):
        waiting = [p for p in queue(corpus, options.least) if p.cross or not options.cross]
    kept = ask(Sitting(corpus, options.by, today()), waiting)
    say(f"{count(kept, 'decision')} written")
    return CLEAN


def fit(corpus: Corpus, _: argparse.Namespace) -> int:
    """Calibrate, or say that there is too little to learn from."""
    with progress("comparing"):
        found = survey(corpus, 0)
    fitted, known = calibrate(found, decisions(corpus)), usable(found)
    same = sum(p.decided == "same" for p in known)
    say(f"{count(len(known), 'decided pair')} that no guard speaks of: {same} same, {len(known) - same} not")
    if fitted is None:
        say(f"too few to learn from ({ENOUGH} of each are needed): the defaults stay, same from a score of {SAME}")
        return CLEAN
    say(f"same from a score of {fitted.same}; expected calibration error on decisions left out "
        f"{fitted.error / 1000:.3f}; {fitted.false_merges / 1000:.1f} wrong ones expected among the open proposals")
    say(f"wrote {save(corpus, fitted).name}")
    return CLEAN


def score(corpus: Corpus, options: argparse.Namespace) -> int:
    """Recall, precision and contradictions merged, with every decision left out."""
    with progress("comparing"):
        found = leave_decisions_out(corpus, threshold(corpus))
    if options.json:
        value = {"facts": found.facts, "facts_proposed": found.found, "facts_missed": list(found.missed),
                 "pairs": found.pairs, "pairs_proposed": found.right, "pairs_wrong": len(found.wrong),
                 "contradicting": len(found.contradicting), "all_pairs": found.all_pairs,
                 "all_pairs_proposed": found.all_right, "all_pairs_wrong": len(found.all_wrong)}
        say(json_bytes(value, pretty=True).decode().rstrip())
        return CLEAN
    say(f"across documents: {found.found} of {count(found.facts, 'fact')} proposed"
        + (f" (missed: {', '.join(found.missed)})" if found.missed else ""))
    say(f"  pairs: {found.right} of {found.pairs} proposed; {len(found.wrong)} of "
        f"{found.right + len(found.wrong)} proposed are wrong")
    say(f"within documents too: {found.all_right} of {found.all_pairs} pairs proposed; {len(found.all_wrong)} of "
        f"{found.all_right + len(found.all_wrong)} proposed are wrong")
    say(f"contradicting pairs proposed as the same: {len(found.contradicting)}")
    for proposal in found.all_wrong:
        say(as_text(corpus, proposal))
    return CLEAN


_ACTS: dict[str, Callable[[Corpus, argparse.Namespace], int]] = {
    "listing": listing, "explained": explained, "decision": decision, "review": review, "fit": fit, "score": score}
