"""Proving a release: every byte is the one that was published, and the tables hold together."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from ..errors import DataError
from ..store import file_digest, read_lines, read_or_fail
from .announced import cited_version
from .archive import archive_faults, archive_of, unpacked
from .manifest import MANIFEST, REHYDRATED, SUMS, Manifest, content_id, listing, read_manifest, read_sums
from .pause import collector_paused
from .prove import table_faults


@dataclasses.dataclass(frozen=True, slots=True)
class Verdict:
    """What `verify` found: every fault, and what it looked at."""

    manifest: Manifest
    faults: tuple[str, ...]
    files: int
    rows: int


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
    faults = list(_bytes(folder, manifest, progress))
    if not faults and deep:
        with collector_paused():
            faults = list(table_faults(folder, manifest, progress)) or list(_described(folder, manifest))
    archive = archive_of(folder.resolve())
    if archive.exists():
        progress(archive.name)
        faults += [f"{archive.name}: {fault}" for fault in archive_faults(archive, folder.resolve())]
    return Verdict(manifest, tuple(faults), len(manifest.files) + 2, sum(manifest.tables.values()))


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


def _described(folder: Path, manifest: Manifest) -> Iterator[str]:
    """What the descriptions say of version, files and texts must be what is there."""
    if manifest.version.endswith(REHYDRATED):
        return  # a private copy of the tables, with nothing to describe it
    cited = cited_version(folder)
    if cited != manifest.version:
        yield f"CITATION.cff: names version {cited or 'none'}, {MANIFEST} says {manifest.version}"
    package, croissant = (_object(folder / name) for name in ("datapackage.json", "croissant.json"))
    if package.get("version") != manifest.version:
        yield f"datapackage.json: names version {package.get('version')}, {MANIFEST} says {manifest.version}"
    told = {str(r.get("path")): str(r.get("hash")).removeprefix("sha256:") for r in _objects(package, "resources")}
    told |= {str(f.get("contentUrl")): str(f.get("sha256")) for f in _objects(croissant, "distribution")}
    for name, digest in sorted(told.items()):
        if manifest.files.get(name, (0, ""))[1] != digest:
            yield f"{name}: is not the file that datapackage.json or croissant.json describe"
    for row in read_lines(folder / "jsonl/documents.jsonl"):
        text = f"annotations/brat/{row['id']}.txt"
        if text in manifest.files and manifest.files[text][1] != row["sha256"]:
            yield f"{text}: is not the text that was annotated"


def _object(path: Path) -> dict[str, Any]:
    value = read_or_fail(path) if path.is_file() else {}
    return value if isinstance(value, dict) else {}


def _objects(value: dict[str, Any], key: str) -> list[dict[str, Any]]:
    listed = value.get(key)
    return [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []


def require(folder: Path) -> Verdict:
    """As `verify`, but DataError with the faults when there are any."""
    verdict = verify(folder)
    if verdict.faults:
        raise DataError("is not what was published:\n  " + "\n  ".join(verdict.faults), where=str(folder))
    return verdict
