"""Find claims that state the same fact; list, explain and decide them.

Without a subcommand it lists the open pairs, best first: across documents first, then by score (thousandths). A
proposal is same, entails (the first entails the second), contradicts or distinct, each with its reasons; what people
decided always wins. A table with a column group (a topic) and at most 50,000 claims is grouped with free paraphrases
in mind, inside each group; any other table by words, figures and fields. `decide` writes an ordinary fact or link into
the facts file.

Exit codes: 0 done; 1 a facts file has faults; 2 usage, no claims, or a decision that contradicts an earlier one;
3 the tool failed.

examples:
  standoff dedupe                                        the 20 best open pairs
  standoff dedupe --cross --limit 60                     only pairs across documents
  standoff dedupe --all --json                           with what is decided, as JSON
  standoff dedupe claims.parquet --out facts             a table of millions; needs standoff[data]
  standoff dedupe claims.parquet --out monday --keep     and then only what is new:
  standoff dedupe hdfs:///claims --engine spark --master spark://host:7077 --out hdfs:///facts
  standoff dedupe new.parquet --add-to monday --out tuesday --keep
  standoff dedupe explain nbc-2021#c-trip ncafp-2021#c-trip
  standoff dedupe decide nbc-2021#c-trip ncafp-2021#c-trip same --by 'Ada Lovelace'
  standoff dedupe review --by 'Ada Lovelace' --cross      one key a decision; each is written at once
  standoff dedupe --accept 0.8                           write the obvious ones, if that precision is proven
  standoff dedupe fit                                    calibrate on this corpus's decisions
  standoff dedupe score                                  proposals against decisions, as if none had been taken
  standoff dedupe decide A B entails --by 'Ada Lovelace' --why 'A names the day, B only the month'
"""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

from standoff import __version__
from standoff.command import CLEAN, Command, progress, say
from standoff.corpus import Corpus, open_corpus
from standoff.dedupe.asking import ask
from standoff.dedupe.calibrate import ENOUGH, calibrate, precision, save, threshold, usable
from standoff.dedupe.decide import RELATIONS, Decision, decide, find
from standoff.dedupe.decided import decisions
from standoff.dedupe.evaluate import leave_decisions_out
from standoff.dedupe.explaining import odds
from standoff.dedupe.model import load as load_model
from standoff.dedupe.propose import LOW, SAME, Proposal, Survey, compare, survey
from standoff.dedupe.review import Sitting, queue
from standoff.dedupe.view import views
from standoff.derive import Names, statement
from standoff.errors import UsageError, need_extra
from standoff.feature import all_features
from standoff.reporter import count, visible
from standoff.store import json_bytes

