"""Claims: bare propositions, with the final stance of their innermost source."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .base import Items, LocalId, Record, Sentence, Time, ToAttribution, ToEntity
from .span import Span

Kind = Literal["factual", "prediction", "evaluation", "prescription"]
Stance = Literal["asserted", "likely", "possible", "unlikely", "denied", "open"]


class Claim(Record):
    """Something a source or the voice puts forward that a third party could accept or deny."""

    id: LocalId = Field(description="Local id, c-…, chosen once.")
    text: Sentence = Field(description="The proposition as one sentence: no hedge, no liftable negation, no 'said'.")
    kind: Kind = Field(description="Past or present fact, prediction, evaluation, or prescription.")
    stance: Stance = Field(description="Final position of the innermost source towards `text`.")
    about: Items[ToEntity] = Field(description="Participants and places named or meant in `text`, subject first.")
    time: Time | None = Field(None, description="When it holds, where the text tells.")
    attribution: ToAttribution | None = Field(None, description="Innermost attribution; none: the voice's own claim.")
    spans: Annotated[Items[Span], Field(min_length=1)] = Field(description="The evidence in the text.")
