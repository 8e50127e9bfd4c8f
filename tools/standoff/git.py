"""Asking git about files of the corpus. Git is the only other program this package starts."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from .errors import UsageError


def ask(root: Path, *arguments: str) -> bytes:
    """What `git ARGUMENTS` prints in `root`. UsageError with git's own words when it fails or is not there."""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        raise UsageError("git is not installed", fix="install git, or give the old text as a file") from None
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UsageError(f"git {arguments[0]}: {words[0] if words else 'failed'}", where=str(root))
    return done.stdout


def versions(root: Path, name: str) -> Iterator[tuple[str, bytes]]:
    """(commit, content) of every committed version of the file `name` below `root`, newest first."""
    for commit in ask(root, "log", "--format=%H", "--", name).decode("ascii").split():
        listed = ask(root, "ls-tree", "-z", commit, "--", name)
        if listed:
            yield commit, ask(root, "cat-file", "blob", listed.split()[2].decode("ascii"))
