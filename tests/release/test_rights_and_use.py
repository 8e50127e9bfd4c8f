"""What a release reveals, how its owner of the texts gets the rest back, how it is loaded and cited."""

from __future__ import annotations

import dataclasses
import re
import zipfile
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import standoff
from standoff.__main__ import main
from standoff.corpus import open_corpus
from standoff.errors import ConflictError
from standoff.release.build import build
from standoff.release.rehydrate import rehydrate
from standoff.release.verify import verify

from ..conftest import CorpusOf

WORDS = [f"qz{n:03}" for n in range(600)]


def wordy(policy: str) -> str:
    """600 words, each unlike any other, nearly all of them evidence, source, cue or mention of something."""
    parts = []
    for n in range(0, 600, 30):
        w = WORDS[n : n + 30]
        parts.append(f"{{e-e{n} type=person name=N|{w[0]} {w[1]}}} {{a-a{n}.source who=e-e{n}|{w[2]}}} {{a-a{n}.cue|{w[3]} {w[4]}}} "
                     f"{{a-a{n}|{{c-c{n} attribution=a-a{n} text=T{n}.|{' '.join(w[5:12])}}} {{c-d{n} attribution=a-a{n} text=U{n}.|{' '.join(w[12:30])}}}}}")
    return "\n".join(parts) + f'\n@ /meta/rights/text = "{policy}"'


def revealed(folder: Path) -> set[str]:
    """The words of the text that any file shows, archives and compressed columns included."""
    seen: set[str] = set()
    for path in sorted(folder.parent.rglob("*")):
        if path.suffix == ".parquet":
            texts = [str(value) for row in pq.read_table(path).to_pylist() for value in row.values()]
        elif path.suffix == ".zip":
            with zipfile.ZipFile(path) as opened:
                texts = [opened.read(name).decode("utf-8", "replace") for name in opened.namelist()]
        else:
            texts = [path.read_bytes().decode("utf-8", "replace")] if path.is_file() else []
        for text in texts:
            seen.update(re.findall(r"qz[0-9]{3}", text))
    return seen


@pytest.mark.parametrize(("policy", "least", "most"), [("full", 0.8, 1.0), ("excerpts", 0.20, 0.30), ("none", 0.0, 0.0)])
def test_the_share_revealed_by_everything_together(corpus_of: CorpusOf, tmp_path: Path, policy: str, least: float,
                                                   most: float) -> None:
    corpus = corpus_of(wordy(policy))
    folder = build(corpus, tmp_path / "dist").folder
    text = corpus.documents[0].text
    assert text is not None
    shown = revealed(folder)
    share = sum(map(len, shown)) / len(text)  # without the spaces between words
    assert least <= share <= most
    assert policy != "full" or shown == set(WORDS)
    if policy == "excerpts":
        runs = "".join("x" if word in shown else " " for word in WORDS).split()
        assert max(map(len, runs)) < 30, "never a whole passage"


def test_what_an_older_version_showed_is_not_told_again(corpus_of: CorpusOf, tmp_path: Path) -> None:
    """A text goes from full to excerpts: the changes since then quote nothing that the new version hides."""
    first = build(corpus_of(wordy("full")), tmp_path / "old", version="1.0.0").folder
    second = build(corpus_of(wordy("excerpts")), tmp_path / "new", version="2.0.0", since=str(first)).folder
    assert (second / "changes.jsonl").stat().st_size and verify(second).faults == ()
    assert sum(map(len, revealed(second))) / len(" ".join(WORDS)) <= 0.30


