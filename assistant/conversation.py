"""From a question in a conversation to one that stands alone.

What an elliptic question leaves out is taken from the turns before it: the subject
("who runs it?"), or what was asked of it ("and R&D Booster?"). The standalone
question is built from the asker's own words and the schemes' names, nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.claims import name_sequences
from assistant.entities import NameIndex, display_name
from assistant.intent import Intent, intent_words, read_intent
from assistant.language import detect_language
from assistant.model import CompanyProfile, Turn
from assistant.profile import merge_profiles, read_profile
from assistant.text import STOPWORDS, WORD, fold, word_list, words
from corpus.model import Language, SchemeCard, Tag

_PRONOUN = re.compile(
    r"\b(it|its|they|them|their|this|that|these|those|one|ones|there|ca|cela|celui-ci|celle-ci|ceci|ce dernier|il|elle|"
    r"ils|elles|le|la|les|lui|leur|en|y|c'est|son|sa|ses|ce dispositif|cette aide|ce programme|this scheme|that scheme|"
    r"the scheme|the programme|le dispositif|l'aide|ce plan)\b"
)
_STRONG_PRONOUN = re.compile(
    r"\b(it|its|they|them|their|this|that|these|those|ca|cela|celui-ci|celle-ci|ceci|ce dernier|lui|"
    r"j'y|n'y|on y|c'est (quand|ou|pour|qui|combien|encore|gratuit|ouvert|reserve|payant|obligatoire)|"
    r"(a|en|y|est|sont|faut|finance|donne|paie|existe|dure|coute|commence|sert|concerne)-?t?-?(il|elle|ils|elles)|"
    r"ce (dispositif|programme|plan|reseau|fonds)|cette (aide|mesure|offre)|"
    r"(this|that|the same) (scheme|programme|aid|one))\b|"
    r"^(il|elle|ils|elles|en|y|on y) |"
    r"\b(son|sa|ses|leurs?) (adresse|montant|budget|cout|prix|but|objectif|role|site|operateur|duree|membres|contact)"
)
_CONTINUES = re.compile(
    r"^(et|and|mais|but|ou|or|alors|so|donc|ok|d'accord|what about|how about|et si|and if|sinon|otherwise|puis|also|"
    r"aussi)\b"
)
_CORRECTION = re.compile(
    r"^(non|no|nope|pas)\b.*\b(autre|other|second|deuxieme|premier|first|plutot|instead|mean|parl|veux dire|"
    r"voulais)|^(non|no|pas) (celui|celle|that one|this one)|\bl'autre\b$|^(the|et l') ?other( one)?\b"
)
# "the national one", "la version régionale": the neighbour of the subject with that scope.
_SCOPED = re.compile(
    r"\b(?:version|celui|celle|dispositif|appel|scheme|call|one|volet|edition)s?\b[^.?!]{0,20}\b(national|regional|europe)|"
    r"\b(national|regional|europe)\w* (?:one|version|scheme|call|edition|equivalent)"
)
_MEANT = re.compile(r"\b(i meant?|je (parle|parlais|voulais dire|veux dire)|plutot|rather|instead|sorry|pardon)\b")
_BOTH = re.compile(r"\b(les deux|l'un et l'autre|both|the two|between them|entre (eux|elles))\b")
_ORDINAL = re.compile(r"\b(?:(premier|premiere|first|former)|(deuxieme|second|seconde|latter))(?: one)?\b")
_THANKS = re.compile(
    r"^(non )?(merci|thanks|thank you|no thanks|bonjour|hello|hi|au revoir|bye|ok|d'accord)\b[\s!.,]*(beaucoup|bien)?\W*$"
)
_ASKS = re.compile(
    r"\b(qui|quoi|que|qu|quand|ou|combien|comment|pourquoi|quel|quelle|quels|quelles|lequel|laquelle|est-ce|who|whom|what|when|"
    r"where|how|why|which|whose)\b|^(is|are|was|were|do|does|did|can|could|will|has|have|should) |\?$"
)
_BY_WHOM = re.compile(r"^(and |et )?(by|with|for|from|to|par|avec|pour|de|a|chez) (whom|who|qui)\W*$")
# "my training", "nos formations": something of the asker's that is neither the firm nor its project.
_OWN_THING = re.compile(
    r"\b(?:mon|ma|mes|nos|notre|my|our) (?!(?:entreprise|societe|boite|firme?|pme|tpe|eti|structure|cas|projet|dossier|"
    r"demande|activite|secteur|company|business|sme|start-?up|case|project|application|sector|team|equipe|region|size|taille)\w*\b)[a-z]{4,}"
)
# What a scheme may be called before its name.
_KINDS = frozenset(word_list("dispositif programme program scheme aide plan appel call concours one about"))
_ALONE = 3  # a question of at most this many content words may lean on the turn before


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
        text, question, language, now.subjects, named, intent, merge_profiles(profiles), bare, paired, other
    )


def _follow(
    question: str, past: _Past | None, names: NameIndex, cards: Mapping[str, SchemeCard], default: Language
) -> tuple[_Past, str]:
    language = _language(question, past, names, default)
    intent = read_intent(question)
    own = _subjects(tuple(dict.fromkeys(m.scheme_id for m in names.mentions(question))), intent)
    if past is None:
        return _Past(own, (), question, intent.facets, language), question
    text, subjects = _resolved(question, own, past, language, names, cards=cards)
    facets = intent.facets or past.facets
    before = past.subjects if subjects and subjects != past.subjects else past.before
    told = bool(past.subjects) and subjects == past.subjects and _only_tells_of_the_firm(fold(question), question)
    return _Past(subjects, before, past.question if told else text, facets, language), text


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
        leans = leans or (bool(_MEANT.search(folded)) and not intent.facets)
        return (_asked_of(own[0], question, past, language, names, cards=cards) if leans else question), own
    if _THANKS.match(folded):
        return question, ()
    past = replace(past, subjects=_chosen(folded, past))
    if other := _neighbour(folded, past, cards):
        return f"{display_name(cards[other], language)} : {question}", (other,)
    if _CORRECTION.search(folded) and (other := _the_other(past, cards)):
        return f"{display_name(cards[other], language)} : {_without_names(past.question)}", (other,)
    if past.subjects and _only_tells_of_the_firm(folded, question):
        return _with_past_question(question, past), past.subjects
    if _leans_on_past_subject(folded, question, intent):
        return _leaning(question, intent, past, language, cards), past.subjects
    return question, ()


def _chosen(folded: str, past: _Past) -> tuple[str, ...]:
    """Which of the subjects spoken of is meant: both, the first, the second, or those of the turn before."""
    if _BOTH.search(folded) and len(past.subjects) == 1:
        return (*past.before[:1], *past.subjects)
    ordinal = _ORDINAL.search(folded)
    if ordinal and len(past.subjects) > 1:
        return past.subjects[:1] if ordinal.group(1) else past.subjects[1:2]
    return past.subjects


def _leaning(question: str, intent: Intent, past: _Past, language: Language, cards: Mapping[str, SchemeCard]) -> str:
    if not past.subjects:
        told = past.question.rstrip()
        if _only_tells_of_the_firm(fold(told), told):
            return question
        return f"{told}{'' if told.endswith(('.', '?', '!')) else '.'} {question}"
    shown = ", ".join(display_name(cards[s], language) for s in past.subjects if s in cards)
    body = _with_past_question(question, past) if _is_fragment(fold(question), question, intent) else question
    return f"{shown} : {body}" if shown else body


def _is_fragment(folded: str, question: str, intent: Intent) -> bool:
    """Asks nothing that can be understood without the question before it ("by whom?", "pour la Région ?")."""
    if _BY_WHOM.match(folded):
        return True
    content = [w for w in words(question) if w not in STOPWORDS]
    if content and _STRONG_PRONOUN.search(folded):
        return False
    asks_alone = bool(content) and bool(_ASKS.search(folded.rstrip(" ?"))) and not _CONTINUES.search(folded)
    return not intent.facets and not asks_alone


def _only_tells_of_the_firm(folded: str, question: str) -> bool:
    """ "Sorry, 8 employees": the question before is asked again of another firm."""
    told = read_profile(question)
    figures = (told.employees, told.turnover_eur, told.age_years, told.project_eur, told.region)
    return any(f is not None for f in figures) and not _ASKS.search(folded)


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


# Capitals that name no one in particular.
_ACRONYMS = frozenset(
    (w,) for w in word_list("ia ai pme tpe eti sme smes vse region etat state france french auvergne r&d rd ue eu cv")
)


def _content(text: str, names: NameIndex) -> list[str]:
    """The words of a question that neither name a scheme nor only ask."""
    return [w for w in names.without_names(intent_words().sub(" ", fold(text))).split() if w not in STOPWORDS]


def _language(question: str, past: _Past | None, names: NameIndex, default: Language) -> Language:
    """Language of a question, the schemes' names taken out first: they tell nothing of it."""
    fallback = past.language if past else default
    rest = names.without_names(question)
    return detect_language(rest, fallback) if rest else fallback


