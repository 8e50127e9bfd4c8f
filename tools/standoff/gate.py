"""The fast gate: one pass over the raw value of a document that may answer 'certainly sound', and nothing else.

Sound means: dates are in the calendar, ids are unique and of the right kind, every local reference leads to a record
of the right kind, the text is the one that was annotated, and every quote is the text at its offsets. Where it does not
answer, the checks themselves look and say what is wrong. Shapes are proved before: by the models, or by the published
schema.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from itertools import chain, compress
from operator import and_, eq, itemgetter, not_, sub
from typing import Any

from .dates import bounds, exists
from .model import FILES
from .text import fold

Spans = tuple[tuple[int, ...], tuple[int, ...], tuple[str, ...]]
"""Starts, ends and quotes of all spans of a document: what is asked of all at once is answered fast."""
_LISTS = (("entities", "e-"), ("claims", "c-"), ("attributions", "a-"), ("citations", "x-"), ("works", "w-"))
_ID, _WORK = itemgetter("id"), itemgetter("work")
_joined = chain.from_iterable
_NOBODY = {None}
_PARTS: Callable[[dict[str, Any]], tuple[int, int, str]] = itemgetter("start", "end", "quote")


@cache
def _validator() -> Any:
    """The schema that is published, compiled; None without the extra [fast]."""
    try:
        import jsonschema_rs
    except ImportError:
        return None
    return jsonschema_rs.validator_for(FILES["document"].model_json_schema(by_alias=True))


def fitting(value: Any) -> Spans | None:
    """The spans of what is certainly a valid document file; None says nothing, and is the answer without [fast].

    JSON Schema takes 5.0 for an integer, which the models refuse: offsets are looked at once more.
    """
    validator = _validator()
    if validator is None or not validator.is_valid(value):
        return None
    spans = all_spans(value)
    numbers = [value["seed"]["length"], *(part[key] for part in value.get("scope") or () for key in ("start", "end"))]
    return spans if {*map(type, numbers), *map(type, spans[0]), *map(type, spans[1])} == {int} else None


def sound(value: dict[str, Any], spans: Spans, text: str, digest: str, stem: str) -> bool:
    """True when a document of a valid shape with these `spans` is certainly without fault.

    `text` is its source text, and `digest` the hex SHA-256 of that file.
    """
    seed = value["seed"]
    if (value["id"] != stem or seed["length"] != len(text) or seed["sha256"] != digest
            or "\r" in text or text.startswith("\ufeff")):
        return False
    ids: dict[str, set[str]] = {}
    for name, prefix in _LISTS:
        listed = list(map(_ID, value.get(name, ())))
        ids[prefix] = set(listed)
        # Of ids that are all before "f" and after "e-", each begins with "e-".
        if len(ids[prefix]) != len(listed) or (listed and not prefix <= min(listed) <= max(listed) < prefix[0] + "."):
            return False
    if not all(map(_in_calendar, _dates(value))):
        return False
    scope = all(part["start"] < part["end"] <= len(text) for part in value.get("scope") or ())
    return scope and _references(value, ids["e-"], ids["a-"], ids["c-"], ids["w-"]) and _quoted(spans, text)


def _dates(value: dict[str, Any]) -> set[str]:
    meta = value["meta"]
    found = {meta["date"], (meta.get("origin") or {}).get("retrieved"), *(one["date"] for one in value["annotated"])}
    for name in ("claims", "attributions"):
        found.update([record["time"] for record in value.get(name, ()) if "time" in record])
    return {date for date in found if date is not None}


@lru_cache(maxsize=4096)
def _in_calendar(date: str) -> bool:
    if not exists(date):
        return False
    first, last = bounds(date)
    return first <= last


def _references(value: dict[str, Any], entities: set[str], attributions: set[str], claims: set[str],
                works: set[str]) -> bool:
    meta, said, cited = value["meta"], value.get("attributions", ()), value.get("citations", ())
    named = {meta["publisher"], meta["voice"], *(one["who"] for one in said),
             *_joined(one["about"] for one in value.get("claims", ())),
             *_joined(one.get("affiliation") or () for one in value.get("entities", ()))}
    outer = {*(one.get("attribution") for one in value.get("claims", ())), *(one.get("within") for one in said)}
    return (named - _NOBODY <= entities and outer - _NOBODY <= attributions and claims.issuperset(
        _joined(one.get("claims") or () for one in cited)) and works.issuperset(map(_WORK, cited)))


def all_spans(value: dict[str, Any]) -> Spans:
    """Every span of a document of a valid shape."""
    spans: list[dict[str, Any]] = list(value.get("omit", ()))
    spans += _joined(entity.get("mentions") or () for entity in value.get("entities", ()))
    spans += _joined(claim["spans"] for claim in value.get("claims", ()))
    for attribution in value.get("attributions", ()):
        for role in ("source", "cue", "content"):
            if role in attribution:
                spans += attribution[role]
    spans += [citation["marker"] for citation in value.get("citations", ())]
    spans += _joined(work.get("spans") or () for work in value.get("works", ()))
    starts, ends, quotes = zip(*map(_PARTS, spans), strict=True) if spans else ((), (), ())
    return starts, ends, quotes


def _quoted(spans: Spans, text: str) -> bool:
    """True where every quote is the folded text at its offsets."""
    starts, ends, quotes = spans
    plain = text.replace("\n", " ")  # as long as the text: nearly every quote stands here as it is
    found = map(plain.startswith, quotes, starts)
    fits = map(eq, map(len, quotes), map(sub, ends, starts))
    if any(fold(text[start:end]) != quote for start, end, quote in compress(
            zip(*spans, strict=True), map(not_, map(and_, found, fits)))):
        return False
    # A quote is not empty, so neither is the stretch that it equals; but slices may end beyond the text.
    together = "|".join(quotes)
    return max(ends, default=0) <= len(text) and "  " not in together and together.isprintable()
