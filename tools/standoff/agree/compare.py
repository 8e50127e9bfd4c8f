"""The comparison of two annotations of one text, or of two clusterings of the same claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ..corpus import Document
from ..dates import overlap
from ..errors import UsageError
from ..model import Attribution, Claim, Mention, Span
from ..text import Range, words
from . import measures as m
from .align import attribution_similarity, claim_similarity, extent, match, mention_similarity

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure: its value, its 95 % interval, and on how many things it rests. None: nothing to measure."""

    name: str
    value: float | None
    interval: tuple[float, float] | None
    n: int


@dataclass(frozen=True, slots=True)
class Sample:
    """The counts by sentence of one measure, and on how many things it rests."""

    tally: m.Tally
    n: int

    def result(self, name: str) -> Measure:
        """The measure with its interval."""
        return Measure(name, self.tally.value(), self.tally.interval(), self.n)


@dataclass(slots=True)
class Comparison:
    """All figures of one comparison, and the confusion matrices of kind and stance."""

    first: str
    second: str
    by: tuple[str, str]
    measures: list[Measure] = field(default_factory=list)
    confusion: dict[str, dict[str, int]] = field(default_factory=dict)
    only_first: list[str] = field(default_factory=list)
    only_second: list[str] = field(default_factory=list)
    samples: dict[str, Sample] = field(default_factory=dict)
    """By measure: what it was computed from, so that several comparisons can be pooled."""

    @property
    def machines_only(self) -> bool:
        """True when neither annotation says that a person made it."""
        return not any("manual" in by or "assisted" in by for by in self.by)

    def value(self, name: str) -> float | None:
        """The value of one measure."""
        return next(measure.value for measure in self.measures if measure.name == name)


def compare(first: Document, second: Document) -> Comparison:
    """Compare a document with a second annotation of the same text, inside the second one's scope.

    UsageError when either cannot be read or they annotate different texts.
    """
    if first.file is None or second.file is None or first.text is None:
        raise UsageError("an annotation or its text cannot be read", where=f"{first.name}, {second.name}",
                         fix="standoff check says why")
    if first.file.seed.sha256 != second.file.seed.sha256:
        raise UsageError("they annotate different texts", where=f"{first.name}, {second.name}")
    return _Two(first, second).go()


