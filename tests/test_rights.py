"""What a release reveals: 15 words, first and last four, and a share of the text over everything."""

from __future__ import annotations

from random import Random

import pytest

from standoff.rights import Revealed, _union, _with, reveal
from standoff.text import Range

from .conftest import CorpusOf

LONG = " ".join(f"word{n}" for n in range(20))


def shown(corpus_of: CorpusOf, sketch: str, policy: str, share: float) -> Revealed:
    corpus = corpus_of(f"{sketch}\n@ /meta/rights/text = \"{policy}\"")
    return reveal(corpus.documents[0], frozenset({"c-shared"}), share)


def test_excerpts_show_short_quotes_whole_and_long_ones_at_their_ends(corpus_of: CorpusOf) -> None:
    out = shown(corpus_of, f"{{e-ada|Ada}} said {{c-long|{LONG}}} and {{c-short|it rained}}.", "excerpts", 1.0)
    long, short = (next(s for (a, _), s in out.spans.items() if a == start) for start in (9, 9 + len(LONG) + 5))
    assert (long.quote, long.first_words, long.last_words) == (None, "word0 word1 word2 word3", "word16 word17 word18 word19")
    assert short.quote == "it rained"


def test_the_union_stays_under_the_share_and_mentions_come_first(corpus_of: CorpusOf) -> None:
    sketch = "{c-own|It rained in the whole long valley}. {c-shared|Snow fell on}. {e-ada|Ada} left. " + "filler " * 12
    out = shown(corpus_of, sketch, "excerpts", 0.13)
    quotes = {s.quote for s in out.spans.values()}
    assert {"Ada", "Snow fell on"} <= quotes and "It rained in the whole long valley" not in quotes
    assert out.characters <= 0.13 * out.length


@pytest.mark.parametrize(("policy", "quote", "share"), [("full", "Ada", 1.0), ("none", None, 0.0)])
def test_full_and_none(corpus_of: CorpusOf, policy: str, quote: str | None, share: float) -> None:
    out = shown(corpus_of, "{e-ada|Ada} left.", policy, 0.3)
    assert [s.quote for s in out.spans.values()] == [quote] and out.share == share


def test_the_title_counts_as_revealed(corpus_of: CorpusOf) -> None:
    corpus = corpus_of('Rain at last. {e-ada|Ada} left.\n@ /meta/title = "Rain at last."\n@ /meta/rights/text = "excerpts"')
    out = reveal(corpus.documents[0], frozenset(), 0.5)
    assert out.characters == len("Rain at last.") and [s.quote for s in out.spans.values()] == [None]


def test_wording_that_claim_texts_share_with_the_source_is_counted(corpus_of: CorpusOf) -> None:
    told = "one two three four five six seven eight nine"
    out = shown(corpus_of, f"{{c-a text=One_two_three_four_five_six_seven_eight.|{told}}} {'filler ' * 30}", "none", 0.0)
    assert (out.share, out.share_alike) == (0.0, round(len("one two three four five six seven eight") / out.length, 4))
    short = shown(corpus_of, f"{{c-a text=One_two_three_four_five_six_seven.|{told}}} {'filler ' * 30}", "none", 0.0)
    assert short.share_alike == 0.0


def test_adding_one_range_at_a_time_is_the_union_of_all() -> None:
    random, made = Random(7), 0
    for _ in range(2_000):
        union: list[Range] = []
        for _ in range(random.randint(1, 12)):
            start = random.randint(0, 40)
            place = Range(start, start + random.randint(0, 8))
            expected = _union([*union, place])
            union = _with(union, place)
            assert union == expected
            made += 1
    assert made > 10_000
