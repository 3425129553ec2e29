"""The clauses of a single question: what answers them by themselves, shown right after what answers the whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.composition.description import describes
from assistant.composition.draft import Draft, Line, quoted
from assistant.composition.in_parts import One
from assistant.composition.parts import MOST_CLAUSES, clauses_of, named, own_clause
from assistant.composition.subject import CLAUSE_KNOWN, cards_of
from assistant.dialogue.conversation import Standalone
from assistant.evidence.selection import Query, Selector, is_eligibility
from assistant.language.entities import without_words_of
from assistant.language.intent import ELIGIBILITY_TAGS, Intent, read_intent
from assistant.language.text import STOPWORDS
from corpus.model import Tag
from ingest.model import QueryVectors

# What a card tells of its subject before all else, and where it sends the reader.
_OPENING: frozenset[Tag] = frozenset(("definition", "operator", "apply", "contact"))
_OCCASION = frozenset(("sur", "about"))  # before a name that is what a question is about
_MONEY: frozenset[Tag] = frozenset(("cost", "amount", "rate"))


@dataclass(frozen=True)
class Clauses:
    """Answers them. ``query`` makes a query of a text that asks for something, ``one`` answers it."""

    standalone: Standalone
    selector: Selector
    embed: Callable[[str], QueryVectors]
    query: Callable[[str, Intent, bool], Query]
    one: One

    def beside(self, draft: Draft, whole: Query) -> Draft:
        """``draft`` of the ``whole`` question, with what answers the clause that asks and the others after its lead.

        What is told before a question draws its answer towards what is told: a lead that does not tell what is
        asked gives way to one that does.
        """
        if not draft.lines:
            return draft
        own = self._of_own_clause(draft, whole)
        asked = set(own[0].extracts[0].tags) & set(whole.intent.facets[:1]) if own else set[Tag]()
        leads = asked and not asked & set(draft.lines[0].extracts[0].tags)
        shown = {e.key for line in draft.lines if line.role == "lead" for e in line.extracts}
        shown -= {e.key for line in own for e in line.extracts if leads}
        added = [line for line in own if shown.isdisjoint(e.key for e in line.extracts)]
        added += self._known(draft, shown | {e.key for line in added for e in line.extracts})
        keys = {e.key for line in added for e in line.extracts}
        rest = [line for line in draft.lines if not keys & {e.key for e in line.extracts}]
        return replace(draft, lines=(*added, *rest) if leads else (*rest[:1], *added, *rest[1:]))

    def _of_own_clause(self, draft: Draft, whole: Query) -> list[Line]:
        """The line that answers what is asked, without what is told before it; none where that is the whole."""
        clause = own_clause(whole.text)
        if clause == whole.text.strip(" ?.!") or is_eligibility(whole.intent) or not draft.subjects:
            return []
        intent = read_intent(clause)
        if not intent.facets or not self._asks_something(clause):
            return []
        query = self.query(named(clause, self.standalone, self.selector.cards), intent, False)
        found = self.one(query, most=1, home=draft.subjects[0])
        return [
            replace(line, role="lead") for line in found.lines[:1] if set(intent.facets) & set(line.extracts[0].tags)
        ]

    def _known(self, draft: Draft, shown: set[tuple[str, int, int]]) -> list[Line]:
        """The statements known to answer a clause of the question by itself, but those ``shown``."""
        clauses, added = clauses_of(self.standalone.text), list[Line]()
        first, rules = draft.lines[0], set(ELIGIBILITY_TAGS)
        is_judged = bool(rules & set(first.extracts[0].tags)) and first.text != quoted(first.extracts[0]).text
        for clause in (c for c in clauses[:MOST_CLAUSES] if len(clauses) > 1 and self._asks_something(c)):
            near = self.selector.known_questions.nearness(
                self.embed(named(clause, self.standalone, self.selector.cards)).pooled
            )
            found = self.selector.known_questions.statements(near, self.standalone.language, 1)
            best = found[0] if found and near.best >= max(CLAUSE_KNOWN, near.unanswered) else None
            intent = read_intent(clause)
            asked = set(intent.facets)
            if is_judged and (asked & rules or intent.form == "advice"):
                continue  # whether it may was told by the rule itself, and what else there is stands in a list
            if best and not set(best.tags) & asked and (set(best.tags) & _OPENING or asked & _MONEY):
                continue  # a clause that holds little but a name, or "how much", comes near to much else
            if best and best.key not in shown and best.document.scheme_id in draft.subjects:
                shown.add(best.key)
                added.append(quoted(best, "lead"))
        return added

    def _asks_something(self, clause: str) -> bool:
        """Whether a clause holds more than the subjects' names and what the firm is."""
        text = clause
        for card in cards_of(self.standalone, self.selector.cards):
            text = without_words_of(card, text)
        return not describes(clause) and any(word not in STOPWORDS and word not in _OCCASION for word in text.split())
