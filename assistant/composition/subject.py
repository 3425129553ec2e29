"""Which scheme a question is answered about, where it may be one of several or names none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.composition.kinds import KNOWN
from assistant.dialogue.conversation import ROADMAP, Standalone
from assistant.evidence.extracts import Extract
from assistant.evidence.known_questions import APART
from assistant.evidence.selection import Query, Selector
from assistant.language.entities import names_any
from assistant.language.text import fold
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


_SCHEME = (
    r"\b(?:autre|quel|ancien|another|other|which|what|earlier|previous|older) "
    r"(?:programme?|dispositif|scheme|plan|aide)\b"
)
# "how many firms used AI before Osez l'IA?" asks after no other scheme
_BEFORE = re.compile(
    rf"\bpredecess|{_SCHEME}.*\b(?:avant|before|preced\w+)\b|\b(?:avant|before)\b.*{_SCHEME}|"
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
