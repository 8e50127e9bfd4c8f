"""A table with a column `group` (a topic, a case): free paraphrases meet inside a group, by the engine of a corpus."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from ..context import Vectors
from ..group import group
from ..guard import judge as judge_claims
from ..model import load
from ..view import views_of_rows
from .tables import Result, Step


def wordings(table: pa.Table, vectors: Vectors | None = None, step: Step = lambda _: None) -> Result:
    """Group the claims of each `group` (a topic, a case) with free paraphrases in mind; see `dedupe.group`."""
    step(f"reading {table.num_rows:,} claims")
    rows = table.to_pylist()
    views = views_of_rows(rows)
    step("comparing")
    model = load(semantic=vectors is not None)
    made = group(views, model, groups={row["id"]: row["group"] or "" for row in rows}, vectors=vectors)
    text = {row["id"]: row["text"] for row in rows}
    fact = {name: members[0] for members in made.groups for name in members}
    known = {view.id: view for view in views}
    links: dict[tuple[str, str], dict[str, Any]] = {}
    for (a, b), value in sorted(made.bars.items()):
        ends = min(fact[a], fact[b]), max(fact[a], fact[b])
        if value == "never" and ends[0] != ends[1] and ends not in links:
            said = judge_claims(known[a], known[b])[0]
            links[ends] = {"a": ends[0], "b": ends[1], "rel": said.relation, "why": said.reason,
                           "score": made.scores[a, b]}
    kinds = pa.schema([("a", pa.string()), ("b", pa.string()), ("rel", pa.string()), ("why", pa.string()),
                       ("score", pa.int64())])
    heads = [members[0] for members in made.groups]
    return Result(
        pa.table({"fact": pa.array(heads, pa.string()), "text": pa.array([text[head] for head in heads], pa.string()),
                  "claims": pa.array([len(members) for members in made.groups], pa.int64())}),
        pa.table({"id": table["id"].combine_chunks(),
                  "fact": pa.array([fact[name] for name in table["id"].to_pylist()], pa.string())}),
        pa.Table.from_pylist([links[key] for key in sorted(links)], kinds),
        {"claims": len(rows), "different": len(rows), "candidates": len(made.scores), "facts": len(heads),
         "links": len(links)})
