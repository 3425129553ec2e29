"""What a sentence claims that can be checked by machine: figures, months, proper names, negations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.language.number_words import VALUES, parse_number
from assistant.language.periods import MONTHS
from assistant.language.text import STOPWORDS, fold, word_list

KEPT = 4096  # texts whose claims are remembered: quotes come back in answer after answer
_NUMBER = re.compile(
    r"(?<![\w.,])(€ ?)?(\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d+)?|\d{1,3}(?:[,.]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)"
    r"[ \u00a0\u202f]?(%|€(?!\d)|milliards?|billions?|bn\b|millions?|m€|md€|k€|percent|per cent|pour cent)?",
    re.IGNORECASE,
)
_MULTIPLIER = {"milliard": 1e9, "billion": 1e9, "bn": 1e9, "md€": 1e9, "million": 1e6, "m€": 1e6, "k€": 1e3}
_AMBIGUOUS_MONTHS = ("may", "mai", "mars", "march")
NUMBER_WORDS = {word: value for word, value in VALUES.items() if value >= 2}
_NAME = re.compile(r"[^\W\d_][\w&'’.-]*")
_ELIDED = re.compile(r"^(?:l|d|qu|n|s|c|j)['’]", re.IGNORECASE)
# Folded words that deny, one by one as ``text.words`` cuts them ("n'est" gives "n", "isn't" gives "isn").
_NEGATIONS = frozenset(
    word_list("""
    ne n pas aucun aucune aucuns aucunes jamais ni sans non hors guere nul nulle inconnu inconnue inconnus inconnues
    not no never none neither nor nobody nothing without cannot isn doesn aren don won wasn weren hasn haven didn couldn
    wouldn shouldn unknown outside except sauf rien personne
    """)
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as a value with its unit: "" where bare, "%" or "€"."""

    value: float
    unit: str = ""


def figures(text: str) -> list[Figure]:
    """Figures of a text in order, whichever language wrote them.

    >>> figures("€1.5bn, 1,5 milliard d'euros, 10 000 € et 40 %")  # doctest: +NORMALIZE_WHITESPACE
    [Figure(value=1500000000.0, unit='€'), Figure(value=1500000000.0, unit='€'), Figure(value=10000.0, unit='€'),
    Figure(value=40.0, unit='%')]
    """
    return list(_figures(text))


@lru_cache(maxsize=KEPT)
def _figures(text: str) -> tuple[Figure, ...]:
    found = []
    for match in _NUMBER.finditer(text):
        sign, digits, word = match.groups()
        word = (word or "").casefold()
        value = parse_number(digits) * next((m for k, m in _MULTIPLIER.items() if word.startswith(k)), 1.0)
        after = text[match.end() : match.end() + 12].casefold()
        euro = bool(sign) or "€" in word or re.match(r"[ \u00a0\u202f]?(d'|d’|of |de )?(€(?!\d)|euro)", after)
        unit = "%" if word in ("%", "percent", "per cent", "pour cent") else "€" if euro else ""
        found.append(Figure(round(value, 6), unit))
    return tuple(found)


def number_words(text: str) -> list[float]:
    """Values of numbers written in words, two and above ("un" and "one" are mostly articles)."""
    return list(_number_words(text))


@lru_cache(maxsize=KEPT)
def _number_words(text: str) -> tuple[float, ...]:
    return tuple(float(NUMBER_WORDS[w]) for w in re.findall(r"[a-z]+", fold(text)) if w in NUMBER_WORDS)


def months(text: str) -> list[int]:
    """Months named, 1 to 12; "mai"/"may"/"mars"/"march" count only beside a figure."""
    return list(_months(text))


@lru_cache(maxsize=KEPT)
def _months(text: str) -> tuple[int, ...]:
    folded = fold(text)
    found = []
    for match in re.finditer(r"[a-z]+", folded):
        word = match.group()
        if word not in MONTHS:
            continue
        beside = folded[max(0, match.start() - 4) : match.end() + 6]
        if word in _AMBIGUOUS_MONTHS and not re.search(r"\d", beside):
            continue
        found.append(MONTHS[word])
    return tuple(found)


def name_sequences(text: str) -> list[tuple[str, ...]]:
    """Runs of capitalised words, folded, in order. A plain capital that opens a sentence is left out.

    >>> name_sequences("Le plan est signé par Catherine Staron (Région).")
    [('catherine', 'staron'), ('region',)]
    """
    return list(_name_sequences(text))


@lru_cache(maxsize=KEPT)
def _name_sequences(text: str) -> tuple[tuple[str, ...], ...]:
    runs: list[tuple[str, ...]] = []
    current: list[str] = []
    last_end = -1
    for match in _NAME.finditer(text):
        raw = match.group().rstrip(".'’-")
        word = fold(_ELIDED.sub("", raw))
        capital = _is_capital(raw) and not (_opens_sentence(text, match.start()) and _plain(raw))
        adjacent = text[last_end : match.start()] in (" ", "-", "'", "’") if last_end >= 0 else False
        if capital and word not in MONTHS and word not in STOPWORDS and len(word) > 1:
            if current and not adjacent:
                runs.append(tuple(current))
                current = []
            current.append(word)
            last_end = match.start() + len(raw)
        elif current:
            runs.append(tuple(current))
            current = []
    if current:
        runs.append(tuple(current))
    return tuple(runs)


def _is_capital(raw: str) -> bool:
    return any(c.isupper() for c in _ELIDED.sub("", raw))


def _plain(raw: str) -> bool:
    """Only the first letter is a capital: at the head of a sentence that says nothing."""
    bare = raw[1:].replace("'", "").replace("’", "")
    return not any(c.isupper() for c in bare) or bool(re.match(r"^[LDQNSCJ]['’][a-zà-ÿ]", raw))


def _opens_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(' «“"(*-–')
    return not before or before[-1] in ".!?:;…\n"


def is_negation(word: str) -> bool:
    """Whether a folded word denies."""
    return word in _NEGATIONS


# A bound without another: what it stands before may be any figure beyond it.
_OPEN_BOUND = re.compile(
    r"\b(?:plus d[e']|au moins|au-dela|a partir|above|over|more than|at least|from) ?(?:€ ?)?(?=\d)(?!\S+ (?:a|to) )"
)


def outranks(text: str, other: str) -> bool:
    """Whether the sums (or else the shares) that one text tells are higher than another's at both ends, or at one.

    >>> outranks("€250,000 to €2 million", "€75,000 to €500,000"), outranks("€1 to 5 million", "above €4 million")
    (True, False)
    """
    if _OPEN_BOUND.search(fold(text)) or _OPEN_BOUND.search(fold(other)):
        return False
    for unit in ("€", "%"):
        mine, theirs = ([f.value for f in figures(t) if f.unit == unit] for t in (text, other))
        if mine and theirs:
            ends, others = (max(mine), min(mine)), (max(theirs), min(theirs))
            return ends != others and all(a >= b for a, b in zip(ends, others, strict=True))
    return False
