"""CITATION.cff (https://citation-file-format.github.io, 1.2.0): how to cite this version of the dataset."""

from __future__ import annotations

from standoff.export import Export, Job, Stage
from standoff.store import json_bytes


def run(job: Job) -> None:
    """CITATION.cff; every value is written as a JSON string, which YAML reads the same."""
    stamp = job.stamp
    lines = ["cff-version: 1.2.0", "message: \"If you use this dataset, please cite it as below.\"", "type: dataset",
             f"title: {_quoted(stamp.title or stamp.name)}", f"version: {_quoted(stamp.version)}"]
    if not stamp.date.startswith("1970"):
        lines.append(f"date-released: {_quoted(stamp.date)}")
    lines.append("authors:")
    lines += [f"  - name: {_quoted(name)}" for name in stamp.authors or (stamp.name,)]
    optional = {"abstract": stamp.description, "license": stamp.license, "repository": stamp.repository,
                "doi": stamp.doi}
    lines += [f"{key}: {_quoted(value)}" for key, value in optional.items() if value]
    job.write("CITATION.cff", "".join(f"{line}\n" for line in lines).encode())


def _quoted(text: str) -> str:
    return json_bytes(text).decode().rstrip("\n")


export = Export(Stage.DESCRIBE, run, "how to cite this version")
