"""What kind of question this is, before anything is composed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal

from assistant.composition import asking
from assistant.composition.plea import ANY_AID, asks_what_there_is
from assistant.dialogue.anaphora import points_back
from assistant.dialogue.conversation import ROADMAP, Standalone
from assistant.evidence.answerability import is_too_vague, load_calibration, names_nothing
from assistant.evidence.known_questions import Nearness
from assistant.evidence.people import person_asked
from assistant.evidence.selection import is_eligibility
from assistant.language.places import names_home, without_places
from assistant.language.profile import read_profile
from assistant.language.text import fold, words
from assistant.language.trades import without_goals, without_trades
from assistant.model import CompanyProfile
from corpus.model import Choice, SchemeCard

Kind = Literal[
    "greeting",
    "about",  # the assistant itself
    "outside",  # private matters, other regions, or nothing in the corpus that answers
    "vague",
    "article_only",  # what is known from the roadmap article alone
    "property",  # all schemes that share something: who runs them, free, of another region, of an axis
    "statuses",  # which schemes have ended, or are open
    "catalogue",  # all schemes, whatever they are
    "comparison",
    "advice",  # which scheme for a firm
    "question",
]


ABOUT = "a-propos"  # the document about the assistant itself
UNLIKELY = 0.1  # probability below which not even a list of schemes answers
KNOWN = 0.75  # cosine from which a question that names nothing is taken for a known one
CLEARLY = 0.2  # cosine by which a known question must be nearer than any that has no answer


def kind_of(
    standalone: Standalone,
    cards: Mapping[str, SchemeCard],
    people: Mapping[str, str],
    probability: float,
    near: Nearness,
    *,
    untold: bool = False,
    besides: bool = False,
    bodies: frozenset[str] = frozenset(),
    settled: bool = False,
) -> Kind:
    """The kind, the first that fits in the order of ``Kind``.

    ``people`` are folded surnames of the corpus, with first names, and ``bodies`` folded names of bodies;
    ``probability`` is that the corpus answers; ``near`` how near the question comes to known ones: one that is
    all but known is no question about schemes at large;
    ``untold`` whether it asks only for what no card tells; ``besides`` whether one part is answered, another not;
    ``settled`` whether it asks something to which most of what was found is of one scheme.
    """
    folded = fold(standalone.own)
    sure = near.is_sure and near.best > near.unanswered + CLEARLY
    listed = near.best < max(KNOWN, near.unanswered + CLEARLY) and probability >= UNLIKELY
    firm_told = not standalone.subjects and _seeks_advice(standalone)
    told = standalone.subjects or _names_body(standalone, bodies)
    pleads = probability >= UNLIKELY and asks_what_there_is(standalone)
    tests: Iterable[tuple[Kind, bool]] = (
        ("outside", bool(asking.TAKEOVER.search(folded)) or (not besides and bool(asking.SECRET.search(folded)))),
        ("greeting", standalone.social or bool(asking.GREETING.match(folded))),
        ("about", not (pleads or told or probability < UNLIKELY) and bool(asking.ABOUT.search(folded))),
        ("about", bool(asking.YOU.search(folded))),
        ("outside", _is_private(standalone, folded, people) or _is_elsewhere(standalone, cards)),
        ("question", bool(person_asked(standalone.own, people))),
        ("article_only", listed and not _specific(standalone) and bool(asking.ARTICLE_ONLY.search(folded))),
        ("property", listed and property_of(standalone) is not None),
        ("statuses", listed and _asks_statuses(standalone)),
        ("catalogue", asks_for_all(standalone)),
        ("advice", pleads and not set(standalone.profile.goals) <= ANY_AID),
        ("vague", not asking.START.search(folded) and _is_vague(standalone, near)),
        ("comparison", len(standalone.subjects) > 1 and standalone.paired and standalone.text != standalone.own),
        ("question", sure),
        ("outside", not standalone.subjects and bool(asking.LOCAL_AID.search(folded))),
        ("advice", standalone.intent.form == "advice" and firm_told and _names_only_goals(standalone)),
        ("advice", pleads),
        ("outside", _asks_of_another_land(standalone, bodies)),
        ("outside", untold and bool(standalone.subjects)),
        ("outside", probability < load_calibration().threshold),
        ("comparison", len(standalone.subjects) > 1 and _compares(standalone)),
        ("advice", firm_told and not settled and not _asks_of_something(standalone, bodies)),
    )
    return next((kind for kind, fits in tests if fits), "question")


def _asks_of_something(standalone: Standalone, bodies: frozenset[str]) -> bool:
    """Whether it is asked what a firm must do and when, or something but whether one may of a body named."""
    if standalone.intent.form == "advice" or is_eligibility(standalone.intent):
        return False
    asked = "dates" in standalone.intent.facets or bool(asking.DUTY.search(fold(standalone.own)))
    return asked or _names_body(standalone, bodies)


def _names_body(standalone: Standalone, bodies: frozenset[str]) -> bool:
    """Whether a body that the corpus speaks of is named."""
    return not bodies.isdisjoint(words(without_trades(without_places(standalone.own))))


def property_of(standalone: Standalone) -> tuple[str, str] | None:
    """The property and its value by which a question asks for all schemes that have it."""
    folded = fold(standalone.text)
    many = asking.MANY_SCHEMES.search(folded)
    if _specific(standalone) or not many:
        return None
    for name, pattern in asking.PROPERTIES:
        if match := pattern.search(folded):
            return name, next((group for group in match.groups() if group), "")
    return None


def asks_for_all(standalone: Standalone) -> bool:
    """Whether a question asks for every scheme there is, or for every one of a scope, and says nothing else."""
    if standalone.subjects or not read_profile(standalone.own).is_empty or standalone.other_names:
        return False
    folded = fold(standalone.own).strip(" ?!.")
    return bool(asking.EVERY.search(folded) and asking.ALL_SCHEMES.fullmatch(folded))


def scope_of_all(standalone: Standalone) -> str:
    """The scope (``SchemeCard.scope``) that a question for every scheme names, "" where it names none."""
    found = re.search(r"\b(?:region|nation|europ)", fold(standalone.own))
    by_stem = {"region": "regional", "nation": "national", "europ": "european"}
    return by_stem[found.group()] if found and not _ANYWHERE.search(fold(standalone.own)) else ""


_ANYWHERE = re.compile(r"(?:in|dans|de) (?:the |la )region\b")


def asks_what_ended(standalone: Standalone) -> bool:
    """Whether a question on statuses is about what is over."""
    return bool(asking.ENDED.search(fold(standalone.text)))


def _compares(standalone: Standalone) -> bool:
    return standalone.paired or "lookalike" in standalone.intent.facets


def _seeks_advice(standalone: Standalone) -> bool:
    profile = standalone.profile
    told = (profile.employees, profile.turnover_eur, profile.age_years, profile.project_eur, profile.department)
    firm = any(value is not None for value in told)
    if standalone.intent.form == "advice":
        return firm or bool(profile.goals)
    return firm and bool(profile.goals or profile.sector)


def _asks_of_nothing(standalone: Standalone, near: Nearness) -> bool:
    """ "How long does it take?", "how does it work?" with nothing before it."""
    folded = fold(standalone.own)
    if asking.WHO_DOES.fullmatch(folded) and not (standalone.subjects or standalone.other_names):
        return True
    asks = bool(standalone.intent.facets) or points_back(folded)
    asks = asks and standalone.tells_nothing and standalone.intent.form != "advice"
    return asks and standalone.profile.is_empty and near.best < KNOWN


def _names_only_goals(standalone: Standalone) -> bool:
    """Whether nothing but what the firm is and wants is named."""
    return names_nothing(asking.FITTING.sub(" ", without_goals(fold(standalone.text))))


def _is_vague(standalone: Standalone, near: Nearness) -> bool:
    return is_too_vague(standalone) or _says_nothing(standalone) or _asks_of_nothing(standalone, near)


def _says_nothing(standalone: Standalone) -> bool:
    """Whether no word says what is meant ("serait-il possible d'en savoir davantage ?")."""
    told = standalone.subjects or standalone.other_names or replace(standalone.profile, goals=()) != CompanyProfile()
    return not told and names_nothing(asking.IDLE.sub(" ", fold(standalone.text)))


def _is_private(standalone: Standalone, folded: str, people: Mapping[str, str]) -> bool:
    """Whether the question asks for what belongs to a person alone, whoever the person is."""
    named = (
        standalone.of_person
        or standalone.other_names
        or people.keys() & words(folded)
        or asking.SOMEBODY.search(folded)
    )
    return bool(named) and bool(asking.PRIVATE.search(folded))


def _is_elsewhere(standalone: Standalone, cards: Mapping[str, SchemeCard]) -> bool:
    """Whether the question is about a region that no card concerns, and names no scheme of ours."""
    region = read_profile(standalone.own).region
    if region in (None, "auvergne-rhone-alpes") or standalone.named >= 1 or names_home(standalone.own):
        return False
    rules = (card.eligibility.region for card in cards.values())
    return region not in {value for rule in rules if isinstance(rule, Choice) for value in rule.values}


def _asks_of_another_land(standalone: Standalone, bodies: frozenset[str]) -> bool:
    """Whether somebody asks if there is such a thing in a place that the documents never name."""
    folded = fold(standalone.own)
    strange = (" ".join(run) for run in standalone.other_names if bodies.isdisjoint(run))
    return bool(asking.EXISTS.search(folded)) and any(
        re.search(rf"\b(?:in|en|aux?) {run}\b", folded) for run in strange
    )


def _specific(standalone: Standalone) -> bool:
    """Whether a question has a subject beside the roadmap, the occasion of so many questions."""
    return any(subject != ROADMAP for subject in standalone.subjects)


def _asks_statuses(standalone: Standalone) -> bool:
    folded = fold(standalone.text)
    many = standalone.intent.form in ("list", "advice") or re.search(r"\b(which|lesquel|quels|quelles)\b", folded)
    about_schemes = asking.ABOUT_SCHEMES.search(folded) and standalone.profile.employees is None
    by_status = asking.ENDED.search(folded) or asking.RUNNING.search(folded)
    return bool(not _specific(standalone) and many and about_schemes and by_status)
