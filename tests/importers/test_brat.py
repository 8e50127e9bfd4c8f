"""brat: what goes in comes out, and what is wrong in a file is said with its line."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from standoff.__main__ import main
from standoff.brat import Annotations, parse
from standoff.corpus import Corpus, open_corpus
from standoff.text import Range
from standoff.walk import all_checks
from tests.conftest import run_only

TEXT = """Talks end

“It was fair,” Blinken said on Friday. He added that Yang
had told him, “we agree”. Sources close to
the talks doubt it.
"""
ANN = """T1\tContent 11 25\t“It was fair,”
T2\tSource 26 33\tBlinken
T3\tCue 34 38\tsaid
T4\tAttribution 34 38\tsaid
E1\tAttribution:T4 Content:T1 Cue:T3 Source:T2
T5\tSource 50 52\tHe
T6\tCue 53 58\tadded
T7\tContent 59 68;69 93\tthat Yang had told him, “we agree”
T8\tAttribution 53 58\tadded
E2\tAttribution:T8 Source:T5 Content:T7 Cue:T6
T9\tSource 64 68\tYang
T10\tCue 69 77\thad told
T11\tContent 83 93\t“we agree”
T12\tAttribution 69 77\thad told
E3\tAttribution:T12 Source:T9 Content:T11 Cue:T10
T13\tCue 122 127\tdoubt
T14\tContent 128 130\tit
T15\tAttribution-no-source 122 127\tdoubt
E4\tAttribution-no-source:T15 Cue:T13 Content:T14
T16\tDiscuss 0 5\tTalks
#1\tAnnotatorNotes E4\twho doubts?
"""
POLNEAR = Path(__file__).parents[2].parent / "shared" / "data" / "polnear"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A brat folder and an empty corpus beside it."""
    (tmp_path / "brat").mkdir()
    (tmp_path / "here" / "corpus").mkdir(parents=True)
    (tmp_path / "brat" / "Talks end-.txt").write_bytes(TEXT.encode())
    (tmp_path / "brat" / "Talks end-.ann").write_bytes(ANN.encode())
    return tmp_path


def take(folder: Path, *more: str) -> Corpus:
    """Import the brat folder and open the corpus."""
    assert main(["import", "brat", str(folder / "brat"), "--into", str(folder / "here"), "--date", "2020-01-02", *more]) == 0
    return open_corpus(folder / "here")


def meaning(ann: Annotations) -> Counter[object]:
    """Every event as its type, trigger and roles, and every annotation outside events, by their stretches."""
    found: Counter[object] = Counter()
    used = set()
    for event in ann.events.values():
        roles: dict[str, set[Range]] = {}
        for role, target in event.roles:
            roles.setdefault(role.rstrip("0123456789"), set()).update(ann.bounds[target].ranges)
            used.add(target)
        used.add(event.trigger)
        found[event.type, ann.bounds[event.trigger].ranges, tuple(sorted((r, tuple(sorted(p))) for r, p in roles.items()))] += 1
    for bound in ann.bounds.values():
        if bound.id not in used:
            found[bound.type, tuple(sorted(bound.ranges))] += 1
    return found


def test_events_become_attributions_with_sources_style_and_nesting(folder: Path) -> None:
    document = take(folder).document("talks-end")
    records = document.attributions
    assert {name: one.within for name, one in records.items()} == {"a-e1": None, "a-e2": None, "a-e3": None, "a-e4": None}
    assert [records[f"a-e{n}"].style for n in range(1, 5)] == ["direct", "mixed", "direct", "indirect"]
    assert [records[f"a-e{n}"].who for n in range(1, 5)] == ["e-blinken", "e-he", "e-yang", None]
    assert [(m.quote, m.form) for m in document.entities["e-he"].mentions] == [("He", "pronoun")]
    assert records["a-e4"].note == "who doubts?"
    file = document.file
    assert file and file.meta.title == "Talks end" and file.meta.rights.text == "none" and file.annotated[0].date == "2020-01-02"


