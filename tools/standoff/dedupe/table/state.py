"""What a run keeps (`--keep`) so that claims can be added later: its intermediates, as they stand, in a folder `state`.

Arrays are read through the memory map, so that an addition touches only what it needs. `base` is written once: an
addition has the same files, by another name, and writes what lies on it (`top`) and what is small.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from ... import __version__
from ...english import NEGATORS, SCALES, STOP, UNITS
from ...errors import DataError, UsageError
from ...polarity import opposite_pairs
from ...store import json_bytes, link, read_or_fail, write, writing
from . import edges, joining, keys
from . import words as weighing
from .edges import Edges
from .layers import Layer, Layers, layer, single
from .plan import Made
from .ragged import Ints, Ragged
from .reading import Memory, Read
from .telling import CLASSES, DENYING
from .words import Words

FOLDER = "state"
_MANIFEST = "state.json"
_AGAIN = "run over the whole table once more, with --keep"


@dataclass(slots=True)
class State:
    """An earlier run, so that claims can be added."""

    layers: Layers
    words: Words
    holder: Ints
    """For each word a claim that has it: the one, where only one has."""
    claim: Ints
    """For each id, in order: which different claim it is."""
    said: Ints
    """For each id, in order: which text it has."""
    ids: pa.Array
    edges: Edges
    labels: Ints
    components: Ints
    candidates: int
    memory: Memory
    where: Path | None = None
    """The folder it was read from."""


def state_of(made: Made, ids: pa.Array, texts: pa.Array) -> State:
    """The state of a run over a whole table. `texts`: of all ids."""
    rows = made.rows
    holder = np.zeros(len(rows.words.live), dtype=np.int32)
    holder[rows.rare.flat] = np.repeat(np.arange(len(rows), dtype=np.int32), rows.rare.sizes())
    layers = single(layer(rows.read, rows.rare, made.index, pa.chunked_array([texts])))
    return State(layers, rows.words, holder, made.claim, np.arange(len(ids)), ids, made.edges, made.labels,
                 made.components, made.candidates, made.memory)


def rules() -> str:
    """A digest of all that decides what a text means and what is the same: a state of other rules is of no use."""
    value = (__version__, sorted(STOP), sorted(NEGATORS), sorted(SCALES), sorted(map(str, UNITS.items())),
             opposite_pairs(), sorted(CLASSES.items()), sorted(DENYING), keys.RAREST, keys.WINDOW, int(keys.OWNER),
             weighing.LONGEST, edges.ALIKE, edges.ALIKE_FIELDS, joining.MEAN)
    return hashlib.sha256(repr(value).encode()).hexdigest()


def keep(folder: Path, state: State, old: State | None = None) -> None:
    """Write a state into `folder`, which is new. The files of a base that it has from `old` are not written again."""
    base, top, known = state.layers.base, state.layers.top, state.memory
    if old and old.where and base is old.layers.base:
        for path in sorted((old.where / _BASE).iterdir()):
            link(path, folder / _BASE / path.name)
    else:
        _write_layer(folder / _BASE, base)
    _write_layer(folder / _TOP, top)
    words, found = state.words, state.edges
    for name, values in {
            "moved": state.layers.moved, "hashes": words.hashes, "frequency": words.frequency, "live": words.live,
            "holder": state.holder, "claim": state.claim, "said": state.said, "labels": state.labels,
            "components": state.components, "a": found.a, "b": found.b, "score": found.score,
            "relation": found.relation, "reason": found.reason, "pieces": known.pieces.flat,
            "pieces-at": known.pieces.at, "sense": known.sense, "hash": known.hash, "bits": known.bits}.items():
        _write_array(folder / f"{name}.npy", values)
    for name, strings in {"names": known.names, "raw": known.raw, "folded": known.folded}.items():
        _write_texts(folder / f"{name}.arrow", strings)
    _write_texts(folder / "ids.arrow", state.ids)
    sizes = {path.relative_to(folder).as_posix(): path.stat().st_size
             for path in sorted(folder.rglob("*")) if path.is_file()}
    write(folder / _MANIFEST, json_bytes({"rules": rules(), "counted": words.counted, "files": sizes,
                                          "candidates": state.candidates}, pretty=True), expected=None)


def kept(out: Path) -> State:
    """The state of the run that wrote `out`. UsageError: there is none, or it is of other rules. DataError: damaged."""
    folder = out / FOLDER
    if not (folder / _MANIFEST).is_file():
        raise UsageError("holds no state to add to", where=str(out), fix="make it with --keep")
    manifest = read_or_fail(folder / _MANIFEST)
    if not isinstance(manifest, dict) or manifest.get("rules") != rules():
        raise UsageError("was made by another version of the rules", where=str(out), fix=_AGAIN)
    for name, size in manifest["files"].items():
        if not (folder / name).is_file() or (folder / name).stat().st_size != size:
            raise DataError("is damaged: it has not the size it was written with", where=str(folder / name), fix=_AGAIN)
    try:
        return _loaded(folder, manifest)
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as error:
        raise DataError(f"is damaged: {error}", where=str(folder), fix=_AGAIN) from error


def known_words(out: Path) -> Words:
    """The words of an earlier run, to weigh as it did."""
    return kept(out).words


_BASE, _TOP = "base", "top"
_PLAIN = ("content", "text", "figures", "negated", "telling", "roles", "first", "last", "entities", "other")
"""Columns of `Read` that are arrays."""


def _write_layer(folder: Path, layer: Layer) -> None:
    arrays = {name: getattr(layer.read, name) for name in _PLAIN}
    for name, values in {**arrays, "words": layer.read.words.flat, "words-at": layer.read.words.at,
                         "rare": layer.rare.flat, "rare-at": layer.rare.at, "index": layer.index,
                         "by-content": layer.by_content}.items():
        _write_array(folder / f"{name}.npy", values)
    _write_texts(folder / "texts.arrow", layer.texts)


def _write_array(path: Path, values: Ints) -> None:
    with writing(path, expected=None) as file:
        np.save(file, values, allow_pickle=False)


def _write_texts(path: Path, values: pa.Array | pa.ChunkedArray) -> None:
    table = pa.table({"text": values})
    with writing(path, expected=None) as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)


def _array(path: Path) -> Ints:
    # A plain view: numpy's own class for mapped files is slow in small operations.
    found: Ints = np.load(path.with_suffix(".npy"), mmap_mode="r", allow_pickle=False).view(np.ndarray)
    return found


def _texts(path: Path) -> pa.ChunkedArray:
    return pa.ipc.open_file(pa.memory_map(str(path.with_suffix(".arrow")))).read_all()["text"]


def _layer(folder: Path) -> Layer:
    plain = {name: _array(folder / name) for name in _PLAIN}
    read = Read(words=Ragged(_array(folder / "words"), _array(folder / "words-at")), **plain)
    return Layer(read, Ragged(_array(folder / "rare"), _array(folder / "rare-at")), _array(folder / "index"),
                 _texts(folder / "texts"), _array(folder / "by-content"))


def _loaded(folder: Path, manifest: dict[str, Any]) -> State:
    def array(name: str) -> Ints:
        return _array(folder / name)

    def listed(name: str) -> pa.Array:
        return _texts(folder / name).combine_chunks()
    words = Words(listed("names"), array("hashes"), array("frequency"), manifest["counted"], array("live"))
    memory = Memory(words.names, words.hashes, listed("raw"), Ragged(array("pieces"), array("pieces-at")),
                    listed("folded"), array("hash"), array("sense"), array("bits"))
    layers = Layers(_layer(folder / _BASE), _layer(folder / _TOP), array("moved"))
    found = Edges(*(array(name) for name in ("a", "b", "score", "relation", "reason")))
    ids = _texts(folder / "ids").combine_chunks()
    state = State(layers, words, array("holder"), array("claim"), array("said"), ids, found, array("labels"),
                  array("components"), manifest["candidates"], memory, folder)
    if len({len(state.ids), len(state.claim), len(state.said)}) > 1 or len(state.labels) != len(layers):
        raise ValueError("its parts differ in length")
    return state
