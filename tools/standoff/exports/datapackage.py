"""datapackage.json (https://datapackage.org, version 2): the CSV tables with types, keys and hashes."""

from __future__ import annotations

from typing import Any

from standoff.export import Export, Job, Stage
from standoff.rows import TABLES, Column, columns, key_of
from standoff.store import json_bytes

_PROFILE = "https://datapackage.org/profiles/2.0/"


def run(job: Job) -> None:
    """datapackage.json over the files of csv/."""
    stamp = job.stamp
    made: dict[str, Any] = {
        "$schema": f"{_PROFILE}datapackage.json", "name": stamp.name, "version": stamp.version,
        "title": stamp.title or stamp.name, "description": stamp.description or stamp.name,
        "licenses": [{"name": stamp.license, "title": "of the annotations; the texts: see LICENSE and rights.jsonl"}],
        "contributors": [{"title": name, "roles": ["author"]} for name in stamp.authors],
        "resources": [_resource(job, name) for name in TABLES]}
    if stamp.repository:
        made["homepage"] = stamp.repository
    job.write("datapackage.json", json_bytes({key: value for key, value in made.items() if value}, pretty=True))


def _resource(job: Job, table: str) -> dict[str, Any]:
    path = f"csv/{table}.csv"
    size, digest = job.size_and_digest(path)
    single = [column for column in columns(table) if len(column.to) == 1]
    schema: dict[str, Any] = {
        "$schema": f"{_PROFILE}tableschema.json", "fields": [_field(column) for column in columns(table)],
        "primaryKey": list(key_of(table)), "missingValues": [""]}
    if single:
        schema["foreignKeys"] = [_foreign(table, column) for column in single]
    return {"$schema": f"{_PROFILE}dataresource.json", "name": table, "path": path, "type": "table", "format": "csv",
            "mediatype": "text/csv", "encoding": "utf-8", "bytes": size, "hash": f"sha256:{digest}",
            "description": (TABLES[table].__doc__ or "").strip(),
            "dialect": {"$schema": f"{_PROFILE}tabledialect.json", "lineTerminator": "\n", "doubleQuote": True},
            "schema": schema}


def _field(column: Column) -> dict[str, Any]:
    kinds = {"text": "string", "integer": "integer", "boolean": "boolean"}
    made: dict[str, Any] = {"name": column.name, "type": kinds[column.kind], "description": column.doc}
    if not column.nullable:
        made["constraints"] = {"required": True}
    if column.kind == "boolean":
        made |= {"trueValues": ["true"], "falseValues": ["false"]}
    return made


def _foreign(table: str, column: Column) -> dict[str, Any]:
    target = column.to[0]
    (key,) = key_of(target)
    reference = {"fields": [key]} if target == table else {"resource": target, "fields": [key]}
    return {"fields": [column.name], "reference": reference}


export = Export(Stage.DESCRIBE, run, "Data Package v2 metadata of the CSV tables: types, keys, hashes")
