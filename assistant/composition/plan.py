"""From a standalone question to a draft: which composition serves it, or which refusal."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.composition import asking
from assistant.composition.clauses import Clauses
from assistant.composition.compose import Composer
from assistant.composition.description import asked_beside, is_question, tells_what_it_is
from assistant.composition.draft import Draft, Line, in_turn, merged, quoted
from assistant.composition.in_parts import InParts
from assistant.composition.kinds import (
    ABOUT,
    KNOWN,
    UNLIKELY,
    Kind,
    asks_what_ended,
    kind_of,
    property_of,
    scope_of_all,
)
from assistant.composition.listing import Lister
from assistant.composition.missing import MissingParts, gap_in
from assistant.composition.parts import named, own_clause, parts_of
from assistant.composition.plea import ANY_AID, asks_what_there_is
from assistant.composition.subject import (
    CLAUSE_KNOWN,
    cards_of,
    of_predecessors,
    predecessors,
    relevance,
    subject_of,
    tells_of,
)
from assistant.dialogue.conversation import Standalone
from assistant.evidence.answerability import load_calibration, subject_terms
from assistant.evidence.extracts import Extract, statements_of
from assistant.evidence.known_questions import APART
from assistant.evidence.people import person_asked
from assistant.evidence.selection import Query, Selector, is_eligibility
from assistant.language.entities import names_of
from assistant.language.intent import ELIGIBILITY_TAGS, Intent, read_intent
from assistant.language.profile import without_firm
from assistant.language.text import fold
from assistant.model import Outcome, ScoredPassage
from corpus.model import SchemeCard
from ingest.model import QueryVectors

OF_A_PERSON = 3  # statements at most
PLAINLY = 0.45  # late interaction from which the document on the assistant is what a question is about
MORE = 2  # statements beside those that answer the parts of a question
NEAR = 0.25  # centred cosine from which a refusal calls a question near the field

# The assistant's own statement on what happens where the documents hold no answer.
_SAYS_SO = re.compile(r"si la reponse ne s'y trouve pas|if the answer is not there")

_LAST = re.compile(r"[:.!]\s+(?=[^:.!]*\?\s*$)")  # before what is asked at the end of a question that tells first

Embed = Callable[[str], QueryVectors]
Odds = Callable[[str, Intent], float]


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question with everything known before composition.

    ``probability`` is that the corpus answers, ``odds`` the same of another text on the same
    subjects, read as asking for something; ``embed`` gives the vectors of a text.
    """

    standalone: Standalone
    passages: Sequence[ScoredPassage]
    selector: Selector
    probability: float
    embed: Embed
    odds: Odds

    def answer(self) -> tuple[Draft, Outcome]:
        """The draft of the answer and the outcome; a refusal keeps what was nearest in ``draft.subjects``."""
        if before := predecessors(self.standalone, self.selector.cards):
            return replace(self, standalone=of_predecessors(self.standalone, before, self.selector.cards)).answer()
        whole, parts = self._whole(), parts_of(self.standalone.text)
        missing = self._missing(parts)
        kind = self._kind(whole, parts, missing)
        if kind == "outside":
            return self._nearest(), "not_in_corpus"
        if kind == "vague":
            return Draft(), "needs_clarification"
        draft = self._of_kind(kind, whole, is_single=not parts)
        if not draft.lines:
            draft = self._by_parts(parts, missing, compares=kind == "comparison" or self.standalone.paired)
        return (draft, "answered") if draft.lines or not missing else (self._nearest(), "not_in_corpus")

    def _kind(self, whole: Query, parts: Sequence[str], missing: Sequence[str]) -> Kind:
        answered = 0.0 if parts and len(missing) == len(parts) else self.probability
        if parts and answered < load_calibration().threshold:  # one part is enough, but "how much is it?" is of another
            own = [p for p in parts if self.standalone.subjects or subject_terms(p, self.standalone.language)] or parts
            answered = max(self.odds(self._named(p), read_intent(p)) for p in own)
        untold = len(missing) == len(parts) and bool(asking.UNTOLD.search(fold(self.standalone.own)))
        kind = kind_of(
            self.standalone, self.selector.cards, self.selector.people, answered, whole.near,
            untold=untold, besides=0 < len(missing) < len(parts),
            bodies=self.selector.bodies, settled=self._is_settled(whole),
        )  # fmt: skip
        if kind in ("outside", "question", "advice") and self._is_on_the_assistant(whole):
            return kind if asks_what_there_is(self.standalone) else "about"
        return kind

    def _of_kind(self, kind: Kind, whole: Query, *, is_single: bool) -> Draft:
        """What answers a question of a kind as a whole; empty where its parts are to be answered one by one."""
        if kind in ("greeting", "about"):
            return self._about(introduces=kind == "greeting" or bool(self.standalone.subjects))
        if kind == "comparison" and is_single:
            return self._composer.comparison(self.standalone.subjects, whole)
        if kind == "advice" and not self.selector.finds_added(self.passages):
            return self._advice(whole)
        return self._list(kind)

    def _list(self, kind: Kind) -> Draft:
        """All schemes that a question asks for; empty where its kind is another."""
        standalone, lister = self.standalone, Lister(self.selector)
        if kind == "article_only":
            return lister.known_from_article_only(standalone.language)
        if kind == "property":
            return lister.by_property(*(property_of(standalone) or ("", "")), standalone.language)
        if kind == "statuses":
            wanted = ("closed", "replaced") if asks_what_ended(standalone) else ("open",)
            return lister.by_status(wanted, standalone.language)
        if kind == "catalogue":
            return lister.catalogue(standalone.language, scope_of_all(standalone))
        return Draft()

    def _advice(self, whole: Query) -> Draft:
        s = self.standalone
        nothing = asks_what_there_is(s) and set(s.profile.goals) <= ANY_AID  # is named that could be found
        found = {} if nothing else relevance(whole, self.passages, self.selector)
        return Lister(self.selector).advice(
            s.profile, found, s.language, without=s.besides, scope=s.scope, near=whole.near
        )

    @property
    def _composer(self) -> Composer:
        return Composer(self.selector)

    @property
    def _named_cards(self) -> list[SchemeCard]:
        return cards_of(self.standalone, self.selector.cards)

    # -- the question and its parts ----------------------------------------------------------------------------

    def _whole(self) -> Query:
        s = self.standalone
        own = own_clause(s.asked)
        last = read_intent(own) if own in s.asked[1:] else s.intent
        intent = last if last.facets and not is_eligibility(last) else s.intent  # the rest is told, this is asked
        beside = asked_beside(s, self._named_cards)
        whole = self._query(beside, intent, s.bare, said=s.asked if beside == s.text else beside)
        if s.subjects or whole.near.best >= max(CLAUSE_KNOWN, whole.near.unanswered) or not tells_what_it_is(s.asked):
            return whole
        asked = s.asked.rpartition(": ")[2]
        alone = self._query(asked, read_intent(asked), s.bare)
        return alone if alone.near.best > whole.near.best else whole  # what is told before draws away

    def _missing(self, parts: Sequence[str]) -> list[str]:
        return MissingParts(self.standalone, self.selector, self.probability, self.embed, self.odds).among(parts)

    def _named(self, part: str) -> str:
        return named(part, self.standalone, self.selector.cards)

    def _query(self, text: str, intent: Intent, bare: bool, said: str = "") -> Query:
        """``text`` as a query; ``said`` in its place where something stands before it that was not said."""
        vectors, text = self.embed(text), said or text
        near = self.selector.known_questions.nearness(vectors.pooled)
        return Query(text, self._asked(text, intent), self.standalone.language, vectors.tokens, bare, near)

    def _asked(self, text: str, intent: Intent) -> Intent:
        """``intent`` without the facets that a text has from the subject's name or from what the firm tells."""
        if is_eligibility(intent):
            return intent
        unnamed = fold(text)
        for name in (fold(n) for s in self.standalone.subjects[:1] for n in names_of(self.selector.cards[s])):
            unnamed = unnamed.replace(name, " ") if len(name) > len("pack ia") else unnamed
        by_name = set(read_intent(text).facets) & set(ELIGIBILITY_TAGS) - set(read_intent(unnamed).facets)
        own = tuple(f for f in intent.facets if f not in by_name)  # a name ("laboratories") asks for nothing
        asked = read_intent(without_firm(text)).facets
        return replace(intent, facets=tuple(f for f in own if f in asked) or own)

    def _by_parts(self, parts: Sequence[str], missing: Sequence[str], *, compares: bool) -> Draft:
        """Each part of the question answered in turn, nothing twice; what is missing is named."""
        answering = InParts(self.standalone, self.selector, self._query, self._one, compares)
        drafts = answering.drafts([p for p in parts if p not in missing])
        told = [draft for draft in drafts if draft.lines]
        if not told:
            return self._of_clauses()
        if missing and all("unknown" in line.extracts[0].tags for draft in told for line in draft.lines[:1]):
            return Draft()  # of what is not known at all, no part was answered
        says_so = [e for e in self._on_the_assistant() if _SAYS_SO.search(fold(e.text))][:1]
        gaps = [Line(gap_in(part, self.standalone), tuple(says_so), "lead") for part in (missing if says_so else ())]
        answered = in_turn(told, MORE)
        at = sum(line.role == "lead" for line in answered.lines)
        return replace(answered, lines=(*answered.lines[:at], *gaps, *answered.lines[at:]))

    def _of_clauses(self) -> Draft:
        """A single question answered, and what answers its clauses by themselves right after the lead."""
        whole = self._whole()
        clauses = Clauses(self.standalone, self.selector, self.embed, self._query, self._one)
        return clauses.beside(self._one(whole), whole)

    def _one(self, query: Query, most: int = 5, home: str | None = None) -> Draft:
        profile = self.standalone.profile
        if person := person_asked(query.text, self.selector.people):
            return self._composer.on_evidence(self.selector.of_person(person, query), query.language, OF_A_PERSON)
        found = self.selector.of_passages(self.passages, query)
        subject = home or subject_of(query, self.standalone.subjects[:3], self.passages, self.selector)
        if subject is None:
            return self._composer.on_evidence(found, query.language)
        s, cards = self.standalone, self.selector.cards
        card = cards[subject]
        extra = [e for e in found if tells_of(e, card, cards, bare=query.bare, named=subject in s.subjects)]
        draft = self._composer.on_scheme(subject, query, profile, extra[:6], most)
        if is_eligibility(query.intent) and asking.ELSE.search(fold(query.text)):
            found_well = relevance(query, self.passages, self.selector)
            other = Lister(self.selector).advice(profile, found_well, query.language, 2, without=(subject,))
            draft = merged([draft, other])
        return draft

    def _is_settled(self, query: Query) -> bool:
        """Whether a question that names no scheme asks something, not just what there is, of what is found as one."""
        asked = read_intent(_LAST.split(self.standalone.text)[-1])
        if asked.form == "advice" or is_eligibility(asked) or not is_question(self.standalone.text):
            return False
        if self.standalone.intent.form == "advice" and set(asked.facets) <= {"definition"}:  # it is what is told
            return False
        return subject_of(query, (), self.passages, self.selector) is not None

    def _is_on_the_assistant(self, query: Query) -> bool:
        """Whether the question is plainly about what the document on the assistant tells."""
        if self.probability < UNLIKELY or query.near.best_of(ABOUT) <= query.near.unanswered:
            return False
        if self.standalone.subjects or not self.passages or asking.TAKEOVER.search(fold(self.standalone.own)):
            return False
        if query.near.best >= KNOWN and query.near.best_of(ABOUT) < query.near.best - APART:
            return False  # all but a question known to be answered elsewhere
        best = self.passages[0]
        return best.document_id.rpartition(".")[0] == ABOUT and best.late >= PLAINLY

    # -- beside the schemes ------------------------------------------------------------------------------------

    def _about(self, introduces: bool) -> Draft:
        statements = self._on_the_assistant()
        if introduces:
            return Draft(tuple(quoted(e, "lead") for e in statements[:2]))
        ranked = self.selector.ranked(statements, self._whole())
        return Draft(tuple(quoted(e, "lead" if i == 0 else "more") for i, e in enumerate(ranked[:3])))

    def _on_the_assistant(self) -> Sequence[Extract]:
        document = self.selector.documents.get(f"{ABOUT}.{self.standalone.language}")
        return statements_of(document) if document else ()

    def _nearest(self) -> Draft:
        """Nothing to say, but what came nearest, where it came near: the refusal's words differ."""
        near = [self.selector.documents[p.document_id].scheme_id for p in self.passages[:1] if p.dense >= NEAR]
        return Draft(subjects=tuple(s for s in near if s))
