"""The one writer: all or nothing, guarded by what was read; the one reader: regular files within limits."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import pytest

from standoff.errors import ConflictError, DataError, StandoffError, TooLargeError
from standoff.store import ANY, json_bytes, read, read_bytes, read_lines, read_or_fail, write, write_json


def digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def dead_process() -> int:
    """A process id that is certainly gone: a child that has been waited for."""
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return child


def test_a_new_file_and_nothing_else(tmp_path: Path) -> None:
    write(tmp_path / "deep/a.json", b"one", expected=None)
    assert (tmp_path / "deep/a.json").read_bytes() == b"one"
    assert names(tmp_path / "deep") == ["a.json"]


@pytest.mark.parametrize("expected", [None, digest(b"another"), digest(b"")])
def test_what_was_not_read_is_not_overwritten(tmp_path: Path, expected: str | None) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"mine")
    with pytest.raises(ConflictError):
        write(path, b"theirs", expected=expected)
    assert path.read_bytes() == b"mine" and names(tmp_path) == ["a.json"]


def test_what_was_read_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"mine")
    path.chmod(0o640)
    write(path, b"next", expected=digest(b"mine"))
    assert path.read_bytes() == b"next" and path.stat().st_mode & 0o777 == 0o640


def test_a_file_that_is_gone_is_not_brought_back(tmp_path: Path) -> None:
    with pytest.raises(ConflictError, match="removed"):
        write(tmp_path / "a.json", b"x", expected=digest(b"mine"))
    assert names(tmp_path) == []


def test_a_living_writer_keeps_others_out(tmp_path: Path) -> None:
    lock = tmp_path / ".a.json.standoff-lock"
    lock.symlink_to(str(os.getpid()))
    with pytest.raises(ConflictError, match="another process"):
        write(tmp_path / "a.json", b"x", expected=ANY)
    assert names(tmp_path) == [lock.name]


def test_what_dead_writers_left_is_cleaned(tmp_path: Path) -> None:
    dead = dead_process()
    (tmp_path / ".a.json.standoff-lock").symlink_to(str(dead))
    (tmp_path / f".a.json.{dead}.standoff-tmp").write_bytes(b"half")
    living = tmp_path / f".b.json.{os.getpid()}.standoff-tmp"
    living.write_bytes(b"half")
    write(tmp_path / "a.json", b"whole", expected=None)
    assert names(tmp_path) == [living.name, "a.json"]


@pytest.mark.parametrize("call", ["fsync", "replace", "open"])
def test_a_failing_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"mine")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr(os if call == "fsync" else Path, call, full)
    with pytest.raises(StandoffError, match="No space left"):
        write(path, b"next", expected=ANY)
    monkeypatch.undo()
    assert path.read_bytes() == b"mine" and names(tmp_path) == ["a.json"]


def test_a_written_corpus_file_is_canonical_and_read_back(tmp_path: Path) -> None:
    raw = write_json(tmp_path / "entities.json", {"entities": [], "standoff": "1"}, "registry", expected=None)
    assert raw == b'{\n  "standoff": "1",\n  "entities": []\n}\n'
    assert read(tmp_path / "entities.json").digest == digest(raw)


def test_links_devices_and_folders_are_refused(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "pipe", ".", "none"):
        with pytest.raises(DataError):
            read_bytes(tmp_path / name, 10)


def test_the_limit_on_size_is_exact(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    assert read_bytes(tmp_path / "a", 5) == b"12345"
    with pytest.raises(TooLargeError, match="at most 4"):
        read_bytes(tmp_path / "a", 4)


def test_lines_name_the_broken_one(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"a":1}\n{"a":1,"a":2}\n')
    lines = read_lines(tmp_path / "a.jsonl")
    assert next(lines) == {"a": 1}
    with pytest.raises(DataError) as error:
        next(lines)
    assert error.value.where.endswith("a.jsonl:2")


def test_a_file_that_must_be_clean(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b'{"a": NaN}')
    with pytest.raises(DataError, match="NaN is no JSON number"):
        read_or_fail(tmp_path / "a.json")


def test_json_bytes_do_not_depend_on_the_order_of_keys() -> None:
    assert json_bytes({"b": 1, "a": 2}) == json_bytes({"a": 2, "b": 1}) == b'{"a":2,"b":1}\n'
