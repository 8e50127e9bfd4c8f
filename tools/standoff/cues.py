"""Words that attribute: English verbs, nouns and particles by which a text says that somebody says, believes or wants.

The lists were written for this project from general knowledge of the language; none is taken from a data set.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .stems import pieces, stem


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


CUES = _stems("""
accept acclaim according accusation accuse acknowledge ad add address admit advise advocate affirm agree aim
allegation allege allow allude analysis announce announcement answer anticipate anxious appeal appear applaud argue
argument ask assert assertion assess assessment assume assumption assurance assure attack attest attribute aver await
back ban beg belief believe blame blast boast book brag brand call caption castigate caution celebrate challenge chant
characterize charge chide cite claim clarify clear coin comment commit compare complain complaint concede concern
conclude conclusion concur condemn confess confession confide confidence confident confirm congratulate consider
contend contention convey conviction convince counter criticism criticize cry dare data debate decide decision
declaration declare decline decry defend define demand demonstrate denial denounce deny depict deride describe
description desire detail deter determine direct disagree disclose discover discuss dismiss dispute document doubt dub
echo elaborate email emphasize encourage endorse enjoin envision espouse estimate evidence exclaim expect expectation
explain explanation express fault favor favour fear feel feeling find finding forecast foresee forget frame
frustration gloat grievance grieve gripe grumble guarantee guess guidance hail hear highlight hint hold hope hype idea
identify imagine imply impression indicate indication infer inform inquire insinuate insist insistence instruct intend
intention interject interpret interpretation interview invite invoke joke joking judge judgment know knowledge label
lament laud lead lean learn lesson letter list look maintain make marvel mean memo mention message misperceive mock
murmur muse name narrate narrative negotiate news note notice notion object objection observation observe offer opine
opinion oppose order outline own paint paraphrase per perceive perception persuade phrase picture plan plead pledge
point poll ponder portray pose posit position post praise predict prediction prefer preference prescribe present press
pretend proclaim profess project promise prompt pronounce proposal propose protest prove provide publish push question
quip quotation quote rail raise rant read reads realize reason reassure rebuff rebuke rebut recall recite reckon
recognize recommend recommendation recommit record recount refer reference reflect refusal refuse refute regard
reiterate reject relate relay remark remember remind reminder renounce repeat reply report reportedly represent
reprimand request require research resolve respond response retort reveal revelation rhetoric rule rumor sarcastic say
scoff scold see seek seem sense shame share shout show shown sigh signal slam snap so-called speak speculate
speculation speech standpoint state statement stipulate stress study submit suggest suggestion summarize support
suppose surmise surprise survey suspect suspicion swear sympathize talk tell testify testimony thank theorize theory
think thought threat threaten tout transcript translate trumpet tweet uncover underline underscore understand
understanding unveil urge utter verify via view voice volunteer vote vow wager want warn warning wary weigh welcome
whisper will willingness wish witness wonder word worry write yell
""") | {"for", "to", ":", "as", "so", "that"}
"""Stems of verbs and nouns that can stand in a cue, and the particles that can be one alone."""

SAID = re.compile(
    r"(?<![\w-])(?<!having )(?<!Having )(?<!was )(?<!were )(?<!is )(?<!are )(?<!be )(?<!been )(?<!being )(?<!it )(?:"
    r"(?:said|says|stated)(?!\s+(?:and|or|enough|goodbye|yes|no|something|anything|nothing|more|so|to)\b)"
    r"|(?:told|tells)(?!\s+(?:and|or|to|by)\b)|claimed(?=\s+(?:that|he|she|they|it|the|[A-Z]))"
    r"|(?:argue[ds]|alleged|acknowledged|warn(?:ed|s)|admitted|complained|remarked|contend(?:ed|s)|added|suggest(?:ed|s)"
    r"|note[ds]|believe[ds]|explained|reported|predicted|assert(?:ed|s)|conceded|emphasized|insist(?:ed|s)|announced"
    r"|replied|declared)\s+that|[Aa]ccording\s+to)(?![\w-])")
"""What nearly always attributes in running text."""


PRONOUN = re.compile(
    r"I|(?!(?:US|WHO|IT|ME|HE|WE)$)(?i:he|she|it|they|we|you|who|him|her|them|us|me|his|hers|its|their|our|my|your"
    r"|himself|herself|itself|themselves|this|that|these|those|one|both|each|some|others?)")
"""A whole mention that is a pronoun; 'US', 'WHO' and 'IT' are names."""


@lru_cache(maxsize=4096)
def is_pronoun(mention: str) -> bool:
    """True when the whole mention is a pronoun."""
    return PRONOUN.fullmatch(mention) is not None


@lru_cache(maxsize=4096)
def is_cue(text: str) -> bool:
    """True when some word of `text` is known as a cue, or it has no word at all (a colon, a dash)."""
    words = [word.casefold() for word in pieces(text) if any(char.isalpha() for char in word)]
    return not words or any(stem(word) in CUES for word in words)
