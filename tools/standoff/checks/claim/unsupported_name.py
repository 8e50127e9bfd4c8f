"""A name in a claim's text occurs nowhere in the source text, nor among the names of its entities.

Why: a misspelt or invented name is found by nobody who looks for it, and makes the claim another one.
Fix: spell it as the text or the registry does.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    planted: 602 alarms, 602 true, 0 false
    PolNeAR: not measured (it has no claims)

Bad:
    {e-ada|Ada} left. {c-x about=e-ada text=Adda_left_early.|She left early}.
    == corpus/entities.json ==
    {"standoff": "1", "entities": [{"id": "ada", "type": "person", "name": "Ada Lovelace", "aliases": []}]}
Good:
    {e-ada ref=ada|Ada} left. {c-x about=e-ada text=Ada_Lovelace_left_early.|She left early}.
    == corpus/entities.json ==
    {"standoff": "1", "entities": [{"id": "ada", "type": "person", "name": "Ada Lovelace", "aliases": []}]}
"""

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from standoff.check import Check
from standoff.corpus import Corpus, Document, records_of
from standoff.english import DEMONYMS, MONTHS
from standoff.finding import WARNING, Finding, Fix
from standoff.model import Claim
from standoff.stems import pieces, stem

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="claims", languages=("en",))
_COMMON = {word.casefold() for words in (*DEMONYMS, *DEMONYMS.values(), *MONTHS) for word in pieces(words)}


@check.gather
def unknown_words(document: Document) -> Any:
    """Claims with the capitalised words that the text lacks, registry ids, and the words of marked names."""
    if document.text is None:
        return None
    known = " ".join((document.text.raw, *(entity.name or "" for entity in document.entities.values()))).casefold()
    claims = [(place, place.record.text.split()) for place in records_of(document, Claim)]
    # Nearly all words are known; a claim is only read where one is not.
    unknown = {word for word in {word for _, said in claims for word in said} if not word.islower()
               and any(absent(name, known) for name in names(word))}
    rows = []
    for place, said in claims if unknown else ():
        if unknown.isdisjoint(said):
            continue
        # Digits that a thin space parts are one word with what follows: only the whole text tells.
        if strange := [word for word in names(place.record.text) if absent(word, known)]:
            first = strange[0] if place.record.text.startswith(strange[0]) else ""
            rows.append([list(place.path), first, strange])
    refs = sorted({entity.ref for entity in document.entities.values() if entity.ref})
    near = sorted({word for entity in document.entities.values() for mention in entity.mentions
                   if mention.form == "name" for word in pieces(mention.quote)}) if rows else []
    return {"claims": rows, "refs": refs if rows else [], "words": near}


def absent(word: str, known: str) -> bool:
    """True when neither the word nor its stem stands in the known text, and it is no common name."""
    lower = word.casefold()
    return lower not in _COMMON and stem(lower) not in known


@check.judge
def unsupported_name(gathered: Mapping[str, Any], corpus: Corpus) -> Iterator[Finding]:
    for document, one in gathered.items():
        entities = [corpus.registry[ref] for ref in (one["refs"] if one else ()) if ref in corpus.registry]
        spelled = [word for entity in entities for name in (entity.name, *entity.aliases) for word in pieces(name)]
        known = {word.casefold() for word in spelled}
        for path, first, strange in one["claims"] if one else ():
            for word in strange:
                if not supported(word, known):
                    near = difflib.get_close_matches(word, [*spelled, *one["words"]], 1, 0.75)
                    if word == first and not near:
                        continue  # any word may open a sentence; one that is nearly a name is worth a look
                    yield check.finding(corpus.by_id[document], (*path, "text"), f"{word!r} is in neither the source "
                                        "text nor the names of its entities",
                                        fix=Fix(f"did you mean {near[0]!r}?") if near else None)


def names(text: str) -> list[str]:
    """The capitalised words of `text`."""
    return [word for word in pieces(text) if word[0].isupper()]


def supported(word: str, known: set[str]) -> bool:
    """True when the word, its stem, or each part of it stands among the known words."""
    lower = word.casefold()
    return lower in known or lower in _COMMON or stem(lower) in known or f"{lower}s" in known
