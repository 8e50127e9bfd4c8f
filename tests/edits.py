"""Things that happen to a corpus in a git repository, at random: what a cache must notice."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from pathlib import Path


def git(root: Path, *words: str) -> None:
    subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *words], cwd=root, check=True,
                   capture_output=True)


def commit(root: Path) -> None:
    git(root, "init", "-q")
    git(root, "add", "corpus", "seeds")
    git(root, "commit", "-qm", "one")


class Edits:
    """Things that happen to a corpus; each method makes one of them."""

    def __init__(self, root: Path, chance: random.Random) -> None:
        self.root, self.chance = root, chance

    def _document(self) -> Path:
        return self.chance.choice(sorted((self.root / "corpus").glob("*-*.json")) or [self.root / "corpus/one.json"])

    def _change(self, path: Path, old: str, new: str) -> None:
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))

    def _try(self, *words: str) -> None:
        """Git refuses some of this in some states, as it would to a person."""
        subprocess.run(["git", *words], cwd=self.root, check=False, capture_output=True)

    def text(self) -> None:
        self._change(self.root / "seeds/two.txt", *self.chance.choice([("left", "went"), ("went", "left"), ("\n", "\r\n")]))

    def record(self) -> None:
        path = self.root / f"corpus/{self.chance.choice(['one', 'two'])}.json"
        self._change(path, *self.chance.choice([("e-adda", "e-ada"), ("e-ada\"", "e-adda\""), ("Bob left.", "Bob went."),
                                                ("Bob went.", "Bob left."), ("factual", "evaluation"), ("\n", "\r\n")]))

    def layout(self) -> None:
        path = self.root / "corpus/two.json"
        if path.is_file():
            value = json.loads(path.read_bytes())
            path.write_text(json.dumps(value, indent=self.chance.choice([None, 2])))

    def excuse(self) -> None:
        path = self.root / "corpus/one.json"
        if path.is_file():
            value = json.loads(path.read_bytes())
            value["claims"][0]["ok"] = {self.chance.choice(["id/dangling", "span/drifted", "no/check"]): "so"}
            path.write_text(json.dumps(value))

    def registry(self) -> None:
        entry = {"id": "ada", "type": "person", "name": self.chance.choice(["Ada", "Adda"]), "aliases": ["Bob"]}
        (self.root / "corpus/entities.json").write_text(json.dumps({"standoff": "1", "entities": [entry]}))

    def retired(self) -> None:
        (self.root / "corpus/retired.json").write_text(json.dumps({"standoff": "1", "retired": [
            {"id": f"one#c-{self.chance.choice('xyz')}", "why": "so", "date": "2021-02-03"}]}))

    def released(self) -> None:
        (self.root / "corpus/released.jsonl").write_text(json.dumps(
            {"id": f"one#c-{self.chance.choice('xz')}", "digest": "0" * 64, "version": "1.0.0"}) + "\n")

    def announced(self) -> None:
        (self.root / "CITATION.cff").write_text(f"version: {self.chance.choice(['1.0.1', '2.0.0'])}\n")

    def settings(self) -> None:
        (self.root / "standoff.toml").write_text(self.chance.choice(
            ['skip = ["text/"]\n', 'name = "x"\n', '[vocabulary]\ngenre = ["poem"]\n', 'nonsense = 1\n', "", "x"]))

    def second(self) -> None:
        (self.root / "corpus/second/eve").mkdir(parents=True, exist_ok=True)
        if (self.root / "corpus/one.json").is_file():
            shutil.copy(self.root / "corpus/one.json", self.root / "corpus/second/eve/one.json")
            self._change(self.root / "corpus/second/eve/one.json", "it was", self.chance.choice(["it was", "it is"]))

    def removed(self) -> None:
        self._document().unlink(missing_ok=True)

    def renamed(self) -> None:
        path = self.root / "corpus/two.json"
        if path.is_file():
            path.rename(self.root / f"corpus/{self.chance.choice(['three', 'two', 'Two'])}.json")

    def stray(self) -> None:
        (self.root / "corpus/notes.txt").write_text(self.chance.choice(["a", "b"]))

    def link(self) -> None:
        path = self.root / "corpus/linked.json"
        path.unlink(missing_ok=True)
        path.symlink_to(self.chance.choice(["one.json", "two.json", "nowhere"]))

    def linked_text(self) -> None:
        path = self.root / "seeds/one.txt"
        if path.is_file() and not path.is_symlink():
            path.rename(self.root / "seeds/one-real.txt")
            path.symlink_to("one-real.txt")

    def nested_repository(self) -> None:
        folder = self.root / "corpus/inner"
        folder.mkdir(exist_ok=True)
        if not (folder / ".git").exists():
            git(folder, "init", "-q")
        (folder / "note.json").write_text(self.chance.choice(["{}", "[]"]))

    def overlooked(self) -> None:
        """Told not to look: git will call it unchanged."""
        self._try("update-index", self.chance.choice(["--assume-unchanged", "--skip-worktree", "--no-assume-unchanged",
                                                      "--no-skip-worktree"]), "corpus/one.json")

    def attributes(self) -> None:
        (self.root / ".gitattributes").write_text(self.chance.choice(
            ["* text=auto\n", "seeds/** -text\ncorpus/** text eol=lf\n", "* ident\n", "* text eol=crlf\n"]))

    def added(self) -> None:
        self._try("add", "-A")

    def added_in_part(self) -> None:
        self._try("add", "-N", ".")

    def restored(self) -> None:
        """A fresh checkout of the first commit."""
        for name in ("corpus", "seeds"):
            shutil.rmtree(self.root / name)
        for name in (".gitattributes", "standoff.toml", "CITATION.cff"):
            (self.root / name).unlink(missing_ok=True)
        git(self.root, "reset", "-q", "--hard", "first")

    def converted(self) -> None:
        """The same blobs, checked out under other rules."""
        (self.root / "corpus/two.json").unlink(missing_ok=True)
        self._try("checkout", "-q", "--", "corpus/two.json")