def test_inside_one_stretch_of_content_is_within(folder: Path) -> None:
    whole = ANN.replace("T7\tContent 59 68;69 93", "T7\tContent 59 93")
    (folder / "brat" / "Talks end-.ann").write_bytes(whole.encode())
    assert take(folder).document("talks-end").attributions["a-e3"].within == "a-e2"


def test_the_way_back_gives_the_same_spans_and_roles(folder: Path) -> None:
    take(folder)
    assert main(["export", "brat", "--root", str(folder / "here"), "--to", str(folder / "out")]) == 0
    assert meaning(parse((folder / "out" / "talks-end.ann").read_text())) == meaning(parse(ANN))
    assert (folder / "out" / "talks-end.txt").read_bytes() == TEXT.encode()


def test_of_a_cue_in_pieces_the_reporting_word_is_kept_and_all_come_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The longest piece is 'on Friday', but without 'said' the word would stand under no attribution."""
    pieces = ANN.replace("T3\tCue 34 38\tsaid", "T3\tCue 34 38;39 48\tsaid on Friday")
    (folder / "brat" / "Talks end-.ann").write_bytes(pieces.encode())
    (cue,) = take(folder).document("talks-end").attributions["a-e1"].cue
    assert cue.quote == "said" and "the model holds one, 'said'" in capsys.readouterr().out
    assert main(["export", "brat", "--root", str(folder / "here"), "--to", str(folder / "out")]) == 0
    assert meaning(parse((folder / "out" / "talks-end.ann").read_text())) == meaning(parse(pieces))
    capsys.readouterr()
    assert main(["check", "--from", "brat", str(folder / "brat"), "--only", "attribution/unmarked-cue"]) == 0
    assert ": no findings" in capsys.readouterr().out


def test_texts_may_lie_in_a_folder_beside_the_annotations(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "text").mkdir()
    (folder / "brat" / "Talks end-.txt").rename(folder / "text" / "Talks end-.txt")
    for given in ("brat", "brat/Talks end-.ann"):
        assert main(["check", "--from", "brat", str(folder / given), "--skip", "span/adjacent"]) == 0
        assert capsys.readouterr().out.startswith("1 document, ")


def test_an_import_is_sound_for_every_error_check(folder: Path) -> None:
    corpus = take(folder)
    found = run_only(corpus).findings
    assert [f.check for f in found if f.severity.word == "error"] == []
    assert [f.message for f in found if f.check == "span/adjacent"]


def test_a_second_import_overwrites_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    take(folder)
    before = {path: path.read_bytes() for path in (folder / "here").rglob("*") if path.is_file()}
    assert main(["import", "brat", str(folder / "brat"), "--into", str(folder / "here"), "--by", "ada"]) == 2
    assert "talks-end.json would be overwritten; nothing was written" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in (folder / "here").rglob("*") if path.is_file()} == before


def test_several_annotators_of_a_text_become_second_annotations(folder: Path) -> None:
    for who in ("bob", "ada"):
        (folder / "brat" / f"Talks end-_{who}.ann").write_bytes(ANN.encode())
    (folder / "brat" / "Talks end-.ann").unlink()
    corpus = take(folder)
    assert [d.name for d in (*corpus.documents, *corpus.seconds)] == [
        "corpus/talks-end.json", "corpus/second/bob/talks-end.json"]
    file = corpus.documents[0].file
    assert file and file.annotated[0].by == "ada"


def test_a_file_can_be_imported_as_second_annotation_of_the_same_text(folder: Path) -> None:
    take(folder)
    assert [d.name for d in take(folder, "--second", "Ada L").seconds] == ["corpus/second/ada-l/talks-end.json"]


@pytest.mark.parametrize(("line", "instead", "fault"), [
    (1, "T1\tContent eleven\tx", ":1: T1 has no type and offsets"),
    (4, "nonsense", ":4: is no annotation: 'nonsense'"),
    (5, "E1\tAttribution:T4 Content:T99 Cue:T3", ":5: the Content of E1 is T99, which does not exist"),
    (2, "T1\tSource 26 33\tBlinken", ":2: T1 stands twice"),
    (16, "T13\tDiscuss 122 127\tdoubt", ":16: T13 is a Discuss, but E4 takes it as its Cue"),
    (2, "T2\tSource 26 33\tBli\nnken", ":3: is the rest of line 2: a line end stands in the text of T2"),
])
def test_what_is_wrong_in_a_file_is_said_with_its_line(folder: Path, capsys: pytest.CaptureFixture[str], line: int,
                                                       instead: str, fault: str) -> None:
    lines = ANN.split("\n")
    lines[line - 1] = instead
    (folder / "brat" / "Talks end-.ann").write_bytes("\n".join(lines).encode())
    take(folder)
    assert fault in capsys.readouterr().err


def test_a_text_that_differs_drifts_and_a_missing_content_is_found(folder: Path) -> None:
    broken = ANN.replace("11 25\t“It was fair,”", "11 25\t“It was good,”").replace(" Content:T14", "")
    (folder / "brat" / "Talks end-.ann").write_bytes(broken.encode())
    found = {(f.check, f.message) for f in run_only(take(folder)).findings if f.severity.word == "error"}
    assert ("file/bad-value", "`content` is an empty list, expected at least 1 of them") in found
    assert ("span/drifted", "text[11:25] is '“It was fair,”', but the quote is '“It was good,”'") in found
    assert len(found) == 2


def test_foreign_files_are_checked_where_they_lie(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = ANN.replace("T5\tSource 50 52\tHe", "T5\tSource 50 52\tShe").replace(" Content:T14", "")
    (folder / "brat" / "Talks end-.ann").write_bytes(broken.encode())
    before = sorted(folder.rglob("*"))
    assert main(["check", "--from", "brat", str(folder / "brat"), "--skip", "span/adjacent"]) == 1
    out = capsys.readouterr().out
    assert "span/drifted: text[50:52] is 'He', but the quote is 'She'\n  --> Talks end-.ann:6:1" in out
    assert "file/bad-value: `content` is an empty list, expected at least 1 of them\n  --> Talks end-.ann:19:1" in out
    assert "import/fault: T14 (Content 'it') belongs to no event\n  --> Talks end-.ann:17:1" in out
    assert "::: Talks end-.txt:3:40" in out and "safe fix" not in out and "3 errors" in out
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize(("old", "new", "said"), [
    ("Source 26 33", "Source 33 26", ["Talks end-.ann:2:1: error: import/fault: T2 marks nothing: it ends at 26, which is not after its start, 33"]),
    ("Source 26 33", "Source -1 33", ["Talks end-.ann:2:1: error: import/fault: T2 has no type and offsets: 'Source -1 33'"]),
    ("T2\tSource 26 33\t", "T2 Source 26 33 ", [
        "Talks end-.ann:2:1: error: import/fault: has no tab after its id: 'T2 Source 26 33 Blinken'",
        "Talks end-.ann:5:1: error: import/fault: the Source of E1 is T2, which does not exist"]),
    ("Source:T2", "Source:T99", [
        "Talks end-.ann:2:1: error: import/fault: T2 (Source 'Blinken') belongs to no event",
        "Talks end-.ann:5:1: error: import/fault: the Source of E1 is T99, which does not exist"]),
    ("AnnotatorNotes E4", "AnnotatorNotes E5", ["Talks end-.ann:21:1: error: import/fault: the note is on E5, which does not exist"]),
    ("\n#1", "\nR1\tCoref Arg1:T2 Arg2:T77\n#1", ["Talks end-.ann:21:1: error: import/fault: R1 refers to T77, which does not exist"]),
    ("\n#1", "\nA1\tNegation E1\n*\tEquiv T2 T5\n#1", []),
    ("T5\tSource 50 52\tHe", "T5\tSource 50 54\tHe a", [
        "Talks end-.ann:6:1: warning: span/cuts-word: 'He a' ends inside the word 'added' (help: take it in whole: 'He added')",
        "Talks end-.ann:7:1: error: attribution/overlap: the cue 'added' overlaps the source 'He a'"]),
    ("T1\tContent", "\ufeffT1\tContent", []), ("\n", "\r\n", [])])
def test_one_cause_is_one_finding_at_its_line(folder: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: list[str]) -> None:
    (folder / "brat" / "Talks end-.ann").write_bytes(ANN.replace(old, new, 1 if old != "\n" else -1).encode())
    main(["check", "--from", "brat", str(folder / "brat"), "--skip", "span/adjacent", "--output", "concise"])
    out = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Talks")]
    assert out == said


@pytest.mark.parametrize("damage", [lambda raw: b"\xef\xbb\xbf" + raw, lambda raw: raw.replace(b"\n", b"\r\n")], ids=["bom", "crlf"])
def test_offsets_into_another_form_of_the_text_are_one_finding(folder: Path, capsys: pytest.CaptureFixture[str], damage: Callable[[bytes], bytes]) -> None:
    (folder / "brat" / "Talks end-.txt").write_bytes(damage(TEXT.encode()))
    main(["check", "--from", "brat", str(folder / "brat"), "--output", "concise"])
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Talks")]
    assert "text/not-utf8" in line


def test_hints_wait_until_they_are_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "brat" / "Talks end-.ann").write_bytes(ANN.replace("T3\tCue 34 38\tsaid", "T3\tCue 39 41\ton").encode())
    main(["check", "--from", "brat", str(folder / "brat")])
    assert "skipped (informs only; --only NAME asks for it: 1): attribution/relayed, attribution/unknown-cue" in capsys.readouterr().out
    main(["check", "--from", "brat", str(folder / "brat"), "--only", "attribution/unknown-cue"])
    assert "no word of 'on' is known to attribute" in capsys.readouterr().out


DAMAGE = [b"", b"\x00\xff", b"T", b"T1", b"T1\t", b"T1\tContent", b"T1\tContent 0 5;\tTalks", b"T1\tContent 5 0\t", b"E1\t",
          b"E1\tA:E1 Content:E1", b"#1\t", b"R1\tX a", b"*\t", b"T1\tCue 0 99999999999999999999\tx", b"\t\t\t", bytes(range(128))]


def test_no_damage_is_a_crash_and_every_finding_has_a_page(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Lines left out, doubled, swapped or cut, and what is no line at all: findings or acceptance, and never an exception."""
    chance, pages = random.Random(4), {check.name for check in all_checks()}
    for number in range(40):
        lines = ANN.encode().split(b"\n")
        for _ in range(chance.randint(1, 4)):
            at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
            lines[at] = chance.choice([b"", lines[other], lines[at][: chance.randrange(len(lines[at]) + 1)], *DAMAGE,
                                       lines[at].replace(b"1", b"7"), lines[at].replace(b" ", b";")])
        (folder / "brat" / "Talks end-.ann").write_bytes(b"\n".join(lines))
        assert main(["check", "--from", "brat", str(folder / "brat"), "--output", "json"]) in (0, 1), number
        found = json.loads(capsys.readouterr().out)["findings"]
        assert {one["check"] for one in found} <= pages
        assert not [one for one in found if "itself failed" in one["message"]], number


