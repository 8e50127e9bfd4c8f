"""THE one description of every table and column of a release. Docs, schemas, exports and loaders are made from it."""

from __future__ import annotations

import dataclasses
import types
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints


@dataclass(frozen=True, slots=True)
class About:
    """What a column holds; `key`: part of the table's key; `to`: the tables that its values refer to."""

    doc: str
    key: bool = False
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column, as exports see it. `kind` is text, integer or boolean."""

    name: str
    kind: str
    nullable: bool
    doc: str
    key: bool
    to: tuple[str, ...]


def _key(doc: str, *to: str) -> About:
    return About(doc, True, to)


def _to(doc: str, *to: str) -> About:
    return About(doc, False, to)


@dataclass(frozen=True, slots=True)
class Row:
    """Base of all rows."""


@dataclass(frozen=True, slots=True)
class DocumentRow(Row):
    """One source text."""

    id: Annotated[str, _key("Document id.")]
    title: Annotated[str, About("Title as the source gives it.")]
    publisher: Annotated[str | None, _to("Publisher.", "entities")]
    voice: Annotated[str | None, _to("Who owns every claim without attribution.", "entities")]
    date: Annotated[str | None, About("Date of publication, YYYY[-MM[-DD]] with ~ ? % where uncertain.")]
    lang: Annotated[str, About("Language, BCP 47.")]
    genre: Annotated[str, About("news, encyclopedia, report, essay, other.")]
    url: Annotated[str | None, About("Address of the source.")]
    license: Annotated[str, About("Terms of the text.")]
    text_policy: Annotated[str, About("What this release reveals of the text: full, excerpts, none.")]
    entities_layer: Annotated[str, About("How far entities are annotated: none, partial, complete.")]
    claims_layer: Annotated[str, About("How far claims are annotated.")]
    attributions_layer: Annotated[str, About("How far attributions are annotated.")]
    citations_layer: Annotated[str, About("How far citations are annotated.")]
    annotated_by: Annotated[str, About("Who or what annotated it, joined by '; '.")]
    methods: Annotated[str, About("manual, assisted or automatic, one for each annotator, joined by '; '.")]
    guidelines: Annotated[str, About("Versions of the guidelines followed, joined by '; '.")]
    sha256: Annotated[str, About("SHA-256 of the source text's bytes.")]
    length: Annotated[int, About("Length of the source text in Unicode code points.")]


@dataclass(frozen=True, slots=True)
class SentenceRow(Row):
    """One sentence of a source text, by offsets."""

    document: Annotated[str, _key("Document.", "documents")]
    n: Annotated[int, _key("Number in the document, from 1.")]
    start_char: Annotated[int, About("First code point.")]
    end_char: Annotated[int, About("One past the last code point.")]


@dataclass(frozen=True, slots=True)
class EntityRow(Row):
    """One entity: of the registry, or of one document only."""

    id: Annotated[str, _key("Registry id, or doc#e-… for an entity of one document.")]
    document: Annotated[str | None, _to("Null for a registry entity.", "documents")]
    type: Annotated[str, About("person, group, org, gpe, place, event, work, topic.")]
    name: Annotated[str, About("Name.")]
    anonymous: Annotated[bool, About("True when the text withholds who it is.")]
    side: Annotated[str, _to("Where affiliation ends: its state or organisation, or itself.", "entities")]
    wikidata: Annotated[str | None, About("Wikidata item, where verified.")]
    note: Annotated[str | None, About("Remark.")]


@dataclass(frozen=True, slots=True)
class EntityAliasRow(Row):
    """A further name of a registry entity."""

    entity: Annotated[str, _key("Entity.", "entities")]
    alias: Annotated[str, _key("Name.")]


@dataclass(frozen=True, slots=True)
class EntityAffiliationRow(Row):
    """What an entity belongs to."""

    entity: Annotated[str, _key("Entity.", "entities")]
    n: Annotated[int, _key("Position, from 1.")]
    affiliation: Annotated[str, _to("State or organisation.", "entities")]


@dataclass(frozen=True, slots=True)
class ClaimRow(Row):
    """One proposition that a source puts forward."""

    id: Annotated[str, _key("Global id, doc#c-….")]
    document: Annotated[str, _to("Document.", "documents")]
    publisher: Annotated[str | None, _to("Publisher of the document.", "entities")]
    document_date: Annotated[str | None, About("Date of the document.")]
    statement: Annotated[str, About("The claim as a sentence with its sources and stance: quote this, not `text`.")]
    text: Annotated[str, About("The bare proposition, without hedge, negation or source.")]
    kind: Annotated[str, About("factual, prediction, evaluation, prescription.")]
    stance: Annotated[str, About("Final position of the innermost source: asserted, likely, possible, unlikely, "
                                 "denied, open.")]
    factbank: Annotated[str, About("The stance as a FactBank value: CT+, PR+, PS+, PR-, CT-, Uu.")]
    time: Annotated[str | None, About("When it holds.")]
    time_start: Annotated[str | None, About("First day of `time`.")]
    time_end: Annotated[str | None, About("Last day of `time`.")]
    speaker: Annotated[str | None, _to("Innermost source; null where the text leaves it implicit.", "entities")]
    speaker_side: Annotated[str | None, _to("State or organisation the speaker belongs to.", "entities")]
    voice: Annotated[str | None, _to("Voice of the document.", "entities")]
    depth: Annotated[int, About("Number of attributions between voice and claim.")]
    chain_text: Annotated[str, About("Names from the voice to the innermost source, joined by ' > '.")]
    root: Annotated[str, _to("Who answers for it: first named source from the inside (first of claim_roots).",
                             "entities", "works", "documents")]
    attribution: Annotated[str | None, _to("Innermost attribution.", "attributions")]
    said_at: Annotated[str | None, About("When it was said, where the text tells, else the document's date.")]
    fact: Annotated[str, _to("Its fact; a claim that nothing else states is its own.", "facts")]
    sentence: Annotated[int, About("Number of the sentence in which its evidence begins.")]
    start_char: Annotated[int, About("First code point of its evidence.")]
    end_char: Annotated[int, About("One past the last code point of its evidence.")]
    quote: Annotated[str | None, About("Its evidence, segments joined by ' … '; null where rights forbid.")]
    note: Annotated[str | None, About("Remark.")]


@dataclass(frozen=True, slots=True)
class ClaimEntityRow(Row):
    """What a claim is about."""

    claim: Annotated[str, _key("Claim.", "claims")]
    n: Annotated[int, _key("Position, from 1: the subject comes first.")]
    entity: Annotated[str, _to("Entity.", "entities")]


@dataclass(frozen=True, slots=True)
class ClaimRootRow(Row):
    """Who answers for a claim. More than one where a claim of the voice cites several works."""

    claim: Annotated[str, _key("Claim.", "claims")]
    root: Annotated[str, _key("Entity, cited work, or document without a voice.", "entities", "works", "documents")]
    side: Annotated[str, _to("State or organisation of the root, or the root itself.", "entities", "works",
                             "documents")]


@dataclass(frozen=True, slots=True)
class ChainRow(Row):
    """One level of a claim's chain of sources."""

    claim: Annotated[str, _key("Claim.", "claims")]
    level: Annotated[int, _key("0 is the voice, the highest number the innermost source.")]
    who: Annotated[str | None, _to("Source; null where it is left implicit.", "entities")]
    attribution: Annotated[str | None, _to("Attribution; null for the voice.", "attributions")]
    act: Annotated[str | None, About("say, believe, want, decide, show; null for the voice.")]
    style: Annotated[str | None, About("direct, indirect, mixed; null for the voice.")]
    commitment: Annotated[str, About("Position of this level towards the claim: a stance, or uncommitted.")]
    cue: Annotated[str | None, About("Cue words, where rights allow.")]
    time: Annotated[str | None, About("When it was said, where the text tells.")]


