"""quality.json: how good the dataset is, recomputed from the stored second annotations."""

from __future__ import annotations

from standoff.export import Export, Job, Stage
from standoff.store import json_bytes


def run(job: Job) -> None:
    """quality.json as the build computed it."""
    job.write("quality.json", json_bytes(job.quality, pretty=True))


export = Export(Stage.TABLE, run, "agreement figures with intervals, and the number of undecided pairs of claims")
