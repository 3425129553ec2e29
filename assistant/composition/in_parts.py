"""The parts of a question answered one after the other, each for itself and for each scheme it is asked of."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from assistant.composition.comparing import BY_DEGREE
from assistant.composition.compose import Composer
from assistant.composition.description import without_told
from assistant.composition.draft import Draft, Line, unshown
from assistant.composition.parts import INTERROGATIVE, all_in_full, asks, named, numbered_in, own_clause
from assistant.composition.subject import CLAUSE_KNOWN, cards_of
from assistant.dialogue.conversation import Standalone
from assistant.dialogue.topic import is_usual
from assistant.evidence.answerability import subject_terms
from assistant.evidence.selection import Query, Selector, is_eligibility
from assistant.language.entities import display_name, names_any, without_names_of
from assistant.language.intent import SUMS, Intent, read_intent
from assistant.language.text import fold
from corpus.model import SchemeCard

LITTLE = 0.6  # cosine below which a part that names nothing is asked of what the part before it was about
MOST_COMPARED = 3  # schemes
_OTHERS = re.compile(r"\b(?:autres?|others?|lesquel(?:le)?s|which ones|what are they)\b")
_BOUNDS = frozenset(("depuis", "since", "up", "jusqu"))


class One(Protocol):
    """Answers a query about one scheme: the one found, or ``home``."""

    def __call__(self, query: Query, most: int = 5, home: str | None = None) -> Draft: ...


@dataclass(frozen=True)
class InParts:
    """Drafts the parts. ``query`` makes a query of a text that asks for something, ``one`` answers it.

    ``compares``: the question holds its subjects against one another, so that what names none of them is asked of each.
    """

    standalone: Standalone
    selector: Selector
    query: Callable[[str, Intent, bool], Query]
    one: One
    compares: bool = False

    def drafts(self, parts: Sequence[str]) -> list[Draft]:
        """Each part answered for itself; one that tells too little by itself, about what was told before."""
        drafts: list[Draft] = []
        intent: Intent | None = None
        for at, (part, full) in enumerate(zip(parts, all_in_full(parts), strict=True)):
            if drafts and intent and self._is_told(part, intent, drafts[-1]):
                continue
            own = without_told(full, self._named)
            intent = self._intent(without_told(part, self._named), intent)
            among = self._compared(part, parts[: at + 1])
            if len(among) > 1:
                drafts.append(self._side_by_side(own, intent, among))
                continue
            query, home = self._part(own, intent), among[0] if among else None
            subjects = drafts[-1].subjects if drafts and not self.standalone.subjects else ()
            if subjects and query.near.best < LITTLE:
                home, name = subjects[0], display_name(self.selector.cards[subjects[0]], self.standalone.language)
                which = f"{name}{numbered_in(self.standalone.text, part)}"
                query = self._part(part, intent, which if intent.facets or self._is_own(part) else parts[at - 1])
            intent = query.intent
            if home or self.standalone.subjects or query.near.best >= CLAUSE_KNOWN:
                draft = self.one(query, most=2, home=home)
                again = not asks(part) or full != part or self._is_own(self._without_names(part))
                draft = unshown(draft, drafts) if again else draft
                drafts.append(self._anew(full, query, draft, drafts))
        return drafts

    def _anew(self, part: str, query: Query, draft: Draft, before: Sequence[Draft]) -> Draft:
        """What answers a part, for which only what was told before has been found on the occasion of all parts.

        Asked by itself, it is answered by what was not shown: a clause of its own has a statement of its own.
        """
        shown = {e.key for d in before for line in d.lines[:1] for e in line.extracts}
        told = [e.key for line in draft.lines if line.role in ("lead", "more") for e in line.extracts]
        if not shown or not shown.issuperset(told):
            return draft
        own = self._part(part.rpartition(": ")[2], query.intent)
        home = draft.subjects[0] if draft.subjects else None
        return unshown(self.one(own, most=2, home=home), before)

    @property
    def _named(self) -> list[SchemeCard]:
        return cards_of(self.standalone, self.selector.cards)

    def _intent(self, part: str, before: Intent | None) -> Intent:
        """What a part asks for; one that says not what it asks, the same as the part before it."""
        if before is not None and not asks(part):
            return before
        own = read_intent(own_clause(part))
        return own if own.facets else read_intent(part)

    def _part(self, part: str, intent: Intent, occasion: str = "") -> Query:
        """One part as a query of its own."""
        text = f"{occasion} : {part}" if occasion else named(part, self.standalone, self.selector.cards)
        # of a name alone, what the thing is is asked
        told = self._without_names(part) if intent.facets == ("definition",) else part
        return self.query(text, intent, not subject_terms(told, self.standalone.language))

    def _compared(self, part: str, so_far: Sequence[str]) -> Sequence[str]:
        """The schemes that a part of a comparison is asked of: those it names itself, or all those named so far."""
        if not self.compares or not names_any(self._named, " ".join(so_far)):
            return ()
        own, cards = own_clause(part), self.selector.cards
        subjects = self.standalone.subjects[:MOST_COMPARED]
        return [s for s in subjects if names_any([cards[s]], own)] or subjects

    def _side_by_side(self, part: str, intent: Intent, among: Sequence[str]) -> Draft:
        """Schemes held against one another; what cannot be is told of each."""
        query = self._part(part, intent)
        draft = Composer(self.selector).comparison(among, query)
        leads = tuple(line for line in draft.lines if line.role == "lead")
        told = {e.document.scheme_id for line in leads for e in line.extracts}
        by_figures = told >= set(among) and (
            bool(BY_DEGREE.search(fold(part))) or not self._is_own(self._without_names(part))
        )
        if leads and not is_eligibility(intent) and (by_figures or "lookalike" in intent.facets):
            return replace(draft, lines=leads)
        intent = Intent(("definition",), "plain") if set(intent.facets) == {"lookalike"} else intent
        own, firsts = own_clause(part), list[Line]()
        for scheme_id in among:
            name = display_name(self.selector.cards[scheme_id], self.standalone.language)
            text = f"{name} : {INTERROGATIVE.sub('', self._without_names(own))}"
            found = self.one(self.query(text, intent, query.bare), most=1, home=scheme_id)
            firsts += [replace(line, role="lead") for line in found.lines[:1]]
        return replace(draft, lines=tuple(firsts))

    def _is_own(self, part: str) -> bool:
        """Whether a part names something to ask for that not any scheme may be asked ("what fine?")."""
        return any(not is_usual(term) for term in subject_terms(part, self.standalone.language) - _BOUNDS)

    def _is_told(self, part: str, before: Intent, draft: Draft) -> bool:
        """Whether a part without words of its own ("on what day?", "and the others?") was answered before."""
        told = draft.lines[0].extracts[0].tags if draft.lines else ()
        facet, own = read_intent(part).facets[:1], self._without_names(part.rpartition(": ")[2])
        if not facet:
            return "list" in told and bool(_OTHERS.search(own))
        if facet[0] in {*before.facets, *SUMS} or facet[0] not in told:  # of sums there may be another
            return False
        return subject_terms(own, self.standalone.language) <= _BOUNDS

    def _without_names(self, text: str) -> str:
        """The words of a text without the subjects' names."""
        return without_names_of(self._named, text)
