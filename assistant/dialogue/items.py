"""Things listed within one subject (axes, phases, dates): what "the third", "which of them" mean after such a list."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.dialogue.anaphora import Cues, names_a_scheme_kind, rank_of
from assistant.language.number_words import with_digits
from assistant.language.text import capitalised, fold, uncapitalised, word_list, words
from corpus.model import Language


@dataclass(frozen=True, slots=True)
class Items:
    """What a question asked to have listed: ``phrase`` "quatre axes de la feuille de route", ``noun`` "axes",
    ``rest`` "de la feuille de route", ``count`` 4 (``None`` where not said)."""

    phrase: str
    noun: str
    rest: str
    count: int | None


def listed_items(question: str) -> Items | None:
    """The items that a question asks for a list of; ``None`` where it asks for no list, or for one of schemes.

    >>> listed_items("Quels sont les quatre axes de la feuille de route IA ?")
    Items(phrase='quatre axes de la feuille de route IA', noun='axes', rest='de la feuille de route IA', count=4)
    >>> listed_items("What are the cut-off dates of AI Pioneers?").noun
    'cut-off dates'
    >>> listed_items("What are AI Pioneers' phases?").phrase
    'phases of AI Pioneers'
    >>> listed_items("Quelles aides pour une PME ?") is None
    True
    """
    text = question.strip()
    found = _FRENCH.search(text) or _ENGLISH.search(text)
    if found is None:
        return None
    count, noun, rest = found.group("count"), found.group("noun").strip(), _ASKED_AFTER.sub("", found.group("rest"))
    rest, last = rest.strip(" ?!.,:;"), words(noun)[-1:]
    if owned := _OWNED.fullmatch(noun):  # "AI Pioneers' phases"
        noun, rest = owned.group(2), f"of {owned.group(1)}"
    if not last or names_a_scheme_kind(last[0]) or last[0] in _NO_ITEMS:
        return None
    if not any(_PLURAL.search(w) for w in words(noun) if len(w) > 2):
        return None
    number = int(with_digits(fold(count))) if count else None
    said = f"{count} {noun}" if count else noun
    phrase = f"{said} {rest}".strip() if _OF.match(rest) else text
    return Items(phrase, noun, rest, number)


def with_rank(cues: Cues, items: Items | None) -> Cues:
    """``cues`` with the rank of the item meant by its own noun: "le quatrième axe", after a list of axes."""
    one = _SINGULAR.get(fold(items.noun)) if items and not cues.ordinal else None
    if one is None:
        return cues
    nouns = "axe|axis" if one == "axe" else f"{one}|{fold(one)}"
    found = re.search(rf"\b{_ARTICLE} ?({_NTH}) (?:{nouns})\b", fold(cues.core))
    return replace(cues, ordinal=rank_of(found.group(1))) if found else cues


def of_item(items: Items, cues: Cues, language: Language, subject: str = "") -> str:
    """A question on one of the items, or on which of them, that stands alone. ``subject`` is what they belong to.

    >>> from assistant.dialogue.anaphora import read_cues
    >>> items = listed_items("Quels sont les quatre axes de la feuille de route IA ?")
    >>> of_item(items, read_cues("Le troisième, il dit quoi ?"), "fr")
    'Axe 3 de la feuille de route IA : il dit quoi ?'
    >>> of_item(items, read_cues("et le deuxième ?"), "fr", "la feuille de route IA")
    "La feuille de route IA : que prévoit l'axe 2 ?"
    """
    colon = " :" if language == "fr" else ":"
    one = _SINGULAR.get(fold(items.noun))
    one = "axis" if one == "axe" and language == "en" else one
    if not _OF.match(items.rest):
        return f"{capitalised(_OPENS.sub('', cues.core).rstrip(' ?!.'))} ({items.phrase})"
    if cues.ordinal is None or cues.chooses or one is None or (cues.ordinal < 0 and items.count is None):
        return f"{capitalised(items.phrase)}{colon} {uncapitalised(_OPENS.sub('', cues.core))}"
    rank = cues.ordinal if cues.ordinal > 0 else (items.count or 0) + 1 + cues.ordinal
    head = f"{capitalised(subject)}{colon} " if subject else ""
    named = f"{one} {rank}" if subject else f"{one} {rank} {items.rest}".strip()
    asked = _without_rank(cues.core, language)
    if asked:
        return capitalised(f"{head}{named}{',' if subject else colon} {asked}")
    article = "l'" if one[0] in "aeéi" else "la " if one in _FEMININE else "le "
    return capitalised(f"{head}what is {named} about?" if language == "en" else f"{head}que prévoit {article}{named} ?")


def _without_rank(core: str, language: Language) -> str:
    """What is asked of the item: ``core`` without "the third"; "" where nothing but to tell of it."""
    asked = _OPENS.sub("", core)
    bare = _RANK_FIRST.sub("", asked)
    if bare == asked:
        bare = _RANK.sub(" it " if language == "en" else " ", asked)
    bare = re.sub(r"\s+", " ", bare).strip(" ,;:")
    bare = bare.replace(" ?", "?") if language == "en" else bare
    return uncapitalised(bare) if any(w not in _TELLING for w in words(bare)) else ""


_COUNT = (
    r"(?P<count>\d{1,2}|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|two|three|four|five|seven|eight|nine|ten|"
    r"eleven)"
)
_FRENCH = re.compile(
    rf"(?:\b(?:quel(?:le)?s (?:sont|étaient|etaient|furent)(?: donc)? (?:les|ses|ces|leurs)|"
    rf"(?:liste[rz]?|cite[rz]?|donne[rz]?|énumère[rz]?|rappelle[rz]?|détaille[rz]?)(?:-moi|-nous)? (?:les|ses)|"
    rf"quel(?:le)?s)|^(?:les|ces)(?= [^?]*(?:lesquel(?:le)?s|quel(?:le)?s sont|c['’]est quoi|c quoi))|"
    rf"^(?:les|ces)(?= {_COUNT.replace('?P<count>', '?:')})|^(?:les )?(?=\w+s (?:de|du|des|d['’])))(?: ?{_COUNT})?\s*"
    rf"\b(?P<noun>[^\W\d][\w'’-]*)\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"(?:\b(?:what|which)(?=(?: [\w'’-]+){1,3} (?:does|do|did|has|have)\b)|"
    r"\b(?:what|which) (?:are|were)(?=\s[\w '’-]+['’]s? \w+s\W*$)|"
    r"\b(?:(?:what|which) (?:are|were)|list|name|give me|tell me|remind me of|what about)(?: all)? "
    r"(?:the|its|their|these))"
    rf"(?: {_COUNT})?\s+(?P<noun>(?:[\w'’-]+ ){{0,2}}?[\w'’-]+?)"
    r"(?P<rest>(?:\s(?:of|in|for|under|behind|that|which|offered|named|cited|does|do|did|has|have)\b.*|\W*)$)",
    re.IGNORECASE,
)
_OWNED = re.compile(r"(.+?)['’]s? ([\w-]+s)", re.IGNORECASE)
_FEMININE = frozenset(word_list("phase vague annexe étape"))
_OF = re.compile(r"(?:of|in|for|under|de|du|des|dans|pour|en)\b|d['’]|$")
_ASKED_AFTER = re.compile(
    r"[,:;]?\s*(?:(?:ce sont )?lesquel(?:le)?s|quel(?:le)?s sont-(?:ils|elles)|c['’]est quoi|c quoi|quoi)\s*\??\s*$",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"[sx]$")
# Plurals that are asked of any scheme and list no items of it.
_NO_ITEMS = frozenset(
    word_list(
        "conditions criteres criteria firms companies entreprises societes pme smes tpe delais rates prices sources "
        "details gens people news terms rules regles pas tous toutes organismes operateurs operators bodies schemes "
        "aides offres formations courses figures chiffres"
    )
)
# Items that bear a number: "axe 3", "phase 2".
_SINGULAR = {
    "axes": "axe", "phases": "phase", "volets": "volet", "etapes": "étape", "vagues": "vague", "annexes": "annexe",
    "niveaux": "niveau", "strands": "strand", "steps": "step", "waves": "wave", "stages": "stage", "levels": "level",
    "annexs": "annex", "pillars": "pillar", "piliers": "pilier", "work strands": "strand",
}  # fmt: skip
_OPENS = re.compile(r"^(?:et|and|mais|but|donc|so|alors|ok)\s+", re.IGNORECASE)
_NTH = (
    r"(?:premi(?:er|ère|ere)|1(?:er|ère|st)|first|deuxi[eè]me|seconde?|2(?:e|ème|nd)|second|troisi[eè]me|3(?:e|ème|rd)|"
    r"third|quatri[eè]me|4(?:e|ème|th)|fourth|derni(?:er|ère|ere)|last|[1-4])"
)
_ARTICLE = r"(?:the|le|la|les|du|au|sur le|sur la|numéro|number|n°|l['’])"
_NAMED = r"(?:\s+(?:one|axe|axis|phase|volet|strand|point|item|of (?:them|those|these)|d['’]entre eux))?"
_RANK_FIRST = re.compile(rf"^{_ARTICLE}\s*{_NTH}{_NAMED}\s*[,:;.?!–-]*\s*", re.IGNORECASE)
_RANK = re.compile(rf"\b{_ARTICLE}\s*{_NTH}{_NAMED}(?=\W|$)", re.IGNORECASE)
_TELLING = frozenset(
    word_list(
        "it detaille detaillez detailler explique expliquez parle parlez moi de nous tell me more about on what does "
        "do say says is dit dites resume resumez plus un peu en sur details develop developpe developpez describe "
        "elaborate detail precis precisement please stp svp "
        "c est quoi "
        "ca cela veut dire concretement exactement mean means concerne concern"
    )
)
