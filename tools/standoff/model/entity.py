"""Entities of one document."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .base import Items, LocalId, Record, Sentence, ToEntity, ToRegistry
from .span import Mention

EntityType = Literal["person", "group", "org", "gpe", "place", "event", "work", "topic"]


class Entity(Record):
    """Somebody or something that the document names, speaks of or quotes."""

    id: LocalId = Field(description="Local id, e-…, chosen once.")
    ref: ToRegistry | None = Field(None, description="Id of the registry entity this is.")
    type: EntityType | None = Field(None, description="Kind of entity; only without `ref`.")
    name: Sentence | None = Field(None, description="Name as a reader would write it; only without `ref`.")
    anonymous: bool | None = Field(None, description="True when the text withholds who it is.")
    affiliation: Annotated[Items[ToEntity], Field(max_length=3)] | None = Field(
        None, description="State or organisation it belongs to (entities of this document); only without `ref`.")
    mentions: Items[Mention] = Field((), description="Every place where the text names it.")
