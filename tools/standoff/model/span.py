"""Spans: where in the text a record stands."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .base import Shape

Offset = Annotated[int, Field(ge=0)]


class Span(Shape):
    """A stretch of the source text: offsets and quote prove each other."""

    start: Offset = Field(description="First Unicode code point of the stretch, from 0.")
    end: Offset = Field(description="One past its last code point.")
    quote: str = Field(description="The text of the stretch, every white-space run as one space.", min_length=1)


class Mention(Span):
    """A span that names an entity."""

    form: Literal["name", "nominal", "pronoun"] = Field(
        "name", description="How the text refers to the entity; nominal and pronoun only where it is a source.")


class Omit(Span):
    """A stretch that rightly carries no record, with the reason."""

    why: Literal["boilerplate", "heading", "question", "no-content", "fragment"] = Field(
        description="Why no claim is made here.")
    note: str | None = Field(None, description="Free remark for readers.", min_length=1)
