"""A text cut where any span begins or ends, so that overlapping spans become flat pieces that know all their records.

Long spans (evidence of claims, content of attributions) get a lane each: lines under the text, the innermost nearest
to it, so that nesting is seen without colour. Short ones (sources, cues, names, citation marks) are set in the text.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from ..rows import tables as t
from .passages import Passages, Piece

LANES = 5
"""Lines under the text; spans nested deeper share the last one."""
_VARIANT = {"asserted": "k", "likely": "h", "possible": "h", "unlikely": "d", "denied": "d", "open": "o"}
_POINTS = {"source": "src", "cue": "cue", "marker": "cit", "mentions": "ent", "omit": "omi"}
_ORDER = {"claim": 0, "content": 1, "source": 2, "cue": 2, "marker": 3, "work": 3, "mentions": 4, "omit": 5}
_SOFT_WRAP = range(50, 121)
"""A line this long that ends without a blank one after it is hard-wrapped prose (as in sentences.py)."""
_ITEM = re.compile(r"\s*(?:[•‣▪◦]|[-*–]\s|\d{1,3}[.)]\s)")


@dataclass(slots=True)
class Mark:
    """One span to show: its record (local id; empty for an omitted stretch), what it is, its stance, its lane."""

    start: int
    end: int
    local: str
    role: str
    variant: str = ""
    lane: int = -1


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text (or a gap of `gap` code points) with its style classes and the records over it."""

    text: str
    gap: int
    classes: str
    records: str


@dataclass(slots=True)
class Sentence:
    """One sentence: its number, its segments, and the white space after it."""

    n: int
    start: int
    """Its first code point."""
    segments: list[Segment]
    last: int = 0
    """Number of the last sentence, where a run of hidden ones is shown as one gap."""


@dataclass(slots=True)
class Paragraph:
    """Sentences that stand together; `heading` where an omitted stretch says so."""

    sentences: list[Sentence] = field(default_factory=list)
    heading: bool = False


def marks_of(spans: Sequence[t.SpanRow], stances: dict[str, str]) -> list[Mark]:
    """The spans of one document as marks with lanes. `stances`: global claim id -> stance."""
    marks = []
    for span in spans:
        local = span.owner.partition("#")[2]
        role = span.role
        if role == "spans":
            role = "claim" if span.owner in stances else "work"
        variant = _VARIANT[stances[span.owner]] if role == "claim" else "a" if role == "content" else ""
        if role == "omit":
            variant = span.why or ""
        marks.append(Mark(span.start_char, span.end_char, local, role, variant))
    long = [mark for mark in marks if mark.role in ("claim", "content")]
    _lanes(long)
    return sorted(marks, key=lambda m: (m.start, m.end, _ORDER[m.role], m.local))


def _lanes(marks: list[Mark]) -> None:
    """Give each mark the lowest lane that none of the marks it overlaps has; short marks first."""
    placed: list[list[tuple[int, int]]] = [[] for _ in range(LANES - 1)]
    for mark in sorted(marks, key=lambda m: (m.end - m.start, m.start, m.role, m.local)):
        place = (mark.start, mark.end)
        mark.lane = next((n for n, lane in enumerate(placed) if _is_free(lane, place)), LANES - 1)
        if mark.lane < LANES - 1:
            bisect.insort(placed[mark.lane], place)


def _is_free(lane: list[tuple[int, int]], place: tuple[int, int]) -> bool:
    """True when `place` overlaps none of the stretches in `lane`, which are in order and apart."""
    at = bisect.bisect_left(lane, place)
    return (at == 0 or lane[at - 1][1] <= place[0]) and (at == len(lane) or place[1] <= lane[at][0])


