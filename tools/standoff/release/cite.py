"""How to cite one record: as a line of text, and as BibTeX."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from ..errors import UsageError
from ..export import Stamp
from ..rows import TABLES, Row, Rows, key_of
from ..rows.tables import ClaimRow, DocumentRow, EntityRow, FactRow, ForwardRow

_SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
            **{c: rf"\{c}" for c in "&%$#_{}"}}
_IDENTIFIED = ("documents", "claims", "facts", "entities", "attributions", "citations", "works")


@dataclass(frozen=True, slots=True)
class Citation:
    """One record as a line of text and as BibTeX; `note` says where an old id led."""

    text: str
    bibtex: str
    note: str = ""


def cite(rows: Rows, stamp: Stamp, id_: str) -> Citation:
    """The citation of the record `id_`. UsageError, with the nearest id, when there is none."""
    table, row, note = _find(rows, id_)
    what = _what(rows, table, row)
    year = "" if stamp.date.startswith("1970") else stamp.date[:4]
    where = f"https://doi.org/{stamp.doi}" if stamp.doi else stamp.repository
    title = stamp.title or stamp.name
    found = str(getattr(row, key_of(table)[0]))
    text = (f"{what} In: {', '.join(stamp.authors)}{f' ({year})' if year else ''}: {title}, version {stamp.version}, "
            f"{found}." + (f" {where}" if where else ""))
    fields = {"author": " and ".join(f"{{{_tex(name)}}}" for name in stamp.authors), "title": f"{{{_tex(title)}}}",
              "year": year, "version": stamp.version, "note": _tex(f"{found}: {what}"),
              "doi": stamp.doi, "url": where}
    listed = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    key = re.sub(r"[^A-Za-z0-9-]+", "-", f"{stamp.name}-{stamp.version}-{found}")
    return Citation(text, f"@misc{{{key},\n{listed}\n}}", note)


def _find(rows: Rows, id_: str) -> tuple[str, Row, str]:
    known: dict[str, tuple[str, Row]] = {}
    for table in reversed(_IDENTIFIED):
        known |= {str(getattr(row, key_of(table)[0])): (table, row) for row in rows.tables[table]}
    if id_ in known:
        return *known[id_], ""
    for forward in rows.of(ForwardRow):
        if forward.id == id_ and forward.target in known:
            return *known[forward.target], f"{id_} was merged into {forward.target}"
        if forward.id == id_:
            raise UsageError(f"{id_} was withdrawn on {forward.date}: {forward.why}",
                             fix="cite the version that still has it")
    near = difflib.get_close_matches(id_, known, 1)
    raise UsageError(f"there is no record {id_!r}", fix=f"did you mean {near[0]}?" if near else
                     "give a global id, as nbc-2021#c-meet-yang")


def _what(rows: Rows, table: str, row: Row) -> str:
    """One sentence that says what the record is."""
    if isinstance(row, ClaimRow):
        return f"“{row.statement}” {_source(rows, row.document)}, characters {row.start_char}–{row.end_char}."
    if isinstance(row, FactRow):
        return (f"“{row.text}” Stated by {row.claims} claim{'s' if row.claims != 1 else ''} in {row.documents} "
                f"document{'s' if row.documents != 1 else ''} (support {row.support}, against {row.against}).")
    if isinstance(row, DocumentRow):
        return f"Annotation of {_source(rows, row.id)}."
    if isinstance(row, EntityRow):
        return f"{row.name} ({row.type})."
    return f"{TABLES[table].__doc__ or table} {_source(rows, str(getattr(row, 'document', '')))}."


def _source(rows: Rows, document: str) -> str:
    row = next(row for row in rows.of(DocumentRow) if row.id == document)
    names = {entity.id: entity.name for entity in rows.of(EntityRow)}
    parts = [f"“{row.title}”", names.get(row.publisher or "", ""), _day(row.date or ""), row.url or ""]
    return ", ".join(part for part in parts if part)


def _day(date: str) -> str:
    """An EDTF date as a bibliography writes it: 'c.' before an approximate one, '[?]' after an uncertain one."""
    plain = date.rstrip("~?%")
    how = date[len(plain):]
    return ("c. " if how in ("~", "%") else "") + plain + (" [?]" if how in ("?", "%") else "")


def _tex(text: str) -> str:
    return "".join(_SPECIAL.get(char, char) for char in text)
