"""One spelling for words that are written differently in Britain and America: 'theatr' and 'theater' are 'theater'.

The result is a key to compare words by, never shown: where a rule also meets a word that is written one way only
('promise'), it meets it on both sides. British roots were listed for this project from general knowledge.
"""

from __future__ import annotations

import re
from functools import lru_cache

_OUR = re.compile(r"\b(ard|arm|behavi|clam|clang|col|dem|endeav|enam|fav|ferv|flav|glam|harb|hon|hum|lab|neighb|od|"
                  r"parl|ranc|rig|rum|sav|splend|succ|tum|val|vap|vig)our")
_AE = re.compile(r"(p|h|an|c|arch|gyn|leuk|orthop|encyclop|di)ae(?=d|m|sth|c|sar|o|rr|$)|(?<=man)oeu|(?<=f)oe(?=t)")
_ENDINGS = ("is", "isation", "isabl", "iser", "isability", "ys", "yse", "yser", "tr", "br", "ogu", "ll", "ller", "llor")
_PAIRS = """
defenc/defens offenc/offens licenc/licens pretenc/pretens programm/program tyr/tir metr/meter litr/liter fibr/fiber
manoeuvr/maneuver grey/gray plough/plow kerb/curb sceptic/skeptic scepticism/skepticism sceptical/skeptical
aluminium/aluminum judgement/judgment acknowledgement/acknowledgment jewellery/jewelry pyjama/pajama moustach/mustache
mould/mold enquiry/inquiry enquir/inquir gaol/jail towards/toward afterwards/afterward amongst/among whilst/while
cosy/cozy artefact/artifact practis/practic aeroplan/airplan sulphur/sulfur chequ/check skilful/skillful
wilful/willful instalment/installment fulfilment/fulfillment enrolment/enrollment
"""
_WORDS = dict(pair.split("/") for pair in _PAIRS.split())


@lru_cache(maxsize=65536)
def american(stem: str) -> str:
    """The key of a stem (see `stems.stem`); most are their own."""
    if stem in _WORDS:
        return _WORDS[stem]
    if not stem.isascii() or len(stem) < 5:
        return stem
    if "our" in stem:
        stem = _OUR.sub(r"\1or", stem)
    if "ae" in stem or "oe" in stem:
        stem = _AE.sub(lambda match: f"{match[1]}e" if match[1] else ("eu" if match[0] == "oeu" else "e"), stem)
    if not stem.endswith(_ENDINGS):  # most words: a search for each rule would cost more than all the rest of reading
        return stem
    stem = re.sub(r"is(?=(?:ation|abl|er|ability)?$)", "iz", stem)
    stem = re.sub(r"ys(?=er?$|$)", "yz", stem)
    stem = re.sub(r"(?<=[tb])r$", "er", stem)
    stem = re.sub(r"ogu$", "og", stem)
    return re.sub(r"(?<=[aeiou])ll(?=$|er$|or$)", "l", stem) if len(stem) > 5 else stem
