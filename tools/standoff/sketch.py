"""Small documents written as marked text, for rule pages and tests.

`{id[.role] key=value …|text}` marks a span, and may nest; the same id again adds a span. `\\{ \\| \\}` escape. Unset
required fields take the defaults below. `== name ==` starts another file (a sketch, or literal JSON); `@ /pointer =
json` and `@ - /pointer` patch the file written last.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .canonical import canonical
from .errors import UsageError
from .finding import DELETE, Edit
from .fixing import apply
from .store import ANY, json_bytes, write
from .strict import parse
from .text import fold

LISTS = {"e": "entities", "c": "claims", "a": "attributions", "x": "citations", "w": "works"}
ROLES = {"e": "mentions", "c": "spans", "a": "content", "x": "marker", "w": "spans"}
_OPEN = re.compile(r"\{((?:[ecaxw]-[a-z0-9-]*|omit)(?:\.[a-z]+)?)((?: +[a-z]+=[^ |{}]+)*)\|")
_TOKEN = re.compile(r"\\[{|}]|[{}]")
_FILE = re.compile(r"^== (?P<name>[A-Za-z0-9/._-]+) ==$")
_PATCH = re.compile(r"^@ (?:(?P<drop>- )?(?P<pointer>/[^ ]*))(?: = (?P<json>.*))?$")
_LIST_KEYS = {"about", "affiliation", "claims", "aliases", "was"}


@dataclass(slots=True)
class _Draft:
    text: str = ""
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    omit: list[dict[str, Any]] = field(default_factory=list)


def write_sketch(sketch: str, root: Path) -> None:
    """Write the corpus that `sketch` describes below `root`, seeds and annotation files."""
    for name, body, patches in _files(sketch):
        literal = body.lstrip().startswith("{\"") or not (name.endswith(".json") or "." not in name)
        if literal:
            target = root / name
            raw = body.encode()
        else:
            document = name.removesuffix(".json")
            data, text = read_sketch(body, document)
            _put(root / "seeds" / f"{document}.txt", text.encode())
            target, raw = root / "corpus" / f"{document}.json", canonical(data, "document")
        if patches:
            value = _patched(raw, patches)
            raw = json_bytes(value, pretty=True) if literal else canonical(value, "document")
        _put(target, raw)


def read_sketch(sketch: str, document: str = "sketch") -> tuple[dict[str, Any], str]:
    """The annotation file and the source text that one marked text describes."""
    draft = _Draft()
    _parse(sketch, draft)
    return _file(draft, document), draft.text


def _put(path: Path, raw: bytes) -> None:
    write(path, raw, expected=ANY)


def _files(sketch: str) -> Iterator[tuple[str, str, list[str]]]:
    name = "sketch"
    lines: list[str] = []
    patches: list[str] = []
    for line in sketch.split("\n"):
        started = _FILE.match(line.strip())
        if started:
            if "".join(lines).strip() or patches:
                yield name, "\n".join(lines), patches
            name, lines, patches = started["name"], [], []
        elif _PATCH.match(line.strip()):
            patches.append(line.strip())
        else:
            lines.append(line)
    yield name, "\n".join(lines).strip("\n"), patches


def _parse(sketch: str, draft: _Draft) -> None:
    open_: list[tuple[str, int]] = []
    out: list[str] = []
    at, length = 0, 0
    while at < len(sketch):
        token = _TOKEN.search(sketch, at)
        upto = token.start() if token else len(sketch)
        out.append(sketch[at:upto])
        length += upto - at
        if not token:
            break
        at = token.end()
        if token[0].startswith("\\"):
            out.append(token[0][1])
            length += 1
        elif token[0] == "{":
            head = _OPEN.match(sketch, token.start())
            if not head:
                raise UsageError(f"sketch: no {{id|text}} at {sketch[token.start():token.start() + 20]!r}")
            _declare(draft, head[1], head[2])
            open_.append((head[1], length))
            at = head.end()
        else:
            if not open_:
                raise UsageError("sketch: '}' closes nothing; write \\} for the character")
            identifier, start = open_.pop()
            _span(draft, identifier, start, length, "".join(out)[start:length])
    if open_:
        raise UsageError(f"sketch: {open_[-1][0]} is never closed")
    draft.text = "".join(out)


def _declare(draft: _Draft, head: str, keys: str) -> None:
    identifier = head.split(".")[0]
    if identifier == "omit":
        draft.omit.append({"why": "no-content", **_pairs(keys)})
        return
    record = draft.records.setdefault(identifier, {})
    record.update(_pairs(keys))


def _pairs(keys: str) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for pair in keys.split():
        key, value = pair.split("=", 1)
        plain: Any = {"true": True, "false": False, "null": None}.get(value, value.replace("_", " "))
        result[key] = value.split(",") if key in _LIST_KEYS else plain if key not in ("type", "ref") else value
    return result


def _span(draft: _Draft, head: str, start: int, end: int, raw: str) -> None:
    identifier, _, role = head.partition(".")
    span: dict[str, Any] = {"start": start, "end": end, "quote": fold(raw)}
    if identifier == "omit":
        next(o for o in reversed(draft.omit) if "start" not in o).update(span)
        return
    record = draft.records[identifier]
    if identifier[0] == "e" and role in ("nominal", "pronoun"):
        span["form"], role = role, "mentions"
    role = role or ROLES[identifier[0]]
    if role == "marker":
        record["marker"] = span
    else:
        record.setdefault(role, []).append(span)


def _file(draft: _Draft, document: str) -> dict[str, Any]:
    data: dict[str, Any] = {
        "standoff": "1", "id": document.rpartition("/")[2],
        "seed": {"path": f"{document}.txt", "sha256": hashlib.sha256(draft.text.encode()).hexdigest(),
                 "length": len(draft.text)},
        "meta": {"title": "A sketch", "publisher": None, "voice": None, "date": None, "lang": "en", "genre": "other",
                 "rights": {"license": "CC0-1.0", "text": "full"}},
        "annotated": [{"by": "sketch", "date": "2021-03-10", "method": "manual", "guidelines": "1"}],
        "layers": {"entities": "partial", "claims": "partial", "attributions": "partial", "citations": "partial"},
    }
    if draft.omit:
        data["omit"] = draft.omit
    for identifier, record in draft.records.items():
        data.setdefault(LISTS.get(identifier[0], "claims"), []).append(_with_defaults(identifier, record))
    return data


def _with_defaults(identifier: str, record: dict[str, Any]) -> dict[str, Any]:
    kind, result = identifier[0], {"id": identifier, **record}
    for role in ("mentions", "spans", "source", "cue", "content"):
        if role in result:
            result[role] = sorted(result[role], key=lambda span: span["start"])
    if kind == "e" and "ref" not in result:
        first = result["mentions"][0]["quote"] if result.get("mentions") else identifier
        result = {"type": "person", "name": first, **result}
    elif kind == "c":
        said = " ".join(span["quote"] for span in result.get("spans", [])) or identifier
        result = {"text": said, "kind": "factual", "stance": "asserted", "about": [], "spans": [], **result}
    elif kind == "a":
        result = {"who": None, "content": [], "act": "say", "style": "indirect", **result}
    elif kind == "w":
        result = {"csl": {"type": "article", "title": identifier}, **result}
    return result


def _patched(raw: bytes, patches: list[str]) -> Any:
    value = parse(raw).value
    for patch in patches:
        match = _PATCH.match(patch)
        if not match:
            raise UsageError(f"sketch: no patch: {patch!r}")
        parts = (part.replace("~1", "/") for part in match["pointer"].split("/")[1:])
        path = tuple(int(part) if part.isdigit() else part for part in parts)
        content = DELETE if match["drop"] else parse((match["json"] or "null").encode()).value
        value = apply(value, [Edit(path, content)])
    return value
