"""LICENSE and rights.jsonl: under which terms each part stands, and how much of each text is revealed."""

from __future__ import annotations

from standoff.export import Export, Job, Stage
from standoff.rows.tables import DocumentRow
from standoff.store import json_bytes

_LICENSE = """\
The annotations of this dataset are licensed under {license}, except that annotations of texts under a
share-alike licence stand under the licence of the text (table below, and rights.jsonl).
Quotations remain the property of the publishers named below. They are shown under the text policy given here:
full = the running text; excerpts = quotations of at most 15 words; none = offsets only.

CC-BY-4.0: https://creativecommons.org/licenses/by/4.0/legalcode
CC-BY-SA-4.0: https://creativecommons.org/licenses/by-sa/4.0/legalcode

document | publisher | terms of the text | text policy | terms of its annotations
{rows}
"""


def run(job: Job) -> None:
    """One row for each document: `revealed` is the share of its code points that quotations and the title show.

    `revealed_with_wording` adds runs of eight or more words that claim texts, which restate the source, share with it.
    """
    documents = job.rows.of(DocumentRow)
    job.write("rights.jsonl", b"".join(json_bytes({
        "document": d.id, "publisher": d.publisher, "license": d.license, "annotations": _terms(d, job),
        "text": d.text_policy, "revealed": job.rows.revealed[d.id].share,
        "revealed_with_wording": job.rows.revealed[d.id].share_alike}) for d in documents))
    rows = "\n".join(f"{d.id} | {d.publisher or 'unknown'} | {d.license} | {d.text_policy} | {_terms(d, job)}"
                     for d in documents)
    job.write("LICENSE", _LICENSE.format(license=job.stamp.license, rows=rows).encode())


def _terms(document: DocumentRow, job: Job) -> str:
    return document.license if "-SA-" in document.license else job.stamp.license


export = Export(Stage.TABLE, run, "terms, and how much of each text is revealed")
