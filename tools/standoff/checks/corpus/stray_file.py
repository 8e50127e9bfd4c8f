"""Something lies in the corpus folder that is no file of the format.

Why: what no check looks at, nobody should trust; a stray file may be an annotation under a wrong name.
Fix: rename it to <document>.json, or move it out of the folder.

Bad:
    {e-blinken|Blinken} spoke.
    == corpus/notes.txt ==
    to do
Good:
    {e-blinken|Blinken} spoke.
    == corpus/README.md ==
    # The guidelines
"""

from collections.abc import Iterator, Mapping
from typing import Any

from standoff.check import Check
from standoff.corpus import Corpus
from standoff.finding import ERROR, Finding, Fix

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0")


@check.judge
def stray_file(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    del gathered
    for stray in corpus.strays:
        if stray.why == "stray":
            yield check.finding(stray.name, (), "is no file of the format: neither .json nor README.md",
                                fix=Fix("rename it to <document>.json, or move it out of the folder"))
