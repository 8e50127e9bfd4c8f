"""changes.jsonl and CHANGELOG.md: what changed since the last released version, for machines and for people."""

from __future__ import annotations

from collections import Counter

from standoff.export import Export, Job, Stage
from standoff.store import json_bytes

_MOST = 50
"""Ids that the prose names for each kind of change; changes.jsonl names all."""


def run(job: Job) -> None:
    """One line for each added, removed, changed, merged or split row; none in a first release."""
    job.write("changes.jsonl", (json_bytes(change) for change in job.changes))
    job.write("CHANGELOG.md", _prose(job).encode())


def _prose(job: Job) -> str:
    lines = [f"# Changes of {job.stamp.name} {job.stamp.version}", ""]
    if not job.since:
        return "\n".join([*lines, "The first release.", ""])
    if not job.changes:
        return "\n".join([*lines, f"The data is that of {job.since}.", ""])
    lines += [f"Since {job.since}; changes.jsonl has every row with what it was and what it is.", "",
              "| table | change | rows |", "|---|---|---|"]
    count = Counter((str(change["table"]), str(change["change"])) for change in job.changes)
    lines += [f"| {table} | {what} | {n:,} |" for (table, what), n in sorted(count.items())]
    for what in ("removed", "merged", "split", "added", "changed"):
        ids = sorted({str(change["key"][0]) for change in job.changes
                      if change["change"] == what and len(change["key"]) == 1})
        if ids:
            more = f" and {len(ids) - _MOST:,} more" if len(ids) > _MOST else ""
            lines += ["", f"## {what.capitalize()}", "", ", ".join(f"`{id_}`" for id_ in ids[:_MOST]) + more + "."]
    return "\n".join([*lines, ""])


export = Export(Stage.DESCRIBE, run, "what changed since the last release")
