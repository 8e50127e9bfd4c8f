"""Synthetic claims with known truth: copies of five kinds, noisy fields, hard negatives, hot keys. Seeded, no data read.

Words are made of syllables with a Zipf-like frequency; a claim is one fact about two entities. `truth` is the fact.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

_SYLLABLES = [c + v for c in "bcdfghjklmnprstvwz" for v in ("a", "e", "i", "o", "u", "an", "er", "il", "on", "ur")]
_GLUE = ["the", "of", "in", "for", "with", "to", "and", "by", "after"]
KINDS = ("exact", "case", "light", "medium", "heavy")


@dataclass(frozen=True, slots=True)
class Made:
    """One claim: words, number of its figure, day, entities, fact and how it was copied."""

    words: tuple[str, ...]
    figure: int
    day: int
    about: tuple[int, ...]
    truth: int
    how: str
    firm: bool = False
    """Its fields stay as they are: noise on the one field in which two facts differ would make the truth unknowable."""


class Maker:
    """Words and facts for one size."""

    def __init__(self, seed: int, vocabulary: int) -> None:
        self.random = random.Random(seed)
        self.words = list(dict.fromkeys("".join(self.random.choices(_SYLLABLES, k=self.random.choice([2, 3, 3, 4])))
                                        for _ in range(vocabulary * 2)))[:vocabulary]

    def word(self) -> str:
        """Frequent words are more frequent: a power of a uniform number."""
        return self.words[int(len(self.words) * self.random.random() ** 3)]

    def fact(self, truth: int) -> Made:
        pick = self.random
        words = []
        for n in range(pick.randint(9, 15)):
            words.append(self.word())
            if n % 3 == 2:
                words.append(pick.choice(_GLUE))
        return Made(tuple(words), pick.randint(2, 9999), pick.randint(0, 3600),
                    (pick.randrange(20_000), pick.randrange(20_000)), truth, "first")

    def copy(self, made: Made, how: str) -> Made:
        """light: a misspelling or a glue word changed; medium: two words dropped or one added, clauses turned round;
        heavy: a third dropped, two replaced, clauses turned round."""
        words, pick = list(made.words), self.random
        if how == "light":
            if pick.random() < 0.5:
                at = pick.randrange(len(words))
                words[at] = self._misspelt(words[at])
            else:
                words.insert(pick.randrange(len(words)), pick.choice(_GLUE))
        elif how in ("medium", "heavy"):
            for _ in range(2 if how == "medium" else max(2, len(words) // 4)):
                del words[pick.choice([at for at, word in enumerate(words) if word not in _GLUE])]
            if how == "heavy":
                words[pick.randrange(len(words))] = self.word()
            words.insert(pick.randrange(len(words)), self.word())
            turn = pick.randrange(len(words))
            words = words[turn:] + words[:turn]
        return replace(made, words=tuple(words), how=how)

    def _misspelt(self, word: str) -> str:
        at = self.random.randrange(max(1, len(word) - 1))
        return word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]

    def negative(self, made: Made, truth: int) -> Made:
        """The same sentence with another figure, day, entity or word: another fact."""
        kind = self.random.choice(("figure", "day", "entity", "word"))
        if kind == "figure":
            return replace(made, figure=made.figure + self.random.randint(1, 50), truth=truth, how="negative")
        if kind == "day":
            return replace(made, day=made.day + self.random.randint(2, 400), truth=truth, how="negative")
        if kind == "entity":
            about = (self.random.randrange(20_000), self.random.randrange(20_000))
            return replace(made, about=about, truth=truth, how="negative")
        words = list(made.words)
        words[self.random.choice([at for at, word in enumerate(words) if word not in _GLUE])] = self.word()
        return replace(made, words=tuple(words), truth=truth, how="negative")


def table(n: int, *, seed: int = 7, hot: int = 0) -> pa.Table:
    """`n` claims with id, text, time, about, truth, how; `hot` of them are copies of one sentence."""
    maker = Maker(seed, 30_000)
    made: list[Made] = []
    truth = 0
    while len(made) < n - hot:
        doubled = maker.random.random() < 0.12
        fact = replace(maker.fact(truth), firm=doubled)
        made.append(fact)
        truth += 1
        if maker.random.random() < 0.35:
            made += [maker.copy(fact, maker.random.choice(KINDS)) for _ in range(maker.random.choice((1, 1, 2, 3)))]
        if doubled:
            made.append(maker.negative(fact, truth))
            truth += 1
    made = made[: n - hot]
    if hot:
        fact = maker.fact(truth)
        made += [replace(fact, how="exact")] * hot
    maker.random.shuffle(made)
    return pa.table(_columns(maker, made))


def _columns(maker: Maker, made: list[Made]) -> dict[str, Any]:
    texts, times, about = [], [], []
    for each in made:
        text = f"{' '.join(each.words)} {each.figure}."
        texts.append(text.upper() if each.how == "case" else text[0].upper() + text[1:])
        noise = 1.0 if each.firm else maker.random.random()
        year, month, day = 2000 + each.day // 360, each.day % 360 // 30 + 1, each.day % 28 + 1
        times.append(None if noise < 0.15 else f"{year}-{month:02}" if noise < 0.3 else f"{year}-{month:02}-{day:02}")
        names = [f"e{number}" for number in each.about]
        about.append(names if each.firm or maker.random.random() > 0.2 else names[:1] if maker.random.random() < 0.5 else [])
    return {"id": [f"c{n:08}" for n in range(len(made))], "text": texts, "time": times, "about": about,
            "truth": [each.truth for each in made], "how": [each.how for each in made]}
