"""brat stand-off (https://brat.nlplab.org/standoff.html), for documents whose text may be shown.

One text-bound annotation for each span, with its type; a span that runs over a line end is given in fragments, as brat
asks, whose outer ends are the span's. A note on each names the record, the role and the position of the span.
"""

from __future__ import annotations

import re

from standoff.export import Export, Job, Stage
from standoff.rows.tables import AttributionRow, ClaimRow, SpanRow

TYPES = {"mentions": "Mention", "spans": "Claim", "source": "Source", "cue": "Cue", "content": "Content",
         "marker": "Citation", "omit": "Omit"}
_CONF = """\
[entities]
{types}
[relations]
HasSource\tArg1:Cue|Content, Arg2:Source
HasCue\tArg1:Content, Arg2:Cue
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>
[events]
[attributes]
Kind\tArg:Claim, Value:factual|prediction|evaluation|prescription
Stance\tArg:Claim, Value:asserted|likely|possible|unlikely|denied|open
Act\tArg:Cue, Value:say|believe|want|decide|show
"""
_PIECE = re.compile(r"[^\n]+")


def run(job: Job) -> None:
    """annotations/brat/<document>.txt and .ann, and annotation.conf once."""
    if job.text is None:
        return
    types = "\n".join(sorted({*TYPES.values(), "Work"}))
    if "annotations/brat/annotation.conf" not in job.files:
        job.write("annotations/brat/annotation.conf", _CONF.format(types=types).encode())
    job.write(f"annotations/brat/{job.document}.txt", job.text.encode())
    job.write(f"annotations/brat/{job.document}.ann", "".join(f"{line}\n" for line in _lines(job, job.text)).encode())


def type_of(span: SpanRow) -> str:
    """The brat type of a span: a work's own span is no claim."""
    return "Work" if span.owner.rpartition("#")[2].startswith("w-") else TYPES[span.role]


def _lines(job: Job, text: str) -> list[str]:
    bound, extra = [], []
    claims = {claim.id: claim for claim in job.here(ClaimRow)}
    acts = {said.id: said.act for said in job.here(AttributionRow)}
    first: dict[tuple[str, str], str] = {}
    for number, span in enumerate(job.here(SpanRow), 1):
        name = f"T{number}"
        first.setdefault((span.owner, span.role), name)
        pieces = [(span.start_char + m.start(), span.start_char + m.end())
                  for m in _PIECE.finditer(text[span.start_char : span.end_char])]
        places = ";".join(f"{start} {end}" for start, end in pieces)
        bound.append(f"{name}\t{type_of(span)} {places}\t{' '.join(text[start:end] for start, end in pieces)}")
        extra.append(f"#{number}\tAnnotatorNotes {name}\t{span.owner} {span.role} {span.n}")
        claim = claims.get(span.owner)
        if claim and span.n == 1:
            extra += [f"A{2 * number - 1}\tKind {name} {claim.kind}", f"A{2 * number}\tStance {name} {claim.stance}"]
        if span.role == "cue" and span.n == 1:
            extra.append(f"A{2 * number}\tAct {name} {acts[span.owner]}")
    return bound + extra + _relations(first)


def _relations(first: dict[tuple[str, str], str]) -> list[str]:
    wanted = [(first[owner, role], "HasSource" if to == "source" else "HasCue", first[owner, to])
              for owner, role in first for to in (("source", "cue") if role == "content" else ())
              if (owner, to) in first]
    return [f"R{n}\t{rel} Arg1:{one} Arg2:{other}" for n, (one, rel, other) in enumerate(wanted, 1)]


export = Export(Stage.DOCUMENT, run, "W3C Web Annotation, brat, UIMA CAS and labelled tokens, one file a document")
