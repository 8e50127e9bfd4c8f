"""What a corpus's own decisions say about the tool's scores: a calibrated threshold, its error, expected false merges.

Calibration does not transfer between corpora, so it is measured on decisions that were left out, by groups of claims
that decisions connect. With few decisions nothing is fitted: the defaults stay, and the caller is told.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from ..corpus import Corpus
from ..errors import DataError
from ..store import ANY, json_bytes, read_or_fail, write
from .context import Numbers
from .decided import Decisions
from .fit import FOLDS, calibration_error, fold, rescale
from .model import probability
from .propose import SAME, Proposal, Survey

FILE = "dedupe.json"
"""Beside the corpus folder, in the root of the repository."""
FORMAT = 1
ENOUGH = 40
"""Least decisions of each kind (same, anything else), on pairs no guard speaks of, before anything is fitted."""
_UNIT = 50
"""Points of score that a step of the slope is for: about what tells pairs apart."""
SURE = 900
"""Probability in thousandths from which the same is proposed."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """The content of the file. All shares in thousandths."""

    same: int
    """Least score proposed as the same."""
    slope: int
    shift: int
    """Log-odds in thousandths = slope · (score − 750) / 50 + shift."""
    decisions: int
    same_decisions: int
    error: int
    """Expected calibration error on decisions left out."""
    false_merges: int
    """Expected number of wrong ones among the open pairs that would be proposed as the same, in thousandths."""

    def probability(self, scores: Sequence[int]) -> list[int]:
        """Thousandths, one for each score."""
        found: list[int] = _probable(np.array(scores, dtype=np.int64), self.slope, self.shift).tolist()
        return found


def _probable(scores: Numbers, slope: int, shift: int) -> Numbers:
    return probability(np.clip((scores - SAME) * slope // _UNIT + shift, -9000, 9000))


def threshold(corpus: Corpus) -> int:
    """Least score proposed as the same: from the corpus's own file, else the default."""
    path = corpus.root / FILE
    return load(path).same if path.exists() else SAME


def load(path: Path) -> Calibration:
    """DataError: the file is damaged or of another version."""
    value = read_or_fail(path)
    names = tuple(Calibration.__dataclass_fields__)
    good = isinstance(value, dict) and value.get("format") == FORMAT and set(value) == {*names, "format"} and all(
        isinstance(value[name], int) and not isinstance(value[name], bool) for name in names)
    if not good:
        raise DataError(f"is no calibration of format {FORMAT}", where=str(path),
                        fix="run standoff dedupe fit again, or remove the file to use the defaults")
    return Calibration(**{name: value[name] for name in names})


def save(corpus: Corpus, found: Calibration) -> Path:
    """Write the file; returns its path."""
    path = corpus.root / FILE
    write(path, json_bytes({"format": FORMAT, **asdict(found)}, pretty=True), expected=ANY)
    return path


def usable(survey: Survey) -> list[Proposal]:
    """Pairs that people decided and whose score decides: no guard speaks."""
    return [p for p in survey.proposals if p.decided and not p.accepted and not p.verdicts]


def calibrate(survey: Survey, decided: Decisions) -> Calibration | None:
    """None when there are too few decisions to learn from."""
    pairs = usable(survey)
    same = np.array([int(p.decided == "same") for p in pairs], dtype=np.int64)
    if min(int(same.sum()), len(pairs) - int(same.sum())) < ENOUGH:
        return None
    scores = np.array([p.score for p in pairs], dtype=np.int64)
    values = (scores - SAME) * 1000 // _UNIT
    folds = np.array([fold(name) for name in components(pairs, decided)])
    left_out = np.zeros(len(pairs), dtype=np.int64)
    for k in range(FOLDS):
        if (folds == k).any() and len(set(same[folds != k].tolist())) == 2:
            slope, shift = rescale(values[folds != k], same[folds != k])
            left_out[folds == k] = _probable(scores[folds == k], slope, shift)
    slope, shift = rescale(values, same)
    draft = Calibration(SAME, slope, shift, len(pairs), int(same.sum()), calibration_error(left_out, same), 0)
    least = next((score for score in range(1001) if draft.probability([score])[0] >= SURE), 1000)
    open_ = [p.score for p in survey.open if not p.verdicts and p.score >= least]
    wrong = sum(1000 - value for value in draft.probability(open_)) if open_ else 0
    return Calibration(least, slope, shift, draft.decisions, draft.same_decisions, draft.error, wrong)


def components(pairs: Sequence[Proposal], decided: Decisions) -> list[str]:
    """For each pair the least node of all that decisions connect with it: pairs of one component share a fold."""
    head: dict[str, str] = {}

    def find(node: str) -> str:
        while head.setdefault(node, node) != node:
            node = head[node]
        return node

    for pair in pairs:
        a, b = sorted((find(decided.node(pair.a.id)), find(decided.node(pair.b.id))))
        head[b] = a
    return [find(decided.node(pair.a.id)) for pair in pairs]


@dataclass(frozen=True, slots=True)
class Precision:
    """How often people agreed that a pair is the same which the tool proposed as the same."""

    agreed: int
    of: int

    @property
    def least(self) -> int:
        """Lower end of Wilson's one-sided 95 % interval, thousandths."""
        if not self.of:
            return 0
        z, n, p = 1.645, self.of, self.agreed / self.of
        return int(1000 * (p + z * z / 2 / n - z * math.sqrt(p * (1 - p) / n + z * z / 4 / n / n)) / (1 + z * z / n))


def precision(survey: Survey, least: int) -> Precision:
    """Over pairs that people decided and the tool would propose as the same with a score of at least `least`."""
    said = [p for p in survey.proposals if p.decided and not p.accepted and p.relation == "same" and p.score >= least]
    return Precision(sum(p.decided == "same" for p in said), len(said))
