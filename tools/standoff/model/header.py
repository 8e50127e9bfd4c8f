"""The head of an annotation file: which text, what is known of it, who annotated it, how far."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .base import Day, Items, Sentence, Shape, ToEntity

Level = Literal["none", "partial", "complete"]
MetaKey = Literal["title", "publisher", "voice", "date", "lang", "genre", "url", "authors", "rights"]
TextPolicy = Literal["full", "excerpts", "none"]


class Seed(Shape):
    """The source text, proved by digest and length."""

    path: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._/-]*$", max_length=200)] = Field(
        description="Path below the seeds folder, with forward slashes.")
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] = Field(description="SHA-256 of the file's bytes, hex.")
    length: Annotated[int, Field(ge=0)] = Field(description="Length in Unicode code points.")


class Origin(Shape):
    """Where the stored text came from and what is wrong with it."""

    file: Sentence | None = Field(None, description="Name under which the text was received.")
    retrieved: Day | None = Field(None, description="Date of retrieval, where known.")
    inferred: Items[MetaKey] | None = Field(
        None, description="Header fields that were inferred, not stated by the text.")
    defects: Items[Sentence] | None = Field(None, description="Known damage of the stored text.")


class Rights(Shape):
    """Under which terms the text stands and how much of it a release may show."""

    license: Sentence = Field(description="SPDX id, or a sentence.")
    text: TextPolicy = Field(description="What a release may reveal: full text, short excerpts, or offsets only.")


class Meta(Shape):
    """Bibliographic data of the source."""

    title: Sentence = Field(description="Title as the source gives it.")
    publisher: ToEntity | None = Field(description="The publisher (entity of this document).")
    voice: ToEntity | None = Field(description="Who owns every claim without attribution.")
    date: Day | None = Field(description="Date of publication.")
    lang: Annotated[str, Field(pattern=r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")] = Field(description="BCP 47 tag.")
    genre: Sentence = Field(description="news, encyclopedia, report, essay, other.")
    url: Annotated[str, Field(pattern=r"^https?://[!-~]+$")] | None = Field(
        None, description="Address of the source, where a source shows it.")
    authors: Items[Sentence] | None = Field(None, description="Names of the authors.")
    origin: Origin | None = Field(None, description="Provenance of the stored text.")
    rights: Rights = Field(description="Terms of the text.")


class AnnotationRound(Shape):
    """One round of annotation work."""

    by: Sentence = Field(description="Person, or model with its version.")
    date: Day = Field(description="Day on which the round ended.")
    method: Literal["manual", "assisted", "automatic"] = Field(description="How the records came about.")
    guidelines: Sentence = Field(description="Version of the guidelines followed.")


class Layers(Shape):
    """How far each layer goes; a complete one is checked for completeness."""

    entities: Level = Field(description="Named mentions and sources.")
    claims: Level = Field(description="Propositions.")
    attributions: Level = Field(description="Reported speech, belief, wishes, decisions.")
    citations: Level = Field(description="Markers and works.")


class Scope(Shape):
    """A part of the text inside which the layers hold."""

    start: Annotated[int, Field(ge=0)] = Field(description="First code point.")
    end: Annotated[int, Field(ge=0)] = Field(description="One past the last.")