@pytest.mark.slow
@pytest.mark.skipif(not POLNEAR.is_dir(), reason="the PolNeAR articles are no part of this project")
def test_real_articles_round_trip(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    assert main(["import", "brat", str(POLNEAR), "--into", str(tmp_path), "--date", "2018-05-01"]) == 0
    corpus = open_corpus(tmp_path)
    assert (len(corpus.documents), len(corpus.seconds)) == (204, 20)
    assert not [f for f in run_only(corpus).findings if "itself failed" in f.message]
    assert main(["export", "brat", "--second", "--root", str(tmp_path), "--to", str(tmp_path / "out")]) == 0
    names = {}
    for document in (*corpus.documents, *corpus.seconds):
        assert document.file and document.file.meta.origin and document.file.meta.origin.file
        stem, who = document.file.meta.origin.file.removesuffix(".txt"), document.file.annotated[0].by
        names[f"{stem}_{who}.ann"] = document.id if document in corpus.documents else f"{document.id}_{who}"
    assert sorted(names) == sorted(path.name for path in (POLNEAR / "attributions").iterdir())
    for original, name in sorted(names.items()):
        ours = parse((tmp_path / "out" / f"{name}.ann").read_text(encoding="utf-8"))
        assert meaning(ours) == meaning(parse((POLNEAR / "attributions" / original).read_text(encoding="utf-8"))), name
