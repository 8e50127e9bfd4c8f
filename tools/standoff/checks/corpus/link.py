"""A symbolic link lies in the corpus folder.

Why: a link leads out of the folder, on another machine nowhere, and on a server where a stranger wants.
Fix: replace it by the file itself.

Bad:
    == linked ==
    {e-blinken|Blinken} spoke.
Good:
    {e-blinken|Blinken} spoke.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from standoff.check import Check
from standoff.corpus import Corpus
from standoff.finding import ERROR, Finding, Fix

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0")


@check.judge
def link(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    del gathered
    for stray in corpus.strays:
        if stray.why == "link":
            yield check.finding(stray.name, (), "is a symbolic link; it was not followed",
                                fix=Fix("replace it by the file itself"))
