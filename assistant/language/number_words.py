"""Numbers written in words, in both languages, turned into digits ("vingt-cinq salariés", "two dozen people")."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.language.text import SPACES, word_list

_ONES = {
    **{w: v for v, w in enumerate(word_list("un deux trois quatre cinq six sept huit neuf dix onze douze treize"), 1)},
    **{w: v for v, w in enumerate(word_list("quatorze quinze seize"), 14)},
    **{w: v for v, w in enumerate(word_list("one two three four five six seven eight nine ten eleven twelve"), 1)},
    **{w: v for v, w in enumerate(word_list("thirteen fourteen fifteen sixteen seventeen eighteen nineteen"), 13)},
    "une": 1,
}
_TENS = {
    **{w: 10 * v for v, w in enumerate(word_list("vingt trente quarante cinquante soixante septante"), 2)},
    **{w: 10 * v for v, w in enumerate(word_list("twenty thirty forty fifty sixty seventy eighty ninety"), 2)},
    "huitante": 80, "octante": 80, "nonante": 90, "vingts": 20,
}  # fmt: skip
_HUNDREDS = frozenset(word_list("cent cents hundred"))
_THOUSANDS = frozenset(word_list("mille thousand"))
_GROUPS = {
    "demi-douzaine": 6, "half a dozen": 6, "half-dozen": 6, "huitaine": 8, "dizaine": 10, "douzaine": 12, "dozen": 12,
    "quinzaine": 15, "vingtaine": 20, "score": 20, "trentaine": 30, "quarantaine": 40, "cinquantaine": 50,
    "soixantaine": 60, "centaine": 100,
}  # fmt: skip
VALUES = {**_ONES, **_TENS, **dict.fromkeys(_HUNDREDS, 100), **dict.fromkeys(_THOUSANDS, 1000)}  # of single words
_WORD = "|".join(sorted(VALUES, key=len, reverse=True))
_RUN = re.compile(rf"\b(?:{_WORD})(?:(?: et | and |-et-|[ -])(?:{_WORD}))*\b")
_GROUP = re.compile(rf"\b(?:(une|a|deux|two|trois|three|\d+) )?({'|'.join(_GROUPS)})s?\b( d'| de\b| of\b)?")
# Alone, these words are more often something else: an article, an adjective.
_NOT_ALONE = frozenset(word_list("un une one neuf score"))
# Before these they are numbers all the same: "un million", "one year".
_COUNTABLE = re.compile(r" (?:millions?|milliards?|billions?|salarie|employe|person|associe|an\b|year)")


@lru_cache(maxsize=512)
def with_digits(folded: str) -> str:
    """``folded`` text with its numbers in digits.

    >>> with_digits("une dizaine de salaries, vingt-cinq ans, quatre-vingt-dix personnes")
    '10 salaries, 25 ans, 90 personnes'
    >>> with_digits("two dozen people, one hundred and twenty staff, un outil neuf")
    '24 people, 120 staff, un outil neuf'
    """
    grouped = _GROUP.sub(_of_group, folded)
    return _RUN.sub(_of_run, grouped)


def _of_group(match: re.Match[str]) -> str:
    many, group, link = match.groups()
    if many is None and group not in ("demi-douzaine", "half a dozen", "half-dozen"):
        return match.group()  # "la douzaine", "dozens of": how many is not said
    many = many or "a"
    times = int(many) if many.isdigit() else VALUES.get(many, 1)
    return str(times * _GROUPS[group]) + (" " if link == " d'" else "")


def _of_run(match: re.Match[str]) -> str:
    run = match.group()
    if run in _NOT_ALONE and not _COUNTABLE.match(match.string, match.end()):
        return run
    value = _value(re.split(r" et | and |-et-|[ -]", run))
    return run if value is None else str(value)


def _value(parts: list[str]) -> int | None:
    """Value of a run of number words; ``None`` where they do not make one number ("deux trois")."""
    total = current = 0
    for part in parts:
        if part in _THOUSANDS:
            total, current = total + max(1, current) * 1000, 0
        elif part in _HUNDREDS:
            current = max(1, current) * 100
        elif part in ("vingt", "vingts") and current % 100 == 4:
            current += 76
        elif part in _TENS:
            if current % 100:
                return None
            current += _TENS[part]
        else:
            room = 20 if current % 100 in (60, 80) else 10
            if current % 10 or (current % 100 and _ONES[part] >= room):
                return None
            current += _ONES[part]
    return total + current


def parse_number(digits: str) -> float:
    """A number as either language writes it: "2 000", "2,000", "2.000", "1,5", "1.5"; spaces of any width."""
    compact = SPACES.sub("", digits)
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", compact):
        return float(re.sub(r"[.,]", "", compact))
    return float(compact.replace(",", "."))
