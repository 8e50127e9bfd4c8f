"""The project's own five texts: what the tool proposes before any decision, against what was decided."""

from __future__ import annotations

from pathlib import Path

from standoff.corpus import open_corpus
from standoff.dedupe.evaluate import leave_decisions_out

ROOT = Path(__file__).parents[2]


def test_facts_across_documents_are_proposed_and_contradictions_are_not() -> None:
    found = leave_decisions_out(open_corpus(ROOT))
    assert found.facts >= 7 and found.pairs >= 11
    assert found.contradicting == ()
    assert len(found.missed) <= 1  # a paraphrase that shares two words: 'abuses against the Uyghurs' and 'activities'
    assert found.right * 100 >= 90 * found.pairs
    assert len(found.wrong) * 100 <= 5 * (found.right + len(found.wrong))
