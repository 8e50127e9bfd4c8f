"""A file's name is not plain, is reserved, or differs from another only in case or accents' encoding.

Why: on some systems two such files are one, and on others a name with a space or a capital cannot be found.
Fix: use a-z, 0-9, '.', '_' and '-', at most 100 of them, beginning with a letter or digit.

Bad:
    == corpus/_sketch.json ==
    {"id": "sketch"}
Good:
    {e-blinken|Blinken} spoke.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from standoff.check import Check
from standoff.corpus import RESERVED, Corpus
from standoff.finding import ERROR, Finding, Fix

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0")
_PLAIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")


@check.judge
def odd_name(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    del gathered
    base = PurePosixPath(corpus.config.corpus)
    twins: dict[str, str] = {}
    sources = (*corpus.documents, *corpus.shared, *corpus.seconds)
    for name in sorted([*(source.name for source in sources), *(stray.name for stray in corpus.strays)]):
        parts = PurePosixPath(name).relative_to(base).parts
        odd = next((part for part in parts if not _PLAIN.fullmatch(part)), "")
        if odd:
            yield check.finding(name, (), f"{odd!r} is no plain name",
                                fix=Fix("use a-z, 0-9, '.', '_' and '-', at most 100, a letter or digit first"))
        twin = twins.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
        if twin != name:
            yield check.finding(name, (), f"is one file with {twin} where case or accents' encoding do not count")
    for document in corpus.documents:
        if document.id in RESERVED:
            yield check.finding(document, (), f"{document.id!r} is reserved and cannot be a document's id",
                                fix=Fix("rename the file and its source text"))