_TABLE = "table"
_SIGNS = {"same": "=", "entails": "→", "contradicts": "↯", "distinct": "≠"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the list, and the subcommands."""
    parser.add_argument("--root", default=".", help="corpus repository (default: here or the nearest above)")
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="show at most N pairs; 0: all (default: 20)")
    parser.add_argument("--least", type=int, default=LOW, metavar="SCORE", help=f"least score shown (default: {LOW})")
    parser.add_argument("--cross", action="store_true", help="only pairs across documents")
    parser.add_argument("--all", action="store_true", help="the decided pairs too, and every pair of two facts")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument("--accept", type=share, metavar="P", help="write the pairs proposed as the same across "
                        "documents as facts, if decisions prove a precision of at least P (0 to 1)")
    parser.set_defaults(act=listing)
    acts = parser.add_subparsers(metavar="{explain,decide,review,fit,score} | TABLE.parquet", title="subcommands",
                                 action=_ActOrTable)
    acts.choices = None  # type: ignore[assignment]  # any other first word is a table: see _ActOrTable
    _table_arguments(acts)
    explain = acts.add_parser("explain", help="every feature, guard and weight for two claims")
    explain.set_defaults(act=explained)
    decided = acts.add_parser("decide", help="write a decision on two claims")
    decided.set_defaults(act=decision)
    asked = acts.add_parser("review", help="decide the open pairs one after another, in the terminal")
    asked.set_defaults(act=review)
    fitted = acts.add_parser("fit", help="calibrate the scores on the decisions of this corpus")
    fitted.set_defaults(act=fit)
    scored = acts.add_parser("score", help="proposals against decisions, as if none had been taken")
    scored.set_defaults(act=score)
    scored.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="as JSON")
    asked.add_argument("--cross", action="store_true", default=argparse.SUPPRESS, help="only pairs across documents")
    for sub in (explain, decided, asked, fitted, scored):
        sub.add_argument("--root", default=argparse.SUPPRESS, help="corpus repository")
    for sub in (explain, decided):
        sub.add_argument("a", metavar="A", help="claim, as nbc-2021#c-trip")
        sub.add_argument("b", metavar="B", help="claim")
    decided.add_argument("relation", choices=RELATIONS, help="entails reads: A entails B")
    for sub in (decided, asked):
        sub.add_argument("--by", required=True, help="who decides")
    decided.add_argument("--why", default="", help="the reason; links must have one")


def _table_arguments(acts: Any) -> None:
    table = acts.add_parser(_TABLE, help="group the claims of a Parquet table of any size: columns id and text; time, "
                            "about, kind, group where there are any")
    table.set_defaults(act=None)
    table.add_argument("table", metavar="TABLE.parquet", help="the claims")
    table.add_argument("--out", required=True, metavar="DIR", help="new folder for facts, members and links")
    table.add_argument("--semantic", action="store_true", help="compare word vectors too (needs standoff[semantic] "
                       "and a column group)")
    table.add_argument("--keep", action="store_true", help="keep in DIR/state what --add-to needs (about 500 bytes a "
                       "claim)")
    table.add_argument("--add-to", metavar="OLD", help="TABLE holds only new claims: add them to those of OLD, a "
                       "folder made with --keep, with the word weights of OLD")
    table.add_argument("--words", metavar="OLD", help="weigh words as OLD does: the same bytes as --add-to gives")
    table.add_argument("--memory", type=gigabytes, metavar="GB", help="take at most so much memory; a table that "
                       "needs more is refused before it is read (default: no limit)")
    table.add_argument("--engine", choices=("here", "spark"), default="here", help="where to work (default: here; "
                       "spark needs standoff[spark], Java and paths that the cluster sees)")
    table.add_argument("--master", metavar="URL", help="the Spark cluster, as spark://host:7077 or local[2] (default: "
                       "what spark-submit says)")


class _ActOrTable(argparse._SubParsersAction):  # type: ignore[type-arg]
    """`standoff dedupe TABLE.parquet --out DIR`: what names no subcommand is a table."""

    def __call__(self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any,
                 option_string: str | None = None) -> None:
        known = values[0] in self._name_parser_map
        super().__call__(parser, namespace, values if known else [_TABLE, *values], option_string)


def grouped(options: argparse.Namespace) -> int:
    """Group a table and write facts, members, links."""
    try:
        from standoff.dedupe.table.run import Asked, run
    except ImportError as error:
        raise need_extra("data", error) from error
    with progress(f"dedupe {Path(options.table).name}") as step:
        if options.engine == "spark":
            numbers, written = on_spark(options, step)
        elif options.master:
            raise UsageError("--master is for --engine spark")
        else:
            older = options.add_to and Path(options.add_to), options.words and Path(options.words)
            numbers, written = run(Asked(Path(options.table), Path(options.out), options.semantic, options.keep, *older,
                                         options.memory), step)
    say(f"{count(numbers['claims'], 'claim')}: {count(numbers['facts'], 'fact')}, {count(numbers['links'], 'link')} "
        f"between them; {count(numbers['candidates'], 'pair')} compared")
    for line in written:
        say(visible(line))
    return CLEAN


def on_spark(options: argparse.Namespace, step: Callable[[str], None]) -> tuple[dict[str, int], list[str]]:
    """The same on a Spark cluster; TABLE and DIR may lie on any file system that Spark knows."""
    from standoff.dedupe.table.spark import run
    other = [name for name in ("semantic", "keep", "add_to", "words", "memory") if getattr(options, name)]
    if other:
        raise UsageError(f"--engine spark takes no --{other[0].replace('_', '-')}")
    numbers = run(options.table, options.out, options.master, step)
    return numbers, [f"wrote {options.out}/{name}.parquet" for name in ("facts", "members", "links")]


def execute(options: argparse.Namespace) -> int:
    """Open the corpus, or the table, and do what was asked."""
    if options.act is None:
        return grouped(options)
    corpus = open_corpus(options.root)
    if not any(document.claims for document in corpus.documents):
        raise UsageError("there is no claim to compare", where=str(corpus.root / corpus.config.corpus))
    act = options.act
    code: int = act(corpus, options)
    return code


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


def gigabytes(text: str) -> float:
    """'2.5': more than 0, less than a million."""
    try:
        value = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of gigabytes") from None
    if not 0 < value < 1e6:
        raise argparse.ArgumentTypeError(f"{text} is no number of gigabytes")
    return value


def share(text: str) -> int:
    """'0.95' as thousandths."""
    try:
        value = round(float(text) * 1000)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no number between 0 and 1") from None
    if not 0 <= value <= 1000:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return value


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
        by = f"standoff {__version__}"
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


command = Command(arguments, execute)
