"""Audits: reproducible samples, honest intervals, verdicts that say what is wrong."""

from __future__ import annotations

import json

import pytest

from standoff.audit import Audit, audits, sample, start
from standoff.errors import ConflictError, DataError

from .conftest import CorpusOf

SKETCH = "== doc ==\n" + " ".join(f"{{c-n{n} text=It_rained.|it rained {n}}}." for n in range(60))


def test_a_sample_repeats_and_has_its_size(corpus_of: CorpusOf) -> None:
    document = corpus_of(SKETCH).document("doc")
    drawn = sample(document, 40)
    assert len(set(drawn)) == 40 and drawn == sample(document, 40) and drawn[0].startswith("doc#c-n")
    assert len(sample(document, 500)) == 60


@pytest.mark.parametrize(("wrong", "n", "low", "high"), [(0, 200, 0.0, 0.01885), (2, 40, 0.01382, 0.16498), (1, 1, 0.20655, 1.0)])
def test_wilson_interval(wrong: int, n: int, low: float, high: float) -> None:
    assert Audit(1, "x", n, wrong, {}).interval == pytest.approx((low, high), abs=1e-4)


def test_verdicts_make_the_rate(corpus_of: CorpusOf) -> None:
    corpus = corpus_of(SKETCH)
    path = start(corpus, corpus.document("doc"), 4)
    with pytest.raises(ConflictError):
        start(corpus, corpus.document("doc"), 4)
    assert audits(corpus)[-1].judged == 0 and sample(corpus.document("doc"), 4, 2) != sample(corpus.document("doc"), 4)
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    for row, verdict in zip(rows, ["right", "wrong", "right", None], strict=True):
        row["verdict"] = verdict
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    with pytest.raises(DataError, match="kind"):
        audits(corpus)
    rows[1]["kind"] = "stance"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert [(a.document, a.judged, a.wrong, a.kinds) for a in audits(corpus)] == [
        ("doc", 3, 1, {"stance": 1}), ("all", 3, 1, {"stance": 1})]
