"""Records that many documents share: the registry, facts, links, retired and released ids."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .base import AnyId, Day, FactOrClaim, GlobalClaim, Items, LocalId, Record, Score, Sentence, Slug, ToRegistry
from .entity import EntityType


class RegistryEntity(Record):
    """One entity of the world, named once for all documents."""

    id: Slug = Field(description="Registry id, chosen once.")
    type: EntityType = Field(description="Kind of entity.")
    name: Sentence = Field(description="Full name.")
    aliases: Items[Sentence] = Field((), description="Other names the documents use.")
    affiliation: Annotated[Items[ToRegistry], Field(max_length=3)] | None = Field(
        None, description="State or organisation it belongs to.")
    wikidata: Annotated[str, Field(pattern=r"^Q[1-9][0-9]*$")] | None = Field(
        None, description="Wikidata item, only where verified.")


class Fact(Record):
    """One proposition that two or more claims state, whoever says it and however surely."""

    id: LocalId = Field(description="Id, f-…, chosen once.")
    text: Sentence = Field(description="The proposition.")
    claims: Annotated[Items[GlobalClaim], Field(min_length=2)] = Field(description="The claims, doc#c-….")
    by: Sentence = Field(description="Who decided: a person, a model with version, or 'standoff <version>'.")
    date: Day = Field(description="Day of the decision.")
    score: Score | None = Field(None, description="The tool's score at that moment, in thousandths.")


class Link(Record):
    """A decided relation between two facts (a claim id stands for the fact that holds it now)."""

    a: FactOrClaim = Field(description="Fact or claim.")
    b: FactOrClaim = Field(description="Fact or claim.")
    rel: Literal["contradicts", "entails", "distinct"] = Field(description="entails reads a -> b.")
    why: Sentence = Field(description="The reason.")
    by: Sentence = Field(description="Who decided.")
    date: Day = Field(description="Day of the decision.")
    score: Score | None = Field(None, description="The tool's score at that moment, in thousandths.")


class Retired(Record):
    """A published id that was withdrawn."""

    id: AnyId = Field(description="The id, global where it was local to a document.")
    why: Sentence = Field(description="Why it was withdrawn.")
    date: Day = Field(description="Day of the withdrawal.")


class Released(Record):
    """One published id: the base for vanished ids and for the least version step."""

    id: AnyId = Field(description="The id, global where it is local to a document.")
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] = Field(description="SHA-256 of its published row.")
    version: Sentence = Field(description="Dataset version that published it last.")
    table: str | None = Field(None, description="Table of the release that it is a row of.")
    answers: str | None = Field(None, description="SHA-256 of what it says, without boundaries, wording, metadata.")
    fact: str | None = Field(None, description="For a claim: the fact that held it.")
    text: str | None = Field(None, description="For a document: SHA-256 of its text.")
    layers: Items[str] | None = Field(
        None, description="For a document: how far entities, claims, attributions and citations were annotated.")
