"""Word vectors from a small table made here: no package, no network; weights of the semantic model are used with it."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from standoff.dedupe.group import group
from standoff.dedupe.model import load
from standoff.dedupe.semantic import vectors
from standoff.dedupe.view import views_of_texts
from standoff.errors import MissingExtraError

WORDS = ["[UNK]", "cars", "automobiles", "foul", "pollute", "air", "towns", "cities", "the", "of"]
TABLE = np.array([[0, 0, 0, 0], [1, 0, 0, 0], [1, .1, 0, 0], [0, 1, 0, 0], [0, 1, .1, 0], [0, 0, 1, 0], [0, 0, 0, 1],
                  [0, 0, .1, 1], [.1, .1, .1, .1], [.1, .1, .1, .1]], dtype=np.float32)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package of the name and the two files that are read, and nothing else."""
    import tokenizers  # here, not above: only these slow tests need the extra [semantic]
    from safetensors.numpy import save_file

    folder = tmp_path / "wordllama"
    for name in ("weights", "tokenizers"):
        (folder / name).mkdir(parents=True)
    (folder / "__init__.py").write_text("raise RuntimeError('it is read, never run')")
    save_file({"embedding.weight": TABLE}, str(folder / "weights" / "l2_supercat_256.safetensors"))
    reader = tokenizers.Tokenizer(tokenizers.models.WordLevel({word: n for n, word in enumerate(WORDS)}, "[UNK]"))
    reader.normalizer = tokenizers.normalizers.Lowercase()
    reader.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    reader.save(str(folder / "tokenizers" / "l2_supercat_tokenizer_config.json"))
    monkeypatch.delitem(sys.modules, "wordllama", raising=False)
    monkeypatch.syspath_prepend(str(tmp_path))


@pytest.mark.slow
def test_words_of_one_meaning_lie_near(small: None) -> None:
    rows = vectors()(["cars foul the air", "automobiles pollute the air", "towns of cities", ""])
    unit = rows[:3] / np.linalg.norm(rows[:3], axis=1, keepdims=True)
    assert rows.shape == (4, 4) and not rows[3].any()
    assert unit[0] @ unit[1] > .98 > .5 > unit[0] @ unit[2]


@pytest.mark.slow
def test_the_group_is_the_same_in_any_order_and_a_denial_stays_out(small: None) -> None:
    texts = {"t#1": "Cars foul the air of towns.", "t#2": "Automobiles pollute the air of cities.",
             "t#3": "Cars do not foul the air of towns."}
    views = views_of_texts(texts)
    found = group(views, load(semantic=True), vectors=vectors())
    assert found == group(views[::-1], load(semantic=True), vectors=vectors())
    assert not any({"t#1", "t#3"} <= set(members) for members in found.groups)
    plain, closer = (group(views, load(semantic=bool(v)), vectors=v).scores["t#1", "t#2"] for v in (None, vectors()))
    assert plain != closer


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("standoff.dedupe.semantic.find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match="semantic"):
        vectors()
