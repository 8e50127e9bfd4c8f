"""Measure how far two annotations of the same text agree.

examples:
  standoff agree corpus/nbc-2021.json corpus/second/ada/nbc-2021.json
  standoff agree --all                every second annotation in corpus/second/ against its document
  standoff agree --all --json
  standoff agree --all --unmatched    also the claims that only one of the two has
"""

from __future__ import annotations

import argparse
from pathlib import Path

from standoff.agree import Comparison, Measure, compare, pool, token_alphas
from standoff.command import CLEAN, Command, progress, say
from standoff.corpus import Corpus, Document, open_corpus
from standoff.errors import UsageError
from standoff.quality import agreement_row, all_comparisons, grouped
from standoff.reporter import count
from standoff.store import json_bytes


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("files", nargs="*", metavar="FILE", help="two annotation files of one text")
    parser.add_argument("--all", action="store_true", help="every file in corpus/second/ against its document")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument("--unmatched", action="store_true", help="list the claims that only one of the two has")
    parser.add_argument("--root", default=".", help="corpus repository (default: here or the nearest above)")


def execute(options: argparse.Namespace) -> int:
    """Compare and print."""
    corpus = open_corpus(options.root)
    with progress("comparing") as step:
        found = all_comparisons(corpus, step) if options.all else [_two(corpus, options.files)]
    if not found:
        raise UsageError("there is no second annotation", where=f"{corpus.config.corpus}/second",
                         fix="put one at corpus/second/<who>/<document>.json")
    if options.json:
        say(json_bytes([agreement_row(one) for one in found], pretty=True).decode().rstrip())
        return CLEAN
    for one in found:
        _print(one, options.unmatched)
    for pair, group in grouped(found).items():
        if len(group) > 1:
            say(f"all {count(len(group), 'document')}: {pair[0]} ~ {pair[1]}")
            _print_measures(pool(group))
    _print_together(corpus, found)
    return CLEAN


def _print_together(corpus: Corpus, found: list[Comparison]) -> None:
    """What three or more annotators of a text agree on, all at once."""
    wanted = {name for one in found for name in (one.first, one.second)}
    texts: dict[str, list[Document]] = {}
    for document in (*corpus.documents, *corpus.seconds):
        if document.name in wanted:
            texts.setdefault(document.id, []).append(document)
    many = [documents for documents in texts.values() if len(documents) > 2]
    if many:
        say(f"all annotators at once, {count(len(many), 'text')} with three or more annotations:")
        _print_measures(token_alphas(many))


def _two(corpus: Corpus, files: list[str]) -> Comparison:
    if len(files) != 2:
        raise UsageError("give two annotation files, or --all")
    known: dict[Path, Document] = {d.path: d for d in (*corpus.documents, *corpus.seconds)}
    picked = []
    for name in files:
        if Path(name).resolve() not in known:
            raise UsageError("is no annotation file of this corpus", where=name)
        picked.append(known[Path(name).resolve()])
    return compare(picked[0], picked[1])


def _print(one: Comparison, unmatched: bool) -> None:
    say(f"{one.first} ~ {one.second}")
    say(f"  by {one.by[0]}\n  and {one.by[1]}")
    if one.machines_only:
        say("  agreement between two model annotations")
    _print_measures(one.measures)
    for name, table in one.confusion.items():
        wrong = {cell: n for cell, n in table.items() if len(set(cell.split(" / "))) > 1}
        say(f"  {name} disagreements: " + (", ".join(f"{cell} {n}" for cell, n in wrong.items()) or "none"))
    if unmatched:
        say(f"  only in the first: {', '.join(one.only_first) or '–'}")
        say(f"  only in the second: {', '.join(one.only_second) or '–'}")
    say()


def _print_measures(measures: list[Measure]) -> None:
    for measure in measures:
        value = "–" if measure.value is None else f"{measure.value:.3f}"
        low = f"[{measure.interval[0]:.3f}, {measure.interval[1]:.3f}]" if measure.interval else ""
        say(f"  {measure.name:26} {value:>6} {low:16} n={measure.n}")


command = Command(arguments, execute)
