"""One cause is one finding; a bad record is left out, and nothing that names it dangles."""

from __future__ import annotations

import pytest

from standoff.corpus import Document
from standoff.walk import all_checks
from tests.conftest import CorpusOf, Found, run_only

SKETCH = "{e-ada|Ada} said {c-fair about=e-ada|it was fair} and {c-good about=e-ada|good}."
EVERYTHING = [check.name for check in all_checks() if not check.name.startswith(("text/", "claim/"))]


@pytest.mark.parametrize(("patch", "check", "path"), [
    ('@ /claims/0/stanse = "denied"\n@ - /claims/0/stance', "file/unknown-key", ("claims", 0, "stanse")),
    ('@ - /claims/0/stance', "file/missing-key", ("claims", 0, "stance")),
    ('@ /claims/0/stance = "refused"', "file/bad-value", ("claims", 0, "stance")),
    ('@ /claims/0/stance = 5', "file/bad-value", ("claims", 0, "stance")),
    ('@ /claims/0/about = "e-ada"', "file/wrong-type", ("claims", 0, "about")),
    ('@ /claims/1/spans/0/start = "17"', "file/wrong-type", ("claims", 1, "spans", 0, "start")),
    ('@ /claims/1/spans/0/start = 17.0', "file/wrong-type", ("claims", 1, "spans", 0, "start")),
    ('@ /claims/1/spans = []', "file/bad-value", ("claims", 1, "spans")),
    ('@ /claims/0/text = ""', "file/bad-value", ("claims", 0, "text")),
    ('@ /claims/0/time = "March"', "file/bad-value", ("claims", 0, "time")),
    ('@ /claims/0/id = "c-Fair"', "id/malformed", ("claims", 0, "id")),
    ('@ /claims/0/about = ["Ada Lovelace"]', "id/malformed", ("claims", 0, "about", 0)),
    ('@ /claims/0 = "fair"', "file/wrong-type", ("claims", 0)),
    ('@ /meta/genre = 5', "file/wrong-type", ("meta", "genre")),
    ('@ - /seed', "file/missing-key", ("seed",)),
    ('@ /claims = {}', "file/wrong-type", ("claims",)),
])
def test_one_cause_is_one_finding(corpus_of: CorpusOf, patch: str, check: str, path: tuple[str | int, ...]) -> None:
    findings = run_only(corpus_of(f"{SKETCH}\n{patch}"), *EVERYTHING).findings
    assert [(finding.check, finding.path) for finding in findings] == [(check, path)]


def test_a_misspelt_key_and_value_offer_the_nearest(found: Found) -> None:
    (key,) = found(f"{SKETCH}\n@ /claims/0/stanse = 1\n@ - /claims/0/stance", "file/")
    (value,) = found(f'{SKETCH}\n@ /claims/0/stance = "denyed"', "file/")
    assert key.fix and key.fix.title == "did you mean 'stance'?" and key.at_key
    assert value.fix and value.fix.title == "did you mean 'denied'?"


def test_a_bad_record_is_left_out_and_the_rest_keeps_its_place(corpus_of: CorpusOf) -> None:
    corpus = corpus_of(f"{SKETCH}\n@ /claims/0/stance = 5\n@ /attributions = [{{}}]")
    document = corpus.documents[0]
    assert list(document.claims) == ["c-good"]
    assert [place.path for place in document.records()] == [(), ("entities", 0), ("claims", 1)]


def test_references_to_a_bad_record_do_not_dangle(found: Found) -> None:
    assert found(f"{SKETCH}\n@ /entities/0/anonymous = 5", "id/") == []


def test_what_a_bad_record_names_is_in_use(found: Found) -> None:
    sketch = "{e-ada|Ada} said {c-fair about=e-yang|so}.\n@ /claims/0/stance = 5\n" \
             '@ /entities/- = {"id": "e-yang", "type": "person", "name": "Yang", "mentions": []}'
    assert found(sketch, "entity/unused") == []


def test_a_placed_span_beside_a_bad_record(corpus_of: CorpusOf) -> None:
    corpus = corpus_of(f"{SKETCH}\n@ /claims/0/stance = 5\n@ - /claims/1/spans/0/start\n@ - /claims/1/spans/0/end")
    document = corpus.documents[0]
    assert [place.path for place in document.records()] == [(), ("entities", 0), ("claims", 1)]
    assert document.claims["c-good"].spans[0].start == SKETCH_TEXT.index("good")


SKETCH_TEXT = "Ada said it was fair and good."


def test_unplaced_spans_are_placed_together_and_reported(found: Found) -> None:
    bare = "\n".join(f"@ - /{path}/{key}" for path in ("entities/0/mentions/0", "claims/0/spans/0")
                     for key in ("start", "end"))
    findings = found(f"{SKETCH}\n{bare}", "span/", "file/")
    assert [finding.check for finding in findings] == ["span/unplaced"] * 2
    assert [edit.value for finding in findings for edit in finding.fix.edits] == [0, 3, 9, 20]  # type: ignore[union-attr]
    assert all(finding.fix and finding.fix.safe for finding in findings)


def test_a_quote_that_is_not_there_is_one_finding(found: Found) -> None:
    sketch = f'{SKETCH}\n@ /claims/0/spans/0 = {{"quote": "it was very fair"}}'
    (finding,) = found(sketch, "span/", "file/", "id/")
    assert finding.check == "span/unplaced" and "is not in the text" in finding.message
    assert finding.fix and not finding.fix.edits


def test_an_unusable_head_leaves_no_document(corpus_of: CorpusOf) -> None:
    corpus = corpus_of(f'{SKETCH}\n@ - /seed')
    assert isinstance(corpus.documents[0], Document) and corpus.documents[0].file is None
    assert list(corpus.documents[0].records()) == []


@pytest.mark.parametrize("raw", ['[]', '"x"', '5', 'null', '{"id": "sketch"', ''])
def test_what_is_no_object_is_one_finding(corpus_of: CorpusOf, raw: str) -> None:
    corpus = corpus_of("{e-a|Ada}.")
    corpus.documents[0].path.write_text(raw)
    findings = run_only(corpus, *EVERYTHING).findings
    assert [finding.check for finding in findings] == ["file/not-json" if raw in ('', '{"id": "sketch"')
                                                      else "file/wrong-type"]


def test_a_seed_behind_a_link_is_not_read(corpus_of: CorpusOf) -> None:
    corpus = corpus_of("== news/one ==\n{e-a|Ada}.")
    outside = corpus.root / "outside"
    (corpus.root / "seeds/news").rename(outside)
    (corpus.root / "seeds/news").symlink_to(outside)
    (finding,) = run_only(corpus, "text/").findings
    assert finding.check == "text/missing" and "symbolic link" in finding.message
