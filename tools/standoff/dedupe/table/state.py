"""What a run keeps (`--keep`) so that claims can be added later: its intermediates, as they stand, in a folder `state`.

Arrays are read through the memory map, so that an addition touches only what it needs.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ... import __version__
from ...english import NEGATORS, SCALES, STOP, UNITS
from ...errors import DataError, UsageError
from ...polarity import opposite_pairs
from ...store import json_bytes, read_or_fail, write, writing
from . import edges, joining, keys
from . import words as weighing
from .edges import Edges
from .plan import Made
from .ragged import Ints, Ragged
from .reading import Memory, Read
from .telling import CLASSES, DENYING
from .words import Claims, Words

FOLDER = "state"
_MANIFEST = "state.json"


@dataclass(slots=True)
class State:
    """An earlier run: its intermediates, the ids of its claims, sorted, and their texts."""

    made: Made
    ids: pa.Array
    texts: pa.ChunkedArray
    by_content: Ints
    """The different claims in the order of their content."""


def rules() -> str:
    """A digest of all that decides what a text means and what is the same: a state of other rules is of no use."""
    value = (__version__, sorted(STOP), sorted(NEGATORS), sorted(SCALES), sorted(map(str, UNITS.items())),
             opposite_pairs(), sorted(CLASSES.items()), sorted(DENYING), keys.RAREST, keys.WINDOW,
             weighing.LONGEST, edges.ALIKE, edges.ALIKE_FIELDS, joining.MEAN)
    return hashlib.sha256(repr(value).encode()).hexdigest()


def keep(folder: Path, made: Made, texts: pa.ChunkedArray) -> None:
    """Write the state of a run into `folder`, which is new. `texts`: of all claims, by id."""
    arrays = _arrays(made)
    for name, values in arrays.items():
        with writing(folder / f"{name}.npy", expected=None) as file:
            np.save(file, values, allow_pickle=False)
    known = made.memory
    for name, strings in {"texts": texts, "names": known.names, "raw": known.raw, "folded": known.folded}.items():
        table = pa.table({"text": strings if name == "texts" else pa.array(strings, pa.string())})
        with writing(folder / f"{name}.arrow", expected=None) as file, pa.ipc.new_file(file, table.schema) as writer:
            writer.write_table(table)
    sizes = {each.name: each.stat().st_size for each in sorted(folder.iterdir())}
    write(folder / _MANIFEST, json_bytes({"rules": rules(), "counted": made.rows.words.counted, "files": sizes,
                                          "candidates": made.candidates}, pretty=True), expected=None)


def kept(out: Path) -> State:
    """The state of the run that wrote `out`. UsageError: there is none, or it is of other rules. DataError: damaged."""
    folder = out / FOLDER
    if not (folder / _MANIFEST).is_file():
        raise UsageError("holds no state to add to", where=str(out), fix="make it with --keep")
    manifest = read_or_fail(folder / _MANIFEST)
    if not isinstance(manifest, dict) or manifest.get("rules") != rules():
        raise UsageError("was made by another version of the rules", where=str(out),
                         fix="run over the whole table once more, with --keep")
    for name, size in manifest["files"].items():
        if not (folder / name).is_file() or (folder / name).stat().st_size != size:
            raise DataError("is damaged: it has not the size it was written with", where=str(folder / name),
                            fix="run over the whole table once more, with --keep")
    try:
        return _loaded(out, manifest)
    except (OSError, ValueError, KeyError, pa.ArrowException) as error:
        raise DataError(f"is damaged: {error}", where=str(folder),
                        fix="run over the whole table once more, with --keep") from error


def known_words(out: Path) -> Words:
    """The words of an earlier run, to weigh as it did."""
    return kept(out).made.rows.words


def _arrays(made: Made) -> dict[str, Ints]:
    read, rows, found, known = made.rows.read, made.rows, made.edges, made.memory
    return {"pieces": known.pieces.flat, "pieces-at": known.pieces.at, "sense": known.sense, "hash": known.hash,
            "bits": known.bits, "by-content": np.argsort(read.content).astype(np.int32),
            "claim": made.claim, "content": read.content, "text": read.text, "figures": read.figures,
            "negated": read.negated, "telling": read.telling, "roles": read.roles,
            "first": read.first, "last": read.last, "entities": read.entities, "other": read.other,
            "words": read.words.flat, "words-at": read.words.at, "rare": rows.rare.flat,
            "rare-at": rows.rare.at, "hashes": rows.words.hashes, "frequency": rows.words.frequency,
            "live": rows.words.live, "index": made.index, "a": found.a, "b": found.b,
            "score": found.score, "relation": found.relation, "reason": found.reason, "labels": made.labels,
            "components": made.components}


def _loaded(out: Path, manifest: dict[str, Any]) -> State:
    folder = out / FOLDER

    def array(name: str) -> Ints:
        # A plain view: numpy's own class for mapped files is slow in small operations.
        found: Ints = np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False).view(np.ndarray)
        return found
    read = Read(array("content"), array("text"), Ragged(array("words"), array("words-at")), array("figures"),
                array("negated"), array("telling"), array("roles"), array("first"),
                array("last"), array("entities"), array("other"))

    def strings(name: str) -> pa.ChunkedArray:
        return pa.ipc.open_file(pa.memory_map(str(folder / f"{name}.arrow"))).read_all()["text"]
    names = strings("names").to_pylist()
    words = Words(names, array("hashes"), array("frequency"), manifest["counted"], array("live"))
    memory = Memory(names, words.hashes, strings("raw").to_pylist(),
                    Ragged(array("pieces"), array("pieces-at")), strings("folded").to_pylist(),
                    array("hash"), array("sense"), array("bits"))
    found = Edges(*(array(name) for name in ("a", "b", "score", "relation", "reason")))
    made = Made(array("claim"), Claims(read, Ragged(array("rare"), array("rare-at")), words), array("index"),
                manifest["candidates"], found, array("labels"), array("components"), memory)
    with pq.ParquetFile(out / "members.parquet") as file:  # pq.read_table would load pandas
        ids = file.read(columns=["id"])["id"].combine_chunks()
    texts = strings("texts")
    if len(ids) != len(texts) or len(ids) != len(made.claim):
        raise ValueError("members.parquet and the state differ in length")
    return State(made, ids, texts, array("by-content"))
