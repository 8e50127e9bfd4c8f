"""standoff: an annotated source corpus with the tooling that keeps it true.

`load(folder)` reads a release, `verify(folder)` proves one, `open_corpus(root)` opens a working tree. They are
imported when first used, so that `import standoff` and the command line stay fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .corpus import Corpus, Document, open_corpus
    from .errors import StandoffError
    from .release.load import Release, Table, load
    from .release.verify import Verdict, verify

__version__ = "0.1.0"
__all__ = ["Corpus", "Document", "Release", "StandoffError", "Table", "Verdict", "__version__", "load", "open_corpus",
           "verify"]

_HOMES = {"Corpus": "corpus", "Document": "corpus", "open_corpus": "corpus", "StandoffError": "errors",
          "Release": "release.load", "Table": "release.load", "load": "release.load", "Verdict": "release.verify",
          "verify": "release.verify"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib
    return getattr(importlib.import_module(f".{_HOMES[name]}", __name__), name)
