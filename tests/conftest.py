"""What all tests share: corpora written as sketches."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from standoff.corpus import Corpus, open_corpus
from standoff.finding import Finding
from standoff.sketch import write_sketch
from standoff.walk import Result, all_checks, run, select

os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="standoff-tests-")  # no test meets the cache of a user
atexit.register(shutil.rmtree, os.environ["XDG_CACHE_HOME"], ignore_errors=True)

CorpusOf = Callable[[str], Corpus]
Found = Callable[..., list[Finding]]


@pytest.fixture
def corpus_of(tmp_path: Path) -> CorpusOf:
    """A function: the corpus that a sketch describes."""
    def build(sketch: str) -> Corpus:
        (tmp_path / "corpus").mkdir(exist_ok=True)
        write_sketch(textwrap.dedent(sketch).strip("\n"), tmp_path)
        return open_corpus(tmp_path)
    return build


def run_only(corpus: Corpus, *names: str, documents: Sequence[str] | None = None) -> Result:
    """One run of the named checks alone."""
    wanted = None if documents is None else [corpus.document(name) for name in documents]
    return run(corpus, select(all_checks(), names, ()), wanted)


@pytest.fixture
def found(corpus_of: CorpusOf) -> Found:
    """A function: the findings of the named checks in a sketch."""
    def check(sketch: str, *names: str) -> list[Finding]:
        return run_only(corpus_of(sketch), *names).findings
    return check
