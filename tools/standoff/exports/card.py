"""README.md of a release: the dataset card. Every number in it is computed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from standoff.escape import cell
from standoff.export import Export, Job, Stage
from standoff.rows import TABLES
from standoff.rows.tables import ClaimRow, DocumentRow, FactRow, LinkRow
from standoff.store import json_bytes

_TEXT = """\
# {title}

{description}

Version {version} (format {schema}, made by standoff {tool} from commit {commit}).

## What is in it

{documents} documents, {claims:,} claims, {attributions:,} attributions, {entities:,} entities, {facts:,} facts that
two or more claims state ({across:,} of them across documents). Of these and of the propositions that a single claim
states, {contested:,} are contested. Decided relations between them: {links}.

{document_table}

**A claim** is one proposition that a source or the voice of a document puts forward. Read and quote its `statement`,
which says who says it and how surely; `text` alone is the bare proposition, not an assertion of this dataset.
**A fact** joins claims that say the same, whoever says it and however surely: also one that denies it.
**A root** is who answers for a claim: the first named source, from the innermost outwards. `support` of a fact counts
distinct roots that state it, `against` those that deny it. It counts who says so, not who knows: ten outlets that
repeat one agency are one root.

## Files

| file | what for |
|---|---|
{files}
| SHA256SUMS | `sha256sum -c SHA256SUMS` proves every file; `standoff verify` proves more |
| manifest.json | name, three versions, content_id, size and digest of each file |

Tables (each column is described in schema/tables.md):

| table | rows | what |
|---|---|---|
{tables}

## Use

```python
import standoff
data = standoff.load(".")
for fact in data.facts:
    if fact.support >= 2:
        print(fact.support, fact.text)
```

```sql
-- duckdb -init views.sql
SELECT statement, quote FROM claims WHERE fact IN (SELECT id FROM facts WHERE contested);
```

## How it was made, and its limits

Annotated by: {annotators}. Method: {methods}. Guidelines: {guidelines}. Offsets are Unicode code points over the
untouched source texts, whose digests are in `documents`. Everything a text puts forward is annotated, not only what
is worth checking; no claim here was checked against the world. `reviewed` says which facts and links a person or a
named model decided (`decided_by` names it); publishing itself decides nothing.

## Quality

{quality}

## Rights

{rights}

## How to cite

