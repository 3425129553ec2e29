"""From a draft to an answer: its lines cited and verified, or a refusal, or a question back."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.composition import asking
from assistant.composition.draft import Draft, Line, Role
from assistant.composition.subject import cards_of
from assistant.dialogue.conversation import Standalone
from assistant.dialogue.phrasing import choice_of, offer_of, with_article
from assistant.evidence.selection import Selector
from assistant.language.criteria import criterion_given
from assistant.language.text import fold
from assistant.language.wording import CHOICES, CLARIFY_SUBJECTS, FOLLOW_UPS, phrase
from assistant.model import Answer, CompanyProfile, Outcome
from assistant.verification.cite import Numbering, renumbered, with_markers
from assistant.verification.verify import fault_of, is_verbatim
from corpus.model import SchemeCard, Tag

OFFERED = 3  # questions beneath an answer


@dataclass(frozen=True, slots=True)
class Reply:
    """Writes the answer to one question from its draft."""

    standalone: Standalone
    selector: Selector

    def answer(self, draft: Draft, outcome: Outcome) -> tuple[Answer, int]:
        """The answer, and how many sentences the verifier kept from it."""
        if outcome == "needs_clarification":
            return self._clarification(), 0
        text, numbering, dropped = self._verified(draft.lines) if outcome == "answered" else ("", Numbering(), 0)
        if not text:
            return self._refusal(draft), dropped
        text, citations = renumbered(text, numbering.citations)
        asked = self.standalone
        return Answer(
            asked.own, asked.text, asked.language, "answered", text, citations,
            self._follow_ups(draft), notices=draft.notices, profile=asked.profile,
        ), dropped  # fmt: skip

    def _verified(self, lines: Sequence[Line]) -> tuple[str, Numbering, int]:
        """The lines that stand, with markers, as paragraphs; a line that does not stand is dropped and counted."""
        numbering = Numbering()
        said = said_by(self.standalone)
        standing: list[tuple[Role, str]] = []
        for line in lines:
            text = self._standing(line, numbering, said)
            if text is not None:
                standing.append(("check" if line.role == "notice" else line.role, text))
        return _paragraphs(standing), numbering, len(lines) - len(standing)

    def _standing(self, line: Line, numbering: Numbering, said: str) -> str | None:
        """The line with its markers, or ``None`` where it does not stand."""
        numbers = list(dict.fromkeys(numbering.number(e) for e in line.extracts))
        text = with_markers(line.text, numbers)
        by_number = {c.number: c for c in numbering.citations if c.number in numbers}
        if any(not is_verbatim(c, lambda i: self.selector.documents[i].text) for c in by_number.values()):
            return None
        return None if fault_of(text, by_number, said) else text

    def _follow_ups(self, draft: Draft) -> tuple[str, ...]:
        """Questions the cards can answer and this answer has not."""
        if not draft.subjects:
            return ()
        scheme_id, language = draft.subjects[0], self.standalone.language
        document = self.selector.card_document(scheme_id, language)
        if document is None:
            return ()
        has = {t for s in document.statements for t in s.tags if "unknown" not in s.tags}
        card = self.selector.cards[scheme_id]
        offered = [offer_of(t, card, language) for t in FOLLOW_UPS if t in has and t not in draft.shown]
        return tuple([question for question in offered if question][:OFFERED])

    def _refusal(self, draft: Draft) -> Answer:
        asked, card, offered = self.standalone, self._card(), tuple[str, ...]()
        text = phrase("stays_itself", asked.language)
        if not asking.TAKEOVER.search(fold(asked.own)):
            text = f"{phrase('not_in_corpus', asked.language)} {self._door(draft, card)}"
            offered = (offer_of("apply", card, asked.language),) if card else ()
        return Answer(
            asked.own, asked.text, asked.language, "not_in_corpus", text, follow_ups=offered, profile=asked.profile
        )

    def _card(self) -> SchemeCard | None:
        """The first scheme that the question names."""
        return next(iter(cards_of(self.standalone, self.selector.cards)), None)

    def _door(self, draft: Draft, card: SchemeCard | None) -> str:
        """Where to ask what the documents do not hold. No address: it would be a statement without its source."""
        folded, language = fold(self.standalone.own), self.standalone.language
        if asking.PRIVATE.search(folded):
            return f"{phrase('field', language)} {phrase('ask_person', language)}"
        if card:
            return phrase("ask_body", language, name=with_article(card, language))
        if draft.subjects or draft.lines or asking.OF_BUSINESS.search(folded):
            return phrase("ask_region", language)
        return f"{phrase('field', language)} {phrase('ask_anyone', language)}"

    def _speaks_of(self, scheme_id: str, facet: Tag) -> bool:
        """Whether a card says anything of a facet, be it that it is not known."""
        document = self.selector.card_document(scheme_id, self.standalone.language)
        return document is not None and any(facet in s.tags for s in document.statements)

    def _clarification(self) -> Answer:
        asked, cards = self.standalone, self.selector.cards
        facets = [f for f in asked.intent.facets if f != "definition" and (f in FOLLOW_UPS or f in CHOICES)]
        facet: Tag = "people" if "people" in facets else next(iter(facets), "definition")
        subjects = [s for s in (asked.subjects or CLARIFY_SUBJECTS) if s in cards]
        subjects = [s for s in subjects if self._speaks_of(s, facet)] or subjects
        choices = tuple(choice_of(facet, cards[s], asked.language) for s in subjects[:OFFERED])
        text = "\n".join([phrase("clarify", asked.language), "", *(f"- {c}" for c in choices)])
        return Answer(
            asked.own, asked.text, asked.language, "needs_clarification", text,
            follow_ups=choices, profile=asked.profile,
        )  # fmt: skip


def _paragraphs(lines: Sequence[tuple[Role, str]]) -> str:
    """Lines of one role after the other as a paragraph, each item of a list on a line of its own."""
    blocks: list[str] = []
    before: Role | None = None
    for role, text in lines:
        if blocks and (role == "item_more" or (role == before and role not in ("item", "head"))):
            blocks[-1] += f" {text}"
        else:
            blocks.append(f"- {text}" if role == "item" else text)
        before = role
    joined = blocks[0] if blocks else ""
    for above, block in itertools.pairwise(blocks):
        joined += ("\n" if above.startswith("- ") and block.startswith("- ") else "\n\n") + block
    return joined


def said_by(standalone: Standalone) -> str:
    """What the asker said, whose figures and names need no quote: the question, and the firm in either language."""
    return f"{standalone.text} {_firm(standalone.profile)}"


def _firm(profile: CompanyProfile) -> str:
    names = ("employees", "turnover_eur", "age_years", "project_eur", "region", "sector", "partner")
    return " · ".join(criterion_given(name, profile, language) for name in names for language in ("fr", "en"))
