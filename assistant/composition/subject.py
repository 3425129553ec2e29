"""Which scheme a question is answered about, where it may be one of several or names none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.composition.kinds import KNOWN
from assistant.composition.parts import parts_of
from assistant.dialogue.conversation import ROADMAP, Standalone
from assistant.dialogue.phrasing import telling_of
from assistant.evidence.extracts import Extract
from assistant.evidence.known_questions import APART
from assistant.evidence.selection import Query, Selector
from assistant.language.entities import names_any
from assistant.language.intent import read_intent
from assistant.language.places import names_home
from assistant.language.text import fold, words
from assistant.model import ScoredPassage
from corpus.model import SchemeCard

CLAUSE_KNOWN = 0.5  # cosine from which a clause of a question is taken for a known question


def cards_of(standalone: Standalone, cards: Mapping[str, SchemeCard]) -> list[SchemeCard]:
    """The cards of a question's subjects."""
    return [cards[s] for s in standalone.subjects if s in cards]


def predecessors(standalone: Standalone, cards: Mapping[str, SchemeCard]) -> tuple[str, ...]:
    """The schemes whose place a subject has taken, where the question asks after what came before it."""
    if not _BEFORE.search(fold(standalone.text)):
        return ()
    return tuple(i for i, card in cards.items() if card.status.replaced_by in standalone.subjects)


def of_predecessors(standalone: Standalone, before: tuple[str, ...], cards: Mapping[str, SchemeCard]) -> Standalone:
    """A question about what came before a scheme, asked of that; where only its name is asked for, what it was."""
    if set(standalone.intent.facets) <= {"definition", "lookalike"} and not parts_of(standalone.text):
        text = telling_of(cards[before[0]], standalone.language)
        standalone = replace(standalone, text=text, asked=text, intent=read_intent(text))
    return replace(standalone, subjects=before)


_SCHEME = (
    r"\b(?:autre|quel|ancien|another|other|which|what|earlier|previous|older) "
    r"(?:programme?|dispositif|scheme|plan|aide)\b"
)
# "how many firms used AI before Osez l'IA?" asks after no other scheme
_BEFORE = re.compile(
    rf"\bpredecess|\bancetre|\bancestor|\bforerunner|\bforebear|\baieul|{_SCHEME}.*\b(?:avant|before|preced\w+)\b|\b(?:avant|before)\b.*{_SCHEME}|"
    r"\b(?:programme?|scheme|plan|dispositif) (?:d'avant|before|precedent|(?:that|which) (?:preceded|came before))"
)


def subject_of(query: Query, named: Sequence[str], passages: Sequence[ScoredPassage], selector: Selector) -> str | None:
    """The scheme to answer about: the best of those named, else a known question's, else the one retrieved most."""
    nearest = next((stem for stem, _ in query.near.scores), "")
    if (
        list(named) == [ROADMAP]
        and query.near.best >= CLAUSE_KNOWN
        and nearest in selector.cards
        and query.near.best > query.near.best_of(ROADMAP) + APART
    ):
        named = [nearest]  # the roadmap is the occasion of so many questions
    occasion, colon, _ = query.text.partition(":")
    # what stands before a colon is what all is asked of
    named = [s for s in named if colon and names_any([selector.cards[s]], occasion)] or named
    parts = {s for s in named for o in named if o != s and is_in_name(selector.cards[s], selector.cards[o], query)}
    named = [s for s in named if s not in parts]
    if named:
        tops = {s: max((e.score for e in selector.of_scheme(s, query)), default=-9.0) for s in named}
        return max(tops, key=lambda s: tops[s])
    if query.near.best >= KNOWN:
        return nearest if nearest in selector.cards else None
    if query.near.best >= CLAUSE_KNOWN and nearest in selector.cards and _is_run_by_named(nearest, query, selector):
        return nearest  # "that thing of Bpifrance's where an expert comes"
    votes: dict[str, float] = {}
    schemes = [selector.documents[p.document_id].scheme_id for p in passages[:6]]
    for rank, (passage, scheme) in enumerate(zip(passages, schemes, strict=False)):
        if scheme:
            votes[scheme] = votes.get(scheme, 0.0) + passage.score / (1 + 0.3 * rank)
    first = schemes[0] if schemes else None
    return first if first and votes[first] >= 0.5 * sum(votes.values()) else None


def is_in_name(card: SchemeCard, other: SchemeCard, query: Query) -> bool:
    """Whether a card is named only as what the other is a part of ("innovation projects, regional France 2030")."""
    whole = fold(other.names[query.language])
    return names_any([other], query.text) and any(fold(name) in whole for name in (*card.names.values(), *card.aliases))


def _is_run_by_named(scheme: str, query: Query, selector: Selector) -> bool:
    """Whether a question names the publisher of a scheme's card, unless that is a region: firms lie in one."""
    publisher = selector.cards[scheme].publisher
    return not names_home(publisher) and set(words(publisher)) <= set(words(query.text))


def tells_of(extract: Extract, card: SchemeCard, cards: Mapping[str, SchemeCard], *, bare: bool, named: bool) -> bool:
    """Whether an extract of any document may answer a question on a card.

    What replaced it tells nothing of it, nor does what it is mistaken for, where it is ``named`` in the question.
    """
    home = extract.document.scheme_id or ""
    if home == card.status.replaced_by:
        return False
    alike = home in card.confused_with or (home in cards and card.id in cards[home].confused_with)
    other = bool(extract.document.statements) and not bare and "unknown" not in extract.tags
    return names(extract, card) or (other and not (alike and named))


def relevance(query: Query, passages: Sequence[ScoredPassage], selector: Selector) -> dict[str, float]:
    """Scheme id -> how well its best passage was found, 1 for the best of all, or the question known to it."""
    best = max((p.score for p in passages), default=0.0) or 1.0
    found: dict[str, float] = {}
    for passage in passages:
        scheme = selector.documents[passage.document_id].scheme_id
        if scheme:
            found[scheme] = max(found.get(scheme, 0.0), passage.score / best)
    top = query.near.best or 1.0
    return {s: found.get(s, 0.0) + query.near.best_of(s) / top for s in selector.cards}


def names(extract: Extract, card: SchemeCard) -> bool:
    """Whether an extract says a card's name."""
    text = fold(extract.text)
    return any(fold(name) in text for name in card.names.values())
