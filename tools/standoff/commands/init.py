"""Start a corpus repository: configuration, folders, schemas, CI, pre-commit and editor settings.

Files that are there already are left alone and named; nothing is ever overwritten.

examples:
  standoff init my-corpus
  standoff init                     in the folder here
"""

from __future__ import annotations

import argparse
from importlib.resources import files
from pathlib import Path

from standoff import __version__
from standoff.command import CLEAN, Command, say
from standoff.errors import UsageError
from standoff.importer import document_id
from standoff.schema import schema_files
from standoff.store import write

_FILES = {"standoff.toml": "standoff.toml", "README.md": "README.md", "corpus/README.md": "corpus-README.md",
          "seeds/README.md": "seeds-README.md", ".gitattributes": "gitattributes", ".gitignore": "gitignore",
          "requirements.txt": "requirements.txt", ".github/workflows/check.yml": "check.yml",
          ".pre-commit-config.yaml": "pre-commit-config.yaml", ".vscode/settings.json": "vscode-settings.json"}
"""Path in the new repository -> its template in starter/."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("folder", nargs="?", default=".", metavar="DIR", help="default: here")
    parser.add_argument("--name", help="name of the corpus (default: the folder's name)")


def execute(options: argparse.Namespace) -> int:
    """Write what is not there yet."""
    root = Path(options.folder).resolve()
    if root.exists() and not root.is_dir():
        raise UsageError("is no folder", where=str(root))
    name = document_id(options.name or root.name).replace("_", "-")
    for path, raw in {**_starter(name), **_schemas()}.items():
        if (root / path).exists():
            say(f"{path}: is there already, left alone")
        else:
            write(root / path, raw, expected=None)
            say(f"{path}: written")
    say(f"the corpus {name!r} is ready: put a text into seeds/, then standoff new seeds/….txt --by 'Your Name'")
    return CLEAN


def _starter(name: str) -> dict[str, bytes]:
    folder = files("standoff") / "starter"
    made = {path: (folder / template).read_text(encoding="utf-8").replace("@NAME@", name)
            .replace("@VERSION@", __version__).encode() for path, template in _FILES.items()}
    return made | {"corpus/entities.json": b'{\n  "standoff": "1",\n  "entities": []\n}\n'}


def _schemas() -> dict[str, bytes]:
    return {f"schema/{name}": raw for name, raw in schema_files().items()}


command = Command(arguments, execute)