{cite}
"""


def run(job: Job) -> None:
    """README.md with the YAML head that `datasets.load_dataset` reads."""
    documents, joined = job.rows.of(DocumentRow), [fact for fact in job.rows.each(FactRow) if fact.decided_by]
    stamp = job.stamp
    text = _TEXT.format(
        title=stamp.title or stamp.name, description=stamp.description, version=stamp.version, schema=stamp.schema,
        tool=stamp.tool, commit=stamp.commit, documents=len(documents), claims=len(job.rows.tables["claims"]),
        attributions=len(job.rows.tables["attributions"]), entities=len(job.rows.tables["entities"]),
        facts=len(joined), across=sum(fact.documents > 1 for fact in joined),
        contested=sum(fact.contested for fact in job.rows.each(FactRow)), links=_links(job.rows.of(LinkRow)),
        document_table=_documents(documents, job.rows.each(ClaimRow)), files=_files(job),
        tables="\n".join(f"| {name} | {len(job.rows.tables[name]):,} | {_doc(name)} |" for name in TABLES),
        annotators=cell("; ".join(sorted({d.annotated_by for d in documents}))),
        methods="; ".join(sorted({d.methods for d in documents})),
        guidelines=cell("; ".join(sorted({d.guidelines for d in documents}))), quality=_quality(job),
        rights=_rights(job, documents),
        cite=_cite(job))
    job.write("README.md", (_head(job) + text).encode())


def _head(job: Job) -> str:
    lines = ["---", f"pretty_name: {json_bytes(job.stamp.title or job.stamp.name).decode().strip()}",
             "license: other", "license_name: see-LICENSE", "license_link: LICENSE", "configs:"]
    for name in TABLES:
        if job.rows.tables[name]:
            default = "\n  default: true" if name == "claims" else ""
            lines.append(f"- config_name: {name}\n  data_files: parquet/{name}.parquet{default}")
    return "\n".join([*lines, "---", "", ""])


def _doc(table: str) -> str:
    return (TABLES[table].__doc__ or "").strip().split("\n")[0]


def _documents(documents: list[DocumentRow], claims: Iterable[ClaimRow]) -> str:
    count = Counter(claim.document for claim in claims)
    rows = [f"| {d.id} | {cell(d.title)} | {d.date or ''} | {cell(d.genre)} | {count[d.id]:,} | {d.text_policy} |"
            for d in documents]
    return "\n".join(["| document | title | date | genre | claims | text shown |", "|---|---|---|---|---|---|", *rows])


def _links(links: list[LinkRow]) -> str:
    count = Counter(link.rel for link in links)
    return ", ".join(f"{n:,} {rel}" for rel, n in sorted(count.items())) or "none"


def _files(job: Job) -> str:
    top = {name.split("/")[0] + ("/" if "/" in name else ""): about for name, about in job.files.items()}
    return "\n".join(f"| {name} | {about} |" for name, about in sorted({**top, "README.md": job.about}.items()))


_MEASURES = ("claim F1", "stance kappa", "attribution F1 (strict)", "entity linking accuracy")


def _quality(job: Job) -> str:
    """The main figures of agreement, with their intervals, and what is still open."""
    found = job.quality.get("agreement") or []
    rows = [f"| {cell(one['second'].rpartition('/')[2].removesuffix('.json'))} | {_between(one)} | " + " | ".join(
        _figure(one["measures"].get(name)) for name in _MEASURES) + " |" for one in found]
    table = [f"| document | between | {' | '.join(_MEASURES)} |", "|---|---|" + "---|" * len(_MEASURES), *rows]
    say = ["Agreement of the published annotation and of stored other ones, with 95 % intervals. Where models",
           "annotated, it says how far they agree, not how right they are. quality.json has every measure.", ""]
    pairs = job.quality.get("undecided_pairs")
    open_ = f"Pairs of claims that nobody has decided yet: {'not counted' if pairs is None else f'{pairs:,}'}."
    return "\n".join([*(say + table if rows else ["No second annotation is stored."]), "", open_])


def _between(one: dict[str, Any]) -> str:
    """The two annotations: 'published', or the folder below second/ that holds it."""
    names = [path.split("/") for path in (one["first"], one["second"])]
    return cell(", ".join(parts[-2] if "second" in parts[:-2] else "published" for parts in names))


def _figure(measure: Any) -> str:
    if not measure or measure.get("value") is None:
        return ""
    low, high = measure.get("interval") or (None, None)
    return f"{measure['value']:.2f}" + (f" ({low:.2f}–{high:.2f})" if low is not None and high is not None else "")


def _rights(job: Job, documents: list[DocumentRow]) -> str:
    rows = [f"| {d.id} | {cell(d.license)} | {d.text_policy} | {job.rows.revealed[d.id].share:.1%} | "
            f"{job.rows.revealed[d.id].share_alike:.1%} |"
            for d in documents]
    return "\n".join(["Code: Apache-2.0. Annotations: see LICENSE. Quotations stay with their publishers. Claim texts",
                      "restate a source and share words with it: the last column counts runs of eight or more.",
                      "",
                      "| document | terms of the text | policy | quoted | with like wording |",
                      "|---|---|---|---|---|", *rows])


def _cite(job: Job) -> str:
    stamp = job.stamp
    where = stamp.doi or stamp.repository
    year = "" if stamp.date.startswith("1970") else f" ({stamp.date[:4]})"
    return f"{', '.join(stamp.authors)}{year}: {stamp.title or stamp.name}, version {stamp.version}" \
        + (f". {where}" if where else "") + "."


export = Export(Stage.CARD, run, "this card")
