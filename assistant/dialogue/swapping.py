"""A fragment put in the place of its like in the question before: "… a small firm?" and "a mid-cap?"."""

from __future__ import annotations

import re

from assistant.language.text import STOPWORDS, fold, word_list, words
from assistant.model import CompanyProfile
from corpus.model import Language

MID_CAP = 250  # staff from which a firm is of intermediate size (decree 2008-1354)
LARGE = 5000  # staff from which it is a large one


def swapped(question: str, fragment: str) -> str | None:
    """``question`` with the size of firm, the numbered thing, month or year of ``fragment`` in its like's place.

    ``None`` where the fragment says something else too, or has no like.

    >>> swapped("What aid did it give a small firm?", "and a mid-cap?")
    'What aid did it give a mid-cap?'
    >>> swapped("Quand s'applique l'annexe III ?", "et celles de l'annexe I ?")
    "Quand s'applique l'annexe I ?"
    >>> swapped("Quel taux en janvier 2026 ?", "et en septembre ?")
    'Quel taux en septembre 2026 ?'
    """
    for pattern in (_SIZE, _NUMBERED, _MONTH, _YEAR):
        old, new = pattern.findall(question), pattern.findall(fragment)
        if len(old) != 1 or len(new) != 1 or old == new:
            continue
        if any(w not in STOPWORDS and w not in _LINKS for w in words(pattern.sub(" ", fragment))):
            continue
        found, told = pattern.search(question), pattern.search(fragment)
        if found and told and (pattern is not _NUMBERED or fold(found["thing"]) == fold(told["thing"])):
            return question[: found.start()] + _like(found, told) + question[found.end() :]
    return None


def _like(old: re.Match[str], new: re.Match[str]) -> str:
    """The new words as the old ones stood: "une grande" becomes "une grande entreprise"."""
    if "noun" in new.groupdict() and new["adjective"] and not new["noun"]:
        return f"{new['adjective']} {old['noun'] or ('entreprise' if new['adjective'][-1] == 'e' else 'firm')}"
    return new.group()


def size_of(profile: CompanyProfile, language: Language) -> str:
    """What firms of the size told are called, where it is not that of an SME: "ETI de 400 salariés"; "" otherwise."""
    staff = profile.employees or 0
    if staff < MID_CAP:
        return ""
    if language == "fr":
        return f"{'ETI' if staff < LARGE else 'grande entreprise'} de {staff} salariés"
    return f"{'mid-cap' if staff < LARGE else 'large firm'} of {staff} staff"


_SIZE = re.compile(
    r"\b(?:(?P<adjective>(?:très |tres |very )?(?:petite|moyenne|grande|grosse|small|medium(?:-sized)?|large|big))s?"
    r"(?: (?P<noun>entreprise|boîte|boite|firme|société|societe|structure|firm|company|business|group)s?)?|pme|tpe|eti|"
    r"start-?ups?|smes?|vses?|mid-?caps?|(?:grand|large|big|gros) group(?:e?s?)|companies)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\b(?P<thing>annexe?|phase|axe|axis|article|art\.?|vague|wave|volet|strand|niveau|level|étape|step|chapitre|"
    r"chapter)"
    r" (?P<which>[IVX]+|\d{1,3})\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH = re.compile(
    r"\b(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre|january|"
    r"february|march|april|may|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
_LINKS = frozenset(word_list("one ones celle celui celles ceux quid versus autre case cas firm firms entreprise about"))
