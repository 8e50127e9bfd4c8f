"""quality.json of a release is recomputed from the stored second annotations, clusterings and audits."""

from __future__ import annotations

import json
from pathlib import Path

from standoff.corpus import open_corpus
from standoff.quality import quality
from standoff.release.build import build

from .conftest import CorpusOf

SKETCH = """
== one ==
{e-ada type=person name=Ada|Ada} left. {c-rain text=It_rained.|It rained}. {c-snow text=It_snowed.|It snowed}.
== second/bob/one ==
{e-ada type=person name=Ada|Ada} left. {c-wet text=It_rained.|It rained}. It snowed.
"""


def test_the_release_says_what_the_stored_files_say(corpus_of: CorpusOf, tmp_path: Path) -> None:
    corpus_of(SKETCH)
    facts = '{"standoff": "1", "facts": [{"id": "f-a", "text": "It was wet.", "by": "Bob", "date": "2021", "claims": ["one#c-rain", "one#c-snow"]}]}'
    (tmp_path / "corpus/second/bob/facts.json").write_text(facts)
    (tmp_path / "corpus/audit/1").mkdir(parents=True)
    (tmp_path / "corpus/audit/1/one.jsonl").write_text(
        '{"record": "one#c-rain", "verdict": "right", "kind": null, "note": null, "by": "Cy"}\n'
        '{"record": "one#c-snow", "verdict": "wrong", "kind": "stance", "note": "denied", "by": "Cy"}\n')
    corpus = open_corpus(tmp_path)
    folder = build(corpus, tmp_path / "dist").folder
    told = json.loads((folder / "quality.json").read_text())
    computed = json.loads(json.dumps(quality(corpus)))
    assert {key: told[key] for key in computed} == computed
    measures = told["agreement"][0]["measures"]
    assert measures["claim F1"]["value"] == round(2 * 1 / 3, 4) and measures["mention exact F1"]["value"] == 1.0
    assert told["facts"][0]["measures"]["fact pair F1"]["value"] == 0.0
    assert [(row["judged"], row["wrong"], row["rate"]) for row in told["audit"]] == [(2, 1, 0.5), (2, 1, 0.5)]


def test_the_agreement_goals_of_our_corpus_are_met() -> None:
    """Blind agreement before adjudication, over all five texts; the goals are those of the guidelines."""
    told = quality(open_corpus(Path(__file__).parent.parent))
    pooled = next(row for row in told["pooled"] if (row["first"], row["second"]) == ("claude-a", "claude-b"))
    goals = {"claim F1": 0.93, "attribution F1 (strict)": 0.95, "kind kappa": 0.93, "stance kappa": 0.93, "mention overlap F1": 0.98}
    assert all(pooled["measures"][name]["value"] >= goal for name, goal in goals.items())
    assert pooled["between_models"] and told["facts"][0]["measures"]["fact B³"]["value"] >= 0.90
    assert next(row for row in told["audit"] if (row["round"], row["document"]) == (2, "all"))["rate"] <= 0.02
