"""What a change brings in: the findings that an earlier state of the repository did not have."""

from __future__ import annotations

import io
import tarfile
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from .corpus import Corpus, Document, open_corpus
from .errors import UsageError
from .finding import Finding
from .git import ask
from .walk import Result

Check = Callable[[Corpus], Result]


def only_new(result: Result, corpus: Corpus, ref: str, check: Check) -> None:
    """Leave only those findings in `result` that the commit `ref` lacks; `check` runs the same checks on its corpus.

    Findings are the same by fingerprint: document, record and check. Re-indenting a file or renaming what a message
    quotes changes nothing; of several with one fingerprint as many are new as there are more now.
    """
    with tempfile.TemporaryDirectory(prefix="standoff-") as folder:
        before = Path(folder)
        unpack(corpus, ref, before)
        known = check(open_corpus(before)).findings if (before / corpus.config.corpus).is_dir() else []
    fresh = new(result.findings, known)
    kept = set(map(id, fresh))
    result.ledger.against = ref
    result.ledger.older = [finding for finding in result.findings if id(finding) not in kept]
    result.findings = fresh


def new(now: Sequence[Finding], before: Sequence[Finding]) -> list[Finding]:
    """The findings of `now` that are more, by fingerprint, than those of `before`; the ones said anew first."""
    left = Counter(finding.fingerprint for finding in now) - Counter(finding.fingerprint for finding in before)
    said = {(finding.fingerprint, finding.message) for finding in before}
    picked: list[int] = []
    for number in sorted(range(len(now)), key=lambda n: ((now[n].fingerprint, now[n].message) in said, n)):
        if left[now[number].fingerprint] > 0:
            left[now[number].fingerprint] -= 1
            picked.append(number)
    return [now[number] for number in sorted(picked)]


def unpack(corpus: Corpus, ref: str, folder: Path) -> None:
    """The corpus, its source texts and its configuration as the commit `ref` has them, into `folder`."""
    commit = _commit(corpus, ref)
    wanted = (corpus.config.corpus, corpus.config.seeds, "standoff.toml", "pyproject.toml")
    there = [name for name in wanted if ask(corpus.root, "ls-tree", "-z", commit, "--", name)]
    if not there:
        raise UsageError(f"{ref} has no corpus", where=str(corpus.root), fix="name a commit that has one")
    archive = ask(corpus.root, "archive", "--format=tar", commit, "--", *there)
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data")
    if not (folder / "standoff.toml").exists():
        (folder / corpus.config.corpus).mkdir(parents=True, exist_ok=True)


def changed_since(corpus: Corpus, ref: str) -> list[Document]:
    """The documents whose annotation or source text differs from the commit `ref`, new ones included."""
    commit = _commit(corpus, ref)
    places = ("--", corpus.config.corpus, corpus.config.seeds)
    names = ask(corpus.root, "diff", "--name-only", "-z", "--relative", commit, *places)
    return _of(corpus, names + ask(corpus.root, "ls-files", "-o", "-z", *places))


def staged(corpus: Corpus) -> list[Document]:
    """The documents whose annotation or source text is staged for the next commit, as they lie in the folder."""
    return _of(corpus, ask(corpus.root, "diff", "--cached", "--name-only", "-z", "--relative", "--",
                           corpus.config.corpus, corpus.config.seeds))


def _commit(corpus: Corpus, ref: str) -> str:
    if ref.startswith("-"):
        raise UsageError(f"{ref!r} is no commit", fix="name a branch, a tag or a commit")
    try:
        found = ask(corpus.root, "rev-parse", "--verify", "--end-of-options", f"{ref}^{{commit}}")
    except UsageError as error:
        shallow = not error.fix and ask(corpus.root, "rev-parse", "--is-shallow-repository").strip() == b"true"
        raise UsageError(f"there is no commit {ref!r}", where=str(corpus.root), fix=error.fix or (
            "this clone is shallow: git fetch --unshallow (in a workflow: fetch-depth: 0)" if shallow
            else "name a branch, a tag or a commit that git log shows")) from error
    return found.decode("ascii").strip()


def _of(corpus: Corpus, listed: bytes) -> list[Document]:
    names = {name.decode("utf-8", "surrogateescape") for name in listed.split(b"\0")}
    return [document for document in corpus.documents if document.name in names or document.seed_name in names]
