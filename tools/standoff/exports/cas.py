"""UIMA CAS, for INCEpTION and DKPro: documents whose text may be shown.

XMI with its type system; offsets in the file are UTF-16 units, as UIMA counts, and cassis gives code points back. XML
cannot hold control characters: a text that has some is written as UIMA JSON CAS.
"""

from __future__ import annotations

import re
from typing import Any

from standoff.errors import need_extra
from standoff.export import Export, Job, Stage
from standoff.rows.tables import AttributionRow, ClaimRow, SentenceRow, SpanRow

_TYPES = {"mentions": "Mention", "spans": "Claim", "source": "Source", "cue": "Cue", "content": "Content",
          "marker": "Citation", "omit": "Omit", "work": "Work"}
_FEATURES = {"Mention": ("form", "entity"), "Claim": ("kind", "stance", "statement"), "Cue": ("act", "style"),
             "Omit": ("why",), "Sentence": ("n",)}
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def run(job: Job) -> None:
    """annotations/cas/<document>.xmi (or .json), and TypeSystem.xml once."""
    if job.text is None:
        return
    try:
        import cassis
    except ImportError as error:
        raise need_extra("data", error) from error
    types = _type_system(cassis)
    if "annotations/cas/TypeSystem.xml" not in job.files:
        job.write("annotations/cas/TypeSystem.xml", types.to_xml().encode())
    cas = cassis.Cas(types)
    cas.sofa_string, cas.sofa_mime = job.text, "text/plain"
    cas.add_all(_annotations(job, types))
    if _NO_XML.search(job.text):
        job.write(f"annotations/cas/{job.document}.json", cas.to_json(pretty_print=True).encode())
    else:
        job.write(f"annotations/cas/{job.document}.xmi", cas.to_xmi(pretty_print=True).encode())


def _type_system(cassis: Any) -> Any:
    types = cassis.TypeSystem()
    base = types.create_type(name="standoff.Span", supertypeName="uima.tcas.Annotation",
                             description="Where a record stands.")
    for name in ("owner", "role"):
        types.create_feature(base, name, "uima.cas.String")
    types.create_feature(base, "n", "uima.cas.Integer")
    for name in sorted(_TYPES.values()):
        made = types.create_type(name=f"standoff.{name}", supertypeName="standoff.Span")
        for feature in _FEATURES.get(name, ()):
            types.create_feature(made, feature, "uima.cas.String")
    sentence = types.create_type(name="standoff.Sentence", supertypeName="uima.tcas.Annotation")
    types.create_feature(sentence, "n", "uima.cas.Integer")
    return types


def _annotations(job: Job, types: Any) -> list[Any]:
    claims = {claim.id: claim for claim in job.here(ClaimRow)}
    attributions = {said.id: said for said in job.here(AttributionRow)}
    sentence = types.get_type("standoff.Sentence")
    made = [sentence(begin=s.start_char, end=s.end_char, n=s.n) for s in job.here(SentenceRow)]
    for span in job.here(SpanRow):
        kind = "Work" if span.owner.rpartition("#")[2].startswith("w-") else _TYPES[span.role]
        about = span if kind in ("Mention", "Omit") else claims.get(span.owner) or attributions.get(span.owner)
        values = {name: getattr(about, name) for name in _FEATURES.get(kind, ())}
        made.append(types.get_type(f"standoff.{kind}")(
            begin=span.start_char, end=span.end_char, owner=span.owner, role=span.role, n=span.n, **values))
    return made


export = Export(Stage.DOCUMENT, run, "W3C Web Annotation, brat, UIMA CAS and labelled tokens, one file a document")
