"""Two annotations of one text, compared record by record."""

from __future__ import annotations

import pytest

from standoff.agree import compare
from standoff.agree.compare import Comparison
from standoff.errors import UsageError

from ..conftest import CorpusOf

FIRST = "{e-ada ref=ada|Ada} {a-a.cue who=e-ada|said} {a-a|that {c-hot attribution=a-a about=e-ada|tea was hot}}. {c-left|She left}. {e-bob|Bob} {c-stay stance=denied|did not stay}."
SECOND = "{e-ada ref=ada|Ada} {a-b.cue who=e-ada|said} {a-b|that {c-tea attribution=a-b kind=evaluation about=e-ada|tea was hot}}. She left. {e-bob|Bob} {c-no stance=open|did not stay}."


def both(corpus_of: CorpusOf, first: str, second: str) -> Comparison:
    corpus = corpus_of(f"== doc ==\n{first}\n== other ==\n{second}")
    return compare(corpus.document("doc"), corpus.document("other"))


def test_an_annotation_agrees_with_itself(corpus_of: CorpusOf) -> None:
    one = both(corpus_of, FIRST, FIRST)
    assert {measure.value for measure in one.measures} <= {1.0, None}
    assert one.only_first == one.only_second == []


def test_differences_are_told_apart(corpus_of: CorpusOf) -> None:
    one = both(corpus_of, FIRST, SECOND)
    assert one.value("claim F1") == pytest.approx(2 * 2 / (3 + 2))
    assert (one.only_first, one.only_second) == (["c-left"], [])
    assert one.confusion["stance"] == {"asserted / asserted": 1, "denied / open": 1}
    assert one.confusion["kind"] == {"factual / evaluation": 1, "factual / factual": 1}
    assert one.value("attribution F1 (strict)") == 1.0 and one.value("mention exact F1") == 1.0


def test_scope_limits_what_is_compared(corpus_of: CorpusOf) -> None:
    one = both(corpus_of, FIRST, SECOND + '\n@ /scope = [{"start": 0, "end": 5}]')
    assert one.only_first == [] and one.value("claim F1") == 1.0


def test_other_texts_are_refused(corpus_of: CorpusOf) -> None:
    with pytest.raises(UsageError, match="different texts"):
        both(corpus_of, FIRST, SECOND.replace("She", "He"))