@dataclass(frozen=True, slots=True)
class AttributionRow(Row):
    """A source, its cue and its content (their words: table spans)."""

    id: Annotated[str, _key("Global id, doc#a-….")]
    document: Annotated[str, _to("Document.", "documents")]
    who: Annotated[str | None, _to("Source; null where it is left implicit.", "entities")]
    act: Annotated[str, About("say, believe, want, decide, show.")]
    style: Annotated[str, About("direct, indirect, mixed.")]
    within: Annotated[str | None, _to("Outer attribution that relays or embeds it.", "attributions")]
    time: Annotated[str | None, About("When it was said, decided or believed.")]
    negated: Annotated[bool, About("True when the cue carries a negation.")]
    endorsed: Annotated[bool | None, About("The next level out states it too (true), rejects it (false), or neither.")]
    note: Annotated[str | None, About("Remark.")]


@dataclass(frozen=True, slots=True)
class SpanRow(Row):
    """Where in the text a record stands."""

    owner: Annotated[str, _key("Global id of the record: entity (doc#e-…), claim, attribution, citation or work; the "
                               "document for an omitted stretch.")]
    role: Annotated[str, _key("mentions, spans, source, cue, content, marker, omit.")]
    n: Annotated[int, _key("Position, from 1.")]
    document: Annotated[str, _to("Document.", "documents")]
    start_char: Annotated[int, About("First code point.")]
    end_char: Annotated[int, About("One past the last code point.")]
    quote: Annotated[str | None, About("The text, white space folded; null where rights forbid.")]
    first_words: Annotated[str | None, About("First four words of a quote too long to show.")]
    last_words: Annotated[str | None, About("Last four words of a quote too long to show.")]
    form: Annotated[str | None, About("For a mention: name, nominal, pronoun.")]
    why: Annotated[str | None, About("For an omitted stretch: why no claim is made there.")]
    entity: Annotated[str | None, _to("For a mention: the entity, by global reference.", "entities")]


