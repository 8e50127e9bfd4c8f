"""The form of a mention does not fit its words.

Why: names, nominals and pronouns are counted apart, and only names are looked up elsewhere.
Fix: pronoun for he, she, it, they …; nominal for longer phrases; name for what names (topics in lower case too).
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    planted: 5 alarms, 5 true, 0 false
    PolNeAR: 0 alarms, 0 true, 0 false

Bad:
    {e-ada|Ada} left. {e-ada|She} came back.
Good:
    {e-ada|Ada} left. {e-ada.pronoun|She} came back. {e-ada.nominal|Her aide} {e-war|trade war} {e-who|WHO}.
"""

from collections.abc import Iterator, Sequence

from standoff.check import Check, replace
from standoff.corpus import Document, Place
from standoff.cues import is_pronoun
from standoff.finding import WARNING, Finding
from standoff.model import Entity

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0", layer="entities", languages=("en",))


@check.every(Entity)
def wrong_form(places: Sequence[Place[Entity]], document: Document) -> Iterator[Finding]:
    for place in places:
        for number, mention in enumerate(place.record.mentions):
            quote = mention.quote
            if mention.form == "name" and is_pronoun(quote):
                expected = "pronoun"
            elif mention.form == "pronoun" and len(quote.split()) > 2 and not is_pronoun(quote):
                expected = "nominal"
            else:
                continue
            at = (*place.path, "mentions", number)
            yield check.finding(document, at, f"{quote!r} is marked as a {mention.form}",
                                fix=replace(f"is it a {expected}?", (*at, "form"), expected),
                                around=(mention.start, mention.end))
