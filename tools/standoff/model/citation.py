"""Citations of works, and the works."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from .base import Items, LocalId, Record, Sentence, ToClaim, ToDocument, ToWork
from .span import Span


class Citation(Record):
    """One occurrence of a citation marker."""

    id: LocalId = Field(description="Local id, x-…, chosen once.")
    work: ToWork = Field(description="The work cited.")
    marker: Span = Field(description="The marker in the text, as '[3]'.")
    locator: Sentence | None = Field(None, description="Page or place in the work, as the text gives it.")
    claims: Items[ToClaim] = Field((), description="The claims that this marker supports.")


class Work(Record):
    """A work that the document lists in its references."""

    id: LocalId = Field(description="Local id, w-…, chosen once.")
    csl: dict[str, Any] = Field(description="CSL-JSON item; dates as YYYY[-MM[-DD]].")
    spans: Items[Span] = Field((), description="The entry in the text.")
    ref: ToDocument | None = Field(None, description="Id of the document of this corpus that the work is.")