class _Two:
    def __init__(self, first: Document, second: Document) -> None:
        self.first, self.second = first, second
        self.text = first.text
        self.out = Comparison(first.name, second.name, (_by(first), _by(second)))
        sentences = first.text.sentences if first.text else []
        # Either may cover a part of the text only: what both cover is compared.
        self.units = [n for n, s in enumerate(sentences) if second.in_scope(s) and first.in_scope(s)]
        self.index = {n: i for i, n in enumerate(self.units)}

    def go(self) -> Comparison:
        self._mentions()
        self._claims()
        self._attributions()
        self._tokens()
        return self.out

    def unit(self, offset: int) -> int | None:
        """Position of the sentence at `offset` among those compared."""
        return self.index.get(self.text.sentence_at(offset)) if self.text else None

    def inside(self, records: Iterable[T], spans: Callable[[T], Sequence[Span]]) -> list[T]:
        return [record for record in records if spans(record) and self.unit(extent(spans(record))[0]) is not None]

    def add(self, name: str, tally: m.Tally, n: int) -> None:
        self.out.samples[name] = Sample(tally, n)
        self.out.measures.append(self.out.samples[name].result(name))

    def counts(self, pairs: Sequence[tuple[T, T]], one: Sequence[T], other: Sequence[T],
               spans: Callable[[T], Sequence[Span]]) -> list[m.Counts]:
        """Matched and unmatched records by sentence (of the first annotation's record, where there is one)."""
        table = [[0, 0, 0] for _ in self.units]
        a_used, b_used = {id(a) for a, _ in pairs}, {id(b) for _, b in pairs}
        for column, records in ((0, [a for a, _ in pairs]), (1, [a for a in one if id(a) not in a_used]),
                                (2, [b for b in other if id(b) not in b_used])):
            for record in records:
                unit = self.unit(extent(spans(record))[0])
                if unit is not None:
                    table[unit][column] += 1
        return [(a, b, c) for a, b, c in table]

    def by_unit(self, pairs: Iterable[tuple[T, T]], spans: Callable[[T], Sequence[Span]],
                value: Callable[[T, T], tuple[Hashable, Hashable] | None]) -> list[list[m.Pair]]:
        """Pairs of values by sentence."""
        table: list[list[m.Pair]] = [[] for _ in self.units]
        for a, b in pairs:
            unit, got = self.unit(extent(spans(a))[0]), value(a, b)
            if unit is not None and got is not None:
                table[unit].append(got)
        return table

    def _mentions(self) -> None:
        listed = []
        for document in (self.first, self.second):
            rows = [(mention, _reference(document, e.id)) for e in document.entities.values() for mention in e.mentions]
            listed.append(sorted(self.inside(rows, _mention_spans), key=lambda row: row[0].start))
        one, other = listed
        pairs = match(one, other, lambda a, b: mention_similarity(a[0], b[0]), lambda row: extent([row[0]]))
        exact = [(a, b) for a, b in pairs if (a[0].start, a[0].end) == (b[0].start, b[0].end)]
        for name, chosen in (("mention overlap F1", pairs), ("mention exact F1", exact)):
            self.add(name, m.f1(self.counts(chosen, one, other, _mention_spans)), len(one))
        linked = self.by_unit(pairs, _mention_spans, lambda a, b: (a[1], b[1]))
        self.add("entity linking accuracy", m.accuracy(linked), len(pairs))

    def _claims(self) -> None:
        one, other = (self.inside(d.claims.values(), lambda c: c.spans) for d in (self.first, self.second))
        pairs = match(one, other, claim_similarity, lambda c: extent(c.spans))
        self.out.only_first = sorted({c.id for c in one} - {a.id for a, _ in pairs})
        self.out.only_second = sorted({c.id for c in other} - {b.id for _, b in pairs})
        self.add("claim F1", m.f1(self.counts(pairs, one, other, _spans)), len(one))
        for name in ("kind", "stance"):
            values = self.by_unit(pairs, _spans, lambda a, b, name=name: (getattr(a, name), getattr(b, name)))  # type: ignore[misc]
            self.add(f"{name} kappa", m.kappa(values), len(pairs))
            table = Counter(f"{a} / {b}" for unit in values for a, b in unit)
            self.out.confusion[name] = dict(sorted(table.items()))
        self.add("about F1", m.f1(self._about(pairs)), len(pairs))
        timed = [(a, b) for a, b in pairs if a.time or b.time]
        same = self.by_unit(timed, _spans, lambda a, b: (a.time, b.time))
        self.add("time exact", m.accuracy(same), len(timed))
        meets = self.by_unit(timed, _spans, lambda a, b: (bool(a.time and b.time and overlap(a.time, b.time)), True))
        self.add("time overlap", m.accuracy(meets), len(timed))

    def _about(self, pairs: Sequence[tuple[Claim, Claim]]) -> list[m.Counts]:
        table = [[0, 0, 0] for _ in self.units]
        for a, b in pairs:
            one, other = ({_reference(d, e) for e in c.about} for d, c in ((self.first, a), (self.second, b)))
            unit = self.unit(extent(a.spans)[0])
            if unit is not None:
                for column, found in enumerate((one & other, one - other, other - one)):
                    table[unit][column] += len(found)
        return [(a, b, c) for a, b, c in table]

    def _attributions(self) -> None:
        one, other = (self.inside(d.attributions.values(), _where) for d in (self.first, self.second))
        pairs = match(one, other, attribution_similarity, lambda a: extent(_where(a)))
        self.add("attribution F1 (strict)", m.f1(self.counts(pairs, one, other, _where)), len(one))
        who = self.by_unit(pairs, _where, lambda a, b: (_reference(self.first, a.who), _reference(self.second, b.who)))
        self.add("who accuracy", m.accuracy(who), len(pairs))
        for name in ("act", "style", "endorsed", "negated"):
            values = self.by_unit(pairs, _where, lambda a, b, name=name: (_plain(a, name), _plain(b, name)))  # type: ignore[misc]
            self.add(f"{name} kappa", m.kappa(values), len(pairs))

    def _tokens(self) -> None:
        """Token-level alpha for each role: is the word inside a span of that role or not."""
        if self.text is None:
            return
        sentences = [self.text.sentences[n] for n in self.units]
        tokens = [list(_token_ranges(self.text.raw, s)) for s in sentences]
        for role in ("source", "cue", "content"):
            one, other = ({offset for a in d.attributions.values() for s in getattr(a, role)
                           for offset in range(s.start, s.end)} for d in (self.first, self.second))
            units = [[(t.start in one, t.start in other) for t in sentence] for sentence in tokens]
            self.add(f"{role} token alpha", m.alpha(units), sum(map(len, tokens)))


def pool(comparisons: Sequence[Comparison]) -> list[Measure]:
    """The same measures over the sentences of several comparisons together."""
    names = list(dict.fromkeys(name for one in comparisons for name in one.samples))
    pooled = []
    for name in names:
        samples = [one.samples[name] for one in comparisons if name in one.samples]
        units = tuple(unit for sample in samples for unit in sample.tally.units)
        tally = m.Tally(units, samples[0].tally.formula)
        pooled.append(Sample(tally, sum(sample.n for sample in samples)).result(name))
    return pooled


def compare_facts(first: Mapping[str, str], second: Mapping[str, str]) -> list[Measure]:
    """Agreement of two clusterings of the same claims (global claim id -> fact)."""
    n = len(set(first) & set(second))
    return [Measure("fact B³", m.b_cubed(first, second), None, n),
            Measure("fact pair F1", m.f1([m.pair_counts(first, second)]).value(), None, n)]


def _mention_spans(row: tuple[Mention, Any]) -> Sequence[Span]:
    return [row[0]]


def _spans(claim: Claim) -> Sequence[Span]:
    return claim.spans


def _where(attribution: Attribution) -> Sequence[Span]:
    return [*attribution.source, *attribution.cue, *attribution.content]


def _plain(attribution: Attribution, name: str) -> Hashable:
    value: Hashable = getattr(attribution, name)
    return bool(value) if name == "negated" else value


def _reference(document: Document, local: str | None) -> Hashable:
    """What an entity is, across annotations: the registry id, or its type for one that only a document knows."""
    entity = document.entities.get(local or "")
    if entity is None:
        return None
    return entity.ref or ("local", entity.type)


def _by(document: Document) -> str:
    rounds = document.file.annotated if document.file else ()
    return "; ".join(f"{r.by} ({r.method})" for r in rounds)


def _token_ranges(raw: str, sentence: Range) -> Iterable[Range]:
    at = sentence.start
    for word in words(raw[sentence.start : sentence.end]):
        at = raw.index(word, at)
        yield Range(at, at + len(word))
        at += len(word)
