"""text/, file/ and id/: which text, which file, which record."""

from __future__ import annotations

import pytest

from standoff.corpus import open_corpus
from standoff.finding import Finding
from standoff.fixing import apply
from standoff.store import write_json
from tests.conftest import CorpusOf, Found, run_only

ROW = '{"id": "%s", "digest": "' + "0" * 64 + '", "version": "1"}'


def rows(*ids: str) -> str:
    return "\n== corpus/released.jsonl ==\n" + "\n".join(ROW % id_ for id_ in ids)


def messages(findings: list[Finding]) -> list[str]:
    return [finding.message for finding in findings]


@pytest.mark.parametrize(("raw", "words"), [
    (b"Ada\r\nspoke\r\n", ["carriage returns (2), the first in line 1"]),
    (b"\xef\xbb\xbfAda", ["byte order mark"]),
    (b"a\nb \xff", ["byte 4 is 0xff (line 2)"]),
    (b"\xef\xbb\xbf\r", ["carriage returns (1)", "byte order mark"]),
])
def test_bytes_of_the_text(corpus_of: CorpusOf, raw: bytes, words: list[str]) -> None:
    corpus = corpus_of("{e-a|Ada}")
    (corpus.root / "seeds/sketch.txt").write_bytes(raw)
    found = messages(run_only(corpus, "text/not-utf8").findings)
    assert len(found) == len(words) and all(word in message for word, message in zip(words, found, strict=True))


def test_a_changed_text_is_one_finding(found: Found) -> None:
    assert [f.check for f in found("{e-a|Ada}\n== seeds/sketch.txt ==\nAda and Bob\r", "text/changed",
                                   "text/wrong-length")] == ["text/changed"]


def test_odd_characters_are_counted_each(found: Found) -> None:
    findings = found("a\u202eb\u202ec\x07 cafe\u0301", "text/odd-character")
    assert [m[:6] for m in sorted(messages(findings))] == ["U+0007", "U+202E", "not in"]
    assert "2 times" in sorted(messages(findings))[1]
    assert {finding.around for finding in findings} == {(1, 2), (5, 6), (10, 11)}


def test_a_text_annotated_twice_by_digest_or_path(found: Found) -> None:
    by_digest = "== one ==\n{e-a|Ada}\n== two ==\n{e-a|Ada}"
    by_path = '== one ==\n{e-a|Ada}\n== two ==\n{e-b|Bob}\n@ /seed/path = "one.txt"'
    for sketch in (by_digest, by_path):
        assert [(f.document, f.message) for f in found(sketch, "text/annotated-twice")] == [
            ("two", "annotates the same text as corpus/one.json")]


def test_a_stem_that_is_no_slug_is_not_written_as_id(found: Found) -> None:
    (good,) = found('{e-a|Ada}\n@ /id = "else"', "file/wrong-id")
    (odd,) = found("== some--name ==\n{e-a|Ada}\n@ /id = \"else\"\n== sketch ==\n{e-b|Bob}", "file/wrong-id")
    assert good.fix and good.fix.edits[0].value == "sketch" and good.fix.safe
    assert odd.fix and not odd.fix.edits


def test_a_layout_is_mended_without_changing_a_value(corpus_of: CorpusOf) -> None:
    corpus = corpus_of("{e-b|Bob} {e-a|Ada}")
    source = corpus.documents[0]
    value = source.loaded.value
    value["entities"].reverse()
    raw = source.path.read_bytes().replace(b"  ", b" ")
    source.path.write_bytes(raw)
    broken = open_corpus(corpus.root)
    (finding,) = run_only(broken, "file/not-canonical").findings
    assert finding.path == () and finding.line == 1 and finding.fix and finding.fix.safe
    edited = apply(broken.documents[0].loaded.value, finding.fix.edits)
    write_json(source.path, edited, "document", expected="any")
    after = open_corpus(corpus.root)
    assert run_only(after, "file/not-canonical").findings == []
    assert after.documents[0].loaded.value == broken.documents[0].loaded.value


def test_an_unclean_file_is_not_judged_by_its_layout(found: Found) -> None:
    assert found('== corpus/sketch.json ==\n{"id": 1, "id": 2}', "file/not-canonical") == []


@pytest.mark.parametrize(("sketch", "path", "near"), [
    ("{e-ada ref=ada-lovelance|Ada}", ("entities", 0, "ref"), "ada-lovelace"),
    ("{w-x ref=skech|1.}", ("works", 0, "ref"), "sketch"),
    ("{c-x about=e-adda|x}{e-ada|Ada}", ("claims", 0, "about", 0), "e-ada"),
])
def test_references_inside_and_out(found: Found, sketch: str, path: tuple[str | int, ...],
                                   near: str) -> None:
    registry = '\n== corpus/entities.json ==\n{"standoff": "1", "entities": [{"id": "ada-lovelace", "type": "person", ' \
               '"name": "Ada Lovelace", "aliases": [], "affiliation": ["uk"]}, 5]}'
    findings = found(sketch + registry, "id/dangling")
    shared = [finding for finding in findings if finding.file == "corpus/entities.json"]
    assert messages(shared) == ["no 'uk' in this corpus"]
    own = [finding for finding in findings if finding not in shared]
    assert [finding.path for finding in own] == [path]
    assert own[0].fix and own[0].fix.edits[0].value == near


