"""A corpus of three documents whose claims repeat, sharpen and contradict each other."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from standoff.corpus import Corpus
from tests.conftest import CorpusOf

REGISTRY = {"standoff": "1", "entities": [
    {"id": "china", "type": "gpe", "name": "China", "aliases": ["PRC"]},
    {"id": "united-states", "type": "gpe", "name": "United States", "aliases": ["US"]},
    {"id": "state-department", "type": "org", "name": "State Department", "aliases": [],
     "affiliation": ["united-states"]},
    {"id": "geneva-talks", "type": "event", "name": "Geneva talks", "aliases": []}]}
ENTITIES = "{e-china ref=china|China} {e-us ref=united-states|US} {e-talks ref=geneva-talks|talks} {e-sd ref=state-department|SD}"
DOCUMENTS = {
    "alpha": {"c-met": "China and the United States met at the Geneva talks.",
              "c-ships": "China sank 12 ships.", "c-fair": "The Geneva talks on steel tariffs were fair.",
              "c-sanctions": "The State Department imposed sanctions on China."},
    "beta": {"c-met": "The US and the PRC met at the Geneva talks.", "c-ships": "China sank 13 ships.",
             "c-secret": "China and the United States met in secret at the Geneva talks.",
             "c-sanctions": "The United States imposed sanctions on China."},
    "gamma": {"c-met": "China and the US met at the Geneva talks.", "c-unfair": "The Geneva talks on steel tariffs were unfair.",
              "c-met-again": "China and the US met at the Geneva talks."}}
Build = Callable[..., Corpus]


def sketch(documents: dict[str, dict[str, str]], facts: dict[str, Any] | None = None) -> str:
    """The corpus as a sketch; `facts` as the content of facts.json."""
    parts = [f"== corpus/entities.json ==\n{json.dumps(REGISTRY)}"]
    for name, claims in documents.items():
        marked = " ".join(f"{{{claim} about=e-china,e-us,e-talks|{text}}}" for claim, text in claims.items())
        parts.append(f"== {name} ==\n{ENTITIES} {marked}")
    if facts:
        parts.append(f"== corpus/facts.json ==\n{json.dumps({'standoff': '1', 'facts': [], 'links': [], **facts})}")
    return "\n".join(parts)


@pytest.fixture
def build(corpus_of: CorpusOf) -> Build:
    """A function: the corpus of `DOCUMENTS`, or of others, with some facts and links."""
    def make(facts: dict[str, Any] | None = None, documents: dict[str, dict[str, str]] = DOCUMENTS) -> Corpus:
        return corpus_of(sketch(documents, facts).replace("== alpha ==", "== alpha.json ==").replace(
            "== beta ==", "== beta.json ==").replace("== gamma ==", "== gamma.json =="))
    return make


def fact(name: str, *claims: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "text": "They met.", "claims": list(claims), "by": "Ada", "date": "2021-04-01", **more}


def link(a: str, rel: str, b: str) -> dict[str, Any]:
    return {"a": a, "b": b, "rel": rel, "why": "seen", "by": "Ada", "date": "2021-04-01"}
