"""A published id has disappeared.

Why: people cite published ids; one that leads nowhere breaks their work without a word.
Fix: put it back, name it in `was` of the record it was merged into, or give the reason in retired.json.

Bad:
    {c-fair|It was fair}.
    == corpus/released.jsonl ==
    {"id":"sketch#c-good","digest":"0000000000000000000000000000000000000000000000000000000000000000","version":"1"}
Good:
    {c-fair was=c-good|It was fair}.
    == corpus/released.jsonl ==
    {"id":"sketch#c-good","digest":"0000000000000000000000000000000000000000000000000000000000000000","version":"1"}
"""

from collections.abc import Iterator, Mapping
from typing import Any

from standoff.check import Check
from standoff.corpus import RELEASED, Corpus, Document
from standoff.errors import DataError
from standoff.finding import ERROR, Finding, Fix
from standoff.raw import raw_records

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0")


@check.gather
def ids_of(document: Document) -> Any:
    """Every id that the document holds or once held; null where the file is unreadable, which is another fault."""
    value = document.loaded.value
    if not isinstance(value, dict):
        return None
    return {"ids": list(names(value)), "was": strings(value.get("was"))}


@check.judge
def vanished(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    name = f"{corpus.config.corpus}/{RELEASED}"
    try:
        released = corpus.released
    except DataError as error:
        yield check.finding(name, (), str(error))
        return
    if not released:
        return
    present = set(corpus.retired)
    renamed: dict[str, str] = {}
    for id_, one in gathered.items():
        for local in one["ids"] if one else ():
            present.update((local, f"{id_}#{local}"))
        present.update([id_] if one else ())
        renamed.update(dict.fromkeys(one["was"], id_) if one else {})
    for source in corpus.shared:
        present.update(names(source.loaded.value))
    for row in released:
        document, _, local = row.id.partition("#")
        now = f"{renamed[document]}#{local}" if document in renamed and local else row.id
        unreadable = document in gathered and gathered[document] is None
        if not present.intersection((row.id, now)) and not unreadable and row.id not in renamed:
            yield check.finding(name, (), f"{row.id!r} was published in version {row.version} and is gone",
                                fix=Fix("put it back, name it in `was` of the record it was merged into, or say why in "
                                        "retired.json"))


def names(value: Any) -> Iterator[str]:
    """The ids of a raw file's records and their `was`."""
    for _, record in raw_records(value):
        if isinstance(record.get("id"), str):
            yield record["id"]
        if "was" in record:
            yield from strings(record["was"])


def strings(value: Any) -> list[str]:
    """The strings of a list; none of anything else."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