def test_a_voice_that_does_not_exist_dangles(found: Found) -> None:
    (finding,) = found('{e-ada|Ada}\n@ /meta/voice = "e-adda"', "id/dangling")
    assert finding.path == ("meta", "voice") and finding.fix and finding.fix.edits[0].value == "e-ada"


def test_bad_shared_records_do_not_make_references_dangle(found: Found) -> None:
    assert found('{e-a ref=ada|Ada}\n== corpus/entities.json ==\n{"standoff": "1", "entities": [{"id": "ada"}]}',
                 "id/dangling") == []


def test_link_ends_dangle(found: Found) -> None:
    findings = found('{c-x|so}\n== corpus/facts.json ==\n{"standoff": "1", "facts": [], "links": [{"a": "sketch#c-y", '
                     '"b": "f-z", "rel": "distinct", "why": "w", "by": "A", "date": "2021"}]}', "id/dangling")
    assert [finding.path[-1] for finding in findings] == ["a", "b"]
    assert findings[0].fix and findings[0].fix.edits[0].value == "sketch#c-x"


def test_duplicates_in_a_file_over_shards_and_over_folders(found: Found) -> None:
    entity = '{"standoff": "1", "entities": [{"id": "ada", "type": "person", "name": "Ada", "aliases": []}]}'
    findings = found(f'== one ==\n{{c-x|so}} {{c-y|no}}\n@ /claims/1/id = "c-x"\n== news/one ==\n{{c-x|yes}}\n'
                     f"== corpus/entities/a.json ==\n{entity}\n== corpus/entities/b.json ==\n{entity}", "id/duplicate")
    assert [(finding.file, finding.path) for finding in findings] == [
        ("corpus/entities/b.json", ("entities", 0, "id")), ("corpus/one.json", ("id",)),
        ("corpus/one.json", ("claims", 1, "id"))]


def test_a_second_annotation_shares_ids_with_the_main_one(found: Found) -> None:
    assert found("== one ==\n{c-x|so}\n== second/ada/one ==\n{c-x|so}", "id/duplicate") == []


@pytest.mark.parametrize(("sketch", "gone"), [
    ("{c-new was=c-old|so}", []),
    ("{c-new was=sketch#c-old|so}", []),
    ('{c-new|so}\n== corpus/retired.json ==\n{"standoff": "1", "retired": [{"id": "sketch#c-old", "why": "wrong", '
     '"date": "2021"}]}', []),
    ("{c-new|so}", ["sketch#c-old"]),
    ('== corpus/sketch.json ==\n{"id": ', []),
    ('== renamed ==\n{c-old|so}\n@ /was = ["sketch"]', []),
    ('== renamed ==\n{c-new|so}\n@ /was = ["sketch"]', ["sketch#c-old"]),
])
def test_published_ids_vanish_only_with_a_reason(found: Found, sketch: str, gone: list[str]) -> None:
    findings = found(sketch + rows("sketch", "sketch#c-old"), "id/vanished")
    assert [finding.message.split("'")[1] for finding in findings] == gone
    assert all(finding.file == "corpus/released.jsonl" for finding in findings)


def test_a_bad_record_has_not_vanished(found: Found) -> None:
    assert found("{c-old|so}\n@ /claims/0/stance = 5" + rows("sketch#c-old"), "id/vanished") == []


def test_a_broken_list_of_published_ids_is_a_finding(found: Found) -> None:
    (finding,) = found("{c-old|so}\n== corpus/released.jsonl ==\n{\"id\": 5}", "id/vanished")
    assert "released.jsonl:1: is no row of published ids" in finding.message


def test_a_wrong_kind_offers_the_record_that_was_meant(found: Found) -> None:
    (finding,) = found("{c-ada about=c-ada|so} {e-ada|Ada}", "id/")
    assert finding.check == "id/wrong-kind" and finding.fix and finding.fix.edits[0].value == "e-ada"


def test_a_large_file_is_too_large_and_not_unreadable(corpus_of: CorpusOf, monkeypatch: pytest.MonkeyPatch) -> None:
    from standoff import limits
    monkeypatch.setattr(limits, "JSON_BYTES", 100)
    findings = run_only(corpus_of("{e-a|Ada}"), "file/").findings
    assert [finding.check for finding in findings] == ["file/too-large"]


@pytest.mark.parametrize("number", ["NaN", "1e400", "12345678901234567890"])
def test_a_number_that_cannot_be_known_is_said_once(corpus_of: CorpusOf, number: str) -> None:
    corpus = corpus_of("{e-ada|Ada} said {c-x about=e-ada|it was fair}.")
    path = corpus.documents[0].path
    path.write_bytes(path.read_bytes().replace(b'"start": 9', b'"start": ' + number.encode()))
    findings = run_only(corpus, "file/", "id/", "span/", "text/").findings
    assert [finding.check for finding in findings] == ["file/bad-number"]


def test_the_largest_file_is_read_and_the_next_is_told_the_limit(corpus_of: CorpusOf,
                                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    from standoff import limits
    corpus = corpus_of("{e-ada|Ada}")
    size = corpus.documents[0].path.stat().st_size
    monkeypatch.setattr(limits, "JSON_BYTES", size)
    assert run_only(corpus, "file/").findings == []
    corpus.documents[0].release()
    monkeypatch.setattr(limits, "JSON_BYTES", size - 1)
    (finding,) = run_only(corpus, "file/").findings
    assert finding.check == "file/too-large" and f"at most {size - 1:,} are read" in finding.message
