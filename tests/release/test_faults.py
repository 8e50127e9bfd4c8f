"""Full disk, broken disk, kill: at any system call of `standoff publish`, no torn state, and the next run needs no repair."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from standoff.corpus import open_corpus
from standoff.release.build import build
from standoff.release.verify import verify

from ..conftest import CorpusOf
from .test_release import SKETCH

pytestmark = pytest.mark.slow
POINTS = 5
"""Calls that fail in turn for each row below, spread evenly over the run; all of them with STANDOFF_ALL_FAULTS=1."""
FAULTS = [("write,pwrite64,writev", "error=ENOSPC"), ("fsync", "error=EIO"), ("rename,renameat,renameat2", "error=EIO"),
          ("rename,renameat,renameat2", "signal=SIGKILL"), ("unlink,unlinkat,rmdir", "signal=SIGKILL"),
          ("write,pwrite64,writev", "signal=SIGKILL"), ("mkdir,mkdirat", "error=ENOSPC")]


def publish(root: Path, version: str, *strace: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-B", "-m", "standoff", "publish", *(["--version", version] if version else [])]
    return subprocess.run([*strace, *command], cwd=root, capture_output=True, text=True, check=False,
                          env={**os.environ, "SOURCE_DATE_EPOCH": "0"})


def calls(root: Path, version: str, names: str) -> list[int]:
    """The numbers of calls that do something in one undisturbed run: mkdir is often told 'exists already'."""
    log = root / "calls.log"
    done = publish(root, version, "strace", "-f", "-qq", "-o", str(log), "-e", f"trace={names}")
    assert done.returncode == 0, done.stderr
    made: Counter[tuple[str, str]] = Counter()
    numbers = set()
    for line in log.read_text(errors="replace").splitlines():
        thread, call = line.split(maxsplit=1)
        if call[0].isalpha():  # no signal, and not the second half of a call
            made[thread, call.partition("(")[0]] += 1  # as strace counts for `when`: each thread, each call alone
            numbers |= {made[thread, call.partition("(")[0]]} if " = -1 " not in line else set()
    log.unlink()
    return sorted(numbers)


def torn(out: Path) -> list[str]:
    """What lies in `out` under a name that a reader would trust, and is not whole."""
    bad = []
    for path in sorted(out.iterdir()) if out.is_dir() else []:
        if not path.name.startswith("."):
            bad += [f"{path.name}: {fault}" for fault in verify(path).faults]
    return bad


@pytest.mark.parametrize("version", ["", "1.0.0"], ids=["preview", "version"])
@pytest.mark.parametrize(("names", "fault"), FAULTS)
def test_no_fault_leaves_a_torn_release(corpus_of: CorpusOf, tmp_path: Path, names: str, fault: str, version: str) -> None:
    assert shutil.which("strace"), "this slow test needs strace: apt-get install strace"
    corpus_of(SKETCH)
    out, remembered = tmp_path / "dist", tmp_path / "corpus/released.jsonl"
    if not version:
        build(open_corpus(tmp_path), out)  # a preview is replaced: the harder case
    points = calls(tmp_path, version, names)
    step = 1 if os.environ.get("STANDOFF_ALL_FAULTS") else max(1, len(points) // POINTS)
    failed = 0
    for when in points[::step]:
        if version:
            shutil.rmtree(out, ignore_errors=True)
            remembered.unlink(missing_ok=True)
        done = publish(tmp_path, version, "strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={names}",
                       "-e", f"inject={names}:{fault}:when={when}")
        failed += done.returncode != 0
        assert torn(out) == [], f"call {when} of {points[-1]}"
        assert "Traceback" not in done.stderr, f"call {when}: {done.stderr}"
        again = publish(tmp_path, version)
        assert again.returncode == 0, f"after call {when} of {points[-1]} the next run fails: {again.stderr}"
        made = f"corpus-{version or 'dev'}"
        assert {path.name for path in out.iterdir()} == {made, f"{made}.zip"} and torn(out) == []
        assert not version or remembered.is_file()
    assert failed, "no fault was met: the test looks at nothing"


@pytest.mark.parametrize("version", ["", "1.0.0"], ids=["preview", "version"])
def test_a_file_that_finds_no_room_leaves_no_torn_release(corpus_of: CorpusOf, tmp_path: Path, version: str) -> None:
    """A real refusal, of the kernel: no file may grow beyond a size, so the largest ones fail in turn, also in threads."""
    corpus_of(SKETCH + "== many ==\n" + " ".join(f"{{c-n{n} text=It_rained.|it rained {n}}}." for n in range(60)))
    out = tmp_path / "dist"
    whole = build(open_corpus(tmp_path), out)
    sizes = {path.relative_to(out).as_posix(): path.stat().st_size for path in out.rglob("*") if path.is_file()}
    assert sizes[f"{whole.folder.name}/jsonl/claims.jsonl"] > 2 * io.DEFAULT_BUFFER_SIZE, "no thread writes to the disk"
    limits = sorted({*sizes.values()} - {0}, reverse=True)[::max(1, len(sizes) // POINTS)]
    for limit in limits:
        done = publish(tmp_path, version, "prlimit", f"--fsize={limit - 1}")
        assert done.returncode and done.stderr.startswith("standoff: ") and done.stderr.count("\n") < 4, done.stderr
        assert "Traceback" not in done.stderr and torn(out) == []
        assert [path.name for path in out.iterdir() if path.name.startswith(".")] == []
    assert publish(tmp_path, version).returncode == 0 and torn(out) == []
