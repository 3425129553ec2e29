"""Where a firm describes itself beside its question: "80 salariés, Pactes de Recherche, quel taux pour nous ?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.composition import asking
from assistant.dialogue.conversation import Standalone
from assistant.dialogue.swapping import size_of
from assistant.evidence.answerability import names_nothing
from assistant.evidence.selection import is_eligibility
from assistant.language.entities import names_any
from assistant.language.intent import ELIGIBILITY_TAGS, SUMS, hints, read_intent, without_asking
from assistant.language.profile import read_profile, without_firm
from assistant.language.text import STOPWORDS, fold, words
from corpus.model import SchemeCard

_ENOUGH = 2  # words of its own in a question that stands without what is told before it
_OF_GROUP = "filiale"  # expected of an answer to who tells of a parent company: no profile holds it
_SENTENCE = re.compile(r"(?<=[.!])\s+")
_CLAUSE = re.compile(r"[^,.;:?!]+(?:[,.;:?!](?!\s)[^,.;:?!]+)*[,.;:?!]*")
_ASKS = re.compile(
    r"\b(?:qui|quoi|quand|comment|combien|pourquoi|quel\w*|who|what|when|where|how|why|which)\b|"
    r"^(?:can|could|may|is|are|do|does|did|will|would|has|have)\b|\best-ce qu|\w-(?:t-)?(?:il|elle|on|nous|je)\b"
)
_OURS = re.compile(r"\b(?:moi|nous|je|j|mon|ma|mes|notre|nos|on|i|me|my|we|us|our)\b")


def clauses_of(text: str) -> list[str]:
    """Stretches between commas, full stops and colons, each with the marks that end it.

    >>> clauses_of("12 salariés, CA 1,5 M€. Une aide ?")
    ['12 salariés,', 'CA 1,5 M€.', 'Une aide ?']
    """
    return [c.strip() for c in _CLAUSE.findall(text) if c.strip(" ,.;:?!")]


def is_question(clause: str) -> bool:
    """Whether a text asks, by its mark or its words."""
    return "?" in clause or bool(_ASKS.search(fold(clause)))


def tells_of_firm(text: str) -> bool:
    """Whether a size is told, or a place or trade that somebody says is theirs."""
    told = read_profile(text)
    if told.employees is not None or told.turnover_eur is not None:
        return True
    return bool(told.department or told.sector) and bool(_OURS.search(fold(text)))


def tells_what_it_is(text: str) -> bool:
    """Whether what a firm is stands before a colon, without a word of "we", and what is asked after it tells enough."""
    told, colon, asked = text.rpartition(": ")
    firm = bool(colon) and not read_profile(told).is_empty and not _OURS.search(fold(told))
    rest = words(asking.IDLE.sub(" ", without_asking(fold(asked))))
    return firm and is_question(asked) and len(set(rest) - STOPWORDS) >= _ENOUGH


def describes(clause: str) -> bool:
    """Whether a clause tells of the firm alone, or its size beside whatever else, and asks for no more than that."""
    told = read_profile(clause)
    sized = told.employees is not None or told.turnover_eur is not None
    asked = set(read_intent(without_firm(clause)).facets)
    alone = sized or (tells_of_firm(clause) and names_nothing(clause))
    return alone and not is_question(clause) and asked <= set(ELIGIBILITY_TAGS)


def without_told(text: str, named: Sequence[SchemeCard]) -> str:
    """A text without the sentences in which a firm describes itself first, where the last one names what it is about.

    What they say that a rule may turn on (a parent company) is kept.
    """
    *told, asked = _SENTENCE.split(text)
    before = " ".join(told)
    if not told or not tells_of_firm(before) or _OF_GROUP in hints(before) or not names_any(named, asked):
        return text
    return asked


def asked_beside(standalone: Standalone, named: Sequence[SchemeCard]) -> str:
    """The question without the clauses that only describe the firm, where a sum is asked for or what one must do.

    They would draw what is said of sizes before the sum. A size that has a name of its own is kept by that name.

    ``standalone.text`` where neither is asked for, or nothing describes the firm.
    """
    text, facets = standalone.text, standalone.intent.facets
    asks = bool(SUMS & set(facets)) or (not standalone.subjects and asking.DUTY.search(fold(text)))
    if not asks or is_eligibility(standalone.intent):
        return text
    clauses = clauses_of(text)
    sums = bool(SUMS & set(facets))  # beside a sum a clause with a size may tell something else
    kept = [c for c in clauses if not (describes(c) and (sums or names_nothing(c))) or names_any(named, c)]
    if not kept or len(kept) == len(clauses):
        return text
    size = size_of(standalone.profile, standalone.language)
    return " ".join([*([f"{size[:1].upper()}{size[1:]}."] if size else []), *kept])
