"""A second annotation annotates another text than the document it is called after.

Why: agreement is measured on one text; offsets in another text compare nothing.
Fix: annotate the text of the main document, or call the file after the document it belongs to.

Bad:
    {e-blinken|Blinken} spoke.
    == second/anna/sketch ==
    {e-blinken|Blinken} was silent.
Good:
    {e-blinken|Blinken} spoke.
    == second/anna/sketch ==
    {e-blinken|Blinken} spoke.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from standoff.check import Check
from standoff.corpus import Corpus
from standoff.finding import ERROR, Finding

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0")


@check.judge
def second_mismatch(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    del gathered
    for second in corpus.seconds:
        main = corpus.by_id.get(second.id)
        if main is None:
            yield check.finding(second, (), f"there is no document {second.id!r} that this could be compared with")
        elif second.file and main.file and second.file.seed.sha256 != main.file.seed.sha256:
            yield check.finding(second, ("seed", "sha256"), f"annotates the text {second.file.seed.sha256[:12]}…, but "
                                f"{main.name} annotates {main.file.seed.sha256[:12]}…")
