"""What a question asks one after the other: its parts, and the clauses that may ask for something of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.composition import asking
from assistant.composition.description import describes
from assistant.dialogue.conversation import Standalone
from assistant.language.entities import display_name, without_names_of
from assistant.language.intent import read_intent
from assistant.language.text import fold, words
from corpus.model import SchemeCard

MOST_CLAUSES = 4  # of one question, that are looked at by themselves

_ASKS = re.compile(
    r"\b(qui|que|quoi|quand|ou|combien|comment|pourquoi|quel\w*|who|what|when|where|how|why|which|is|are|do|does|did|can)\b"
)


def parts_of(question: str) -> list[str]:
    """What a question asks one after the other; empty for a single question.

    >>> parts_of("Who runs i-Nov, and until when is it open?")
    ['Who runs i-Nov', 'until when is it open']
    >>> parts_of("How many days does it take, and over what period?")
    ['How many days does it take', 'over what period']
    """
    parts = [p.strip(" ,;?") for p in asking.PART.split(question) if p and len(p.strip(" ,;?")) > 3]
    # a name or a need set before the question asks nothing
    added = asking.ADDED.search(question)
    asking_parts = [p for p in parts if added or _asks(p)]
    if len(asking_parts) < 2:
        asking_parts = _spoken(question)
    if len(asking_parts) < 2:
        asking_parts = _listed(question)
    return asking_parts if len(asking_parts) > 1 else []


def _asks(part: str) -> bool:
    """Whether a part asks: what only tells of the firm does not."""
    return not describes(part) and bool(read_intent(part).facets or _ASKS.search(fold(part)))


def _spoken(question: str) -> list[str]:
    """ "Le Diag, ça vient d'où, et le patron il touche combien ?": each part asks at its own end."""
    parts = [p.strip(" ,;?") for p in asking.SPOKEN_PART.split(question)]
    by_tone = "?" in question  # then what follows need not ask by its words
    asks = [bool(_ASKS.search(fold(parts[0])))]
    asks += [
        bool(asking.ASKS_LATE.search(p) or (by_tone and asking.ASKS_BY_TONE.search(p))) for p in map(fold, parts[1:])
    ]
    return parts if all(asks) else []


def _listed(question: str) -> list[str]:
    """ "i-Nov wave 14: size, duration, closing date?": what stands before the colon belongs to each."""
    occasion, colon, listed = question.partition(":")
    parts = [p.strip(" ?.") for p in asking.LISTED.split(listed) if p.strip(" ?.")] if colon else []
    short = all(len(p.split()) <= asking.LISTED_WORDS and read_intent(p).facets for p in parts)
    return [f"{occasion.strip()} : {p}" for p in parts] if short and len(parts) > 1 else []


def clauses_of(question: str) -> list[str]:
    """The stretches between commas, colons and conjunctions; a single word is none.

    >>> clauses_of("For i-Nov, what is the rate and who pays?")
    ['For i-Nov', 'what is the rate', 'who pays']
    """
    clauses = [c.strip(" ?.") for c in asking.CLAUSE.split(question)]
    return [c for c in clauses if len(c.split()) >= asking.CLAUSE_WORDS]


def named(part: str, standalone: Standalone, cards: Mapping[str, SchemeCard]) -> str:
    """A part with the subject's name put before it, unless it names it by this or another name."""
    subjects = [cards[s] for s in standalone.subjects[:1]]
    if not subjects or without_names_of(subjects, part) != " ".join(words(part)):
        return part
    return f"{display_name(subjects[0], standalone.language)} : {part}"


def texts_of(standalone: Standalone, cards: Mapping[str, SchemeCard]) -> list[str]:
    """The texts that answering a question embeds beside the question: its parts and clauses, each once."""
    clauses = clauses_of(standalone.text)[:MOST_CLAUSES]
    looked_at = [*parts_of(standalone.text), *(clauses if len(clauses) > 1 else ())]
    return list(dict.fromkeys(named(text, standalone, cards) for text in looked_at))
