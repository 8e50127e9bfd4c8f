"""What all records share: strictness, optional keys, vocabularies of ids and dates, and how to list references."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, Field, Strict

T = TypeVar("T")
Items = Annotated[tuple[T, ...], Strict(False)]
"""A JSON array. Lax about list against tuple only: a reader hands over lists, a record holds what is frozen."""

_SLUG = r"[a-z0-9]+(?:[-_][a-z0-9]+)*"
_LOCAL = r"[ecaxwf]-[a-z0-9]+(?:-[a-z0-9]+)*"
_DAY = r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?[~?%]?"
LOCAL_PATTERN = rf"^{_LOCAL}$"
SLUG_PATTERN = rf"^{_SLUG}$"
PREFIXES = {"e": "entity", "c": "claim", "a": "attribution", "x": "citation", "w": "work", "f": "fact"}
"""First letter of a local id -> the kind of record it names."""


class Target(NamedTuple):
    """What a reference field may point to: kinds of record, or 'registry', 'document', 'claim-anywhere' …"""

    kinds: tuple[str, ...]



Slug = Annotated[str, Field(pattern=rf"^{_SLUG}$", max_length=80)]
LocalId = Annotated[str, Field(pattern=LOCAL_PATTERN, max_length=60)]
ToEntity = Annotated[str, Field(pattern=LOCAL_PATTERN, max_length=60), Target(("entity",))]
ToAttribution = Annotated[str, Field(pattern=LOCAL_PATTERN, max_length=60), Target(("attribution",))]
ToClaim = Annotated[str, Field(pattern=LOCAL_PATTERN, max_length=60), Target(("claim",))]
ToWork = Annotated[str, Field(pattern=LOCAL_PATTERN, max_length=60), Target(("work",))]
ToRegistry = Annotated[str, Field(pattern=rf"^{_SLUG}$", max_length=80), Target(("registry",))]
ToDocument = Annotated[str, Field(pattern=rf"^{_SLUG}$", max_length=80), Target(("document",))]
GlobalClaim = Annotated[str, Field(pattern=rf"^{_SLUG}#c-[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=141),
                        Target(("global-claim",))]
FactOrClaim = Annotated[str, Field(pattern=rf"^(?:{_SLUG}#c|f)-[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=141),
                        Target(("fact", "global-claim"))]
AnyId = Annotated[str, Field(pattern=rf"^(?:{_SLUG}#)?[a-z0-9]+(?:[-_][a-z0-9]+)*$", max_length=141)]
Day = Annotated[str, Field(pattern=rf"^{_DAY}$")]
TIME_PATTERN = rf"^{_DAY}(?:/{_DAY})?$"
Time = Annotated[str, Field(pattern=TIME_PATTERN)]
Sentence = Annotated[str, Field(min_length=1)]
Score = Annotated[int, Field(ge=0, le=1000)]


class Shape(BaseModel):
    """Base of everything in a file: strict, frozen, no unknown key, serialised under its published names."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True,
                              regex_engine="rust-regex")

    @classmethod
    @cache
    def key_order(cls) -> tuple[str, ...]:
        """Published keys in canonical order: what is the record's own first, what every record may carry last."""
        shared = [name for name in Record.model_fields if name in cls.model_fields and cls is not Record]
        own = [name for name in cls.model_fields if name not in shared]
        return tuple(cls.model_fields[name].alias or name for name in (*own, *shared))


class Record(Shape):
    """Base of all records: what any of them may carry."""

    note: str | None = Field(None, description="Free remark for readers.", min_length=1)
    ok: dict[str, Sentence] | None = Field(
        None, description="Excuses: check name to the reason why its finding is right to stay.")
    was: Items[AnyId] | None = Field(None, description="Old ids that were merged into this record.")
    ext: dict[str, Any] | None = Field(None, description="Anything else: kept, compared, exported, never read.")


class Reference(NamedTuple):
    """One reference of a record: where it stands, what it names, which kinds it may name."""

    path: tuple[str | int, ...]
    target: str
    kinds: tuple[str, ...]

    @property
    def is_local(self) -> bool:
        """True when it names a record of its own document."""
        return not {"registry", "document", "fact", "global-claim"}.intersection(self.kinds)


@cache
def _reference_fields(kind: type[Shape]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, target.kinds) for name, field in kind.model_fields.items()
                 for target in [_target(field.annotation, tuple(field.metadata))] if target)


def _target(annotation: Any, metadata: tuple[Any, ...]) -> Target | None:
    for item in (*metadata, *getattr(annotation, "__metadata__", ())):
        if isinstance(item, Target):
            return item
    inner = (_target(arg, ()) for arg in getattr(annotation, "__args__", ()))
    return next((target for target in inner if target), None)


@cache
def _part_fields(kind: type[Shape]) -> tuple[str, ...]:
    """Fields that hold one shape which is part of the record, as a document's `meta` is."""
    return tuple(name for name, field in kind.model_fields.items()
                 if isinstance(field.annotation, type) and issubclass(field.annotation, Shape))


def references(record: Shape) -> Iterator[Reference]:
    """Every reference that `record` itself holds (a document's head: its `meta` too), in key order."""
    for part in _part_fields(type(record)):
        yield from (inner._replace(path=(part, *inner.path)) for inner in references(getattr(record, part)))
    for name, kinds in _reference_fields(type(record)):
        value = getattr(record, name)
        if isinstance(value, str):
            yield Reference((name,), value, kinds)
        elif value is not None:
            for index, target in enumerate(value):
                yield Reference((name, index), target, kinds)
