"""Attributions: who says, believes, wants, decides or shows what."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .base import Items, LocalId, Record, Time, ToAttribution, ToEntity
from .span import Span

Act = Literal["say", "believe", "want", "decide", "show"]
Style = Literal["direct", "indirect", "mixed"]


class Attribution(Record):
    """A source, the cue that shows it to be one, and the content it answers for."""

    id: LocalId = Field(description="Local id, a-…, chosen once.")
    who: ToEntity | None = Field(description="The source; null where the text leaves it implicit.")
    source: Items[Span] = Field((), description="Words that name the source.")
    cue: Annotated[Items[Span], Field(max_length=1)] = Field(
        (), description="The verb group or noun that shows the attribution.")
    content: Annotated[Items[Span], Field(min_length=1)] = Field(description="What is attributed.")
    act: Act = Field(description="What the source does.")
    style: Style = Field(description="Quotation marks around the whole content, none of it, or part of it.")
    within: ToAttribution | None = Field(None, description="Outer attribution that relays or embeds this one.")
    time: Time | None = Field(None, description="When it was said, decided or believed, where the text tells.")
    negated: bool | None = Field(None, description="True when the cue carries a negation ('did not confirm').")
    endorsed: bool | None = Field(
        None, description="The next level out states it too (true) or rejects it (false); absent: neither.")