def test_rehydrating_gives_what_a_full_release_holds(corpus_of: CorpusOf, tmp_path: Path) -> None:
    thin = build(corpus_of(wordy("excerpts")), tmp_path / "thin").folder
    whole = build(corpus_of(wordy("full")), tmp_path / "whole").folder
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "other name.txt").write_bytes((tmp_path / "seeds/sketch.txt").read_bytes())
    made = rehydrate(thin, mine, tmp_path / "out")
    assert made.restored == ("sketch",) and not made.missing
    one, other = standoff.load(made.folder), standoff.load(whole)
    for name in ("spans", "claims", "chain", "facts"):
        assert list(getattr(one, name)) == list(getattr(other, name))
    assert verify(made.folder).faults == () and one.version == "dev+rehydrated"
    with pytest.raises(ConflictError):
        rehydrate(thin, mine, tmp_path / "out")


def test_rehydrating_says_what_it_cannot_restore(corpus_of: CorpusOf, tmp_path: Path,
                                                 capsys: pytest.CaptureFixture[str]) -> None:
    thin = build(corpus_of(wordy("excerpts")), tmp_path / "dist").folder
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/sketch.txt").write_text("another text")
    assert main(["rehydrate", str(thin), "--seeds", str(tmp_path / "mine")]) == 1
    assert "sketch.txt is another text" in capsys.readouterr().out
    assert list(standoff.load(thin.with_name("corpus-dev-rehydrated")).claims) == list(standoff.load(thin).claims)


def test_tables_as_arrow_pandas_and_polars(corpus_of: CorpusOf, tmp_path: Path) -> None:
    data = standoff.load(build(corpus_of(wordy("full")), tmp_path / "dist").folder)
    rows = [dataclasses.asdict(row) for row in data.claims]
    arrow, pandas, polars = data.claims.to_arrow(), data.claims.to_pandas(), data.claims.to_polars()
    assert isinstance(arrow, pa.Table) and arrow.to_pylist() == rows
    assert isinstance(polars, pl.DataFrame) and polars.to_dicts() == rows
    assert isinstance(pandas, pd.DataFrame) and list(pandas["id"]) == [row["id"] for row in rows]
    assert data.claims["sketch#c-c0"].text == "T0." and data.documents[0].id == "sketch"


CITED = """
{e-ada type=person name=Ada|Ada} {a-a.cue who=e-ada|said} {a-a|{c-hot attribution=a-a was=c-warm text=Tea_is_100%_hot.|tea is hot}}.
@ /meta/title = "Tea & Co_1"
"""


def test_citing(corpus_of: CorpusOf, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus_of(CITED)
    assert main(["cite", "sketch#c-hot", "--root", str(tmp_path)]) == 0
    text, bibtex = capsys.readouterr().out.split("\n\n")
    assert "“According to Ada: tea is 100% hot.” “Tea & Co_1”" in text and "sketch#c-hot" in text
    assert bibtex.startswith("@misc{corpus-dev-sketch-c-hot,") and r"Tea \& Co\_1" in bibtex and r"100\% hot" in bibtex
    assert bibtex.count("{") == bibtex.count("}")
    folder = build(open_corpus(tmp_path), tmp_path / "dist").folder
    assert main(["cite", "sketch#c-warm", "--release", str(folder)]) == 0
    out = capsys.readouterr()
    assert "sketch#c-warm was merged into sketch#c-hot" in out.err and "tea is 100% hot" in out.out
    assert main(["cite", "sketch#c-hut", "--root", str(tmp_path)]) == 2
    assert "did you mean sketch#c-hot?" in capsys.readouterr().err


def test_every_id_leads_somewhere(corpus_of: CorpusOf, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus_of(CITED + '\n== corpus/retired.json ==\n{"standoff": "1", "retired": [{"id": "sketch#c-gone", "why": "An error.", "date": "2021"}]}\n')
    data = standoff.load(build(open_corpus(tmp_path), tmp_path / "dist").folder)
    assert [(f.id, f.target, f.why) for f in data.forwards] == [("sketch#c-gone", None, "An error."),
                                                                ("sketch#c-warm", "sketch#c-hot", None)]
    assert main(["cite", "sketch#c-gone", "--root", str(tmp_path)]) == 2
    assert "withdrawn on 2021: An error." in capsys.readouterr().err
