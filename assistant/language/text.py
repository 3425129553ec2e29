"""Small, pure text tools that several parts of the desk share: folding, words, sentences."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.model import Language
from ingest.words import stem, without_accents

LANGUAGES: tuple[Language, ...] = ("fr", "en")
SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
WORD = re.compile(r"[^\W_]+(?:[&][^\W_]+)*")


def word_list(text: str) -> list[str]:
    """The words of a table written as running text, cut at white space."""
    return text.split()


# Words whose full stop does not end a sentence, in both languages.
ABBREVIATIONS = frozenset(
    word_list(
        "m mm mme mlle dr pr st ste etc ex env art al cf vs no nos vol p pp fig e.g i.e approx inc ltd mr mrs ms prof"
    )
)
SENTENCE_END = re.compile(r"[.!?…]+(?:\s*[»\"”)\]])*(?=\s|$)|\n{2,}|\f")


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Lower case, no accents, straight apostrophes, single spaces: for comparing, never for showing."""
    bare = without_accents(text.replace("’", "'").replace("ʼ", "'"))
    return SPACES.sub(" ", bare).strip().casefold()


def words(text: str) -> list[str]:
    """Folded words in order; "R&D" stays one word, elided articles are cut off by the apostrophe.

    >>> words("L'aide R&D Booster, c'est quoi ?")
    ['l', 'aide', 'r&d', 'booster', 'c', 'est', 'quoi']
    """
    return list(_words(text))


@lru_cache(maxsize=16384)
def _words(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(fold(text)))


def capitalised(text: str) -> str:
    """``text`` with a capital first letter; ``str.capitalize`` would lower the others."""
    return text[:1].upper() + text[1:]


def uncapitalised(text: str) -> str:
    """``text`` with a small first letter."""
    return text[:1].lower() + text[1:]


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of ``text``, trimmed; no full stop of a number, an address or an abbreviation ends one.

    >>> t = "Il paie 3.5 jours. M. X signe !\\n\\nFin"
    >>> [t[a:b] for a, b in sentence_spans(t)]
    ['Il paie 3.5 jours.', 'M. X signe !', 'Fin']
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in SENTENCE_END.finditer(text):
        if match.group().startswith(".") and len(match.group()) == 1 and _is_abbreviation(text, match.start()):
            continue
        _append_trimmed(spans, text, start, match.end())
        start = match.end()
    _append_trimmed(spans, text, start, len(text))
    return spans


def _is_abbreviation(text: str, dot: int) -> bool:
    before = re.search(r"([\w.]+)$", text[max(0, dot - 12) : dot])
    if before is None:
        return False
    word = before.group(1).casefold()
    return word in ABBREVIATIONS or (len(word) == 1 and word.isalpha() and before.group(1).isupper())


def _append_trimmed(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))


def stems(text: str, language: Language) -> list[str]:
    """Snowball stems of the content words of ``text``.

    >>> stems("Les entreprises éligibles", "fr")
    ['entrepris', 'eligibl']
    """
    return [stem(word, language) for word in words(text) if word not in STOPWORDS]


# Function words of both languages together: a question may mix them.
STOPWORDS = frozenset(
    word_list("""
    a à au aux avec ce ces cet cette c d dans de des du elle elles en est et eu ils il j je l la le les leur leurs lui
    ma mais me meme mes moi mon n ne nos notre nous on ou par pas pour qu que qui s sa se ses si son sont sur t ta te
    tes toi ton tu un une vos votre vous y ete etre suis es sommes etes etait etaient sera seront ai as avons avez ont
    avoir fait faire plus tres tout toute tous toutes donc alors comme aussi ainsi quand quel quelle quels quelles
    quoi dont ou comment combien pourquoi est-ce ca cela ceci bien peut peux puis pouvez pouvons peuvent faut
    the an and or but if of at by for with about into to from in on off is are was were be been being have has had
    do does did doing i me my we our you your he him his she her it its they them their what which who whom this that
    these those am can could should would will shall may might must not no nor so than too very just how when where why
    there here any some all each both such own same s t don now s'il please svp stp
    """)
)
