"""The first page: what the corpus holds, how good it is, and charts whose numbers stand in tables beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..rows import tables as t
from .facts import oppositions
from .links import outside
from .pages import Given, Pages
from .view import Named, View

KINDS = ("factual", "prediction", "evaluation", "prescription")
STANCES = ("asserted", "likely", "possible", "unlikely", "denied", "open")
_DOCUMENTS, _SPEAKERS = 40, 16
_MAIN = ("attribution F1 (strict)", "claim F1", "kind kappa", "mention exact F1", "stance kappa", "who accuracy")
"""Measures shown at once; the others stand behind a click."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its table is the page's, the drawing is made from it. `rows`: a name with one number per series."""

    id: str
    title: str
    note: str
    kind: str
    series: tuple[str, ...]
    rows: list[tuple[Named, list[int]]]
    label: str


def build(pages: Pages) -> None:
    """index.html."""
    view = pages.view
    tables = view.rows.tables
    pages.page(
        "index.html", "overview.html", pages.given.stamp.title or pages.given.stamp.name, "overview",
        counts={name: len(list(rows)) for name, rows in tables.items()}, documents=_documents(view),
        mentions=sum(view.mentions.values()), speaking=len(view.said_by),
        decided=len(view.decided), across=sum(fact.documents > 1 for fact in view.decided),
        oppositions=oppositions(pages)[:5], contested_total=len(view.contested),
        strongest=[pages.records.fact(fact) for fact in sorted(
            (f for f in view.decided if not f.contested), key=lambda f: (-f.support_sides, -f.support, -f.claims, f.id)
            )[:6]],
        quality=_quality(pages.given.quality), charts=charts(view), described=_described(pages.given))


def _described(given: Given) -> dict[str, Any]:
    """The dataset for search engines: the release's own Croissant, else what schema.org asks at the least."""
    stamp = given.stamp
    return given.croissant or {
        "@context": "https://schema.org/", "@type": "Dataset", "name": stamp.title or stamp.name,
        "description": stamp.description or stamp.title or stamp.name, "version": stamp.version,
        "license": stamp.license, "creator": [{"@type": "Organization", "name": name} for name in stamp.authors],
        "isAccessibleForFree": True, "dateModified": stamp.date,
        **({"url": where} if (where := outside(stamp.doi or stamp.repository)) else {})}


def _documents(view: View) -> list[tuple[t.DocumentRow, Named, Named, int]]:
    count = Counter(claim.document for claim in view.claims.values())
    rows = sorted(view.documents.values(), key=lambda d: (d.date or "9999", d.id))
    return [(row, view.title(row.id), view.name(row.publisher), count[row.id]) for row in rows[:12]]


def charts(view: View) -> list[Chart]:
    """Claims by document and kind, stance by document, who speaks, and when what is claimed took place."""
    claims = list(view.claims.values())
    largest = [name for name, _ in _most(Counter(claim.document for claim in claims), _DOCUMENTS)]
    documents, speakers = _only(_DOCUMENTS, len(view.claims_of), "documents"), _only(
        _SPEAKERS, len({claim.speaker for claim in claims if claim.speaker}), "sources")
    return [
        Chart("by-kind", "What kind of claims each document makes",
              "Facts can be checked, predictions can come true, evaluations and prescriptions can only be argued."
              + documents,
              "stack", KINDS, [(view.title(d), _split(view.claims_of[d], "kind", KINDS)) for d in largest], "Document"),
        Chart("by-stance", "How surely it is said",
              "The position of the innermost source of each claim, as a share of the document's claims." + documents,
              "share", STANCES, [(view.title(d), _split(view.claims_of[d], "stance", STANCES)) for d in largest],
              "Document"),
        Chart("who-speaks", "Who speaks",
              "Claims of which this source is the innermost one: in the document's own voice, or quoted by others."
              + speakers,
              "stack", ("in its own voice", "quoted by others"), _speakers(view, claims), "Source"),
        Chart("timeline", "When it is about, and when it was published",
              "Claims that name a time, by year; and the year in which the claims of the corpus were published.",
              "years", ("claims about the year", "claims published in the year"), _years(claims), "Year")]


def _only(limit: int, total: int, noun: str) -> str:
    """What a chart leaves out, in words."""
    return f" The {limit} of {total:,} {noun} with the most claims." if total > limit else ""


def _split(claims: Iterable[t.ClaimRow], column: str, values: tuple[str, ...]) -> list[int]:
    count = Counter(getattr(claim, column) for claim in claims)
    return [count[value] for value in values]


def _speakers(view: View, claims: list[t.ClaimRow]) -> list[tuple[Named, list[int]]]:
    own = Counter(claim.speaker for claim in claims if claim.speaker and claim.depth == 0)
    quoted = Counter(claim.speaker for claim in claims if claim.speaker and claim.depth > 0)
    return [(view.speaker(who), [own[who], quoted[who]]) for who, _ in _most(own + quoted, _SPEAKERS)]


def _most(count: Counter[str], limit: int) -> list[tuple[str, int]]:
    return sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]


def _years(claims: list[t.ClaimRow]) -> list[tuple[Named, list[int]]]:
    about = Counter(year for claim in claims if (year := _year(claim.time_start)))
    published = Counter(year for claim in claims if (year := _year(claim.document_date)))
    if not about and not published:
        return []
    # A far-off year would squeeze all others: the axis spans what is published or often spoken of.
    often = {year for year, n in about.items() if n >= max(3, sum(about.values()) // 20)}
    core = often | set(published) or set(about)
    first, last = min(core), max(core)
    step = 1 + (last - first) // 40
    rows = [(Named(str(year) if step == 1 else f"{year}–{year + step - 1}"), [
        sum(count[y] for y in range(year, year + step)) for count in (about, published)])
        for year in range(first, last + 1, step)]
    before = sum(n for year, n in about.items() if year < first)
    after = sum(n for year, n in about.items() if year >= first + step * len(rows))
    return [*([(Named(f"before {first}"), [before, 0])] if before else []), *rows,
            *([(Named(f"after {last}"), [after, 0])] if after else [])]


def _year(value: str | None) -> int | None:
    return int(value[:4]) if value and value[:4].isdigit() else None


def _quality(quality: dict[str, Any]) -> dict[str, Any]:
    """Agreement pooled over all texts, one column for each two annotators, and the audits; as quality.json has them."""
    pairs = quality.get("pooled", [])
    names = sorted({name for pair in pairs for name in pair["measures"]})
    rows = [(name, [pair["measures"].get(name) for pair in pairs]) for name in names]
    return {"pairs": pairs, "machines": bool(pairs) and all(pair["between_models"] for pair in pairs),
            "main": [row for row in rows if row[0] in _MAIN], "further": [row for row in rows if row[0] not in _MAIN],
            "audit": quality.get("audit", [])}
