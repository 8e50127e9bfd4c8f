"""W3C Web Annotation (https://www.w3.org/TR/annotation-model/): one page of annotations for each document.

One annotation for each span. Its TextPositionSelector counts Unicode code points, as the model asks for. Its
TextQuoteSelector is there only where the release shows the quote; white space in it is folded unless the whole text is
shown.
"""

from __future__ import annotations

from typing import Any

from standoff.export import Export, Job, Stage
from standoff.rows.tables import ClaimRow, DocumentRow, SpanRow
from standoff.store import json_bytes

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32
"""Code points of prefix and suffix, where the text may be shown."""


def run(job: Job) -> None:
    """annotations/w3c/<document>.jsonld."""
    document = job.here(DocumentRow)[0]
    statements = {claim.id: claim.statement for claim in job.here(ClaimRow)}
    base = f"urn:standoff:{job.stamp.name}:{job.stamp.version}:"
    items = [{
        "id": f"{base}{span.owner}/{span.role}/{span.n}", "type": "Annotation",
        "motivation": "tagging" if span.role == "omit" else "identifying",
        "body": _bodies(base, span, statements), "target": {
            "source": document.url or f"urn:sha256:{document.sha256}", "selector": _selectors(span, job.text)},
    } for span in job.here(SpanRow)]
    job.write(f"annotations/w3c/{document.id}.jsonld", json_bytes({
        "@context": CONTEXT, "id": f"{base}{document.id}", "type": "AnnotationPage", "startIndex": 0, "items": items,
    }, pretty=True))


def _bodies(base: str, span: SpanRow, statements: dict[str, str]) -> list[dict[str, Any]]:
    bodies: list[dict[str, Any]] = [{"type": "TextualBody", "purpose": "tagging", "value": span.role}]
    if span.role == "omit":
        return [*bodies, {"type": "TextualBody", "purpose": "describing", "value": span.why}] if span.why else bodies
    bodies.append({"type": "SpecificResource", "purpose": "identifying", "source": f"{base}{span.owner}"})
    if span.entity and span.entity != span.owner:
        bodies.append({"type": "SpecificResource", "purpose": "identifying", "source": f"{base}{span.entity}"})
    if span.role == "spans" and span.owner in statements:
        bodies.append({"type": "TextualBody", "purpose": "describing", "format": "text/plain",
                       "value": statements[span.owner]})
    return bodies


def _selectors(span: SpanRow, text: str | None) -> list[dict[str, Any]]:
    start, end = span.start_char, span.end_char
    found: list[dict[str, Any]] = [{"type": "TextPositionSelector", "start": start, "end": end}]
    if text is not None:
        found.append({"type": "TextQuoteSelector", "exact": text[start:end],
                      "prefix": text[max(0, start - _AROUND) : start], "suffix": text[end : end + _AROUND]})
    elif span.quote is not None:
        found.append({"type": "TextQuoteSelector", "exact": span.quote})
    return found


export = Export(Stage.DOCUMENT, run, "W3C Web Annotation, brat, UIMA CAS and labelled tokens, one file a document")
