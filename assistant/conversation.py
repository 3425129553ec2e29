"""From a question in a conversation to one that stands alone.

What an elliptic question leaves out is taken from the turns before it: the subject
("who runs it?"), or what was asked of it ("and R&D Booster?"). The standalone
question is built from the asker's own words and the schemes' names, nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.anaphora import (
    BOTH,
    CONTINUES,
    CORRECTION,
    KINDS,
    MEANT,
    ORDINAL,
    SCOPED,
    THANKS,
    is_fragment,
    leans_on_past_subject,
    only_tells_of_the_firm,
)
from assistant.claims import name_sequences
from assistant.entities import NameIndex, display_name
from assistant.intent import Intent, intent_words, read_intent
from assistant.language import detect_language
from assistant.model import CompanyProfile, Turn
from assistant.profile import merge_profiles, read_profile
from assistant.text import STOPWORDS, WORD, fold, word_list, words
from corpus.model import Language, SchemeCard, Tag

ROADMAP = "feuille-de-route"


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
    paired: bool = False  # two subjects stand side by side
    asked: str = ""  # the standalone question without a subject put before it: what is asked of the subject
    other_names: tuple[tuple[str, ...], ...] = ()  # proper names of the question that no card bears, folded


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
    *,
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
    other = _other_names(question, names)
    paired = names.paired(text)
    return Standalone(
        text,
        question,
        language,
        now.subjects,
        named,
        intent,
        merge_profiles(profiles),
        bare,
        paired,
        _asked(text, question, now.subjects, cards),
        other,
    )


def _follow(
    question: str, past: _Past | None, names: NameIndex, cards: Mapping[str, SchemeCard], default: Language
) -> tuple[_Past, str]:
    language = _language(question, past, names, default)
    intent = read_intent(question)
    own = _subjects(tuple(dict.fromkeys(m.scheme_id for m in names.mentions(question))), intent)
    if past is None:
        return _Past(own, (), question, intent.facets, language), question
    if THANKS.match(fold(question)):
        return past, question
    text, subjects = _resolved(question, own, past, language, names, cards=cards)
    facets = intent.facets or past.facets
    before = past.subjects if subjects and subjects != past.subjects else past.before
    told = bool(past.subjects) and subjects == past.subjects and only_tells_of_the_firm(fold(question), question)
    return _Past(subjects, before, past.question if told else text, facets, language), text


def _asked(text: str, own: str, subjects: tuple[str, ...], cards: Mapping[str, SchemeCard]) -> str:
    """``text`` without the names that were put before the asker's own words."""
    shown = {display_name(cards[s], language) for s in subjects if s in cards for language in ("fr", "en")}
    head, colon, rest = text.partition(" : ")
    return rest if colon and not own.startswith(head) and set(head.split(", ")) <= shown else text


def _subjects(named: tuple[str, ...], intent: Intent) -> tuple[str, ...]:
    """What a question is about: beside another name the roadmap is the occasion ("the webinars of the roadmap")."""
    if len(named) > 1 and "lookalike" not in intent.facets:
        return tuple(s for s in named if s != ROADMAP) or named
    return named


def _resolved(
    question: str,
    own: tuple[str, ...],
    past: _Past,
    language: Language,
    names: NameIndex,
    *,
    cards: Mapping[str, SchemeCard],
) -> tuple[str, tuple[str, ...]]:
    """Standalone text and subjects of a question that has a past."""
    folded, intent = fold(question), read_intent(question)
    if own:
        leans = _leans_on_past_intent(folded, question, past, intent, names)
        leans = leans or (bool(MEANT.search(folded)) and not intent.facets)
        return (_asked_of(own[0], question, past, language, names, cards=cards) if leans else question), own
    past = replace(past, subjects=_chosen(folded, past))
    if other := _neighbour(folded, past, cards):
        return f"{display_name(cards[other], language)} : {question}", (other,)
    if CORRECTION.search(folded) and (other := _the_other(past, cards)):
        return f"{display_name(cards[other], language)} : {_without_names(past.question)}", (other,)
    if past.subjects and only_tells_of_the_firm(folded, question):
        return _with_past_question(question, past), past.subjects
    if leans_on_past_subject(folded, question, intent) or (
        past.subjects and intent.facets and not _content(question, names)
    ):
        return _leaning(question, intent, past, language, cards), past.subjects
    return question, ()


def _chosen(folded: str, past: _Past) -> tuple[str, ...]:
    """Which of the subjects spoken of is meant: both, the first, the second, or those of the turn before."""
    if BOTH.search(folded) and len(past.subjects) == 1:
        return (*past.before[:1], *past.subjects)
    ordinal = ORDINAL.search(folded)
    if ordinal and len(past.subjects) > 1:
        return past.subjects[:1] if ordinal.group(1) else past.subjects[1:2]
    return past.subjects


