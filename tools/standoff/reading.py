"""From raw JSON to records, in three steps: strict JSON, place what has no offsets, validate record by record.

A bad record is reported once and left out; the rest is read, and references to it do not dangle. A bad value of a
head is reported once, too, and a plain one stands for it.
"""

from __future__ import annotations

import copy
import difflib
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import ValidationError

from .finding import DELETE, Edit, Path
from .model import FILES, File, Shape
from .place import Unplaced, place
from .raw import RECORD_LISTS, record_span_paths
from .strict import Problem
from .text import Range, Text

_DATE_FIELDS = {"date", "time", "retrieved"}
_ID_FIELDS = {"id", "ref", "about", "attribution", "who", "within", "work", "claims", "affiliation", "publisher",
              "voice", "a", "b", "was"}


class Validated(NamedTuple):
    """What validation gave: the model (None without id, text or layers), every fault, and what is left out."""

    model: Shape | None
    problems: list[Problem]
    left_out: frozenset[tuple[str, int]]
    """(list, index in the file) of each bad record."""
    plain: bool = False
    """True where a plain head stands for a bad one: good for checks, and for nothing that people read."""


def validate(value: Any, kind: str, text: Text | None) -> Validated:
    """The model of a file of `kind` and every fault, each reported once."""
    if not isinstance(value, dict):
        fault = Problem("file/wrong-type", (), f"found {_describe(value)}, expected an object")
        return Validated(None, [fault], frozenset())
    problems: list[Problem] = []
    model, faults, broken = _attempt(value, kind)
    if model is None and kind == "document" and text is not None:
        value, problems = place_all(value, text)
        model, faults, broken = _attempt(value, kind) if problems else (model, faults, broken)
    if model is None and broken:
        value = _without(value, broken)
        model, head, _ = _attempt(value, kind)
        faults += [fault for fault in head if fault not in faults]
    plain = model is None and kind == "document"
    if plain:
        model, _, _ = _attempt(_with_plain_head(value, faults), kind)
    unplaced = {problem.path for problem in problems}
    faults = [fault for fault in faults if not any(fault.path[: len(path)] == path for path in unplaced)]
    return Validated(model, [*problems, *faults], frozenset(broken), plain)


def _attempt(value: dict[str, Any], kind: str) -> tuple[Shape | None, list[Problem], set[tuple[str, int]]]:
    try:
        return FILES[kind].model_validate(value), [], set()
    except ValidationError as error:
        errors = error.errors(include_url=False, include_context=True)
    broken = {(str(loc[0]), int(loc[1])) for loc in (e["loc"] for e in errors)
              if len(loc) > 1 and loc[0] in RECORD_LISTS and isinstance(loc[1], int)}
    return None, list(_problems(errors, FILES[kind])), broken


def _without(value: dict[str, Any], broken: set[tuple[str, int]]) -> dict[str, Any]:
    return {key: [item for index, item in enumerate(content) if (key, index) not in broken]
            if isinstance(content, list) else content for key, content in value.items()}


_PLAIN: dict[str, Any] = {
    "standoff": "1",
    "meta": {"title": "?", "publisher": None, "voice": None, "date": None, "lang": "und", "genre": "other",
             "rights": {"license": "?", "text": "none"}},
    "annotated": [{"by": "?", "date": "1970-01-01", "method": "manual", "guidelines": "?"}]}
"""What stands for a bad value of a head while its records are looked at: it says nothing."""
_NEEDED = ("id", "seed", "layers", *RECORD_LISTS)
"""Nothing can stand for these."""


def _with_plain_head(value: dict[str, Any], faults: list[Problem]) -> dict[str, Any]:
    """`value` with a plain head where it has `faults`: one bad date does not hide what is wrong with the records."""
    head, meta = dict(value), value.get("meta")
    meta = dict(meta) if isinstance(meta, dict) else {}
    for first, *rest in (fault.path for fault in faults if fault.path and fault.path[0] not in _NEEDED):
        if first != "meta":
            head.pop(str(first), None)
        elif rest:
            meta.pop(str(rest[0]), None)
        else:
            meta.clear()
    return {**_PLAIN, **head, "meta": {**_PLAIN["meta"], **meta}}


