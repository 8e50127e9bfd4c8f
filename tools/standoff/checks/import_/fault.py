"""A file of another format says what cannot be taken over as it stands.

Why: what is left out or guessed on the way in is missing from everything that is made of it.
Fix: correct the line in the file of the other format: what it refers to must exist, what it marks must lie in the text.

Bad:
    == talks.txt ==
    He said that it was fair.
    == talks.ann ==
    T1\tSource 0 2\tHe
    T2\tCue 3 7\tsaid
    E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3
Good:
    == talks.txt ==
    He said that it was fair.
    == talks.ann ==
    T1\tSource 0 2\tHe
    T2\tCue 3 7\tsaid
    T3\tContent 8 24\tthat it was fair
    T4\tAttribution 3 7\tsaid
    E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from standoff.check import Check
from standoff.corpus import Corpus
from standoff.finding import ERROR, Finding
from standoff.foreign import ForeignCorpus

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0")


@check.judge
def fault(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    del gathered
    for note in corpus.faults if isinstance(corpus, ForeignCorpus) else ():
        found = check.finding(note.file, (), note.message)
        yield replace(found, line=note.line, column=1 if note.line else 0)
