"""Anchoring after edits: random edits with known origins show that no span is ever moved to a wrong place."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

import pytest

from standoff.__main__ import main
from standoff.anchoring import Anchor
from standoff.corpus import open_corpus
from standoff.store import ANY, write
from standoff.text import Range, Text
from tests.conftest import CorpusOf, run_only

Token = tuple[str, int, int]
"""A word, its position in the old text (-1: new), and the position it is a copy of (-1: no copy).

What no reader could tell is not generated: 'very very' after an insertion looks like 'very very' before it.
"""
APART = 24
"""Tokens within which no word is repeated by chance, and copies are not pasted."""


def fresh(rng: random.Random, words: list[str], near: list[Token]) -> Token:
    """A new word that is not among those near it."""
    taken = {token[0] for token in near}
    return rng.choice([word for word in words if word not in taken]), -1, -1


def edited(rng: random.Random, tokens: list[Token], words: list[str]) -> list[Token]:
    """One random edit: words inserted, removed, replaced, a stretch cut and pasted, or one copied."""
    kind, at, size = rng.choice("irdmc"), rng.randrange(len(tokens)), rng.randrange(1, 12)
    around = tokens[max(0, at - APART) : at + APART]
    new = [fresh(rng, words, around) for _ in range(rng.randrange(1, 4))]
    if kind == "i":
        return [*tokens[:at], *new, *tokens[at:]]
    if kind == "r":
        return [*tokens[:at], *new, *tokens[at + len(new) :]]
    if kind == "d":
        return [*tokens[:at], *tokens[at + size :]]
    piece, rest = tokens[at : at + size], [*tokens[:at], *tokens[at + size :]]
    to = rng.choice([n for n in range(len(rest)) if abs(n - at) > APART])
    if kind == "m":
        return [*rest[:to], *piece, *rest[to:]]
    copies = [(word, -1, max(origin, copied)) for word, origin, copied in piece]
    return [*tokens[:to], *copies, *tokens[to:]]


def spaced(rng: random.Random, tokens: list[Token]) -> tuple[Text, list[Range]]:
    """The tokens as a text with spaces and line ends, and where each stands."""
    raw, places = "", []
    for word, _, _ in tokens:
        places.append(Range(len(raw), len(raw) + len(word)))
        raw += word + rng.choice([" ", " ", " ", "\n", "\n\n"])
    return Text(raw), places


def trial(seed: int, vocabulary: int) -> dict[str, int]:
    """Edit a random text up to ten times and anchor random spans; counts by what became of them, wrong ones too."""
    rng = random.Random(seed)
    words = [f"w{n}" for n in range(vocabulary)]
    old_tokens: list[Token] = []
    for n in range(300):
        old_tokens.append((fresh(rng, words, old_tokens[-APART:])[0], n, -1))
    new_tokens = list(old_tokens)
    for _ in range(rng.randrange(1, 11)):
        new_tokens = edited(rng, new_tokens, words)
    (old, old_places), (new, new_places) = spaced(rng, old_tokens), spaced(rng, new_tokens)
    now = {origin: index for index, (_, origin, _) in enumerate(new_tokens) if origin >= 0}
    at = {place.start: index for index, place in enumerate(new_places)}
    anchor = Anchor(old, new)
    tally = {"kept": 0, "moved": 0, "ambiguous": 0, "lost": 0, "wrong": 0, "whole": 0, "found": 0}
    for _ in range(20):
        first = rng.randrange(290)
        last = first + rng.randrange(0, 10)
        got = anchor.place(Range(old_places[first].start, old_places[last].end))
        tally[got.state] += 1
        indices = [now.get(n, -9) for n in range(first, last + 1)]
        whole = min(indices) >= 0 and indices == list(range(indices[0], indices[0] + len(indices)))
        tally["whole"] += whole
        if got.state in ("kept", "moved"):
            assert got.place
            index = at[got.place.start]
            there = [max(token[1:]) for token in new_tokens[index : index + len(indices)]]
            # A copy whose original is gone is a move; a word removed and put back from elsewhere is the same text.
            right = index == indices[0] if whole else any(n == origin for n, origin in enumerate(there, first))
            tally["wrong"] += not right
            tally["found"] += whole and right
    return tally


def total(seeds: range, vocabulary: int) -> dict[str, int]:
    """The counts of many trials."""
    trials = [trial(seed, vocabulary) for seed in seeds]
    return {name: sum(one[name] for one in trials) for name in trials[0]}


def test_random_edits_never_move_a_span_to_a_wrong_place() -> None:
    tally = total(range(100), 120)
    assert tally["wrong"] == 0
    assert tally["found"] > 0.97 * tally["whole"]


@pytest.mark.slow
def test_many_random_edits() -> None:
    tally = total(range(10_000, 13_000), 120)
    assert tally["wrong"] == 0 and tally["found"] > 0.97 * tally["whole"]


def test_what_stands_twice_is_ambiguous_and_what_is_gone_is_lost() -> None:
    old, new = Text("He said so. She left."), Text("Then she said so, and he said so too.")
    anchor = Anchor(old, new)
    said = anchor.place(Range(3, 7))
    assert said.state == "ambiguous" and said.place and new.raw[said.place.start : said.place.end] == "said"
    assert anchor.place(Range(16, 20)).state == "lost"
    assert anchor.place(Range(2, 3)).state == "lost"


def test_the_command_takes_the_old_text_from_git(corpus_of: CorpusOf, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = corpus_of("Hello there. {e-ned|Ned Price} said on a cold Monday that {c-fair|the long talks in Alaska "
                       "were fair} to all sides. {c-yes|Yes}.")
    root = corpus.root

    def git(*words: str) -> None:
        subprocess.run(["git", "-C", str(root), "-c", "user.name=a", "-c", "user.email=a@b", *words], check=True,
                       capture_output=True)
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "first")
    seed = root / "seeds" / "sketch.txt"
    write(seed, seed.read_bytes().replace(b"Hello there. ", b"").replace(b" Yes.", b" No."), expected=ANY)
    before = (root / "corpus" / "sketch.json").read_bytes()
    assert main(["anchor", "sketch", "--root", str(root), "--dry-run"]) == 1
    assert (root / "corpus" / "sketch.json").read_bytes() == before
    assert capsys.readouterr().out == "lost: c-yes spans/0: 'Yes'\nsketch: 0 kept, 2 moved, 0 ambiguous, 1 lost\n"
    assert main(["anchor", "sketch", "--root", str(root)]) == 1
    found = run_only(open_corpus(root), "text/changed", "text/wrong-length", "span/drifted", "span/out-of-range").findings
    assert [(f.check, f.record) for f in found] == [("span/out-of-range", "c-yes")]
    mention = open_corpus(root).document("sketch").entities["e-ned"].mentions[0]
    assert (mention.start, mention.quote) == (0, "Ned Price")


def test_without_the_old_text_it_says_where_to_get_it(corpus_of: CorpusOf, tmp_path: Path,
                                                      capsys: pytest.CaptureFixture[str]) -> None:
    root = corpus_of("{e-ned|Ned} said so.").root
    write(root / "seeds" / "sketch.txt", b"Ned says so.", expected=ANY)
    write(tmp_path / "old", b"Fred said so.", expected=ANY)
    assert main(["anchor", "sketch", "--root", str(root), "--old", str(tmp_path / "old")]) == 2
    assert "no such version of the text has the digest" in capsys.readouterr().err
