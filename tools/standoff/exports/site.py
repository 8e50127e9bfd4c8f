"""site/: the explorer, pages to read the release in a browser without a server."""

from __future__ import annotations

from standoff.errors import need_extra
from standoff.export import Export, Job, Stage
from standoff.store import read_or_fail


def run(job: Job) -> None:
    """Every page; of each text what its rights allow."""
    try:
        from standoff.site import Passages, build_site
    except ImportError as error:
        raise need_extra("data", error) from error
    beside = dict(job.files)
    croissant = read_or_fail(job.folder / "croissant.json") if "croissant.json" in beside else {}
    for part in croissant.get("distribution", ()):
        part["contentUrl"] = f"../{part['contentUrl']}"
    made = build_site(job.rows, job.stamp, lambda name: Passages(job.rows.revealed[name].length, job.allowed(name)),
               lambda name, raw: job.write_new(f"site/{name}", raw), quality=job.quality, beside=beside,
               is_release=True, croissant=croissant)
    job.files.update((f"site/{name}", job.about) for name in made)  # also what other processes have written


export = Export(Stage.EXPLORE, run, "the explorer: open site/index.html, no server needed")
