"""Releases: same input same bytes, every tampering refused, nothing half-published."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

import standoff
from standoff.corpus import open_corpus
from standoff.errors import ConflictError, DataError, StandoffError, UsageError
from standoff.release.archive import write_archive
from standoff.release.build import Built, build
from standoff.release.verify import verify
from standoff.rows import TABLES
from standoff.sketch import write_sketch

from ..conftest import CorpusOf

SKETCH = """
== tea ==
{a-a.source|{e-ada type=person name=Ada|Ada}} {a-a.cue who=e-ada style=direct|said}: {a-a|„{c-hot attribution=a-a about=e-tea text=Assam_was_hot.|{e-tea type=topic|Assam} was hot} 🍵“}. A long afternoon followed, in which nobody drank.
@ /meta/rights/text = "excerpts"
== pot ==
{c-pot text==The_pot_broke.|The pot 🫖 “broke”}.
"""


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("once")
    write_sketch(SKETCH.strip("\n"), root)
    return build(open_corpus(root), root / "dist")


@pytest.fixture
def built(built_once: Built, tmp_path: Path) -> Built:
    """A release of the sketch, with its archive, that a test may spoil."""
    shutil.copytree(built_once.folder.parent, tmp_path / "dist")
    return dataclasses.replace(built_once, folder=tmp_path / "dist" / built_once.folder.name)


def run(*words: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-P", "-m", "standoff", *words], cwd=cwd, text=True, capture_output=True,
                          env={**os.environ, **environment}, check=False)


def digests(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
            for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_release_is_proved_and_read_back(built: Built) -> None:
    assert verify(built.folder).faults == ()
    data = standoff.load(built.folder)
    assert [c.id for c in data.claims] == ["pot#c-pot", "tea#c-hot"]
    assert data.claims["tea#c-hot"].quote == "Assam was hot"
    assert data.claims[1].statement == "According to Ada: Assam was hot."
    assert subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=built.folder, check=False).returncode == 0


def test_formats_hold_the_same_rows(built: Built) -> None:
    data = standoff.load(built.folder)
    base = sqlite3.connect(built.folder / "corpus.sqlite")
    for name in TABLES:
        rows = [json.loads(line) for line in (built.folder / f"jsonl/{name}.jsonl").read_text().splitlines()]
        assert pq.read_table(built.folder / f"parquet/{name}.parquet").to_pylist() == rows
        cursor = base.execute(f'SELECT * FROM "{name}"')
        stored = [dict(zip([d[0] for d in cursor.description], row, strict=True)) for row in cursor]
        assert stored == rows and len(getattr(data, name)) == len(rows)
    assert base.execute("SELECT rowid FROM claims_text WHERE claims_text MATCH 'broke'").fetchall()


def test_views_run_in_duckdb(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(built.folder)
    connection = duckdb.connect()
    connection.execute((built.folder / "views.sql").read_text())
    assert connection.execute("SELECT count(*) FROM claims").fetchone() == (2,)


@pytest.mark.parametrize(("tz", "lang", "seed", "mask"), [("Asia/Tokyo", "tr_TR.UTF-8", "7", 0o077)])
def test_same_input_same_bytes(corpus_of: CorpusOf, tmp_path: Path, tz: str, lang: str, seed: str, mask: int) -> None:
    corpus_of(SKETCH)
    first, second = tmp_path / "a" / "repo", tmp_path / "b ü" / "other"
    for copy in (first, second):
        copy.mkdir(parents=True)
        names = sorted(["corpus", "seeds"], reverse=copy is second)
        for name in names:
            shutil.copytree(tmp_path / name, copy / name)
    assert run("publish", cwd=first, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C", SOURCE_DATE_EPOCH="1600000000").returncode == 0
    old = os.umask(mask)
    try:
        done = run("publish", cwd=second, PYTHONHASHSEED=seed, TZ=tz, LC_ALL=lang, SOURCE_DATE_EPOCH="1600000000")
    finally:
        os.umask(old)
    assert done.returncode == 0, done.stderr
    assert digests(first / "dist/corpus-dev") == digests(second / "dist/corpus-dev")


def rewrite(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def tamper(folder: Path) -> None:
        (folder / name).write_bytes(change((folder / name).read_bytes()))
    return tamper


def consistent(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """Change a file and re-sign it everywhere, as a careful forger would."""
    def tamper(folder: Path) -> None:
        old = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        rewrite(name, change)(folder)
        raw = (folder / name).read_bytes()
        new = hashlib.sha256(raw).hexdigest()
        manifest = json.loads((folder / "manifest.json").read_text())
        manifest["files"][name] = {"bytes": len(raw), "sha256": new}
        lines = "".join(f"{entry['sha256']}  {n}\n" for n, entry in sorted(manifest["files"].items()) if n.startswith("jsonl/"))
        manifest["content_id"] = hashlib.sha256(lines.encode()).hexdigest()
        before = hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()
        (folder / "manifest.json").write_text(json.dumps(manifest))
        after = hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()
        rewrite("SHA256SUMS", lambda b: b.replace(old.encode(), new.encode()).replace(before.encode(), after.encode()))(folder)
    return tamper


def archive(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    return lambda folder: rewrite(f"{folder.name}.zip", change)(folder.parent)


def rezip(folder: Path, files: dict[str, bytes]) -> None:
    """The archive written again in the right form, with other files."""
    copy = folder.parent / "copy" / folder.name
    shutil.copytree(folder, copy)
    for name, raw in files.items():
        if ".." not in name:
            (copy / name).write_bytes(raw)
    write_archive(copy, folder.with_name(f"{folder.name}.zip"))
    for name in (name for name in files if ".." in name):
        with zipfile.ZipFile(folder.with_name(f"{folder.name}.zip"), "a") as opened:
            opened.writestr(f"{folder.name}/{name}", files[name])
    shutil.rmtree(copy.parent)


TAMPERINGS: dict[str, Callable[[Path], None]] = {
    "changed byte": rewrite("jsonl/claims.jsonl", lambda b: b.replace(b"hot", b"not", 1)),
    "missing file": lambda folder: (folder / "jsonl/claims.jsonl").unlink(),
    "extra file": lambda folder: (folder / "jsonl/more.jsonl").write_text("{}\n"),
    "swapped tables": lambda folder: shutil.copy(folder / "parquet/facts.parquet", folder / "parquet/claims.parquet"),
    "edited manifest": rewrite("manifest.json", lambda b: b.replace(b'"dev"', b'"1.0"')),
    "edited content id": rewrite("manifest.json", lambda b: b.replace(b'"content_id": "', b'"content_id": "0')),
    "edited sums": rewrite("SHA256SUMS", lambda b: b.replace(b"a", b"b", 1)),
    "truncated sqlite": rewrite("corpus.sqlite", lambda b: b[:4096]),
    "link for a file": lambda f: ((f / "README.md").rename(f.parent / "x"), (f / "README.md").symlink_to(f.parent / "x"))[1],
    "re-signed: row gone": consistent("jsonl/claims.jsonl", lambda b: b.split(b"\n", 1)[1]),
    "re-signed: row twice": consistent("jsonl/claims.jsonl", lambda b: b.split(b"\n")[0] + b"\n" + b),
    "re-signed: dangling": consistent("jsonl/claims.jsonl", lambda b: b.replace(b'"document":"pot"', b'"document":"pan"')),
    "re-signed: retyped": consistent("jsonl/claims.jsonl", lambda b: b.replace(b'"depth":0', b'"depth":"0"')),
    "re-signed: column gone": consistent("jsonl/claims.jsonl", lambda b: b.replace(b'"depth":0,', b"")),
    "re-signed: key twice": consistent("jsonl/claims.jsonl", lambda b: b.replace(b'"depth":0', b'"depth":0,"depth":0', 1)),
    "re-signed: other order": consistent("jsonl/claims.jsonl", lambda b: b"".join(reversed(b.splitlines(keepends=True)))),
    "re-signed: csv value": consistent("csv/claims.csv", lambda b: b.replace(b"asserted", b"denied", 1)),
    "re-signed: csv row gone": consistent("csv/claims.csv", lambda b: b[: b.rstrip(b"\n").rindex(b"\n") + 1]),
    "re-signed: parquet of another table": consistent("parquet/claims.parquet", lambda b: b[:4] + b[8:]),
    "re-signed: citation of another version": consistent("CITATION.cff", lambda b: b.replace(b'"dev"', b'"9.9.9"')),
    "re-signed: other text": consistent("annotations/brat/pot.txt", lambda b: b.replace(b"pot", b"pan")),
    "re-signed: W3C statement": consistent("annotations/w3c/pot.jsonld", lambda b: b.replace(b"broke", b"burst", 1)),
    "re-signed: W3C offset": consistent("annotations/w3c/tea.jsonld", lambda b: b.replace(b'"start": 0', b'"start": 1', 1)),
    "re-signed: brat stance": consistent("annotations/brat/pot.ann", lambda b: b.replace(b"asserted", b"denied", 1)),
    "re-signed: CAS owner": consistent("annotations/cas/pot.xmi", lambda b: b.replace(b"pot#c-pot", b"pot#c-pan", 1)),
    "re-signed: token label": consistent("annotations/tokens/pot.tsv", lambda b: b.replace(b"B-c-pot", b"O", 1)),
    "re-signed: card": consistent("README.md", lambda b: b.replace(b"2 ", b"3 ", 1)),
    "re-signed: terms": consistent("LICENSE", lambda b: b.replace(b"excerpts", b"full", 1)),
    "re-signed: view": consistent("views.sql", lambda b: b.replace(b"facts.parquet", b"claims.parquet")),
    "re-signed: schema": consistent("schema/tables.md", lambda b: b.replace(b"claim", b"clam", 1)),
    "re-signed: share understated": consistent("rights.jsonl", lambda b: b.replace(b'"revealed":0.', b'"revealed":0.0', 1)),
    "re-signed: document of rights": consistent("rights.jsonl", lambda b: b.replace(b'"document":"pot"', b'"document":"pan"')),
    "re-signed: changelog": consistent("CHANGELOG.md", lambda b: b.replace(b"first", b"last")),
    "re-signed: search index": consistent("corpus.sqlite", lambda b: b.replace(b"\x05broke", b"\x05brake")),
    "re-signed: parquet of another version": consistent("parquet/claims.parquet", lambda b: b.replace(b"dev", b"9.9")),
    "re-signed: sqlite value": consistent("corpus.sqlite", lambda b: b.replace(b"factual", b"fictive")),
    "re-signed: description of other files": consistent("datapackage.json", lambda b: b.replace(b"sha256:", b"sha256:0", 1)),
    "archive: truncated": archive(lambda b: b[: len(b) // 2]),
    "archive: changed byte": archive(lambda b: b[:200] + bytes([b[200] ^ 1]) + b[201:]),
    "archive: another file": lambda folder: rezip(folder, {"more.txt": b"x"}),
    "archive: another content": lambda folder: rezip(folder, {"LICENSE": b"x"}),
    "archive: a path that leads out": lambda folder: rezip(folder, {"../../x": b"x"}),
    "archive: no archive": archive(lambda _: b"PK"),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_refused(built: Built, name: str) -> None:
    before = digests(built.folder.parent)
    TAMPERINGS[name](built.folder)
    changed = {path for path, digest in digests(built.folder.parent).items() if before.get(path) != digest} | (
        {*before} - {*digests(built.folder.parent)})
    assert len(changed) == (3 if name.startswith("re-signed") else 1), "the file itself, the manifest and the checksums"
    if name.startswith("re-signed"):
        built.folder.with_name("corpus-dev.zip").unlink()  # or the archive alone would tell
    faults = verify(built.folder).faults
    assert faults
    assert not name.startswith("re-signed") or not any("SHA" in fault for fault in faults), faults


@pytest.mark.parametrize(("old", "new", "fault"), [
    (b'"key":["pot#c-pot"]', b'"key":["pot#c-pan"]', "is said to be changed, and is not there"),
    (b'"key":["cup"]', b'"key":["pot"]', "is said to be removed, and is there"),
    (b'"text":"=The pan broke."', b'"text":"=The pan cracked."', "text is not what it is said to be after"),
    (b'"change":"removed"', b'"change":"lost"', "no such change"),
])
def test_changes_that_the_tables_contradict_are_refused(corpus_of: CorpusOf, tmp_path: Path, old: bytes, new: bytes,
                                                        fault: str) -> None:
    first = build(corpus_of(SKETCH + "== cup ==\nIt rained.\n"), tmp_path / "dist", version="1.0.0").folder
    for name in ("corpus/cup.json", "seeds/cup.txt"):
        (tmp_path / name).unlink()
    second = build(corpus_of(SKETCH.replace("text==The_pot", "text==The_pan")), tmp_path / "dist", version="2.0.0",
                   since=str(first)).folder
    assert verify(second).faults == ()
    consistent("changes.jsonl", lambda b: b.replace(old, new, 1))(second)
    assert any(told.startswith("changes.jsonl: ") and fault in told for told in verify(second).faults)


def test_the_archive_alone_is_proved(built: Built) -> None:
    packed = built.folder.with_name("corpus-dev.zip")
    shutil.rmtree(built.folder)
    assert verify(packed).faults == ()
    rewrite(packed.name, lambda b: b[: len(b) // 2])(packed.parent)
    with pytest.raises(DataError, match="archive"):
        verify(packed)


def test_an_archive_that_leads_out_is_not_unpacked(built: Built) -> None:
    rezip(built.folder, {"../../../../evil": b"x"})
    with pytest.raises(DataError, match="no name of a file"):
        verify(built.folder.with_name("corpus-dev.zip"))


@pytest.mark.parametrize("change", [lambda b: b.replace(b'"schema": "1"', b'"schema": "9"'), lambda b: b[:-20],
                                    lambda b: b.replace(b'"tables"', b'"tbles"')])
def test_what_is_no_release_is_said_to_be_none(built: Built, change: Callable[[bytes], bytes]) -> None:
    rewrite("manifest.json", change)(built.folder)
    with pytest.raises(DataError):
        verify(built.folder)


def test_a_version_never_changes(corpus_of: CorpusOf, tmp_path: Path) -> None:
    corpus = corpus_of(SKETCH)
    first = build(corpus, tmp_path / "dist", version="1.0.0")
    assert not first.existed
    before = digests(first.folder)
    assert build(open_corpus(tmp_path), tmp_path / "dist", version="1.0.0").existed
    with pytest.raises(ConflictError, match="never changes"):
        build(corpus_of(SKETCH.replace("broke", "burst")), tmp_path / "dist", version="1.0.0")
    assert digests(first.folder) == before
    assert {p.name for p in (tmp_path / "dist").iterdir()} == {"corpus-1.0.0", "corpus-1.0.0.zip"}


@pytest.mark.parametrize("version", ["1", "01.0.0", "../x", "1.0.0 ", "v1.0.0", ""])
def test_odd_versions_are_refused(corpus_of: CorpusOf, tmp_path: Path, version: str) -> None:
    with pytest.raises(UsageError):
        build(corpus_of(SKETCH), tmp_path / "dist", version=version)


def test_a_failing_build_leaves_the_old_preview(built: Built, corpus_of: CorpusOf, tmp_path: Path,
                                                monkeypatch: pytest.MonkeyPatch) -> None:
    before = digests(built.folder)

    def full(*_: object, **__: object) -> None:
        raise StandoffError("cannot be written: No space left on device")
    monkeypatch.setattr("standoff.export.write", full)
    with pytest.raises(StandoffError, match="No space"):
        build(corpus_of(SKETCH.replace("broke", "burst")), tmp_path / "dist")
    assert digests(built.folder) == before and {p.name for p in (tmp_path / "dist").iterdir()} == {"corpus-dev", "corpus-dev.zip"}


def test_a_preview_lost_between_two_renames_comes_back(built: Built, corpus_of: CorpusOf, tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    built.folder.rename(built.folder.with_name(f".corpus-dev.{dead.pid}.old"))
    (tmp_path / "dist" / f".corpus-dev.{dead.pid}.staging").mkdir()
    build(corpus_of(SKETCH), tmp_path / "dist")
    assert {p.name for p in (tmp_path / "dist").iterdir()} == {"corpus-dev", "corpus-dev.zip"}


def test_revealed_share_of_the_whole_folder(corpus_of: CorpusOf, tmp_path: Path) -> None:
    """No file of a release shows a longer run of an excerpts text than the policy allows."""
    words = [f"w{n:03}" for n in range(200)]
    text = " ".join(words)
    corpus = corpus_of(f'{{c-all text=Words.|{text}}}. {{c-part text=Some.|Short words here}}.\n@ /meta/rights/text = "excerpts"')
    folder = build(corpus, tmp_path / "dist").folder
    everything = b"".join(p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file() and "parquet" not in p.parts)
    seen = {word for word in words if word.encode() in everything}
    assert seen == {*words[:4], *words[-4:]}
    rights = json.loads((folder / "rights.jsonl").read_text())
    assert 0 < rights["revealed"] <= 0.3 and rights["revealed"] <= rights["revealed_with_wording"]
