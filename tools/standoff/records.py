"""A record or a span together with where it stands in its file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Generic, NamedTuple, TypeVar

from .finding import Path
from .model import Shape, Span
from .text import Range

R_co = TypeVar("R_co", bound=Shape, covariant=True)


class Place(NamedTuple, Generic[R_co]):
    """A record with where it stands in its file."""

    path: Path
    record: R_co


class SpanAt(NamedTuple):
    """A span with its owner: `role` is mentions, spans, source, cue, content, marker or omit."""

    path: Path
    span: Span
    role: str
    owner: Shape

    @property
    def range(self) -> Range:
        """The stretch of the text."""
        return Range(self.span.start, self.span.end)


@cache
def _roles(kind: type[Shape]) -> tuple[str, ...]:
    return tuple(role for role in ("mentions", "spans", "source", "cue", "content", "marker")
                 if role in kind.model_fields)


def spans_of(place: Place[Shape]) -> Iterator[SpanAt]:
    """The spans of one record, in role order."""
    record = place.record
    if isinstance(record, Span):
        yield SpanAt(place.path, record, "omit", record)
    for role in _roles(type(record)):
        value = getattr(record, role)
        if isinstance(value, Span):
            yield SpanAt((*place.path, role), value, role, record)
        elif value:
            yield from (SpanAt((*place.path, role, n), span, role, record) for n, span in enumerate(value))


def segments(place: Place[Shape]) -> dict[str, list[SpanAt]]:
    """The spans of one record by role, each list in file order."""
    result: dict[str, list[SpanAt]] = {}
    for item in spans_of(place):
        result.setdefault(item.role, []).append(item)
    return result
