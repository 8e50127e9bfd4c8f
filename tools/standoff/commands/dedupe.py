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
  standoff dedupe explain nbc-2021#c-genocide ncafp-2021#c-xinjiang-genocide
  standoff dedupe decide nbc-2021#c-genocide ncafp-2021#c-xinjiang-genocide same --by 'Ada Lovelace'
  standoff dedupe review --by 'Ada Lovelace' --cross      one key a decision; each is written at once
  standoff dedupe --accept 0.8                           write the obvious ones, if that precision is proven
  standoff dedupe fit                                    calibrate on this corpus's decisions
  standoff dedupe score                                  proposals against decisions, as if none had been taken
  standoff dedupe decide A B entails --by 'Ada Lovelace' --why 'A names the day, B only the month'
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from standoff.command import CLEAN, Command, progress, say
from standoff.dedupe.terms import LOW, RELATIONS
from standoff.errors import UsageError, need_extra
from standoff.reporter import count, visible

_TABLE = "table"


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
    parser.set_defaults(act="listing")
    acts = parser.add_subparsers(metavar="{explain,decide,review,fit,score} | TABLE.parquet", title="subcommands",
                                 action=_ActOrTable)
    acts.choices = None  # type: ignore[assignment]  # any other first word is a table: see _ActOrTable
    _table_arguments(acts)
    explain = acts.add_parser("explain", help="every feature, guard and weight for two claims")
    explain.set_defaults(act="explained")
    decided = acts.add_parser("decide", help="write a decision on two claims")
    decided.set_defaults(act="decision")
    asked = acts.add_parser("review", help="decide the open pairs one after another, in the terminal",
                            description="Shows two claims with their sentences, chains and reasons, those first that "
                            "a decision tells most of, and asks for one key. Each decision is written at once, so the "
                            "next review goes on where this one ended; u takes the last one back.")
    asked.set_defaults(act="review")
    fitted = acts.add_parser("fit", help="calibrate the scores on the decisions of this corpus")
    fitted.set_defaults(act="fit")
    scored = acts.add_parser("score", help="proposals against decisions, as if none had been taken")
    scored.set_defaults(act="score")
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
                            "about, kind, group where there are any",
                            description="Writes to DIR facts.parquet (fact: the least id of its claims, text, claims: "
                            "how many), members.parquet (id, fact), links.parquet (a, b: facts, rel: contradicts or "
                            "distinct, why, score) and counts.json.")
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
        meant = [] if known or Path(values[0]).exists() else get_close_matches(values[0], self._name_parser_map, 1)
        if meant:
            parser.error(f"{values[0]!r} is no subcommand and no table; did you mean {meant[0]!r}?")
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
    from standoff.dedupe.acts import act  # a table needs none of it
    return act(options.act, options)


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


command = Command(arguments, execute)
