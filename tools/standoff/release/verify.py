"""Proving a release: every byte is the one that was published, and the tables hold together."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ..errors import DataError
from ..store import file_digest
from .archive import archive_faults, archive_of, unpacked
from .derived import derived_faults
from .manifest import MANIFEST, SUMS, Manifest, content_id, listing, read_manifest, read_sums
from .pause import collector_paused
from .prove import table_faults


@dataclasses.dataclass(frozen=True, slots=True)
class Verdict:
    """What `verify` found: every fault, and what it looked at."""

    manifest: Manifest
    faults: tuple[str, ...]
    files: int
    rows: int
    notes: tuple[str, ...] = ()
    """What could not be proved here, and why."""


def verify(folder: Path, progress: Callable[[str], None] = lambda _: None, *, deep: bool = True) -> Verdict:
    """Prove the release at `folder`, and its .zip where that lies beside it; or the release inside a .zip.

    DataError when it is no release at all; else a Verdict with all faults. Without `deep` only names, sizes and
    digests are looked at: as much as `sha256sum -c` and the manifest can tell, at the speed of the disk.
    """
    folder = Path(folder)
    if folder.suffix == ".zip" and not folder.is_dir():
        with unpacked(folder) as inside:
            return verify(inside, progress, deep=deep)
    manifest = read_manifest(folder)
    faults, notes = list(_bytes(folder, manifest, progress)), list[str]()
    if not faults and deep:
        with collector_paused():
            faults = list(table_faults(folder, manifest, progress))
            if not faults:
                faults, notes = derived_faults(folder, manifest, progress)
    archive = archive_of(folder.resolve())
    if archive.exists():
        progress(archive.name)
        faults += [f"{archive.name}: {fault}" for fault in archive_faults(archive, folder.resolve())]
    return Verdict(manifest, tuple(faults), len(manifest.files) + 2, sum(manifest.tables.values()), tuple(notes))


def _bytes(folder: Path, manifest: Manifest, progress: Callable[[str], None]) -> Iterator[str]:
    sums = read_sums(folder)
    present = set(listing(folder))
    expected = {*manifest.files, MANIFEST, SUMS}
    yield from (f"{name}: is missing" for name in sorted(expected - present))
    yield from (f"{name}: does not belong to this release" for name in sorted(present - expected))
    if {*sums, SUMS} != expected:
        yield f"{SUMS}: does not list the same files as {MANIFEST}"
    names = sorted(expected & present - {SUMS})
    yield from (f"{name}: is a link, not a file" for name in names if (folder / name).is_symlink())
    names = [name for name in names if not (folder / name).is_symlink()]
    with ThreadPoolExecutor() as pool:
        digests = list(pool.map(file_digest, [folder / name for name in names]))
    for name, found in zip(names, digests, strict=True):
        progress(name)
        for source, wanted in ((SUMS, sums.get(name)), (MANIFEST, manifest.files.get(name, (0, found))[1])):
            if found != wanted:
                yield f"{name}: its SHA-256 is {found[:12]}…, {source} says {str(wanted)[:12]}…"
    if content_id({name: sha for name, (_, sha) in manifest.files.items()}) != manifest.content_id:
        yield f"{MANIFEST}: content_id does not follow from the files it lists"


def require(folder: Path) -> Verdict:
    """As `verify`, but DataError with the faults when there are any."""
    verdict = verify(folder)
    if verdict.faults:
        raise DataError("is not what was published:\n  " + "\n  ".join(verdict.faults), where=str(folder))
    return verdict
