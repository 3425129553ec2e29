"""The figures of a sentence, freed from their language: to hold a French sentence against its English twin."""

from __future__ import annotations

import re
from collections import Counter

from corpus.model import Language

_MONTHS: dict[Language, str] = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
}
_ADDRESS = re.compile(r"https?://[^\s),;]*[^\s),;.:!?]")
_NUMBER: dict[Language, str] = {
    "fr": r"\d{1,3}(?: \d{3})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?",
    "en": r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?",
}
_SCALE = {"million": 1e6, "millions": 1e6, "milliard": 1e9, "milliards": 1e9, "billion": 1e9}
_UNITS = {"unit euro": r"€|\beuros?\b", "unit percent": "%"}


def figures(text: str, language: Language) -> Counter[str]:
    """Numbers, month names, addresses and the units euro and percent, in one spelling.

    >>> figures("10 000 € et 40 % au 1er juillet 2025", "fr") == figures("€10,000 and 40% on 1 July 2025", "en")
    True
    >>> sorted(figures("1,5 milliard d'euros", "fr"))
    ['1500000000', 'unit euro']
    """
    found: Counter[str] = Counter(_ADDRESS.findall(text))
    text = _ADDRESS.sub(" ", text)
    for number, month in enumerate(_MONTHS[language].split(), start=1):
        found[f"month {number}"] += len(re.findall(rf"\b{month}\b", text))
    for match in re.finditer(rf"(?P<number>{_NUMBER[language]})(?:[ -](?P<scale>[a-z]+))?", text):
        found[_plain(match["number"], match["scale"], language)] += 1
    # How often a unit is written depends on the language ("entre 1 et 2 €", "between €1 and €2"): count it once.
    found.update(name for name, pattern in _UNITS.items() if re.search(pattern, text))
    return +found


def has_figure(text: str) -> bool:
    """Whether a sentence holds a number with a unit; years, days and names such as France 2030 are none."""
    counted = (
        r"\d[\d .,]*(millions?|milliards?|billions?|€|%|euros?|jours?|days?|heures?|hours?|mois|months?|ans|years?)"
    )
    return bool(re.search(rf"€|%|{counted}\b", _ADDRESS.sub(" ", text)))


def in_words(date: str, language: Language) -> str:
    """An ISO date, whole or cut short, as a person writes it.

    >>> in_words("2026-11-01", "fr"), in_words("2026-11", "en"), in_words("2026", "en")
    ('1er novembre 2026', 'November 2026', '2026')
    """
    year, *rest = date.split("-")
    if not rest:
        return year
    month = _MONTHS[language].split()[int(rest[0]) - 1]
    if len(rest) == 1:
        return f"{month} {year}"
    day = "1er" if rest[1] == "01" and language == "fr" else str(int(rest[1]))
    return f"{day} {month} {year}"


def _plain(number: str, scale: str | None, language: Language) -> str:
    plain = number.replace(" ", "").replace(",", ".") if language == "fr" else number.replace(",", "")
    value = float(plain) * _SCALE.get(scale or "", 1)
    return f"{value:.10g}" if value % 1 else f"{value:.0f}"