def _leans_on_past_subject(folded: str, question: str, intent: Intent) -> bool:
    if re.search(r"\bfait[- ]il\b", folded):  # the weather's "il"
        return False
    if _STRONG_PRONOUN.search(folded):
        return True
    if _OWN_THING.search(folded) and _ASKS.search(folded):
        return False
    content = [w for w in words(question) if w not in STOPWORDS]
    if _CONTINUES.search(folded) and len(content) <= _ALONE + 2:
        return True
    return len(content) <= _ALONE and (bool(intent.facets) or bool(_PRONOUN.search(folded)) or len(content) <= 1)


def _leans_on_past_intent(folded: str, question: str, past: _Past, intent: Intent, names: NameIndex) -> bool:
    """ "And R&D Booster?" names a subject and asks nothing of it."""
    named = sum(m.last - m.first for m in names.mentions(question))
    rest = [w for w in words(question) if w not in STOPWORDS]
    if not past.subjects and len(rest) <= named:
        return True  # a bare name, in reply to "of which scheme?"
    said = [w for w in rest if w not in _KINDS]
    return not intent.facets and bool(_CONTINUES.search(folded)) and len(said) <= named


def _with_past_question(question: str, past: _Past) -> str:
    return f"{question} ({past.question})"


def _neighbour(folded: str, past: _Past, cards: Mapping[str, SchemeCard]) -> str | None:
    """A card the subject is confused with, named by scope or kind ("the plan", "la version nationale")."""
    near = [
        c for s in past.subjects if s in cards for c in cards[s].confused_with if c in cards and c not in past.subjects
    ]
    scoped = _SCOPED.search(folded)
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