def _problems(errors: list[Any], kind: type[Shape]) -> Iterator[Problem]:
    """One problem a cause: a misspelt key is not 'unknown' plus 'missing'."""
    missing = {(*e["loc"][:-1], e["loc"][-1]) for e in errors if e["type"] == "missing"}
    # A list is also "too short" when its items are bad: pydantic counts the good ones.
    errors = [e for e in errors if not (e["type"] == "too_short" and len(e["input"]) >= e["ctx"]["min_length"])]
    excused: set[Path] = set()
    rows = []
    for error in errors:
        path: Path = tuple(error["loc"])
        if error["type"] == "extra_forbidden":
            key = str(path[-1])
            absent = [str(p[-1]) for p in missing if p[:-1] == path[:-1]]
            known = _keys_at(kind, path[:-1])
            near = difflib.get_close_matches(key, absent, 1, 0.6) or difflib.get_close_matches(key, known, 1, 0.6)
            if near:
                excused.add((*path[:-1], near[0]))
            # Only a key that must be there is certainly free: another might stand beside its misspelling.
            edits = _renamed(path, near[0], error["input"]) if near and near[0] in absent else ()
            rows.append(Problem("file/unknown-key", path, f"unknown key {key!r}", f"did you mean {near[0]!r}?" if near
                                else f"known keys: {', '.join(known)}", key=True, edits=edits, safe=False))
        else:
            rows.append(_problem(error, path))
    yield from (row for row in rows if not (row.check == "file/missing-key" and row.path in excused))


def _renamed(path: Path, key: str, value: Any) -> tuple[Edit, ...]:
    return Edit((*path[:-1], key), value), Edit(path, DELETE)


def _problem(error: Any, path: Path) -> Problem:
    kind, found, context = error["type"], _describe(error.get("input")), error.get("ctx", {})
    if kind == "missing":
        return Problem("file/missing-key", path, f"the key {path[-1]!r} is missing", "add it")
    if kind == "string_pattern_mismatch" or kind == "string_too_long":
        field = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
        expected = context.get("pattern") or f"at most {context.get('max_length')} characters"
        if field in _ID_FIELDS:
            return _malformed_id(path, field, found, str(expected))
        if field in _DATE_FIELDS:
            if re.fullmatch(r"\d{4}-\d\d(-\d\d)?", str(error.get("input"))):
                return Problem("file/bad-value", path, f"found {found}, which is no date of the calendar",
                               "months are 01 to 12, days 01 to 31, the year first")
            return Problem("file/bad-value", path, f"found {found}, expected a date: YYYY, YYYY-MM or YYYY-MM-DD",
                           "~ ? or % may follow an uncertain one, and a time may be two joined by '/', as "
                           "'2021-03-18/2021-03-19'")
        return Problem("file/bad-value", path, f"found {found}, expected {expected}")
    if kind == "literal_error":
        near = difflib.get_close_matches(str(error.get("input")), re.findall(r"'([^']+)'", context["expected"]), 1)
        return Problem("file/bad-value", path, f"found {found}, expected {context['expected']}",
                       f"did you mean {near[0]!r}?" if near else "",
                       edits=(Edit(path, near[0]),) if near else (), safe=False)
    if kind.endswith(("_type", "_parsing")) or kind in ("is_instance_of", "tuple_type"):
        return Problem("file/wrong-type", path, f"found {found}, expected {_expected(kind)}")
    if kind in ("too_short", "too_long"):
        bound = f"at least {context['min_length']}" if kind == "too_short" else f"at most {context['max_length']}"
        field = next((str(part) for part in reversed(path) if isinstance(part, str)), "the list")
        return Problem("file/bad-value", path, f"`{field}` is {found}, expected {bound} of them")
    return Problem("file/bad-value", path, f"found {found}: {error['msg'][:1].lower()}{error['msg'][1:]}")


