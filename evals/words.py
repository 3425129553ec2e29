"""Closed word lists of French and English that reading an answer needs."""

from __future__ import annotations


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


# A full stop after one of these ends no sentence.
ABBREVIATIONS = _words(
    "m mm mme mlle dr pr me st ste art al cf ex env etc no n nb vol p pp fig tel mr mrs ms vs e.g i.e approx inc ltd",
    "co av bd sq min max resp hab",
)

# Function words, folded: they carry no content, and tell the two languages apart.
FRENCH = _words(
    "alors au aucun aussi autre aux avec avoir ce cela ces cet cette ceux chez comme dans de des donc dont du elle",
    "elles est et etre eux il ils je la le les leur leurs lui mais meme mes mon ne nos notre nous ont ou par pas peu",
    "peut peuvent plus pour puis qu quand que quel quelle quels qui quoi sa sans sera ses si soit son sont sous sur",
    "tous tout toute tres un une vers vos votre vous y",
)
ENGLISH = _words(
    "a about after all also an and any are as at be been before but by can could does for from had has have her his",
    "how if in into is it its may more most no not of only or our out over she should so some such than that the their",
    "them then there these they this those to under was we were what when where which who whom will with would you",
    "your",
)

_MONTH_NAMES = (
    "janvier january jan", "fevrier february feb fevr", "mars march", "avril april apr", "mai may", "juin june",
    "juillet july juil", "aout august aug", "septembre september sept", "octobre october oct",
    "novembre november nov", "decembre december dec",
)  # fmt: skip
# Folded month name -> "m1" to "m12".
MONTHS = {month: f"m{number}" for number, listed in enumerate(_MONTH_NAMES, 1) for month in listed.split()}

_NUMBERS = {
    2: "deux two", 3: "trois three", 4: "quatre four", 5: "cinq five", 6: "six", 7: "sept seven", 8: "huit eight",
    9: "neuf nine", 10: "dix ten", 11: "onze eleven", 12: "douze twelve", 13: "treize thirteen",
    14: "quatorze fourteen", 15: "quinze fifteen", 16: "seize sixteen", 20: "vingt twenty", 30: "trente thirty",
    40: "quarante forty", 50: "cinquante fifty", 60: "soixante sixty", 100: "cent hundred",
}  # fmt: skip
# Number words, "one" left out: "un" and "une" are articles too.
NUMBER_WORDS = {word: float(number) for number, listed in _NUMBERS.items() for word in listed.split()}

# Capitalised, yet no proper name of anything an answer could get wrong.
NEVER_NAMES = (
    FRENCH
    | ENGLISH
    | frozenset(MONTHS)
    | _words(
        "i yes oui non en monday tuesday wednesday thursday friday saturday sunday french english francais anglais",
    )
)
