"""Months that a question names, and the statements whose period holds that month."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.language.text import fold, word_list

_NAMES = (
    word_list("janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"),
    word_list("january february march april may june july august september october november december"),
)
_NUMBER_OF = {name: i for names in _NAMES for i, name in enumerate(names, 1)}
_MONTH = "(" + "|".join(_NUMBER_OF) + ")"
_DAY = r"(?:(?:the |le )?\d{1,2}(?:er|st|nd|rd|th)? )?"
_ASKED = re.compile(rf"(?<!\d )(?<!\der ){_MONTH} (20\d\d)\b")
_TO = r"(?:jusqu'(?:a|au|en) |a |au |en |et |to |until |and )"
_FROM_TO = re.compile(rf"\b(?:de|du|from|between|entre) {_DAY}{_MONTH}(?: (20\d\d))? {_TO}{_DAY}{_MONTH} (20\d\d)")
_FROM = re.compile(rf"\b(?:a partir d[eu]|depuis|des|from|since|as of|starting(?: in)?) {_DAY}{_MONTH} (20\d\d)")
_LATEST = 9999 * 12


@lru_cache(maxsize=512)
def month_asked(question: str) -> int | None:
    """The month that a question names with its year and without a day, as months since year 0.

    >>> month_asked("taux en mars 2026"), month_asked("le 26 septembre 2026")
    (24315, None)
    """
    found = _ASKED.search(fold(question))
    return _months(found.group(1), found.group(2)) if found else None


@lru_cache(maxsize=8192)
def _periods(text: str) -> tuple[tuple[int, int], ...]:
    folded = fold(text)
    spans = [
        (_months(first, year or last_year), _months(last, last_year))
        for first, year, last, last_year in _FROM_TO.findall(folded)
    ]
    return (*spans, *((_months(month, year), _LATEST) for month, year in _FROM.findall(_FROM_TO.sub(" ", folded))))


def is_within(text: str, month: int) -> bool:
    """Whether a period told by a text holds the month ("from January to 17 June 2026" holds March)."""
    return any(first <= month <= last for first, last in _periods(text))


def _months(name: str, year: str) -> int:
    return int(year) * 12 + _NUMBER_OF[name] - 1