@dataclass(frozen=True, slots=True)
class CitationRow(Row):
    """One occurrence of a citation marker."""

    id: Annotated[str, _key("Global id, doc#x-….")]
    document: Annotated[str, _to("Document.", "documents")]
    work: Annotated[str, _to("Work cited.", "works")]
    locator: Annotated[str | None, About("Page or place in the work.")]
    start_char: Annotated[int, About("First code point of the marker.")]
    end_char: Annotated[int, About("One past its last code point.")]


@dataclass(frozen=True, slots=True)
class CitationClaimRow(Row):
    """A claim that a citation supports."""

    citation: Annotated[str, _key("Citation.", "citations")]
    claim: Annotated[str, _key("Claim.", "claims")]


@dataclass(frozen=True, slots=True)
class WorkRow(Row):
    """A work that a document cites."""

    id: Annotated[str, _key("Global id, doc#w-….")]
    document: Annotated[str, _to("Document whose reference list names it.", "documents")]
    ref: Annotated[str | None, _to("The document of this corpus that it is.", "documents")]
    type: Annotated[str, About("CSL type.")]
    title: Annotated[str | None, About("Title.")]
    container: Annotated[str | None, About("Newspaper, journal, book or site it appeared in.")]
    issued: Annotated[str | None, About("Date of publication.")]
    csl: Annotated[str, About("The whole CSL-JSON item, as JSON text.")]


@dataclass(frozen=True, slots=True)
class FactRow(Row):
    """One proposition, whoever states it. `support` counts who says so, not who knows."""

    id: Annotated[str, _key("f-…, or the claim's own global id where only one claim states it.")]
    text: Annotated[str, About("The proposition.")]
    kind: Annotated[str, About("Kind of its claims: factual if any is, else that of its first claim.")]
    claims: Annotated[int, About("Number of claims.")]
    documents: Annotated[int, About("Number of documents.")]
    support: Annotated[int, About("Distinct roots whose claim is asserted or likely.")]
    against: Annotated[int, About("Distinct roots whose claim is denied or unlikely.")]
    unnamed: Annotated[int, About("Claims whose innermost source is anonymous or implicit.")]
    support_sides: Annotated[int, About("As `support`, roots of one side counted once.")]
    contested: Annotated[bool, About("True when somebody states it and somebody denies it (table contests).")]
    decided_by: Annotated[str | None, About("Who decided that its claims say the same; null for a single claim.")]
    reviewed: Annotated[bool | None, About("False when the tool itself decided, true for a person or a model named in "
                                        "decided_by; null for a single claim.")]
    score: Annotated[int | None, About("The tool's score at that moment, in thousandths.")]


@dataclass(frozen=True, slots=True)
class FactClaimRow(Row):
    """A claim of a fact."""

    fact: Annotated[str, _key("Fact.", "facts")]
    claim: Annotated[str, _key("Claim.", "claims")]


