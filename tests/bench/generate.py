"""Corpora of any size for measuring: windows of the annotated texts of this repository, each file a different text."""

from __future__ import annotations

import hashlib
import random
import shutil
from pathlib import Path
from typing import Any

import orjson

from standoff.canonical import canonical
from standoff.text import Text

ROOT = Path(__file__).parents[2]
WINDOW = 2_500
"""Code points of a text: a short news article, as in PolNeAR."""


def generate(folder: Path, count: int) -> None:
    """A corpus of `count` documents in `folder`: each about 2,500 characters with 25 claims, in canonical layout."""
    chance = random.Random(count)
    sources = [(orjson.loads(path.read_bytes()), Text((ROOT / "seeds" / f"{path.stem}.txt").read_text("utf-8")))
               for path in sorted((ROOT / "corpus").glob("*-*.json"))]
    for name in ("corpus", "seeds"):
        (folder / name).mkdir(parents=True)
    (folder / "standoff.toml").write_text('name = "bench"\n')
    shutil.copy(ROOT / "corpus/entities.json", folder / "corpus/entities.json")
    for number in range(count):
        value, text = chance.choice(sources)
        raw, document = window(value, text, f"doc-{number:05}", chance)
        (folder / f"seeds/doc-{number:05}.txt").write_text(raw, encoding="utf-8", newline="")
        (folder / f"corpus/doc-{number:05}.json").write_bytes(canonical(document, "document"))


def window(value: dict[str, Any], text: Text, name: str, chance: random.Random) -> tuple[str, dict[str, Any]]:
    """About `WINDOW` code points of a document from a random sentence on, and all records that lie inside."""
    starts = [s.start for s in text.sentences if s.start + WINDOW <= len(text)] or [0]
    start = chance.choice(starts)
    end = max([s.end for s in text.sentences if s.end <= start + WINDOW], default=len(text))
    head = f"Dispatch {name[4:]}.\n\n"
    raw = head + text.raw[start:end]
    shift = len(head) - start
    document = {key: value[key] for key in ("$schema", "standoff", "meta", "annotated") if key in value}
    document |= {"id": name, "seed": {"path": f"{name}.txt", "sha256": hashlib.sha256(raw.encode()).hexdigest(),
                                      "length": len(raw)},
                 "layers": {"entities": "partial", "claims": "partial", "attributions": "partial", "citations": "none"}}
    return raw, document | records(value, start, end, shift)


def records(value: dict[str, Any], start: int, end: int, shift: int) -> dict[str, Any]:
    """The records of a document whose every span lies between `start` and `end`, moved by `shift`."""
    def inside(span: dict[str, Any]) -> bool:
        return bool(start <= span["start"] and span["end"] <= end)

    def moved(spans: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{**span, "start": span["start"] + shift, "end": span["end"] + shift} for span in spans]

    claims = [{**c, "spans": moved(c["spans"])} for c in value["claims"] if all(map(inside, c["spans"]))]
    roles = ("source", "cue", "content")
    attributions = [{**a, **{role: moved(a[role]) for role in roles if role in a}} for a in value["attributions"]
                    if all(inside(span) for role in roles for span in a.get(role, ()))]
    kept = {a["id"] for a in attributions}
    for record, key in [(c, "attribution") for c in claims] + [(a, "within") for a in attributions]:
        if record.get(key) not in kept:
            record.pop(key, None)
    meta = value["meta"]
    used = {id_ for c in claims for id_ in c["about"]} | {a.get("who") for a in attributions} | {meta["publisher"], meta["voice"]}
    entities = []
    for entity in value["entities"]:
        mentions = moved([m for m in entity.get("mentions", ()) if inside(m)])
        if mentions or entity["id"] in used:
            entities.append({**entity, "mentions": mentions})
    known = {e["id"] for e in entities}
    while missing := [e for e in value["entities"] if e["id"] not in known
                      and any(e["id"] in kept_.get("affiliation", ()) for kept_ in entities)]:
        entities += [{**e, "mentions": []} for e in missing]
        known |= {e["id"] for e in missing}
    for record in (*claims, *attributions, *entities):
        record.pop("ok", None)
        record.pop("was", None)
    return {"entities": entities, "claims": claims, "attributions": attributions}
