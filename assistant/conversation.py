"""From a question in a conversation to one that stands alone.

What an elliptic question leaves out is taken from the turns before it: the subject
("who runs it?"), or what was asked of it ("and R&D Booster?"). The standalone
question is built from the asker's own words and the schemes' names, nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.entities import NameIndex, display_name
from assistant.intent import Intent, intent_words, read_intent
from assistant.language import detect_language
from assistant.model import CompanyProfile, Turn
from assistant.profile import merge_profiles, read_profile
from assistant.text import STOPWORDS, fold, words
from corpus.model import Language, SchemeCard, Tag

_PRONOUN = re.compile(
    r"\b(it|its|they|them|their|this|that|these|those|one|ones|there|ca|cela|celui-ci|celle-ci|ceci|ce dernier|il|elle|ils|elles|"
    r"le|la|les|lui|leur|en|y|c'est|son|sa|ses|ce dispositif|cette aide|ce programme|this scheme|that scheme|the scheme|the programme|le dispositif|l'aide|ce plan)\b"
)
_STRONG_PRONOUN = re.compile(
    r"\b(it|its|they|them|their|this|that|these|those|ca|cela|celui-ci|celle-ci|ceci|ce dernier|lui|c'est (quand|ou|pour|qui|combien|encore|gratuit|ouvert|reserve|payant|obligatoire)|"
    r"(a|en|y|est|sont|faut|finance|donne|paie|existe|dure|coute|commence|sert|concerne)-?t?-?(il|elle|ils|elles)|"
    r"ce (dispositif|programme|plan|reseau|fonds)|cette (aide|mesure|offre)|(this|that|the same) (scheme|programme|aid|one))\b|^(il|elle|ils|elles|en|y|on y) |"
    r"\b(son|sa|ses|leurs?) (adresse|montant|budget|cout|prix|but|objectif|role|site|operateur|duree|membres|contact)"
)
_CONTINUES = re.compile(r"^(et|and|mais|but|ou|or|alors|so|donc|ok|d'accord|what about|how about|et si|and if|sinon|otherwise|puis|also|aussi)\b")
_CORRECTION = re.compile(
    r"^(non|no|nope|pas)\b.*\b(autre|other|second|deuxieme|premier|first|plutot|instead|mean|parl|veux dire|voulais)|"
    r"^(non|no)[, ]|l'autre\b|the other( one)?\b|je (parle|parlais|voulais) |i mean(t)? "
)
_ALONE = 3  # a question of at most this many content words may lean on the turn before


@dataclass(frozen=True, slots=True)
class Standalone:
    """A question that needs no other: text, language, subjects (scheme ids), intent, and what the firm said so far."""

    text: str
    own: str
    language: Language
    subjects: tuple[str, ...]
    named: float  # how surely the question, or the turns it leans on, name a subject, 0 to 1
    intent: Intent
    profile: CompanyProfile
    bare: bool = False  # nothing but a name and what is asked of it


@dataclass(frozen=True, slots=True)
class _Past:
    subjects: tuple[str, ...]
    before: tuple[str, ...]  # subjects one change earlier
    question: str  # the last standalone question
    facets: tuple[Tag, ...]
    language: Language


def resolve(
    question: str,
    history: Sequence[Turn],
    names: NameIndex,
    cards: Mapping[str, SchemeCard],
    profile: CompanyProfile | None = None,
    default: Language = "fr",
) -> Standalone:
    """The standalone question. ``profile`` (a form's) is overruled by what the conversation says later."""
    past: _Past | None = None
    profiles = [profile or CompanyProfile()]
    for turn in history:
        past, _ = _follow(turn.question, past, names, cards, default)
        profiles.append(read_profile(turn.question))
    language = _language(question, past, names, default)
    now, text = _follow(question, past, names, cards, default)
    profiles.append(read_profile(question))
    intent = _without_idle_definition(read_intent(text), text, names)
    named = names.certainty(text) or 0.5 * bool(now.subjects)
    bare = not _content(text, names)
    return Standalone(text, question, language, now.subjects, named, intent, merge_profiles(profiles), bare)


def _follow(
    question: str, past: _Past | None, names: NameIndex, cards: Mapping[str, SchemeCard], default: Language
) -> tuple[_Past, str]:
    language = _language(question, past, names, default)
    own = tuple(dict.fromkeys(m.scheme_id for m in names.mentions(question)))
    intent = read_intent(question)
    if past is None:
        return _Past(own, (), question, intent.facets, language), question
    folded = fold(question)
    text, subjects = question, own
    if own:
        if _leans_on_past_intent(folded, question, own, intent, names):
            text = _with_past_question(question, past)
    elif _CORRECTION.search(folded) and (other := _the_other(past, cards)):
        subjects = (other,)
        text = f"{display_name(cards[other], language)} : {_without_names(past.question)}"
    elif past.subjects and _leans_on_past_subject(folded, question, intent):
        subjects = past.subjects
        shown = ", ".join(display_name(cards[s], language) for s in subjects if s in cards)
        body = question if intent.facets else _with_past_question(question, past)
        text = f"{shown} : {body}" if shown else body
    elif not past.subjects and _leans_on_past_subject(folded, question, intent):
        text = f"{past.question} {question}"
    facets = intent.facets or past.facets
    before = past.subjects if subjects and subjects != past.subjects else past.before
    return _Past(subjects or (), before, text, facets, language), text


def _without_idle_definition(intent: Intent, text: str, names: NameIndex) -> Intent:
    """ "What is Easytech?" asks for a definition; "what is its highest fine?" does not."""
    if "definition" not in intent.facets:
        return intent
    rest = _content(text, names)
    if len(intent.facets) == 1 and len(rest) <= 1:
        return intent
    return Intent(tuple(f for f in intent.facets if f != "definition" or not rest), intent.form)


def _content(text: str, names: NameIndex) -> list[str]:
    """The words of a question that neither name a scheme nor only ask."""
    return [w for w in names.without_names(intent_words().sub(" ", fold(text))).split() if w not in STOPWORDS]


def _language(question: str, past: _Past | None, names: NameIndex, default: Language) -> Language:
    """Names are taken out first; accents, which the folded rest has lost, still count where they stand outside names."""
    fallback = past.language if past else default
    rest = names.without_names(question)
    return detect_language(rest, fallback) if rest else fallback


def _leans_on_past_subject(folded: str, question: str, intent: Intent) -> bool:
    if _STRONG_PRONOUN.search(folded):
        return True
    content = [w for w in words(question) if w not in STOPWORDS]
    if _CONTINUES.search(folded) and len(content) <= _ALONE + 2:
        return True
    return len(content) <= _ALONE and (bool(intent.facets) or bool(_PRONOUN.search(folded)) or len(content) <= 1)


def _leans_on_past_intent(folded: str, question: str, own: tuple[str, ...], intent: Intent, names: NameIndex) -> bool:
    """ "And R&D Booster?" names a subject and asks nothing of it."""
    named = sum(m.last - m.first for m in names.mentions(question))
    rest = [w for w in words(question) if w not in STOPWORDS]
    return not intent.facets and bool(_CONTINUES.search(folded)) and len(rest) <= named + 1


def _with_past_question(question: str, past: _Past) -> str:
    return f"{question} ({past.question})"


def _the_other(past: _Past, cards: Mapping[str, SchemeCard]) -> str | None:
    if len(past.subjects) >= 2:
        return past.subjects[1]
    if past.before:
        return past.before[0]
    confused = [c for s in past.subjects if s in cards for c in cards[s].confused_with if c in cards]
    return confused[0] if confused else None


def _without_names(text: str) -> str:
    return text.split(" : ", 1)[1] if " : " in text else text
