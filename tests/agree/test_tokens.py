"""Token alpha of many annotators, against the independent package and by hand."""

from __future__ import annotations

import random

import krippendorff
import pytest

from standoff.agree import token_alphas
from standoff.agree.measures import alpha
from tests.conftest import CorpusOf


def test_alpha_of_many_coders_is_the_published_one() -> None:
    rng = random.Random(7)
    units = [[tuple(rng.random() < share for _ in range(5)) for share in [rng.random()] * 20] for _ in range(9)]
    table = [[int(coded[n]) for unit in units for coded in unit] for n in range(5)]
    assert alpha(units).value() == pytest.approx(krippendorff.alpha(reliability_data=table, level_of_measurement="nominal"))


def test_a_word_inside_any_role_counts_for_the_attribution(corpus_of: CorpusOf) -> None:
    corpus = corpus_of("""
        {a-x.source|He} {a-x.cue|said} {a-x|it was fair}. So be it.
        == second/ada/sketch ==
        {a-x.source|He} said {a-x|it was fair}. So be it.
        == second/bob/sketch ==
        He said it was fair. So be it.
        """)
    values = {one.name: (one.value, one.n) for one in token_alphas([[*corpus.documents, *corpus.seconds]])}
    # 8 words; 'cue': one of three says yes to one word, so 24 values with a single True: no better than chance.
    assert values["cue token alpha"] == (pytest.approx(0.0), 8)
    # 'attribution': FFF three times, TTF four times, TFF once; 9 T and 15 F; Do = 10/24, De = 2*9*15/(24*23).
    assert values["attribution token alpha"] == (pytest.approx(1 - (10 / 24) / (2 * 9 * 15 / (24 * 23))), 8)
