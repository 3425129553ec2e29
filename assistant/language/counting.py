"""Questions of "how many": what is to be counted, and the statements that hold a number of it."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.language.number_words import with_digits
from assistant.language.text import fold

# Things that people call by several names: folded beginnings of words, both languages.
_ALIKE = (
    r"entreprise|societe|boite|client|pme|tpe|eti|startup|start-up|compan|firm|business|smes?\b|customer",
    r"membre|adherent|member|entreprise",
    r"these|thesi|thesard|doctora|phd",
    r"salarie|employe|collaborateur|personne|people|staff|worker|team|equipe|effectif|workforce",
    r"chercheu|researcher|scientist|scientifique",
    r"formation|cours\b|courses?\b|training",
    r"partie|volet|axes?\b|axis|pilier|pillar|chantier|workstream|strand|part\b|parts\b",
    r"groupe|group",
    r"labo|labs?\b",
)
_CLASSES = tuple(re.compile(names) for names in _ALIKE)
# Of money, time and shares another facet tells how much.
_MEASURED = re.compile(
    r"(?:argent|sous|fric|thune|pognon|oseille|cash|money|euro|million|milliard|billion|k|temps|jour|journee|mois|an|"
    r"annee|heure|semaine|minute|seconde|day|month|year|hour|week|time|fois|point|pour|pourcent|percent|ca|chiffre|aide|"
    r"subvention|budget|la|le|les|l|un|une|moins|plus|ma|mon|notre)s?$"
)
_ASKED = re.compile(
    r"\b(?:combien d(?:e |'|es )|how many |(?:the |le )?(?:number|nombre) (?:of |de |d'|des ))"
    r"(?:(?:autres|other|more|grands?|grandes|big|large|new|nouve\w+|petite?s|small|ai|ia|the|de|des) )*([a-z][a-z-]*)"
)
# "the ambassadors, how many are there?": what is counted stands before.
_TOLD_FIRST = re.compile(
    r"\b(?:les|des|the) ([a-z][a-z-]*)(?: [a-z']+){0,3}?,? "
    r"(?:(?:(?:il |elles? |ils )?(?:y )?en a|(?:ils|elles) sont) combien|"
    r"combien (?:y )?(?:en a|sont)\b|(?:there are )?how many\b(?: (?:of them )?(?:are|were) (?:there|they))?(?! [a-z]))"
)
# "les trois volets", "the four axes": a number of things is asked for one by one.
_ONE_BY_ONE = re.compile(
    r"\b(?:les|the|ces|those|these|quels|quelles|what|which|aux|of) ([2-9]|1[0-2]) "
    r"(?:(?:autres|other|grands?|grandes|main|different|differents|regional|ai) )*([a-z][a-z-]{3,})"
)
_SIZE = re.compile(
    r"\b(member)ship (?:size|count|figures?|numbers?)\b|\b(adherents|members|membres)\W*$|\btaille de l'(equipe)|"
    r"\bhow (?:big|large) (?:is|was|are) (?:[a-z']+ ){1,4}?(team|staff|workforce)\b"
)
_SECOND = re.compile(r"\b(?:and|et) (?:the |le |maxim\w+ |minim\w+ |total )*$")  # what is asked before it comes first
_LETTERS = 5  # by whose first a noun is known again


@lru_cache(maxsize=512)
def counted(question: str) -> re.Pattern[str] | None:
    """How what is to be counted may be called, as beginnings of folded words; ``None`` where nothing is counted.

    >>> counted("Combien de clients par an ?").pattern.count("entreprise")
    1
    >>> counted("combien d'argent") is counted("combien de jours") is None
    True
    """
    folded = fold(question)
    asked = (*_ASKED.finditer(folded), *_TOLD_FIRST.finditer(folded), *_SIZE.finditer(folded))
    found = (m for m in asked if not _SECOND.search(folded, 0, m.start()))
    nouns = [next(filter(None, m.groups())) for m in found]
    nouns += [m.group(2) for m in _ONE_BY_ONE.finditer(with_digits(folded))]
    names = [_names(noun) for noun in nouns if not _MEASURED.match(noun)]
    return re.compile("|".join(dict.fromkeys(names))) if names else None


def without_counted(folded: str) -> str:
    """Folded text without its "how many members": that is no question of money, size or age."""
    for pattern in (_ASKED, _TOLD_FIRST):
        folded = pattern.sub(lambda m: m.group() if _MEASURED.match(m.group(1)) else " ", folded)
    return folded


@lru_cache(maxsize=8192)
def holds_count(text: str, things: re.Pattern[str]) -> bool:
    """Whether a text holds a number of the things, figures or words, at most three words before them.

    Or speaks of their number, which may not be known.
    """
    number = r"(?<![\w.,])(?!(?:19|20)\d\d\b)\d{1,3}(?:[ .,]\d{3})*(?![\w%]| ?%| €)"
    told = rf"(?:{number}|\b(?:number|nombre) (?:of|de|des|d'))(?: [a-z'&-]+){{0,3}}? ?(?:d'|l')?(?:{things.pattern})"
    return bool(re.search(told, with_digits(fold(text))))


def _names(noun: str) -> str:
    known = next((names.pattern for names in _CLASSES if names.match(noun)), None)
    return known or re.escape(noun[:_LETTERS])
