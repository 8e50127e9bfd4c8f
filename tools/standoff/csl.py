"""The vocabulary of CSL 1.0.2 (citationstyles.org) and what is wrong with an item that should speak it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any

from .finding import Path
from .model import TIME_PATTERN


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


TYPES = _set("""
    article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset
    document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation
    manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical
    personal_communication post post-weblog regulation report review review-book software song speech standard thesis
    treaty webpage
""")
DATES = _set("accessed available-date event-date issued original-date submitted")
NAMES = _set("""
    author chair collection-editor compiler composer container-author contributor curator director editor
    editor-translator editorial-director executive-producer guest host illustrator interviewer narrator organizer
    original-author performer producer recipient reviewed-author script-writer series-creator translator
""")
NAME_PARTS = _set("""
    family given literal dropping-particle non-dropping-particle suffix comma-suffix static-ordering parse-names
""")
NUMBERS = _set("""
    chapter-number citation-number collection-number edition first-reference-note-number issue locator number
    number-of-pages number-of-volumes page page-first part-number part printing-number printing section
    supplement-number supplement version volume
""")
STRINGS = _set("""
    abstract annote archive archive_collection archive_location archive-place authority call-number citation-key
    citation-label collection-title container-title container-title-short dimensions division DOI event event-place
    event-title genre id ISBN ISSN journalAbbreviation jurisdiction keyword language license medium note
    original-publisher original-publisher-place original-title part-title PMCID PMID publisher publisher-place
    references reviewed-genre reviewed-title scale shortTitle source status title title-short URL volume-title
    year-suffix
""")
OTHERS = frozenset(("type", "categories", "custom"))
VARIABLES = DATES | NAMES | NUMBERS | STRINGS | OTHERS

Fault = tuple[Path, str, str]
"""Path inside the item, what is wrong, the nearest valid value (or '')."""


def faults(csl: dict[str, Any]) -> Iterator[Fault]:
    """Everything in `csl` that CSL 1.0.2 (with dates as YYYY[-MM[-DD]]) does not know."""
    if not isinstance(csl.get("type"), str):
        yield (), "the key 'type' is missing, or no string", ""
    elif csl["type"] not in TYPES:
        yield ("type",), f"{csl['type']!r} is no type of CSL 1.0.2", _near(csl["type"], TYPES)
    for key, value in csl.items():
        if key not in VARIABLES:
            yield (key,), f"{key!r} is no variable of CSL 1.0.2", _near(key, VARIABLES)
        elif key in DATES and not (isinstance(value, str) and re.search(TIME_PATTERN, value)):
            yield (key,), f"the date is {value!r:.60}, expected YYYY, YYYY-MM or YYYY-MM-DD", ""
        elif key in NAMES:
            yield from (((key, *path), message, near) for path, message, near in _names(value))
        elif key in STRINGS and not isinstance(value, str):
            yield (key,), f"found {value!r:.60}, expected a string", ""
        elif key in NUMBERS and (isinstance(value, bool) or not isinstance(value, (str, int))):
            yield (key,), f"found {value!r:.60}, expected a string or an integer", ""


def _names(value: Any) -> Iterator[Fault]:
    if not isinstance(value, list) or not value:
        yield (), "expected a list of names", ""
        return
    for index, name in enumerate(value):
        if not isinstance(name, dict) or not {"family", "given", "literal"}.intersection(name):
            yield (index,), "a name needs 'family', 'given' or 'literal'", ""
            continue
        for part, content in name.items():
            if part not in NAME_PARTS:
                yield (index, part), f"{part!r} is no part of a name", _near(part, NAME_PARTS)
            elif not isinstance(content, (str, bool)):
                yield (index, part), f"found {content!r:.60}, expected a string", ""


def _near(word: str, known: frozenset[str]) -> str:
    return next(iter(difflib.get_close_matches(word, sorted(known), 1, 0.6)), "")
