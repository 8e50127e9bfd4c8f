"""The explorer as part of a release, as a command, and as the review of a difference."""

from __future__ import annotations

import json
import webbrowser
from pathlib import Path

import pytest

from standoff.__main__ import main
from standoff.corpus import open_corpus
from standoff.diff import Change, diff
from standoff.errors import StandoffError, UsageError
from standoff.export import Job
from standoff.release.build import build
from standoff.release.sides import rows_side
from standoff.release.verify import verify
from standoff.rows import build_rows
from standoff.site.changes import collect, render_changes, words
from standoff.store import write_new

from .conftest import SKETCH, STAMP, corpus_at


def test_every_release_has_its_explorer(tmp_path: Path) -> None:
    built = build(corpus_at(tmp_path / "in", SKETCH), tmp_path / "dist")
    assert not verify(built.folder).faults
    assert "site/index.html" in built.manifest.files and "site/documents/bob-2022.html" in built.manifest.files
    card = (built.folder / "README.md").read_text(encoding="utf-8")
    assert "| site/ | the explorer" in card and "croissant.json" in card
    first = (built.folder / "site/index.html").read_text(encoding="utf-8")
    described = json.loads(first.split('<script type="application/ld+json">')[1].split("</script>")[0])
    croissant = json.loads((built.folder / "croissant.json").read_text(encoding="utf-8"))
    assert described["conformsTo"].endswith("croissant/1.1") and described["recordSet"] == croissant["recordSet"]
    assert all((built.folder / "site" / part["contentUrl"]).is_file() for part in described["distribution"])
    about = (built.folder / "site/about.html").read_text(encoding="utf-8")
    assert 'href="../jsonl/claims.jsonl"' in about and (built.folder / "jsonl/claims.jsonl").is_file()
    every = (built.folder / "site/files.html").read_text(encoding="utf-8")
    assert all(f'href="../{path.relative_to(built.folder).as_posix()}"' in every for path in (built.folder / "csv").iterdir())
    text = (built.folder / "site/documents/bob-2022.html").read_text(encoding="utf-8")
    assert "characters …]" in text and "secret middle part" not in text


def test_the_command_shows_the_full_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    corpus_at(tmp_path, SKETCH)
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    assert main(["site", "--root", str(tmp_path), "--open"]) == 0
    page = tmp_path / "dist/site/documents/bob-2022.html"
    assert "secret middle part" in page.read_text(encoding="utf-8")
    assert opened == [(tmp_path / "dist/site/index.html").as_uri()] and "pages" in capsys.readouterr().out
    assert main(["site", "--root", str(tmp_path)]) == 0  # replaces its own
    assert [path.name for path in (tmp_path / "dist").iterdir()] == ["site"]


def test_the_command_replaces_nothing_of_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus_at(tmp_path, SKETCH)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    assert main(["site", "--root", str(tmp_path), "--out", "mine"]) == UsageError.exit_code
    assert "something else than an explorer" in capsys.readouterr().err and [p.name for p in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_the_command_names_what_it_cannot_show(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus_at(tmp_path, SKETCH)
    (tmp_path / "corpus" / "bob-2022.json").write_text('{"standoff"')
    assert main(["site", "--root", str(tmp_path)]) == 0
    assert "bob-2022" in capsys.readouterr().err
    assert [page.name for page in (tmp_path / "dist/site/documents").iterdir()] == ["ada-2021.html"]


def test_a_new_file_is_never_written_over_another(tmp_path: Path) -> None:
    write_new(tmp_path / "a" / "b", b"one")
    with pytest.raises(StandoffError, match="cannot be written"):
        write_new(tmp_path / "a" / "b", b"two")
    assert (tmp_path / "a" / "b").read_bytes() == b"one"
    with pytest.raises(UsageError, match="below its folder"):
        Job(STAMP, build_rows(corpus_at(tmp_path / "c", SKETCH)), tmp_path).write_new("../x", b"")


def test_words_that_stay_go_and_come() -> None:
    assert [(w.text, w.how) for w in words("tea is hot", "tea was hot!")] == [
        ("tea ", ""), ("is", "del"), ("was", "ins"), (" hot", ""), ("!", "ins")]


def test_a_difference_is_shown_record_by_record(tmp_path: Path) -> None:
    old = rows_side(build_rows(corpus_at(tmp_path / "old", SKETCH)), "v1")
    changed = SKETCH.replace("stance=denied", "stance=unlikely").replace("text=It_rained.", "text=It_poured.").replace(
        "hot is not cold", "<b>cold</b>")
    new = rows_side(build_rows(corpus_at(tmp_path / "new", changed)), "v2")
    changes = list(diff(old, new))
    records = {(r.table, r.id): r for r in collect(old, new, changes)}
    claim = records["claims", "bob-2022#c-hot"]
    assert claim.change == "changed" and ("stance", [("denied", "del"), ("unlikely", "ins")]) in [
        (name, [(w.text, w.how) for w in listed]) for name, listed in claim.fields]
    assert any(part[0] == "chain" for part in claim.parts)
    assert "ins" in [w.how for w in records["claims", "bob-2022#c-rain"].head]
    assert any(table == "links" for table, _ in records)
    html = render_changes(old, new, changes, "minor", {"answers changed": ["claims bob-2022#c-hot"]})
    assert "<del>denied</del><ins>unlikely</ins>" in html and "<script" not in html
    assert "&lt;b&gt;" in html and "<b>cold</b>" not in html
    assert "Nothing changed." in render_changes(old, old, [], "patch", {})


def test_what_is_added_and_removed_keeps_its_words(tmp_path: Path) -> None:
    old = rows_side(build_rows(corpus_at(tmp_path / "old", SKETCH)), "v1")
    less = SKETCH.replace('"Tea Board", "wikidata": "Q42"}', '"Tea Board"}, {"id": "cup", "type": "topic", "name": "Cup"}')
    new = rows_side(build_rows(corpus_at(tmp_path / "new", less)), "v2")
    records = {r.id: r for r in collect(old, new, diff(old, new))}
    assert records["cup"].change == "added" and [w.how for w in records["cup"].head] == ["ins"]
    assert [f[0] for f in records["tea-board"].fields] == ["wikidata"]
    gone = collect(new, old, [Change("entities", ("cup",), "removed", {"name": "Cup"})])
    assert [w.how for w in gone[0].head] == ["del"]


def test_diff_writes_one_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus_at(tmp_path / "a", SKETCH)
    corpus_at(tmp_path / "b", SKETCH.replace("The weather was fine", "The weather was bad").replace("The_weather_was_fine", "The_weather_was_bad"))
    assert main(["diff", "--html", str(tmp_path / "a"), str(tmp_path / "b")]) == 0
    assert "<ins>bad</ins>" in capsys.readouterr().out
    assert main(["diff", "--html", str(tmp_path / "a")]) == UsageError.exit_code
    assert open_corpus(tmp_path / "a").documents
