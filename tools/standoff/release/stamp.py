"""What identifies a release: versions, commit and date. The only use of git, and never of the clock."""

from __future__ import annotations

import datetime
import os
import re
import subprocess
from pathlib import Path

from .. import __version__
from ..config import Config
from ..errors import UsageError
from ..export import Stamp
from ..model import FORMAT

DEV = "dev"
_VERSION = re.compile(r"^(?:0|[1-9][0-9]*)\.(?:0|[1-9][0-9]*)\.(?:0|[1-9][0-9]*)(?:-[0-9a-z]+(?:\.[0-9a-z]+)*)?$")


def make_stamp(config: Config, root: Path, version: str) -> Stamp:
    """The stamp of a build of the corpus at `root`. UsageError for a version that is no semantic version."""
    if version != DEV and not _VERSION.match(version):
        raise UsageError(f"{version!r} is no version", fix="give MAJOR.MINOR.PATCH, as 1.0.0 or 1.1.0-rc.1")
    commit, seconds = _commit(root)
    release = config.release
    return Stamp(config.name, version, FORMAT, __version__, commit, _day(seconds), release.title, release.description,
                 tuple(release.authors), release.license, release.repository, release.doi, config.max_quoted)


def _commit(root: Path) -> tuple[str, int]:
    """Commit and its time; the commit is marked where tracked files differ from it. Outside git: unknown, 0."""
    head = _git(root, "log", "-1", "--format=%H %ct")
    if not head:
        return "unknown", 0
    commit, seconds = head.split()
    changed = _git(root, "status", "--porcelain", "--untracked-files=no", "--", "seeds", "corpus", "tools")
    return commit + ("+changes" if changed else ""), int(seconds)


def _git(root: Path, *arguments: str) -> str:
    return git_bytes(root, *arguments).decode("utf-8", "replace").strip()


def git_bytes(root: Path, *arguments: str) -> bytes:
    """What a git command prints; nothing where it fails, outside a repository, or without git."""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False,
                              env={**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"})
    except OSError:
        return b""  # no git on this machine: as outside git
    return done.stdout if done.returncode == 0 else b""


def tags_here(root: Path) -> list[str]:
    """The tags of the commit that is checked out."""
    return _git(root, "tag", "--points-at", "HEAD").split()


def _day(commit_seconds: int) -> str:
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given and not given.isdigit():
        raise UsageError(f"SOURCE_DATE_EPOCH is {given!r}, expected whole seconds since 1970")
    seconds = int(given) if given else commit_seconds
    return datetime.datetime.fromtimestamp(seconds, tz=datetime.UTC).date().isoformat()
