"""A firm that says what it is and asks what there is for it: "5-person bakery near Annecy. Anything free for me?"."""

from __future__ import annotations

import re

from assistant.composition import asking
from assistant.dialogue.conversation import Standalone
from assistant.evidence.answerability import names_nothing
from assistant.language.intent import ELIGIBILITY_TAGS, read_intent, without_asking
from assistant.language.profile import read_profile
from assistant.language.text import fold
from assistant.language.trades import without_goals
from corpus.model import Tag

# What may be asked of whatever there is, without asking after any of it.
_OF_ANYTHING: frozenset[Tag] = frozenset(("cost", "amount", "definition", "apply", *ELIGIBILITY_TAGS))
_ANY_AID = {"finance_project", "understand"}  # a goal that tells nothing of what the aid is for
_CLAUSE = re.compile(r"[^,.;:?!]+(?:[,.;:?!](?!\s)[^,.;:?!]+)*[,.;:?!]*")
_OURS = re.compile(r"\b(?:moi|nous|je|j|mon|ma|mes|notre|nos|on|i|i'm|me|my|we|us|our)\b")
_ASKS = re.compile(r"\b(?:qui|quoi|quand|comment|combien|pourquoi|quel\w*|who|what|when|where|how|why|which)\b")


def asks_what_there_is(standalone: Standalone) -> bool:
    """Whether a firm, or what it wants aid for, is all that is told: then what fits is asked for.

    What describes the firm may say anything but ask; what asks may name nothing.
    """
    if standalone.subjects or not (_tells_of_firm(standalone.text) or _seeks_aid(standalone)):
        return False
    clauses = [c.strip() for c in _CLAUSE.findall(standalone.text) if c.strip(" ,.;:?!")]
    while len(clauses) > 1 and "?" not in clauses[-1] and _tells_of_firm(clauses[-1]):
        clauses.pop()
    *told, plea = clauses
    asks = "?" in plea or not _tells_of_firm(plea)
    return asks and _names_nothing(plea) and not any("?" in c or _ASKS.search(fold(c)) for c in told)


def _seeks_aid(standalone: Standalone) -> bool:
    """Whether aid is asked for and something to spend it on is told ("what pays for a PhD student?")."""
    intent, folded = standalone.intent, fold(standalone.text)
    of_aid = intent.form == "advice" or "amount" in intent.facets or asking.ABOUT_SCHEMES.search(folded)
    return bool(of_aid and set(standalone.profile.goals) - _ANY_AID)


def _tells_of_firm(text: str) -> bool:
    """Whether a size is told, or a place or trade that somebody says is theirs."""
    told = read_profile(text)
    if told.employees is not None or told.turnover_eur is not None:
        return True
    return bool(told.department or told.sector) and bool(_OURS.search(fold(text)))


def _names_nothing(plea: str) -> bool:
    """Whether a clause holds only words with which help of any kind may be asked for."""
    rest = asking.FITTING.sub(" ", asking.IDLE.sub(" ", without_asking(without_goals(fold(plea)))))
    return set(read_intent(plea).facets) <= _OF_ANYTHING and names_nothing(rest)
