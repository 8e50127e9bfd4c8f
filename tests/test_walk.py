"""One walk calls every check, and its ledger proves that it looked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from standoff.check import Check, Ledger
from standoff.corpus import Corpus, Document, Place, SpanAt
from standoff.errors import UsageError
from standoff.finding import ERROR, WARNING, Finding
from standoff.model import Claim, Record
from standoff.walk import all_checks, run, select
from tests.conftest import CorpusOf, Found, run_only

TWO = "== one ==\n{e-a|Ada} said {c-a about=e-a|so}.\n== two ==\n{e-b|Bob} spoke."


def nothing(*_: Any) -> Iterator[Finding]:
    return iter(())


def made(**options: Any) -> Check:
    """A check that no plug defines."""
    return Check("test.checks.made.up", "A made-up fault.", severity=ERROR, since="0", **options)


def test_the_ledger_counts_documents_records_and_performances(corpus_of: CorpusOf) -> None:
    check = made()
    check.each(Record)(nothing)
    check.each(SpanAt)(nothing)
    ledger = run(corpus_of(TWO), [check]).ledger
    assert (ledger.documents, ledger.records) == (2, 3)
    assert ledger.checks["made/up"].performed == 2 + 3 + 3  # two heads, three records, three spans
    assert ledger.performed == 8


def test_all_records_at_once_are_as_many_performances(corpus_of: CorpusOf) -> None:
    seen: list[list[str]] = []
    check = made()
    check.every(SpanAt)(lambda spans, _: iter(seen.append([at.span.quote for at in spans]) or ()))
    check.every(Claim)(lambda places, _: iter(seen.append([place.record.id for place in places]) or ()))
    ledger = run(corpus_of(TWO), [check]).ledger
    assert seen == [["Ada", "so"], ["c-a"], ["Bob"]]  # the second document has no claim
    assert ledger.checks["made/up"].performed == 4


def test_a_skipped_check_says_why(corpus_of: CorpusOf) -> None:
    sketch = TWO.replace("\n== two", '\n@ /layers/claims = "none"\n== two') + '\n@ /meta/lang = "fr-CA"'
    check = made(layer="claims", languages=("en",))
    check.each(Document)(nothing)
    tally = run(corpus_of(sketch), [check]).ledger.checks["made/up"]
    assert tally.performed == 0
    assert tally.skipped == {"claims layer is none": 1, "language fr-CA": 1}


def test_a_layer_that_must_be_complete(corpus_of: CorpusOf) -> None:
    check = made(layer="claims", complete=True)
    check.each(Claim)(lambda place, source: iter([check.finding(source, place.path, "seen")]))
    assert run(corpus_of(TWO), [check]).ledger.checks["made/up"].skipped == {"claims layer is partial": 2}
    complete = TWO.replace("\n== two", '\n@ /layers/claims = "complete"\n== two')
    assert [finding.record for finding in run(corpus_of(complete), [check]).findings] == ["c-a"]


@pytest.mark.parametrize("half", ["each", "every", "gather", "judge", "audit"])
def test_a_broken_check_is_a_finding(corpus_of: CorpusOf, half: str) -> None:
    def broken(*_: Any) -> Any:
        raise KeyError("oops")
    check = made()
    if half in ("each", "every"):
        getattr(check, half)(Claim)(broken)
    elif half == "gather":
        check.gather(broken)
        check.judge(nothing)
    else:
        getattr(check, half)(broken)
    findings = run(corpus_of(TWO), [check]).findings
    assert findings and all("failed with KeyError: 'oops'" in finding.message for finding in findings)
    assert all("broken" in finding.message and "report it" in finding.message for finding in findings)
    assert {finding.severity for finding in findings} == {ERROR}


def test_a_judge_sees_every_document_and_reports_those_asked_for(corpus_of: CorpusOf) -> None:
    seen: list[str] = []
    check = made()
    check.gather(lambda document: len(document.claims))

    def judge(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
        seen.extend(f"{id_}:{number}" for id_, number in gathered.items())
        yield from (check.finding(document, (), "seen") for document in corpus.documents)
    check.judge(judge)
    corpus = corpus_of(TWO)
    result = run(corpus, [check], [corpus.document("two")])
    assert seen == ["one:1", "two:0"]
    assert [finding.document for finding in result.findings] == ["two"]
    assert result.ledger.checks["made/up"].findings == 1


def test_findings_stand_in_file_order_with_line_and_column(corpus_of: CorpusOf) -> None:
    check = made()

    def found(place: Place[Claim], source: Document) -> Iterator[Finding]:
        yield check.finding(source, (*place.path, "spans", 0, "quote"), "second")
        yield check.finding(source, (*place.path, "nothing", "here"), "first")
    check.each(Claim)(found)
    corpus = corpus_of(TWO)
    lines = corpus.document("one").loaded.raw.decode().split("\n")
    first, second = run(corpus, [check]).findings
    assert [first.message, second.message] == ["first", "second"]
    assert lines[first.line - 1][first.column - 1 :] == "{"  # what is not there is shown at its record
    assert lines[second.line - 1][second.column - 1 :].startswith('"so"')


def test_columns_count_code_points(found: Found) -> None:
    (finding,) = found('{e-a|🧭} {c-x about=e-x|so}.\n@ /claims/0/text = "🧭"', "id/dangling")
    assert finding.column == 9


def test_an_excuse_takes_the_finding_and_is_counted(corpus_of: CorpusOf) -> None:
    corpus = corpus_of('{e-a|Ad}a, {e-b|Bo}b.\n@ /entities/0/ok = {"span/cuts-word": "glued"}')
    result = run_only(corpus, "span/cuts-word", "excuse/unused")
    assert [finding.record for finding in result.findings] == ["e-b"]
    tally = result.ledger.checks["span/cuts-word"]
    assert (tally.findings, tally.excused) == (1, 1)
    assert [(excuse.check, excuse.used, excuse.looked) for excuse in result.ledger.excuses] == [
        ("span/cuts-word", True, True)]


def test_an_excuse_in_the_head_covers_the_head_only(found: Found) -> None:
    sketch = '{e-a|Ad}a\u202e.\n@ /ok = {"text/odd-character": "as printed", "span/cuts-word": "no"}'
    assert [finding.check for finding in found(sketch, "text/odd-character", "span/cuts-word")] == ["span/cuts-word"]


def test_nothing_excuses_the_audit_of_excuses(found: Found) -> None:
    sketch = '{e-a|Ada}.\n@ /entities/0/ok = {"excuse/unused": "mine", "span/cuts-word": "glued"}'
    assert [finding.path[-1] for finding in found(sketch, "span/cuts-word", "excuse/unused")] == [
        "excuse/unused", "span/cuts-word"]


def test_an_audit_comes_last(corpus_of: CorpusOf) -> None:
    order: list[str] = []
    first, last = made(), Check("test.checks.another", "A.", severity=WARNING, since="0")

    def audit(ledger: Ledger) -> Iterator[Finding]:
        order.append(f"audit of {sum(t.performed for t in ledger.checks.values()) - 1}")
        return iter(())
    last.audit(audit)

    def walk(document: Document, source: Document) -> Iterator[Finding]:
        assert document is source
        order.append("walk")
        return iter(())
    first.each(Document)(walk)
    run(corpus_of(TWO), [last, first])
    assert order == ["walk", "walk", "audit of 2"]


def test_selection_by_name_and_folder() -> None:
    checks = all_checks()
    assert {check.name for check in select(checks, ["span/drifted", "excuse/"], ["excuse/unused"])} == {
        "span/drifted", "excuse/unknown"}
    assert select(checks, [], []) == checks
    for wrong in ("span", "span/drift", "spans/"):
        with pytest.raises(UsageError, match="no check is named"):
            select(checks, [wrong], [])


def test_a_file_without_a_name_in_the_corpus_has_no_line(found: Found) -> None:
    (finding,) = found("{e-a|Ada}.\n== corpus/todo.txt ==\nx", "corpus/stray-file")
    assert (finding.file, finding.line, finding.document) == ("corpus/todo.txt", 0, "")


def test_records_are_counted_where_no_check_looks_at_one(corpus_of: CorpusOf) -> None:
    corpus = corpus_of("""
        == one ==
        {e-ada|Ada} said {c-x|it was fair}.
        == two ==
        {e-ada|Ada} said {c-x|it was fair}.
        @ /claims = 5
    """)
    assert run_only(corpus, "text/missing").ledger.records == 3