@dataclass(frozen=True, slots=True)
class LinkRow(Row):
    """A decided relation between two facts."""

    a: Annotated[str, _key("Fact.", "facts")]
    b: Annotated[str, _key("Fact.", "facts")]
    rel: Annotated[str, _key("contradicts, entails (a to b), distinct.")]
    why: Annotated[str, About("The reason.")]
    decided_by: Annotated[str, About("Who decided.")]
    reviewed: Annotated[bool, About("False when the tool itself decided, true for a person or a named model.")]
    score: Annotated[int | None, About("The tool's score at that moment, in thousandths.")]


@dataclass(frozen=True, slots=True)
class ContestRow(Row):
    """Two claims that cannot both be right. An `outcome` (a prediction and what came) contests nothing."""

    claim_for: Annotated[str, _key("Claim that states.", "claims")]
    claim_against: Annotated[str, _key("Claim that is denied (perhaps by a source that relays it), or that states the "
                                      "contrary.", "claims")]
    stated_by: Annotated[str | None, _to("Outermost source that states the first; null: implicit.", "entities")]
    denied_by: Annotated[str | None, _to("Outermost source against it; null: implicit.", "entities")]
    fact_for: Annotated[str, _to("Fact of the first.", "facts")]
    fact_against: Annotated[str, _to("Fact of the second.", "facts")]
    how: Annotated[str, About("denial (one fact), entailment, contradiction (a link), outcome.")]


@dataclass(frozen=True, slots=True)
class ForwardRow(Row):
    """Where an id leads that was published and names no record any more."""

    id: Annotated[str, _key("The id, global where it was local to a document.")]
    n: Annotated[int, _key("Position, from 1: more than one where several records took its place.")]
    target: Annotated[str | None, _to("The record it was merged into; null where it was withdrawn.", "documents",
                                      "entities", "claims", "attributions", "citations", "works", "facts")]
    why: Annotated[str | None, About("Why it was withdrawn.")]
    date: Annotated[str | None, About("Day of the withdrawal.")]


TABLES: dict[str, type[Row]] = {
    "documents": DocumentRow, "sentences": SentenceRow, "entities": EntityRow, "entity_aliases": EntityAliasRow,
    "entity_affiliations": EntityAffiliationRow, "claims": ClaimRow, "claim_entities": ClaimEntityRow,
    "claim_roots": ClaimRootRow, "chain": ChainRow, "attributions": AttributionRow, "spans": SpanRow,
    "citations": CitationRow, "citation_claims": CitationClaimRow, "works": WorkRow, "facts": FactRow,
    "fact_claims": FactClaimRow, "links": LinkRow, "contests": ContestRow, "forwards": ForwardRow}
"""Table name -> row type, in the order in which a release lists them."""

_KINDS = {str: "text", int: "integer", bool: "boolean"}


@cache
def columns(table: str) -> tuple[Column, ...]:
    """The columns of one table, in order."""
    row = TABLES[table]
    hints = get_type_hints(row, include_extras=True)
    return tuple(_column(field.name, hints[field.name]) for field in dataclasses.fields(row))


def _column(name: str, hint: Any) -> Column:
    inner, about = get_args(hint)[0], next(a for a in get_args(hint)[1:] if isinstance(a, About))
    nullable = get_origin(inner) in (Union, types.UnionType)
    plain = next(arg for arg in get_args(inner) if arg is not type(None)) if nullable else inner
    return Column(name, _KINDS[plain], nullable, about.doc, about.key, about.to)


@cache
def key_of(table: str) -> tuple[str, ...]:
    """Names of the columns that identify a row; rows are sorted by them."""
    return tuple(column.name for column in columns(table) if column.key)


def describe() -> str:
    """schema/tables.md: every table and column."""
    out = ["# Tables of a release", "",
           "Generated from `tools/standoff/rows/tables.py`; do not edit. Rows are flat; a list is a table of its own.",
           "Offsets are Unicode code points, end-exclusive. A reference is a registry id, or `document#local`.", ""]
    for name, row in TABLES.items():
        out += [f"## {name}", "", (row.__doc__ or "").strip(), "", "| column | type | refers to | meaning |",
                "|---|---|---|---|"]
        for c in columns(name):
            kind = c.kind + (", may be null" if c.nullable else "") + (", key" if c.key else "")
            out.append(f"| {c.name} | {kind} | {', '.join(c.to)} | {c.doc.replace('|', chr(92) + '|')} |")
        out.append("")
    return "\n".join(out)
