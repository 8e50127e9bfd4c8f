"""The review as a person meets it: keys in a terminal, decisions on disk at once, nothing lost when the terminal dies."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pexpect
import pytest

from standoff.__main__ import main
from standoff.dedupe.calibrate import Calibration, Precision, calibrate, load, save
from standoff.dedupe.decided import Decisions
from standoff.dedupe.propose import Proposal, Survey
from standoff.dedupe.review import Sitting, queue
from standoff.dedupe.score import Scored
from standoff.errors import ConflictError, DataError
from standoff.likeness import ClaimView

from .conftest import Build, fact, link


def facts(root: Path) -> dict[str, Any]:
    path = root / "corpus" / "facts.json"
    value: dict[str, Any] = json.loads(path.read_bytes()) if path.exists() else {"facts": [], "links": []}
    return value


def terminal(root: Path) -> pexpect.spawn:
    return pexpect.spawn(sys.executable, ["-m", "standoff", "dedupe", "review", "--root", str(root), "--by", "Ada"],
                         encoding="utf-8", timeout=60, dimensions=(50, 200))


def test_keys_decide_at_once_and_the_next_sitting_goes_on(build: Build) -> None:
    root = build().root
    child = terminal(root)
    child.expect("score")
    child.expect("sentence: ")
    child.expect("q quit")
    child.send("s")
    child.expect("are one fact")
    assert len(facts(root)["facts"]) == 1 and facts(root)["facts"][0]["by"] == "Ada"
    child.expect("open   the tool says")
    child.expect("q quit")
    child.send("z")
    child.expect("means nothing here")
    child.expect("q quit")
    child.send("c")
    child.expect("open   the tool says")
    child.expect("q quit")
    (made,) = facts(root)["links"]
    assert made["rel"] == "contradicts" and made["why"].startswith("review; the tool said") and "score" in made
    child.kill(9)  # the terminal is closed in the middle
    child.wait()
    again = terminal(root)
    again.expect("open   the tool says")
    again.expect("q quit")
    again.send("q")
    again.expect("0 decisions written")
    again.expect(pexpect.EOF)
    assert len(facts(root)["facts"]) == 1 and len(facts(root)["links"]) == 1


def test_undo_takes_the_last_decision_back(build: Build) -> None:
    root = build().root
    child = terminal(root)
    child.expect("open   the tool says")
    child.expect("q quit")
    child.send("s")
    child.expect("are one fact")
    child.expect("open   the tool says")
    child.expect("q quit")
    child.send("u")
    child.expect("taken back")
    assert facts(root)["facts"] == []
    child.expect("open   the tool says")
    child.expect("q quit")
    child.send("u")
    child.expect("nothing to take back")
    child.expect("q quit")
    child.send("k")
    child.expect("skipped")
    child.expect("q quit")
    child.send("q")
    child.expect("0 decisions written")


def test_what_is_pasted_is_one_key(build: Build) -> None:
    root = build().root
    child = terminal(root)
    child.expect("q quit")
    child.send("why one")
    child.expect("'w' means nothing here")
    child.expect("q quit")
    child.send("q")
    child.expect("0 decisions written")
    assert facts(root) == {"facts": [], "links": []}


def test_input_without_a_terminal_works_too(build: Build) -> None:
    import subprocess
    root = build().root
    run = subprocess.run([sys.executable, "-m", "standoff", "dedupe", "review", "--root", str(root), "--by", "Ada"],
                         input="s\nk\nq\n", text=True, capture_output=True, check=False)
    assert run.returncode == 0 and "1 decision written" in run.stdout
    assert len(facts(root)["facts"]) == 1


def test_a_contradiction_is_refused_and_the_sitting_goes_on(build: Build) -> None:
    corpus = build({"facts": [fact("f-met", "alpha#c-met", "beta#c-met")],
                    "links": [link("f-met", "contradicts", "gamma#c-met-again")]})
    sitting = Sitting(corpus, "Ada", "2021-05-01")
    from standoff.dedupe.decide import Decision
    from standoff.errors import UsageError
    with pytest.raises(UsageError, match="f-met contradicts gamma#c-met-again"):
        sitting.decide(Decision("alpha#c-met", "gamma#c-met-again", "same", "Ada", "2021-05-01"))
    assert sitting.done == [] and len(facts(corpus.root)["facts"]) == 1


def test_undo_never_overwrites_somebody_elses_change(build: Build) -> None:
    corpus = build()
    sitting = Sitting(corpus, "Ada", "2021-05-01")
    from standoff.dedupe.decide import Decision
    sitting.decide(Decision("alpha#c-met", "gamma#c-met", "same", "Ada", "2021-05-01"))
    path = corpus.root / "corpus" / "facts.json"
    path.write_bytes(path.read_bytes().replace(b"Ada", b"Bob"))
    with pytest.raises(ConflictError):
        sitting.undo()
    assert b"Bob" in path.read_bytes() and len(sitting.done) == 1


@pytest.mark.parametrize("same", [750, 1000])
def test_the_queue_asks_near_the_threshold_of_this_corpus_first(build: Build, same: int) -> None:
    corpus = build()
    save(corpus, Calibration(same, 1, 0, 0, 0, 0, 0))
    found = queue(corpus, 600)
    assert [p.cross for p in found] == sorted((p.cross for p in found), reverse=True)
    near = [abs(p.score - same) // 50 for p in found if p.cross]
    assert near == sorted(near)


def test_accept_needs_proof(build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    root = build().root
    assert main(["dedupe", "--root", str(root), "--accept", "0.5"]) == 2
    assert "0 decided pairs" in capsys.readouterr().err
    main(["dedupe", "--root", str(root), "decide", "alpha#c-met", "beta#c-met", "same", "--by", "Ada"])
    assert main(["dedupe", "--root", str(root), "--accept", "0.25"]) == 0
    assert "a precision of at least 0.269" in capsys.readouterr().out
    (made,) = facts(root)["facts"]
    assert set(made["claims"]) == {"alpha#c-met", "beta#c-met", "gamma#c-met", "gamma#c-met-again"} and made["by"].startswith("standoff ")
    assert "score" in made
    before = (root / "corpus" / "facts.json").read_bytes()
    assert main(["dedupe", "--root", str(root), "--accept", "0.01"]) == 2  # what the tool accepted is no proof
    assert "0 decided pairs" in capsys.readouterr().err
    assert main(["dedupe", "--root", str(root), "--accept", "0"]) == 0
    assert (root / "corpus" / "facts.json").read_bytes() == before  # repeating changes nothing


def test_fit_says_when_there_is_too_little(build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    root = build().root
    assert main(["dedupe", "--root", str(root), "fit"]) == 0
    assert "the defaults stay" in capsys.readouterr().out and not (root / "dedupe.json").exists()


def test_fit_learns_from_many_decisions(build: Build) -> None:
    def pair(n: int, score: int, said: str) -> Proposal:
        a, b = ClaimView(f"a#c-{n}", "a", "x"), ClaimView(f"b#c-{n}", "b", "x")
        return Proposal(a, b, "same", Scored(score, ()), (), said)
    known = [pair(n, 600 + n % 400, "same" if n % 400 + 7 * (n % 11) > 200 else "distinct") for n in range(0, 4000, 13)]
    found = calibrate(Survey(0, tuple(known), (pair(9999, 960, ""),)), Decisions())
    assert found is not None
    assert found.same > 750 and found.error < 60 and found.false_merges < 100
    assert found.probability([600])[0] < 200 < 900 < found.probability([990])[0]
    corpus = build()
    path = save(corpus, found)
    assert load(path) == found
    path.write_text(path.read_text().replace("slope", "slop"))
    with pytest.raises(DataError, match="no calibration"):
        load(path)
    assert main(["dedupe", "--root", str(corpus.root)]) == 1  # a damaged file is named, never passed over


def test_precision_is_a_lower_bound() -> None:
    assert (Precision(0, 0).least, Precision(20, 20).least, Precision(200, 200).least) == (0, 880, 986)


def test_score_leaves_decisions_out(build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    root = build({"facts": [fact("f-met", "alpha#c-met", "beta#c-met", "gamma#c-met", "gamma#c-met-again"),
                            fact("f-odd", "alpha#c-ships", "gamma#c-unfair")]}).root
    assert main(["dedupe", "--root", str(root), "score", "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert (value["facts"], value["facts_proposed"], value["facts_missed"]) == (2, 1, ["f-odd"])
    assert (value["pairs"], value["pairs_proposed"], value["pairs_wrong"], value["contradicting"]) == (6, 5, 0, 0)
