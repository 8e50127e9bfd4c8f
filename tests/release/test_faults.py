"""Full disk, broken disk, kill: at any system call of `standoff publish`, no torn state, and the next run needs no repair."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
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
    """Which of these calls, counted from 1, do something in one undisturbed run: mkdir is often told 'exists already'."""
    log = root / "calls.log"
    done = publish(root, version, "strace", "-f", "-qq", "-o", str(log), "-e", f"trace={names}")
    assert done.returncode == 0, done.stderr
    made = [line for line in log.read_text(errors="replace").splitlines() if "resumed" not in line]
    log.unlink()
    return [n for n, line in enumerate(made, 1) if " = -1 " not in line]


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
