"""A firm that says what it is and asks what there is for it: "5-person bakery near Annecy. Anything free for me?"."""

from __future__ import annotations

from assistant.composition import asking
from assistant.composition.description import clauses_of, is_question, tells_of_firm
from assistant.dialogue.conversation import Standalone
from assistant.evidence.answerability import names_nothing
from assistant.language.intent import ELIGIBILITY_TAGS, read_intent, without_asking
from assistant.language.profile import without_firm
from assistant.language.text import fold
from assistant.language.trades import without_goals
from corpus.model import Tag

# What may be asked of whatever there is, without asking after any of it.
_OF_ANYTHING: frozenset[Tag] = frozenset(("cost", "amount", "definition", "apply", *ELIGIBILITY_TAGS))
ANY_AID = {"finance_project", "understand"}  # goals that tell nothing of what the aid is for


def asks_what_there_is(standalone: Standalone) -> bool:
    """Whether a firm, or what it wants aid for, is all that is told: then what fits is asked for.

    What describes the firm may say anything but ask; what asks may name nothing.
    """
    if standalone.subjects or not (tells_of_firm(standalone.text) or _seeks_aid(standalone)):
        return False
    clauses = clauses_of(standalone.text)
    while len(clauses) > 1 and "?" not in clauses[-1] and tells_of_firm(clauses[-1]):
        clauses.pop()
    *told, plea = clauses
    pleads = "?" in plea or not tells_of_firm(plea) or "amount" in read_intent(without_firm(plea)).facets
    return pleads and _names_nothing(plea) and not any(is_question(clause) for clause in told)


def _seeks_aid(standalone: Standalone) -> bool:
    """Whether aid is asked for and something to spend it on is told ("what pays for a PhD student?")."""
    intent, folded = standalone.intent, fold(standalone.text)
    of_aid = intent.form == "advice" or "amount" in intent.facets or asking.ABOUT_SCHEMES.search(folded)
    return bool(of_aid and set(standalone.profile.goals) - ANY_AID)


def _names_nothing(plea: str) -> bool:
    """Whether a clause holds only words with which help of any kind may be asked for."""
    rest = asking.FITTING.sub(" ", asking.IDLE.sub(" ", without_asking(without_goals(without_firm(plea)))))
    return set(read_intent(plea).facets) <= _OF_ANYTHING and names_nothing(rest)