def _malformed_id(path: Path, field: str, found: str, expected: str) -> Problem:
    """What an id looks like, in words; the pattern itself is in the schema."""
    if expected.startswith("at most"):
        return Problem("id/malformed", path, f"found {found}, expected {expected}", "choose a shorter one")
    if "#" in expected:
        return Problem("id/malformed", path, f"found {found}, expected a document and one of its claims, as "
                       "'nbc-2021#c-midpoint'", "write the document's id and '#' before the claim's id")
    if not expected.startswith("^[ecaxwf]-"):
        return Problem("id/malformed", path, f"found {found}, which cannot be an id of a {field!r}",
                       "an id has words in a-z and 0-9, joined by single hyphens, as 'xi-jinping'")
    return Problem("id/malformed", path, f"found {found}, which is no id as 'e-xi-jinping' or 'c-midpoint'",
                   "an id has a prefix (e- entity, c- claim, a- attribution, x- citation, w- work, f- fact), then "
                   "words in a-z and 0-9, joined by single hyphens")


def _expected(kind: str) -> str:
    names = {"string_type": "a string", "int_type": "an integer", "bool_type": "true or false", "tuple_type": "a list",
             "model_type": "an object", "dict_type": "an object", "model_attributes_type": "an object"}
    return names.get(kind, kind.replace("_", " "))


def _describe(value: Any) -> str:
    if isinstance(value, str):
        return repr(value if len(value) <= 60 else value[:57] + "…")
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, (list, tuple)):
        return f"a list of {len(value)}" if value else "an empty list"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return repr(value)


def _keys_at(kind: type[Shape], path: Path) -> list[str]:
    current: Any = kind
    for part in path:
        if isinstance(part, str):
            field = next((f for n, f in current.model_fields.items() if part in (n, f.alias)), None)
            current = _shape_of(field.annotation) if field else None
            if current is None:
                return []
    return list(current.key_order())


def _shape_of(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return annotation
    return next((found for inner in getattr(annotation, "__args__", ()) if (found := _shape_of(inner))), None)


def place_all(value: dict[str, Any], text: Text) -> tuple[dict[str, Any], list[Problem]]:
    """`value` with offsets for every quote that has a place, and a `span/unplaced` for each span that lacked them."""
    waiting = [(path, spans) for path, spans in record_span_paths(value)
               if any("start" not in s or "end" not in s for _, s in spans)]
    if not waiting:
        return value, []
    value = copy.deepcopy(value)
    problems: list[Problem] = []
    for _, spans in record_span_paths(value):
        open_ = [(path, span) for path, span in spans if "start" not in span or "end" not in span]
        usable = [(path, span) for path, span in open_ if isinstance(span.get("quote"), str)]
        done = [Range(s["start"], s["end"]) for _, s in spans
                if isinstance(s.get("start"), int) and isinstance(s.get("end"), int)]
        near = done[0].start if done else None
        for (path, span), spot in zip(usable, place(text, [s["quote"] for _, s in usable], near=near, taken=done),
                                      strict=True):
            problems.append(_unplaced(path, span, spot, text))
            if isinstance(spot, Range):
                span["start"], span["end"] = spot.start, spot.end
    return value, problems


def _unplaced(path: Path, span: dict[str, Any], spot: Range | Unplaced, text: Text) -> Problem:
    if isinstance(spot, Range):
        edits = (Edit((*path, "start"), spot.start), Edit((*path, "end"), spot.end))
        return Problem("span/unplaced", path, f"the quote {_describe(span['quote'])} has no offsets",
                       f"it stands at {spot.start}–{spot.end}", edits=edits)
    return Problem("span/unplaced", path, f"the quote {_describe(span['quote'])} {spot.why(text)}",
                   "quote the text exactly (white space as one space), or give start and end")


def as_file(model: Shape | None) -> File | None:
    """`model` as a document file."""
    return model if isinstance(model, File) else None
