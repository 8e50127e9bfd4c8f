"""A record refers to an id that does not exist.

Why: a dangling id silently drops the record from every table that joins on it.
Fix: add the record, or correct the id; the nearest known id is offered.

Bad:
    {e-blinken|Blinken} said {c-fair about=e-blinkn|it was fair}.
Good:
    {e-blinken|Blinken} said {c-fair about=e-blinken|it was fair}.
"""

import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from standoff.check import Check, replace
from standoff.corpus import Corpus, Document, Place, Source
from standoff.finding import ERROR, Finding, Path
from standoff.model import LOCAL_PATTERN, Link, Record, Reference, RegistryEntity, references

OUTWARD = {"entities": "registry", "works": "document"}
"""List of records whose `ref` leads out of the document -> what it names; the only references that do."""
_LOCAL = re.compile(LOCAL_PATTERN)
check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", proved=True)


@check.each(Record)
def local(place: Place[Record], document: Document) -> Iterator[Finding]:
    for reference in references(place.record):
        if reference.is_local and reference.target not in document.ids and not misspelt(reference.target, document):
            yield finding(document, place.path, reference, document.ids, "in this document")


def misspelt(target: str, document: Document) -> bool:
    """True where the record is there, but its own id is malformed: id/malformed says so."""
    malformed = [id_ for id_ in document.ids if not _LOCAL.fullmatch(id_)]
    return bool(difflib.get_close_matches(target, malformed, 1, 0.6))


@check.gather
def of_document(document: Document) -> Any:
    """References of a document to what documents share, and the claims that links may name; null if unreadable."""
    value, left_out = document.loaded.value, document.left_out
    if not isinstance(value, dict):
        return None
    outward = [[[name, index, "ref"], record["ref"], [kind]] for name, kind in OUTWARD.items()
               for index, record in listed(value, name)
               if isinstance(record.get("ref"), str) and (name, index) not in left_out]
    claims = [record["id"] for _, record in listed(value, "claims") if isinstance(record.get("id"), str)]
    return {"outward": outward, "claims": claims}


def listed(value: dict[str, Any], name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The records of one list of a raw file, with their places."""
    records = value.get(name)
    return ((index, record) for index, record in enumerate(records if isinstance(records, list) else ())
            if isinstance(record, dict))


@check.judge
def shared(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    ends = [(source, place, reference) for source, place in corpus.shared_records(Record)
            if isinstance(place.record, (RegistryEntity, Link)) for reference in references(place.record)]
    wanted: dict[str, set[str]] = {}
    for _, _, reference in ends:
        document, _, claim = reference.target.partition("#")
        wanted.setdefault(document, set()).add(claim)
    claims: set[str] = set()
    known: dict[str, Collection[str]] = {"registry": corpus.shared_ids("registry"), "document": corpus.by_id,
                                         "fact": corpus.shared_ids("facts"), "global-claim": claims}
    unreadable = set()
    for id_, one in gathered.items():
        if one is None:
            unreadable.add(id_)
            continue
        claims |= {f"{id_}#{claim}" for claim in wanted.get(id_, frozenset()).intersection(one["claims"])}
        for path, target, kinds in one["outward"]:
            if target not in known[kinds[0]]:
                yield finding(corpus.by_id[id_], (), Reference(tuple(path), target, tuple(kinds)), known[kinds[0]],
                              "in entities.json" if kinds[0] == "registry" else "among the documents")
    for source, place, reference in ends:
        kind = "global-claim" if "#" in reference.target else reference.kinds[0]
        if reference.target not in known[kind] and reference.target.partition("#")[0] not in unreadable:
            near = known[kind] if kind != "global-claim" else [
                f"{id_}#{claim}" for id_, one in gathered.items() for claim in (one["claims"] if one else ())]
            yield finding(source, place.path, reference, near, "in this corpus")


def finding(source: Source, record: Path, reference: Reference, known: Collection[str], where: str) -> Finding:
    """One reference to nothing, with the nearest known id."""
    at = (*record, *reference.path)
    near = next(iter(difflib.get_close_matches(reference.target, known, 1, 0.6)), "")
    return check.finding(source, at, f"no {reference.target!r} {where}",
                         fix=replace(f"did you mean {near!r}?", at, near) if near else None)
