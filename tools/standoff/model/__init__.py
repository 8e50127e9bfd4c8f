"""The records: frozen, strict pydantic models. Field names and vocabularies are the published contract."""

from .attribution import Act, Attribution, Style
from .base import LOCAL_PATTERN, PREFIXES, SLUG_PATTERN, TIME_PATTERN, Record, Reference, Shape, references
from .citation import Citation, Work
from .claim import Claim, Kind, Stance
from .entity import Entity, EntityType
from .file import FILES, FORMAT, FactsFile, File, RegistryFile, RetiredFile
from .header import Layers, Meta, Scope, Seed
from .shared import Fact, Link, RegistryEntity, Released, Retired
from .span import Mention, Omit, Span

__all__ = [
    "FILES", "FORMAT", "LOCAL_PATTERN", "PREFIXES", "SLUG_PATTERN", "TIME_PATTERN", "Act", "Attribution", "Citation",
    "Claim", "Entity", "EntityType", "Fact", "FactsFile", "File", "Kind", "Layers", "Link", "Mention", "Meta", "Omit",
    "Record", "Reference", "RegistryEntity", "RegistryFile", "Released", "Retired", "RetiredFile", "Scope", "Seed",
    "Shape", "Span", "Stance", "Style", "Work", "references",
]
