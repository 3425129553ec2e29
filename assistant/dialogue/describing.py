"""Schemes meant by a description: "the Île-de-France one", "the first cluster", "back to the CEA's programme"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.language.entities import is_common, names_of
from assistant.language.text import STOPWORDS, word_list, words
from corpus.model import SchemeCard

# What schemes of a kind (``SchemeCard.kinds``) go by.
_KINDS: dict[str, frozenset[str]] = {
    "network": frozenset(word_list("cluster pole hub reseau network association club communaute community")),
    "loan": frozenset(word_list("pret loan")),
    "grant": frozenset(word_list("subvention grant aide aid appel call concours contest")),
    "guarantee": frozenset(word_list("garantie guarantee")),
    "training": frozenset(word_list("formation training cours course")),
    "research": frozenset(word_list("recherche research labo laboratoire lab programme")),
    "regulation": frozenset(word_list("reglement loi law regulation")),
    "strategy": frozenset(word_list("plan strategie strategy")),
    "advice": frozenset(word_list("diagnostic diagnosis audit accompagnement")),
}
_ALL_KINDS = frozenset(noun for nouns in _KINDS.values() for noun in nouns)
_NAME, _KIND = 2, 1  # what a word of a description says, where it is of a name, or of a kind alone


def come_back(folded: str, schemes: Sequence[str], cards: Mapping[str, SchemeCard]) -> tuple[str, ...]:
    """The scheme that "back to …" describes best, of those spoken of, the latest first; none where none fits."""
    found = _BACK_TO.search(folded)
    return _best(_content(found.group(1) or found.group(2)), schemes, cards) if found else ()


def of_kind(folded: str, schemes: Sequence[str], cards: Mapping[str, SchemeCard]) -> tuple[str, ...]:
    """Those of ``schemes`` that the noun after an ordinal fits ("the second hub"); none where none does."""
    found = _RANKED.search(folded)
    wanted = _content(found.group(1)) if found else frozenset()
    return tuple(s for s in schemes if s in cards and _fit(wanted, cards[s])) if wanted else ()


def the_one(
    folded: str, schemes: Sequence[str], without: Sequence[str], cards: Mapping[str, SchemeCard]
) -> tuple[str, ...]:
    """The scheme of "the Loire one", "celui de Bpifrance": of ``schemes``, else the only card that this describes."""
    for found in _ONE.finditer(folded):
        said = next(g for g in found.groups() if g)
        literal = [s for s in cards if s not in without and _bears(said, cards[s])]
        if len(literal) == 1:
            return (literal[0],)
        wanted = _content(said)
        if not wanted:
            continue
        near = [s for s in schemes if s in cards and s not in without and _whole(wanted, cards[s])]
        far = [s for s in cards if s not in without and _whole(wanted, cards[s], names_only=True)]
        if near or len(far) == 1:
            return ((near or far)[0],)
    return ()


def only_describes(folded: str) -> bool:
    """Whether a folded text holds such a description and nothing else ("l'autre, celui d'Île-de-France")."""
    rest = _ONE.sub(" ", folded)
    return rest != folded and not [w for w in words(rest) if w not in STOPWORDS and w not in _EMPTY and w != "autre"]


def _best(wanted: frozenset[str], schemes: Sequence[str], cards: Mapping[str, SchemeCard]) -> tuple[str, ...]:
    scores = {s: _fit(wanted, cards[s]) for s in schemes if s in cards}
    best = max(scores, key=lambda s: scores[s], default=None)
    return (best,) if best and scores[best] else ()


def _fit(wanted: frozenset[str], card: SchemeCard) -> int:
    kinds = {noun for kind in card.kinds for noun in _KINDS.get(kind, ())}
    return _NAME * len(wanted & _telling(card)) + _KIND * len(wanted & kinds)


def _bears(phrase: str, card: SchemeCard) -> bool:
    """Whether several words together are part of a name ("Grand Est")."""
    run = words(phrase)
    return len(run) > 1 and any(f" {' '.join(run)} " in f" {' '.join(words(name))} " for name in names_of(card))


def _whole(wanted: frozenset[str], card: SchemeCard, names_only: bool = False) -> bool:
    """Whether every word of a description fits a card."""
    kinds = {noun for kind in card.kinds for noun in (kind, *_KINDS.get(kind, ()))}
    return wanted <= (_telling(card) if names_only else _telling(card) | kinds) and bool(wanted - _ALL_KINDS or kinds)


def _telling(card: SchemeCard) -> frozenset[str]:
    """The words of a card's names and of its publisher, in the singular."""
    told = (w for name in (*names_of(card), card.publisher) for w in words(name))
    return frozenset(_singular(w) for w in told if w not in STOPWORDS)


def _content(phrase: str) -> frozenset[str]:
    """The words of a description that tell something."""
    return frozenset(_singular(w) for w in words(phrase) if w not in STOPWORDS and w not in _EMPTY and _says(w))


def _says(word: str) -> bool:
    return len(word) > 1 and (not is_common(word) or word in _ALL_KINDS)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith(("s", "x")) and not word.endswith(("is", "us", "ss")) else word


_BACK_TO = re.compile(
    r"\b(?:(?:revenir|revenons|reviens|revient|retour\w*|parl\w+) (?:a la|a l'|au|aux|a|sur la|sur l'|sur les?|sur|"
    r"de la|de l'|du|des?)|(?:back|return\w*) to|reprenons) ?([^,:;.?!]+)|"
    r"^(?:and |ok )?(?:the|le|la|l') ?([\w' -]+?) (?:again|encore)\b"
)
_RANKED = re.compile(
    r"(?:premi\w+|1ere?|first|deuxieme|seconde?|2e|2nd|second|troisieme|third|3e|quatrieme|fourth|derni\w+|last)"
    r" ([a-z]{3,})"
)
_ONE = re.compile(
    r"\b(?:the other(?: one)?|l'autre), ?(?:the |les? |la |l')([^,:;.?!]{3,40})|"
    r"\bthe ((?:[a-z0-9&'-]+ ){0,2}?[a-z0-9&'-]+) ones?\b|\bthe ones? (?:in|of|from|for|by|near|at|with)(?: the)? "
    r"([a-z0-9&'-]+)|\b(?:celui|celle|ceux|celles) (?:de la |du |des |de l'|de |d'|en |a |dans la |pour la |pour )"
    r"([a-z0-9&'-]+)|"
    r"\b(?:celui|celle|the one) (?:sur|avec|pour|on|about|for) (?:les? |la |l'|the )?([^,:;.?!]{3,40})"
)
_EMPTY = frozenset(
    word_list(
        "other first second third last same one question point sujet topic premier premiere deuxieme troisieme dernier "
        "derniere told talked said dont parlais parlait mentioned cheaper cheapest bigger smaller better best "
        "right wrong regional national european new old debut start beginning tout very"
    )
)
