"""Putting a scheme's name into a sentence: a short name, its article, and the question before with a new subject."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from assistant.language.entities import NameIndex, display_name
from assistant.language.text import STOPWORDS, WORD, capitalised, fold, uncapitalised, word_list, words
from assistant.language.wording import CHOICES, FOLLOW_UPS, FOLLOW_UPS_ON_RULES
from corpus.model import Language, SchemeCard, Tag

# Plain questions on facets that no follow-up is offered on. {name} is a scheme's name.
PLAIN: dict[Tag, dict[Language, str]] = {
    **{tag: CHOICES[tag] for tag in ("duration", "budget", "rate", "place", "turnover", "age", "partner")},
    "contact": {"fr": "{name} : qui contacter ?", "en": "{name}: whom to contact?"},
    "aim": {"fr": "{name} : quel est l'objectif ?", "en": "{name}: what is the aim?"},
}
NO_NAMES: Mapping[str, str] = MappingProxyType({})
LONG = 28  # characters above which a name is too long to stand in a sentence

Article = Literal["le", "la", "les", ""]
# French heads of names, by gender and number: other names bear no article ("Minalogic", "France 2030").
_HEADS: dict[str, Article] = {
    **dict.fromkeys(word_list("diag plan pole reglement reseau panorama campus kit pack hub financement pret fonds "
                              "pacte "
                              "concours guichet cluster programme dispositif fne"), "le"),
    **dict.fromkeys(word_list("feuille strategie academie cartographie transformation sensibilisation amelioration "
                              "garantie bourse aide"), "la"),
    **dict.fromkeys(word_list("accelerateurs contrats pactes webinaires pionniers challenges aides projets experts "
                              "defis"), "les"),
}  # fmt: skip
# English names that hold one of these are common nouns with capitals: they take "the".
_THE = frozenset(
    word_list(
        "roadmap strategy plan overview kit webinars map academy accelerators contracts experts network centre act "
        "awareness pioneers projects transformation improvement doctoral funding loan grant fund institute campus"
    )
)


def short_name(card: SchemeCard, language: Language) -> str:
    """A name to use in a sentence: the one shown, or where that is long the first alias made of its words."""
    shown = display_name(card, language).split(" – ")[0]
    if len(shown) <= LONG:
        return shown
    own = {*words(card.names.get(language, shown)), "ia" if language == "fr" else "ai"}
    others = {w for other, name in card.names.items() if other != language for w in words(name)} - own
    for alias in card.aliases:
        parts = words(alias)
        if len(parts) > 1 and set(parts) <= own and not set(parts) & others and len(alias) < len(shown):
            return alias
    return shown.split(",")[0]


def with_article(card: SchemeCard, language: Language) -> str:
    """The short name as a sentence says it: "la feuille de route IA", "Minalogic", "the AI roadmap"."""
    name = short_name(card, language)
    common = uncapitalised(name) if _is_description(name) else name
    if language == "en":
        return f"the {common}" if _THE & set(words(name)) and not name.lower().startswith("the ") else name
    article = _article(name)
    if article in ("le", "la") and _elides(name):
        return f"l'{common}"
    return f"{article} {common}" if article else name


def _is_description(name: str) -> bool:
    """Whether a name is plain words ("Contrats doctoraux en IA") and no proper name ("Pactes de Recherche")."""
    plain = re.match(r"[^\W\d_][a-zà-ÿ]+ [a-z](?!.*\b[A-ZÀ-Þ][a-zà-ÿ]+$)", name)
    return bool(plain) and words(name)[0] in _THE | _HEADS.keys()


def about(
    subjects: Sequence[str],
    question: str,
    cards: Mapping[str, SchemeCard],
    language: Language,
    called: Mapping[str, str] = NO_NAMES,
) -> str:
    """``question`` with what it is about before it: "Sur le Diag Data IA : c'est cher ?".

    ``called`` holds what the asker calls a scheme, where that is quite another name than the one shown.
    """
    named = [called.get(s) or with_article(cards[s], language) for s in subjects if s in cards]
    if not named:
        return question
    question = _ADDED.sub("", question)
    told = (" et " if language == "fr" else " and ").join(named)
    first = words(question)[:1]
    opens = bool(first) and first[0] in STOPWORDS and not question[1:2].isupper() and question[:2] not in ("I ", "I'")
    asked = uncapitalised(question) if opens else question
    return f"Sur {told} : {asked}" if language == "fr" else f"About {told}: {asked}"


_ADDED = re.compile(r"^(?:et|and|mais|but)\s+(?=\w)", re.IGNORECASE)


def asking_of(facet: Tag, card: SchemeCard, language: Language) -> str:
    """A plain question on one facet of a scheme: "Qui s'occupe du Diag Data IA ?", "What is the AI roadmap?"."""
    return _filled((FOLLOW_UPS.get(facet) or PLAIN[facet])[language], card, language)


def _filled(question: str, card: SchemeCard, language: Language) -> str:
    name = with_article(card, language)
    text = question.format(name=name, de_name=_contracted("de", name))
    return capitalised(re.sub(r"\bque (?=[aeiouyéèê])", "qu'", text, flags=re.IGNORECASE) if language == "fr" else text)


def offer_of(facet: Tag, card: SchemeCard, language: Language) -> str:
    """The question to offer next on one facet; "" where it makes no sense for the card."""
    if "regulation" not in card.kinds:
        return asking_of(facet, card, language)
    text = FOLLOW_UPS_ON_RULES.get(facet)
    return _filled(text[language], card, language) if text else ""


def choice_of(facet: Tag, card: SchemeCard, language: Language) -> str:
    """One choice where it is asked back which scheme is meant, on the facet asked for."""
    text = CHOICES.get(facet)
    return _filled(text[language], card, language) if text else asking_of(facet, card, language)


def telling_of(card: SchemeCard, language: Language) -> str:
    """A request for what a scheme is."""
    name = with_article(card, language)
    return f"Parlez-moi {_contracted('de', name)}" if language == "fr" else f"Tell me about {name}"


def likes_of(card: SchemeCard, language: Language) -> str:
    """A request for schemes like one: "y en a d'autres ?"."""
    name = with_article(card, language)
    if language == "fr":
        return f"Quelles autres aides ressemblent {_contracted('à', name)} ?"
    return f"Which other schemes are like {name}?"


def support_for(need: str, language: Language) -> str:
    """A need made a question: "et pour financer une thèse ?" becomes "Quelle aide pour financer une thèse ?"."""
    bare = re.sub(r"^(?:et|and|mais|but|ok)\s+", "", need, flags=re.IGNORECASE)
    return f"{'Quelle aide' if language == 'fr' else 'Which support'} {uncapitalised(bare)}"


def whatever_for_us(besides: Sequence[SchemeCard], language: Language) -> str:
    """A request for all that fits the firm, beside what was spoken of."""
    named = [with_article(card, language) for card in besides]
    if language == "fr":
        return f"{f'À part {named[0]}, q' if named else 'Q'}uelles aides y a-t-il pour notre entreprise ?"
    return f"{f'Besides {named[0]}, w' if named else 'W'}hich support is there for our firm?"


def renamed(
    question: str, card: SchemeCard, names: NameIndex, language: Language, called: Mapping[str, str] = NO_NAMES
) -> str | None:
    """``question`` with another scheme's name in the old one's place, its French article agreeing.

    ``None`` where ``question`` names no scheme, or two. ``called`` as in ``about``.
    """
    name = called.get(card.id) or with_article(card, language)
    spans = [m.span() for m in WORD.finditer(question)]
    found = names.mentions(question)
    if len({m.scheme_id for m in found}) != 1 or len(spans) != len(words(question)):
        return None
    start, end = spans[found[0].first][0], spans[found[0].last - 1][1]
    before, after = question[:start], question[end:]
    if language == "en":
        before = re.sub(r"\b[Tt]he $", "", before)
    elif linked := _LINK.search(before):
        before, name = before[: linked.start()], _linked(fold(linked.group(1)), name)
    text = f"{before}{name}{after}"
    return capitalised(text) if question[:1].isupper() else text


_LINK = re.compile(
    r"\b(de la |de l['’]|du |des |d['’]|de |[àa] la |[àa] l['’]|aux? |[àa] |qu['’]|que |les? |la |"
    r"l['’])$",
    re.IGNORECASE,
)


def _linked(link: str, phrase: str) -> str:
    """A noun phrase after the preposition that stood before another: "du", "à la", "d'"."""
    if link.startswith(("de", "du", "des", "d'")):
        return _contracted("de", phrase)
    if link.startswith("a"):
        return _contracted("à", phrase)
    if link.startswith("qu"):
        return f"qu'{phrase}" if _elides(phrase) else f"que {phrase}"
    return phrase


def _contracted(preposition: str, phrase: str) -> str:
    for article, joined in (("le ", {"de": "du ", "à": "au "}), ("les ", {"de": "des ", "à": "aux "})):
        if phrase.startswith(article):
            return joined[preposition] + phrase[len(article) :]
    if preposition == "de" and _elides(phrase):
        return f"d'{phrase}"
    return f"{preposition} {phrase}"


@lru_cache(maxsize=256)
def _article(name: str) -> Article:
    head = words(name)[0] if words(name) else ""
    return _HEADS.get(head, "")


def _elides(name: str) -> bool:
    return fold(name)[:1] in "aeiouh" and not fold(name).startswith(("hub", "onze"))


def put_beside(question: str, base: str) -> str:
    """One question with another in brackets that says what it is of.

    >>> put_beside("is that more than phase 2?", "How much was phase 1?")
    'is that more than phase 2 (How much was phase 1)?'
    """
    mark = " ?" if question.rstrip().endswith(" ?") else "?"
    said = re.sub(r"^(?:About|Sur) [^:?]+: ?", "", base).rstrip(" ?.!")
    return f"{question.rstrip(' ?.!')} ({said}){mark}"


def joined(question: str, fragment: str) -> str:
    """A question with what narrows it at its end: "Who runs it, and in Savoie?"."""
    head = question.rstrip(" .?!")
    tail = fragment.strip()
    tail = uncapitalised(tail) if not tail[1:2].isupper() else tail
    mark = "" if tail.endswith(("?", ".", "!")) else " ?" if question.rstrip().endswith(" ?") else "?"
    return f"{head}, {tail}{mark}"
