"""Months that a question names, and the statements whose period holds that month."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.language.text import fold, word_list

_NAMES = (
    word_list("janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"),
    word_list("january february march april may june july august september october november december"),
)
MONTHS: dict[str, int] = {name: i for names in _NAMES for i, name in enumerate(names, 1)}
_MONTH = "(" + "|".join(MONTHS) + ")"
_DAY = r"(?:(?:the |le )?\d{1,2}(?:er|st|nd|rd|th)? )?"
_ASKED = re.compile(rf"(?<!\d )(?<!\der ){_MONTH} (20\d\d)\b")
_TO = r"(?:jusqu'(?:a|au|en) |a |au |en |et |to |until |and )"
_FROM_TO = re.compile(rf"\b(?:de|du|from|between|entre) {_DAY}{_MONTH}(?: (20\d\d))? {_TO}{_DAY}{_MONTH} (20\d\d)")
_FROM = re.compile(rf"\b(?:a partir d[eu]|depuis|des|from|since|as of|starting(?: in)?) {_DAY}{_MONTH} (20\d\d)")
_DAY_OF = re.compile(rf"\b\d{{1,2}}(?:er|st|nd|rd|th)? {_MONTH} (20\d\d)\b")
_BEFORE = re.compile(rf"\b(?:avant|before|prior to) (?:le debut de |the start of )?{_DAY}(?:{_MONTH} )?(20\d\d)\b")
_NOW = re.compile(
    r"\b(?:aujourd'hui|maintenant|actuel\w*|desormais|a ce jour|now|today|current\w*|nowadays|still|encore|toujours|"
    r"this (?:month|week)|ce mois(?:-ci)?|cette semaine|demain|tomorrow)\b"
)
_LATEST = 9999 * 12

Period = tuple[int, int]  # first and last month, as months since year 0


@lru_cache(maxsize=512)
def period_asked(question: str) -> Period | None:
    """The month that a question names with its year and without a day, or all months before the one it sets as bound.

    >>> period_asked("taux en mars 2026"), period_asked("prix avant 2026"), period_asked("le 26 septembre 2026")
    ((24314, 24314), (0, 24311), None)
    """
    folded = fold(question)
    if bound := _BEFORE.search(folded):
        return 0, _months(bound.group(1) or "january", bound.group(2)) - 1
    found = _ASKED.search(folded)
    return (_months(*found.groups()),) * 2 if found else None


@lru_cache(maxsize=8192)
def _periods(text: str) -> tuple[Period, ...]:
    folded = fold(text)
    spans = [
        (_months(first, year or last_year), _months(last, last_year))
        for first, year, last, last_year in _FROM_TO.findall(folded)
    ]
    spans += [(0, _months(month or "january", year) - 1) for month, year in _BEFORE.findall(folded)]
    spans += [(_months(month, year),) * 2 for month, year in _DAY_OF.findall(folded)]
    return (*spans, *((_months(month, year), _LATEST) for month, year in _FROM.findall(_FROM_TO.sub(" ", folded))))


def is_within(text: str, asked: Period) -> bool:
    """Whether a period told by a text holds the month asked ("from January to 17 June 2026" holds March).

    Of all months before a bound: whether it is as open towards the past, and ends no later.
    """
    begin, end = asked
    return any(first <= begin and (end <= last if begin else last <= end) for first, last in _periods(text))


def asks_of_now(question: str) -> bool:
    """Whether a question asks what holds today."""
    return bool(_NOW.search(fold(question)))


def is_over(text: str) -> bool:
    """Whether a text opens with the end of the time it tells of ("before 17 June 2026, …")."""
    return bool(_BEFORE.match(fold(text)))


def _months(name: str, year: str) -> int:
    return int(year) * 12 + MONTHS[name] - 1
