"""Attributions lie within each other in a circle.

Why: nesting leads from the innermost source outwards to the voice; in a circle nobody speaks.
Fix: drop `within` where it points inwards.

Bad:
    {a-one within=a-two|It was {a-two within=a-one|fair}}.
Good:
    {a-one|It was {a-two within=a-one|fair}}.
"""

from collections.abc import Iterator

from standoff.check import Check
from standoff.corpus import Document
from standoff.finding import ERROR, Finding
from standoff.graph import cycles

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0", layer="attributions")


@check.each(Document)
def cycle(document: Document, source: Document) -> Iterator[Finding]:
    edges = {id_: (a.within,) for id_, a in source.attributions.items() if a.within}
    # Where no outer attribution lies within another, nothing can run in a circle.
    for found in cycles(edges) if any(outer in edges for (outer,) in edges.values()) else ():
        yield check.finding(document, (*source.ids[found[0]], "within"), " -> ".join(found))
