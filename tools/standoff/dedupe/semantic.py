"""Vectors of texts from a small static table that a package ships (WordLlama, MIT): no model is run, nothing is loaded
from a network. Only its two data files are read; its own loader asks a hub for one of them."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import need_extra
from .context import Vectors

_WEIGHTS, _TOKENS = "weights/l2_supercat_256.safetensors", "tokenizers/l2_supercat_tokenizer_config.json"


def vectors() -> Vectors:
    """A function: texts -> one row each. MissingExtraError where the extra [semantic] is not installed."""
    try:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer
    except ImportError as error:
        raise need_extra("semantic", error) from error
    package = find_spec("wordllama")
    if package is None or not package.origin:
        raise need_extra("semantic", ImportError("no module named 'wordllama'", name="wordllama"))
    folder = Path(package.origin).parent
    table = next(iter(load_file(str(folder / _WEIGHTS)).values())).astype(np.float64)
    reader = Tokenizer.from_file(str(folder / _TOKENS))

    def embed(texts: Sequence[str]) -> np.ndarray[Any, np.dtype[np.float64]]:
        found = [table[line.ids].mean(axis=0) if line.ids else np.zeros(table.shape[1])
                 for line in reader.encode_batch(list(texts), add_special_tokens=False)]
        rows: np.ndarray[Any, np.dtype[np.float64]] = np.stack(found)
        return rows
    return embed
