"""A bad value of a head is one finding, and the records are looked at all the same."""

from __future__ import annotations

import copy
import random

import pytest

from standoff import positions
from standoff.canonical import canonical
from standoff.corpus import open_corpus
from standoff.rows import build_rows
from standoff.rows.tables import DocumentRow
from standoff.walk import all_checks, run
from tests.conftest import CorpusOf
from tests.test_schema import mutations

SKETCH = """
{e-ada|Ada} {a-x.cue|said} {a-x|{c-x attribution=a-x about=e-adda|it was fair}}. [1] {e-bob|Bo}b left.
"""


@pytest.mark.parametrize("seed", [1, 2])
def test_a_fault_of_the_head_hides_nothing_and_adds_nothing(corpus_of: CorpusOf, seed: int) -> None:
    corpus = corpus_of(SKETCH)
    path = corpus.root / "corpus/sketch.json"
    value = corpus.documents[0].loaded.value
    checks = [check for check in all_checks() if not check.name.startswith("file/")]
    whole = {(finding.check, finding.path, finding.message) for finding in run(corpus, checks).findings}
    assert {"id/dangling", "span/cuts-word"} <= {check for check, _, _ in whole}
    seen = 0
    for part in ("meta", "annotated"):
        for changed in random.Random(seed).sample(list(mutations(value[part], random.Random(seed))), 60):
            path.write_bytes(canonical({**copy.deepcopy(value), part: changed}, "document"))
            again = open_corpus(corpus.root)
            found = run(again, all_checks()).findings
            if not any(finding.check in ("file/wrong-type", "file/bad-value", "file/missing-key", "file/unknown-key")
                       for finding in found):
                continue
            seen += 1
            others = {(finding.check, finding.path, finding.message) for finding in found
                      if not finding.check.startswith("file/") and finding.path[:1] != (part,)}
            assert others <= whole, changed
            assert whole - others <= {one for one in whole if one[0] not in ("id/dangling", "span/cuts-word")}, changed
    assert seen > 60


@pytest.mark.parametrize(("old", "new"), [("meta", "metta"), ("title", "titel"), ("annotated", "anotated")])
def test_a_misspelt_key_of_the_head_hides_nothing(corpus_of: CorpusOf, old: str, new: str) -> None:
    corpus = corpus_of(SKETCH)
    path = corpus.root / "corpus/sketch.json"
    path.write_bytes(path.read_bytes().replace(f'"{old}":'.encode(), f'"{new}":'.encode(), 1))
    found = [finding.check for finding in run(open_corpus(corpus.root), all_checks()).findings]
    assert found.count("file/unknown-key") == 1 and "file/missing-key" not in found
    assert {"id/dangling", "span/cuts-word"} <= set(found)


def test_many_findings_are_given_the_places_of_few(corpus_of: CorpusOf, monkeypatch: pytest.MonkeyPatch) -> None:
    sketch = f'{SKETCH}@ /metta = 1\n@ /claims/0/kind = "x"'
    few = run(corpus_of(sketch), all_checks()).findings
    monkeypatch.setattr(positions, "_FEW", 0)
    assert few == run(corpus_of(sketch), all_checks()).findings
    assert len({(finding.line, finding.column) for finding in few}) > 2


def test_nothing_that_people_read_shows_a_head_that_is_not_in_the_file(corpus_of: CorpusOf) -> None:
    corpus = corpus_of(SKETCH)
    assert build_rows(corpus).of(DocumentRow)
    path = corpus.root / "corpus/sketch.json"
    path.write_bytes(path.read_bytes().replace(b'"lang": "en"', b'"lang": "English!"'))
    again = open_corpus(corpus.root)
    assert again.documents[0].file is not None and again.documents[0].presentable is None
    assert not build_rows(again).of(DocumentRow)
