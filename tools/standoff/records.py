"""A record or a span together with where it stands in its file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property
from typing import Generic, NamedTuple, TypeVar

from .finding import Path
from .model import Shape, Span
from .text import Range

R_co = TypeVar("R_co", bound=Shape, covariant=True)


class _Place(NamedTuple, Generic[R_co]):
    path: Path
    record: R_co


class Place(_Place[R_co]):
    """A record with where it stands in its file, and its spans, which many checks ask for."""

    @cached_property
    def spans(self) -> list[SpanAt]:
        """The spans of the record, in role order."""
        return list(_spans_in(self.path, self.record))

    @cached_property
    def segments(self) -> dict[str, list[SpanAt]]:
        """The spans of the record by role, each list in file order."""
        result: dict[str, list[SpanAt]] = {}
        for item in self.spans:
            result.setdefault(item.role, []).append(item)
        return result


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


def spans_of(place: Place[Shape]) -> list[SpanAt]:
    """The spans of one record, in role order."""
    return place.spans


def segments(place: Place[Shape]) -> dict[str, list[SpanAt]]:
    """The spans of one record by role, each list in file order."""
    return place.segments


def _spans_in(path: Path, record: object) -> Iterator[SpanAt]:
    if isinstance(record, Span):
        yield SpanAt(path, record, "omit", record)
    if not isinstance(record, Shape):
        return
    for role in _roles(type(record)):
        value = getattr(record, role)
        if isinstance(value, Span):
            yield SpanAt((*path, role), value, role, record)
        elif value:
            yield from (SpanAt((*path, role, n), span, role, record) for n, span in enumerate(value))
