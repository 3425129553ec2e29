"""Which parts of a question the corpus does not answer, while it answers the others."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.composition import asking
from assistant.composition.description import without_told
from assistant.composition.kinds import CLEARLY, UNLIKELY
from assistant.composition.parts import all_in_full, named
from assistant.composition.subject import cards_of
from assistant.dialogue.anaphora import points_back
from assistant.dialogue.conversation import Standalone
from assistant.dialogue.topic import is_usual
from assistant.evidence.answerability import subject_terms
from assistant.evidence.selection import Selector
from assistant.language.entities import names_of
from assistant.language.intent import Intent, read_intent
from assistant.language.text import fold, stems
from assistant.language.wording import phrase
from ingest.model import QueryVectors

SURELY = 0.97  # probability of an answer from which a part is missing only if its own words are strange
LIKELY = 0.75  # probability from which a part is not missing, whatever it is without the scheme's name
UNANSWERED = 0.8  # cosine of a part to a question without an answer from which it is taken for that one
FAR = 0.45  # cosine to every question known of the subject below which a part with words of its own is missing


@dataclass(frozen=True)
class MissingParts:
    """Looks for them. ``probability`` is that the corpus answers the whole, ``odds`` the same of a text."""

    standalone: Standalone
    selector: Selector
    probability: float
    embed: Callable[[str], QueryVectors]
    odds: Callable[[str, Intent], float]

    def among(self, parts: Sequence[str]) -> list[str]:
        """The parts that the corpus does not answer.

        Rather none than one too many: that the documents say nothing is a statement too, and must not be wrong.
        """
        surely = self.probability >= SURELY and not asking.UNTOLD.search(fold(self.standalone.text))
        full = dict(zip(parts, all_in_full(parts), strict=True))
        subjects = cards_of(self.standalone, self.selector.cards)
        asked = {part: without_told(text, subjects) for part, text in full.items()}
        missing = [p for p in parts if self._is_strange(asked[p]) or (not surely and self._is_missing(asked[p]))]
        follows = {p for before, p in itertools.pairwise(parts) if full[p] != p and before in missing}
        missing += [p for p in parts if p in follows and p not in missing]
        if self.standalone.subjects or parts[:1] != missing[:1]:
            return missing
        return [p for p in parts if p in missing or points_back(fold(p))]  # "it" is what nothing is known of

    def _named(self, part: str) -> str:
        return named(part, self.standalone, self.selector.cards)

    def _is_missing(self, part: str) -> bool:
        folded = fold(part)
        likely = self.odds(self._named(part), read_intent(part))
        if asking.UNTOLD.search(folded) or asking.SECRET.search(folded) or likely < UNLIKELY:
            return True
        # beside a scheme's name anything seems likely: "what does parking there cost?" must be so without it
        is_own = bool(subject_terms(part, self.standalone.language)) and self._named(part) != part
        if likely < LIKELY and is_own and self.odds(part, read_intent(part)) < UNLIKELY:
            return True
        near = self.selector.known_questions.nearness(self.embed(part).pooled)
        return near.unanswered >= UNANSWERED and near.unanswered > near.best + CLEARLY

    def _is_strange(self, part: str) -> bool:
        """Whether a part brings words that its subject's card has not, and is unlikely or far from all known of it."""
        text = self._named(part)
        terms, strange = self._strange(part) if self.standalone.subjects and text != part else (set(), set())
        if not strange:
            return False
        if asking.SECRET.search(fold(part)) or asking.RECOMMENDED.search(fold(part)):
            return True
        intent = read_intent(part)
        if self.odds(part, intent) < UNLIKELY:
            return True
        if all(self._knows(term) for term in strange):
            return False
        if strange == terms and not intent.facets and self.odds(text, intent) < LIKELY:
            return True
        near = self.selector.known_questions.nearness(self.embed(text).pooled)
        return len(strange) > 1 and max(near.best_of(s) for s in self.standalone.subjects) < FAR

    def _knows(self, term: str) -> bool:
        return self.selector.weights.knows(term, self.standalone.language)

    def _strange(self, part: str) -> tuple[set[str], set[str]]:
        """Stems of what a part is about, and those of them that its subjects' cards and their questions lack."""
        language = self.standalone.language
        terms = {t for t in subject_terms(part, language) if not is_usual(t)}
        return terms, terms - self._said if terms else set()

    @cached_property
    def _said(self) -> set[str]:
        """Stems of all that the subjects' cards say and are asked; worked out once for all parts."""
        said = [name for card in cards_of(self.standalone, self.selector.cards) for name in names_of(card)]
        for subject in self.standalone.subjects:
            for document in self.selector.documents.values():
                if document.scheme_id == subject:
                    said += [document.text, *(q for s in document.statements for q in s.questions)]
        return {stem for text in said for stem in stems(text, self.standalone.language)}


def gap_in(part: str, standalone: Standalone) -> str:
    """That the documents say nothing on a part of a question, quoted only as the asker typed it."""
    if fold(part) in fold(standalone.typed or standalone.own):
        return phrase("part_missing", standalone.language, part=part)
    return phrase("rest_missing", standalone.language)
