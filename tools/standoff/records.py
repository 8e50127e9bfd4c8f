"""A record or a span together with where it stands in its file."""

from __future__ import annotations

from functools import cache
from typing import Generic, NamedTuple, TypeVar

from .finding import Path
from .model import Shape, Span
from .text import Range

R_co = TypeVar("R_co", bound=Shape, covariant=True)


class Place(Generic[R_co]):
    """A record with where it stands in its file, and its spans, which many checks ask for."""

    __slots__ = ("_segments", "_spans", "path", "record")

    def __init__(self, path: Path, record: R_co) -> None:
        self.path, self.record = path, record
        self._spans: list[SpanAt] | None = None
        self._segments: dict[str, list[SpanAt]] | None = None

    @property
    def spans(self) -> list[SpanAt]:
        """The spans of the record, in role order."""
        if self._spans is None:
            self._spans = _spans_in(self.path, self.record)
        return self._spans

    @property
    def segments(self) -> dict[str, list[SpanAt]]:
        """The spans of the record by role, each list in file order."""
        if self._segments is None:
            self._segments = {}
            for item in self.spans:
                self._segments.setdefault(item.role, []).append(item)
        return self._segments


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
    """The fields of a record that hold spans; 'omit' where it is a span itself."""
    return ("omit",) if issubclass(kind, Span) else tuple(
        role for role in ("mentions", "spans", "source", "cue", "content", "marker") if role in kind.model_fields)


def spans_of(place: Place[Shape]) -> list[SpanAt]:
    """The spans of one record, in role order."""
    return place.spans


def segments(place: Place[Shape]) -> dict[str, list[SpanAt]]:
    """The spans of one record by role, each list in file order."""
    return place.segments


def _spans_in(path: Path, record: Shape) -> list[SpanAt]:
    found: list[SpanAt] = []
    for role in _roles(type(record)):
        if role == "omit":
            found.append(SpanAt(path, record, role, record))  # type: ignore[arg-type]  # so says its role
        elif role == "marker":
            found.append(SpanAt((*path, role), record.marker, role, record))  # type: ignore[attr-defined]
        else:
            found += [SpanAt((*path, role, n), span, role, record)
                      for n, span in enumerate(getattr(record, role) or ())]
    return found