def _leaning(question: str, intent: Intent, past: _Past, language: Language, cards: Mapping[str, SchemeCard]) -> str:
    if not past.subjects:
        told = past.question.rstrip()
        if only_tells_of_the_firm(fold(told), told):
            return question
        return f"{told}{'' if told.endswith(('.', '?', '!')) else '.'} {question}"
    shown = ", ".join(display_name(cards[s], language) for s in past.subjects if s in cards)
    narrows = (
        bool(CONTINUES.search(fold(question)))
        and set(intent.facets) == {"employees"}
        and not _ELLIPSIS_BARRED & set(past.facets[:1])
    )
    says_nothing = all(w in STOPWORDS for w in words(question))  # "Et quand ?"
    leans = narrows or says_nothing or is_fragment(fold(question), question, intent)
    body = _with_past_question(question, past) if leans else question
    return f"{shown} : {body}" if shown else body


def _without_idle_definition(intent: Intent, text: str, names: NameIndex) -> Intent:
    """ "What is Easytech?" asks for a definition; "what is its highest fine?" does not."""
    if "definition" not in intent.facets:
        return intent
    rest = _content(text, names)
    if len(intent.facets) == 1 and len(rest) <= 1:
        return intent
    return Intent(tuple(f for f in intent.facets if f != "definition" or not rest), intent.form)


def _other_names(question: str, names: NameIndex) -> tuple[tuple[str, ...], ...]:
    """Proper names that are neither a scheme's nor a place of the region."""
    rest = set(names.without_names(question).split())
    runs = (tuple(w for part in run for w in words(part)) for run in name_sequences(question))
    strange = (run for run in runs if set(run) <= rest and run not in _ACRONYMS)
    return tuple(run for run in strange if read_profile(" ".join(run)).region is None)


_ELLIPSIS_BARRED: frozenset[Tag] = frozenset(("definition", "employees", "status", "operator"))
# Capitals that name no one in particular.
_ACRONYMS = frozenset(
    (w,)
    for w in word_list(
        "ia ai pme tpe eti sme smes vse region etat state france french auvergne r&d rd ue eu cv "
        "chatgpt gpt llm copilot gemini mistral"
    )
)


def _content(text: str, names: NameIndex) -> list[str]:
    """The words of a question that neither name a scheme nor only ask."""
    return [w for w in names.without_names(intent_words().sub(" ", fold(text))).split() if w not in STOPWORDS]


def _language(question: str, past: _Past | None, names: NameIndex, default: Language) -> Language:
    """Language of a question, the schemes' names taken out first: they tell nothing of it."""
    fallback = past.language if past else default
    rest = names.without_names(question)
    return detect_language(rest, fallback) if rest else fallback


def _leans_on_past_intent(folded: str, question: str, past: _Past, intent: Intent, names: NameIndex) -> bool:
    """ "And R&D Booster?" names a subject and asks nothing of it."""
    named = sum(m.last - m.first for m in names.mentions(question))
    rest = [w for w in words(question) if w not in STOPWORDS]
    if not past.subjects and len(rest) <= named:
        return True  # a bare name, in reply to "of which scheme?"
    said = [w for w in rest if w not in KINDS]
    return not intent.facets and bool(CONTINUES.search(folded)) and len(said) <= named


def _with_past_question(question: str, past: _Past) -> str:
    return f"{question} ({past.question})"


def _neighbour(folded: str, past: _Past, cards: Mapping[str, SchemeCard]) -> str | None:
    """A card the subject is confused with, named by scope or kind ("the plan", "la version nationale")."""
    near = [
        c for s in past.subjects if s in cards for c in cards[s].confused_with if c in cards and c not in past.subjects
    ]
    scoped = SCOPED.search(folded)
    if scoped:
        scope = {"europe": "european"}.get(scoped.group(1) or scoped.group(2), scoped.group(1) or scoped.group(2))
        if all(cards[s].scope != scope for s in past.subjects if s in cards):
            return next((c for c in near if cards[c].scope == scope), None)
    known = {w for s in past.subjects if s in cards for name in cards[s].names.values() for w in words(name)}
    for card in near:
        head = words(cards[card].names["fr"])[0]
        if len(head) > 3 and head not in known and re.search(rf"\b(?:the|le|la|ce|cette|this|that) {head}\b", folded):
            return card
    return None


def _asked_of(
    scheme_id: str, question: str, past: _Past, language: Language, names: NameIndex, *, cards: Mapping[str, SchemeCard]
) -> str:
    """The question before, with the new subject's name in the old one's place."""
    old = names.mentions(past.question)
    spans = [m.span() for m in WORD.finditer(past.question)]
    if not old or scheme_id not in cards or len(spans) != len(words(past.question)):
        return _with_past_question(question, past)
    start, end = spans[old[0].first][0], spans[old[0].last - 1][1]
    return f"{past.question[:start]}{display_name(cards[scheme_id], language)}{past.question[end:]}"


def _the_other(past: _Past, cards: Mapping[str, SchemeCard]) -> str | None:
    if len(past.subjects) >= 2:
        return past.subjects[1]
    if past.before:
        return past.before[0]
    confused = [c for s in past.subjects if s in cards for c in cards[s].confused_with if c in cards]
    return confused[0] if confused else None


def _without_names(text: str) -> str:
    return text.split(" : ", 1)[1] if " : " in text else text
