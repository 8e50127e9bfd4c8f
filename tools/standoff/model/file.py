"""The four kinds of file in corpus/. `File` lists the record kinds of a document, once."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .attribution import Attribution
from .base import Items, Record, Shape, Slug
from .citation import Citation, Work
from .claim import Claim
from .entity import Entity
from .header import AnnotationRound, Layers, Meta, Scope, Seed
from .shared import Fact, Link, RegistryEntity, Retired
from .span import Omit

FORMAT = "1"


class _AnyFile(Shape):
    schema_: str | None = Field(None, alias="$schema", description="Address of the JSON Schema, for editors.")
    standoff: Literal["1"] = Field(description="Version of this format.")


class File(_AnyFile, Record):
    """The annotation of one source text."""

    id: Slug = Field(description="Document id: the stem of the file's name.")
    seed: Seed = Field(description="The source text.")
    meta: Meta = Field(description="What is known of the source.")
    annotated: Annotated[Items[AnnotationRound], Field(min_length=1)] = Field(description="Who or what annotated it.")
    layers: Layers = Field(description="How far each layer goes.")
    scope: Items[Scope] | None = Field(None, description="Where the layers hold; absent: everywhere.")
    omit: Items[Omit] = Field((), description="Stretches without a record, with the reason.")
    entities: Items[Entity] = Field((), description="Entities, by id.")
    claims: Items[Claim] = Field((), description="Claims, by first offset.")
    attributions: Items[Attribution] = Field((), description="Attributions, by first offset.")
    citations: Items[Citation] = Field((), description="Citations, by marker.")
    works: Items[Work] = Field((), description="Works, by id.")


class RegistryFile(_AnyFile):
    """The entities that documents share."""

    entities: Items[RegistryEntity] = Field(description="Registry entities, by id.")


class FactsFile(_AnyFile):
    """What people decided about claims: facts and links."""

    facts: Items[Fact] = Field((), description="Facts, by id.")
    links: Items[Link] = Field((), description="Links, by a, b, rel.")


class RetiredFile(_AnyFile):
    """Published ids that were withdrawn."""

    retired: Items[Retired] = Field(description="Retired ids, by id.")


FILES: dict[str, type[_AnyFile]] = {
    "document": File, "registry": RegistryFile, "facts": FactsFile, "retired": RetiredFile}
"""Kind of file -> its model. The published schema of each is schema/<kind>.schema.json."""