def paragraphs(passages: Passages, sentences: Sequence[t.SentenceRow], marks: Sequence[Mark]) -> list[Paragraph]:
    """The whole text in paragraphs; where parts are hidden, sentence by sentence with the gaps counted."""
    cut = _Cutter(passages, marks)
    if not passages.whole:
        return [Paragraph([sentence]) for sentence in _shown(cut, sentences)]
    headings = {(m.start, m.end) for m in marks if m.role == "omit" and m.variant == "heading"}
    found: list[Paragraph] = []
    for before, row in zip([None, *sentences], sentences, strict=False):
        if before is None or _breaks(passages, before, row):
            found.append(Paragraph(heading=any(a <= row.start_char and row.end_char <= b for a, b in headings)))
        pieces = list(cut.segments(row.start_char, row.end_char))
        found[-1].sentences.append(Sentence(row.n, row.start_char, pieces, row.n))
    return found


def _breaks(passages: Passages, before: t.SentenceRow, row: t.SentenceRow) -> bool:
    between = "".join(p.text or "" for p in passages.pieces(before.end_char, row.start_char))
    if "\n" not in between:
        return False
    if between.count("\n") > 1:
        return True
    line = "".join(p.text or "" for p in passages.pieces(max(0, before.end_char - 200), before.end_char))
    start = "".join(p.text or "" for p in passages.pieces(row.start_char, row.start_char + 8))
    return len(line.rsplit("\n", 1)[-1]) not in _SOFT_WRAP or bool(_ITEM.match(start))


def _shown(cut: _Cutter, sentences: Sequence[t.SentenceRow]) -> Iterator[Sentence]:
    """Sentences with something to show; runs of wholly hidden ones as one gap."""
    cutting = [(row, list(cut.segments(row.start_char, row.end_char))) for row in sentences]
    for hidden, run in groupby(cutting, lambda pair: all(segment.gap for segment in pair[1])):
        rows = list(run)
        if hidden:
            gap = rows[-1][0].end_char - rows[0][0].start_char
            yield Sentence(rows[0][0].n, rows[0][0].start_char, [Segment("", gap, "", "")], rows[-1][0].n)
        else:
            yield from (Sentence(row.n, row.start_char, _merged(segments), row.n) for row, segments in rows)


def _merged(segments: list[Segment]) -> list[Segment]:
    """Neighbouring gaps as one; what is over them is listed beside the text."""
    found: list[Segment] = []
    for segment in segments:
        if segment.gap and found and found[-1].gap:
            joined = " ".join(dict.fromkeys(f"{found[-1].records} {segment.records}".split()))
            found[-1] = Segment("", found[-1].gap + segment.gap, "", joined)
        else:
            found.append(segment if not segment.gap else Segment("", segment.gap, "", segment.records))
    return found


class _Cutter:
    """Cuts stretches, left to right; each call starts where or after the last one did."""

    def __init__(self, passages: Passages, marks: Sequence[Mark]) -> None:
        self.passages, self.marks = passages, marks
        self.next = 0
        self.active: list[Mark] = []

    def segments(self, start: int, end: int) -> Iterator[Segment]:
        """The segments of code points `start` to `end`."""
        while self.next < len(self.marks) and self.marks[self.next].start < end:
            self.active.append(self.marks[self.next])
            self.next += 1
        self.active = [mark for mark in self.active if mark.end > start]
        bounds = {start, end}
        for mark in self.active:
            bounds.update(at for at in (mark.start, mark.end) if start < at < end)
        cuts = sorted(bounds)
        for low, high in pairwise(cuts):
            over = [mark for mark in self.active if mark.start <= low and high <= mark.end]
            for piece in self.passages.pieces(low, high):
                yield _segment(piece, over)


def _segment(piece: Piece, over: list[Mark]) -> Segment:
    classes = {f"{mark.variant}{mark.lane}" if mark.lane >= 0 else _POINTS.get(mark.role, "") for mark in over}
    claims = sum(mark.role == "claim" for mark in over)
    if claims:
        classes.add(f"t{min(claims, 3)}")
    if any(mark.role == "content" for mark in over):
        classes.add("att")
    listed = sorted((m for m in over if m.local), key=lambda m: (_ORDER[m.role], m.lane, m.end - m.start, m.local))
    return Segment(piece.text or "", 0 if piece.text is not None else piece.end - piece.start,
                   " ".join(sorted(classes - {""})), " ".join(dict.fromkeys(mark.local for mark in listed)))
