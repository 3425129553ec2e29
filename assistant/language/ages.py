"""How old a firm says it is: in years or months, by the year it was set up, or as new."""

from __future__ import annotations

import re

from assistant.language.figures import FIRM, NUMBER, exact
from assistant.language.number_words import parse_number
from assistant.language.periods import MONTHS
from corpus.model import today

_SPAN = NUMBER + r"[ -]?(ans?|years?|mois|months?)\b(?: ago\b)?"
BORN = (
    r"(?:creee?s?|fondee?s?|immatriculee?s?|founded|created|started|established|set up|incorporated|registered|"
    r"lancee?s?|ouverte?|nee?s?)"
)
_FOR_A_SPAN = (
    re.compile(
        rf"(?:\b{BORN}|existe|existons|been going|launched(?= (?:only |just )?\d)|"
        r"(?:nous |on |we ).{0,12}(?:depuis|for))[^.?!;,0-9]{0,24}? (?:il y a |depuis |for )?" + _SPAN
    ),
    re.compile(_SPAN + r"[ -](?:d'existence|d'age|d'anciennete|d'activite|old)"),
    re.compile(
        r"(?:age de|a|avons|est agee? de|is|has existed for|in business for|trading for) (?:a peine |tout juste |"
        r"seulement |only |just |barely )?" + _SPAN + r"(?= d'existence| ?,|\.|$| ?\?| old| et | and )"
    ),
    re.compile(rf"{FIRM} (?:de |d'|of |agee? de |aged )" + _SPAN),
)
_SINCE = re.compile(rf"(?:\b{BORN}|depuis|since)(?: en| in)?(?: ({'|'.join(MONTHS)}))? (19\d\d|20\d\d)\b")
AGE = (*_FOR_A_SPAN, _SINCE)
# Of "last year" nobody can tell whether a year has passed.
_NEW = re.compile(
    rf"\b{BORN}\b[^.?!;,]{{0,12}} (?:this year|cette annee)\b|"
    rf"\bvien\w+ (?:tout )?(?:juste )?(?:d'etre {BORN}|de (?:creer|monter|fonder|ouvrir) (?:ma|mon|notre|la) )|"
    rf"\bjust (?:been )?{BORN} (?:(?:our|my|the|a) )?(?:\w+ )?{FIRM}|{FIRM} [^.?!;,]{{0,12}}just (?:been )?{BORN}|"
    rf"\b(?:newly|nouvellement) {BORN}|"
    rf"(?:{FIRM}(?: de| of)?|\b(?:a|avons|ai|is|are|have)(?: pas)?) (?:moins d'|less than |under |encore |meme |"
    r"tout a fait |not (?:yet |even |quite )?)1 (?:an|year)\b"
)
_OF_A_PERSON = re.compile(r"(?:je suis|i am|i'm|j'ai|age de) $")


def age_of(folded: str) -> float | None:
    """Years that a folded text, its numbers in digits, says of the firm; ``None`` where it says none.

    >>> age_of("boite creee il y a 9 mois"), age_of("we are not yet a year old"), age_of("la phase dure 9 mois")
    (0.75, 0.0, None)
    """
    folded = re.sub(r"\ban? (?=(?:year|month)\b)", "1 ", folded)
    if _NEW.search(folded):
        return 0.0
    for match in exact(_FOR_A_SPAN, folded):
        number, unit = (g for g in match.groups() if g)
        if not _OF_A_PERSON.search(folded[: match.start(1)]):
            return parse_number(number) / 12 if unit.startswith("mo") else parse_number(number)
    if since := _SINCE.search(folded):
        month, year = since.groups()
        passed = 12 * (today().year - int(year)) + (today().month - MONTHS[month] if month else 0)
        return max(0.0, passed / 12)
    return None
