"""croissant.json (https://docs.mlcommons.org/croissant/, version 1.1): every table as a record set with references."""

from __future__ import annotations

from functools import cache
from typing import Any

from standoff.export import Export, Job, Stage
from standoff.rows import TABLES, Column, columns, key_of
from standoff.store import json_bytes

_SCHEMA = "http://mlcommons.org/croissant/"
_CONTEXT: dict[str, Any] = {
    "@language": "en", "@vocab": "https://schema.org/", "cr": _SCHEMA, "dct": "http://purl.org/dc/terms/",
    "rai": _SCHEMA + "RAI/", "sc": "https://schema.org/", "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"}, "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "description": {"@container": "@language"}, "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    **{name: f"cr:{name}" for name in (
        "arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "extract", "field", "fileObject",
        "fileProperty", "fileSet", "format", "includes", "isArray", "isLiveDataset", "jsonPath", "key", "md5",
        "parentField", "path", "recordSet", "references", "regex", "repeated", "replace", "samplingRate", "separator",
        "source", "subField", "transform")}}
_KINDS = {"text": "sc:Text", "integer": "sc:Integer", "boolean": "sc:Boolean"}


def run(job: Job) -> None:
    """croissant.json over the files of parquet/; empty tables are described too, with no record."""
    stamp = job.stamp
    made = {
        "@context": _CONTEXT, "@type": "sc:Dataset", "conformsTo": f"{_SCHEMA}1.1", "name": stamp.name,
        "description": stamp.description or stamp.title or stamp.name, "version": _version(stamp.version),
        "license": stamp.license, "creator": [{"@type": "sc:Organization", "name": name} for name in stamp.authors],
        "datePublished": stamp.date, "isLiveDataset": False,
        "url": stamp.doi or stamp.repository or f"urn:standoff:{stamp.name}:{stamp.version}",
        "citeAs": f"{', '.join(stamp.authors)}: {stamp.title or stamp.name}, version {stamp.version}",
        "distribution": [_file(job, name) for name in TABLES], "recordSet": [_record_set(name) for name in TABLES]}
    job.write("croissant.json", json_bytes(made, pretty=True))


def _version(version: str) -> str:
    """Croissant wants MAJOR.MINOR.PATCH, also of a preview."""
    return version if version[:1].isdigit() else f"0.0.0-{version}"


def _file(job: Job, table: str) -> dict[str, Any]:
    name = f"parquet/{table}.parquet"
    size, digest = job.size_and_digest(name)
    return {"@type": "cr:FileObject", "@id": f"{table}.parquet", "name": f"{table}.parquet", "contentUrl": name,
            "contentSize": f"{size} B", "encodingFormat": "application/x-parquet", "sha256": digest}


def _record_set(table: str) -> dict[str, Any]:
    doc = (TABLES[table].__doc__ or "").strip()
    key = [{"@id": f"{table}/{name}"} for name in key_of(table)]
    return {"@type": "cr:RecordSet", "@id": table, "name": table, "description": doc,
            "key": key if len(key) > 1 else key[0], "field": [_field(table, column) for column in columns(table)]}


def _field(table: str, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "@type": "cr:Field", "@id": f"{table}/{column.name}", "name": column.name, "description": column.doc,
        "dataType": _KINDS[column.kind],
        "source": {"fileObject": {"@id": f"{table}.parquet"}, "extract": {"column": column.name}}}
    if (table, column.name) in _references():
        (key,) = key_of(column.to[0])
        field["references"] = {"field": {"@id": f"{column.to[0]}/{key}"}}
    return field


@cache
def _references() -> frozenset[tuple[str, str]]:
    """The columns whose references are told: into one table (Croissant knows no choice of several), and in no circle.

    Readers of Croissant order their work by the references, so a circle would stop them; of the columns that close one
    (an entity's document, whose publisher is an entity) the later one is left to its description.
    """
    leads: dict[str, set[str]] = {name: set() for name in TABLES}
    kept = set()
    for table in TABLES:
        for column in columns(table):
            if len(column.to) == 1 and table not in _reached(leads, column.to[0]):
                leads[table].add(column.to[0])
                kept.add((table, column.name))
    return frozenset(kept)


def _reached(leads: dict[str, set[str]], start: str) -> set[str]:
    seen, todo = set(), [start]
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += leads[name]
    return seen


export = Export(Stage.DESCRIBE, run, "Croissant 1.1 metadata of the Parquet tables, for mlcroissant and dataset search")
