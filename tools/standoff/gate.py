"""The fast gate: one pass over the raw value of a document that may answer 'certainly sound', and nothing else.

Sound means: dates are in the calendar, ids are unique and of the right kind, every local reference leads to a record
of the right kind, the text is the one that was annotated, and every quote is the text at its offsets. Where it does not
answer, the checks themselves look and say what is wrong. Shapes are proved before: by the models, or by the published
schema.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache, lru_cache
from typing import Any

from .dates import bounds, exists
from .model import FILES

_SPACE = re.compile(r"\s+")
_LISTS = (("entities", "e-"), ("claims", "c-"), ("attributions", "a-"), ("citations", "x-"), ("works", "w-"))
_ROLES = ("source", "cue", "content")


@cache
def _validator() -> Any:
    """The schema that is published, compiled; None without the extra [fast]."""
    try:
        import jsonschema_rs
    except ImportError:
        return None
    return jsonschema_rs.validator_for(FILES["document"].model_json_schema(by_alias=True))


def fits_schema(value: Any) -> bool:
    """True when `value` is certainly a valid document file; False says nothing, and is the answer without [fast].

    JSON Schema takes 5.0 for an integer, which the models refuse: offsets are looked at once more.
    """
    validator = _validator()
    if validator is None or not validator.is_valid(value) or type(value["seed"]["length"]) is not int:
        return False
    parts = [*_all_spans(value), *(value.get("scope") or ())]
    return {type(part["start"]) for part in parts} | {type(part["end"]) for part in parts} <= {int}


def sound(value: dict[str, Any], text: str, raw: bytes, stem: str) -> bool:
    """True when the document of a valid shape is certainly without fault; `text` and `raw` are its source text."""
    seed = value["seed"]
    if (value["id"] != stem or seed["length"] != len(text) or hashlib.sha256(raw).hexdigest() != seed["sha256"]
            or b"\r" in raw or raw.startswith(b"\xef\xbb\xbf")):
        return False
    ids: dict[str, set[str]] = {}
    for name, prefix in _LISTS:
        records = value.get(name, ())
        ids[prefix] = {record["id"] for record in records}
        if len(ids[prefix]) != len(records) or not all(id_.startswith(prefix) for id_ in ids[prefix]):
            return False
    if not all(map(_in_calendar, _dates(value))):
        return False
    scope = all(part["start"] < part["end"] <= len(text) for part in value.get("scope") or ())
    return scope and _references(value, ids["e-"], ids["a-"], ids["c-"], ids["w-"]) and _spans(value, text)


def _dates(value: dict[str, Any]) -> set[str]:
    meta = value["meta"]
    found = {meta["date"], (meta.get("origin") or {}).get("retrieved"), *(one["date"] for one in value["annotated"])}
    for name in ("claims", "attributions"):
        found.update(record.get("time") for record in value.get(name, ()))
    return {date for date in found if date is not None}


@lru_cache(maxsize=4096)
def _in_calendar(date: str) -> bool:
    if not exists(date):
        return False
    first, last = bounds(date)
    return first <= last


def _references(value: dict[str, Any], entities: set[str], attributions: set[str], claims: set[str],
                works: set[str]) -> bool:
    meta = value["meta"]
    found = {meta["publisher"], meta["voice"]}
    outer, supported, cited = set(), set(), set()
    for entity in value.get("entities", ()):
        if entity.get("affiliation"):
            found.update(entity["affiliation"])
    for claim in value.get("claims", ()):
        found.update(claim["about"])
        outer.add(claim.get("attribution"))
    for attribution in value.get("attributions", ()):
        found.add(attribution["who"])
        outer.add(attribution.get("within"))
    for citation in value.get("citations", ()):
        cited.add(citation["work"])
        supported.update(citation.get("claims", ()))
    found.discard(None)
    outer.discard(None)
    return found <= entities and outer <= attributions and cited <= works and supported <= claims


def _all_spans(value: dict[str, Any]) -> list[dict[str, Any]]:
    spans: list[dict[str, Any]] = list(value.get("omit", ()))
    for entity in value.get("entities", ()):
        spans += entity.get("mentions", ())
    for claim in value.get("claims", ()):
        spans += claim["spans"]
    for attribution in value.get("attributions", ()):
        for role in _ROLES:
            if role in attribution:
                spans += attribution[role]
    spans += [citation["marker"] for citation in value.get("citations", ())]
    for work in value.get("works", ()):
        spans += work.get("spans", ())
    return spans


def _spans(value: dict[str, Any], text: str) -> bool:
    length = len(text)
    for span in _all_spans(value):
        start, end, quote = span["start"], span["end"], span["quote"]
        if not start < end <= length:
            return False
        there = text[start:end]
        if there != quote and _SPACE.sub(" ", there) != quote:
            return False
        if "  " in quote or not quote.isprintable():
            return False  # perhaps not folded, as the text itself
    return True
