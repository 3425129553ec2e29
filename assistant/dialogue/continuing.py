"""Whether a question goes on about what was spoken of before it: narrows it, or turns to another matter of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.dialogue.anaphora import Cues
from assistant.dialogue.focus import Past
from assistant.dialogue.topic import opens_anew, strange_words
from assistant.dialogue.utterance import (
    asks_alone,
    asks_by_whom,
    is_of_schemes,
    is_of_something_else,
    is_question_word,
    is_set_elsewhere,
)
from assistant.language.entities import NameIndex
from assistant.language.intent import Intent
from assistant.language.text import fold, words
from corpus.model import Tag

SpeaksOf = Callable[[str, str], bool]  # whether the card of a scheme uses a word, in any form


@dataclass(frozen=True, slots=True)
class Continuity:
    """Judges it by the names of the schemes and by what their cards speak of."""

    names: NameIndex
    speaks_of: SpeaksOf

    def goes_on(self, cues: Cues, intent: Intent, past: Past) -> bool:
        """Whether the question is about what was spoken of, rather than a subject of its own."""
        strange = self.strange(cues.core)
        left = cues.leaves and not (cues.pronoun and not strange)
        compares = cues.measures and cues.goes_on and len(strange) <= 1  # "and phase 2, is it more?"
        its = all(self._is_its(w, cues.core, past) for w in strange)  # "what's the maximum fine?", of a law
        anew = not (its or compares) and opens_anew(fold(cues.core), self.names)
        if left or anew or is_set_elsewhere(fold(cues.core)):
            return False
        if cues.pronoun or not strange:
            return cues.pronoun or not is_of_schemes(cues.core)
        if is_of_something_else(cues.core) or cues.turns_away:
            return False
        if cues.goes_on and not asks_alone(cues.core):
            return len(strange) <= _FRAGMENT
        if len(strange) <= _FRAGMENT and any(self._is_its(w, cues.core, past) for w in strange):
            return True  # "who hands out the label?", of a scheme that asks for one
        asked = set(intent.facets) - {"definition", "employees"}
        return len(strange) == 1 and (bool(asked) or len(words(cues.core)) <= _SHORT)

    def _is_its(self, word: str, core: str, past: Past) -> bool:
        """Whether a word stands for something definite that the card of the scheme spoken of tells of."""
        definite = re.search(rf"{_DEFINITE}(?:\w+ )?{re.escape(word)}\b", fold(core))
        return bool(definite) and any(self.speaks_of(s, word) for s in past.focus.salient)

    def turns_to_another_matter(self, core: str, subjects: tuple[str, ...], past: Past) -> bool:
        """Whether a fragment names another matter that the subject's card tells of than the question before did."""
        told = [w for w in self.strange(core) if any(self.speaks_of(s, w) for s in subjects)]
        return bool(told) and bool(self.strange(past.base))

    def narrows(self, cues: Cues, intent: Intent, past: Past) -> bool:
        """Adds to the question before and asks nothing else ("and in Savoie?", "et pour une PME ?")."""
        if not cues.goes_on or asks_alone(cues.core) or (cues.pronoun and self.strange(cues.core)):
            return False
        if _OF_IT.match(fold(cues.core)):
            return False
        settled = _SETTLED if intent.facets else {"definition"}
        return set(intent.facets) <= {"employees"} and not settled & set(past.facets[:1])

    def is_adverb(self, core: str, past: Past) -> bool:
        """A question word alone, which needs the verb of the question before ("by whom?", "et quand ?")."""
        if not is_question_word(core):
            return False
        return bool(asks_by_whom(core) or self.strange(past.base) or set(past.facets) & _VERBS)

    def strange(self, text: str) -> list[str]:
        """The words of a text that not any scheme may be asked about with."""
        return strange_words(text, self.names)


_FRAGMENT = 2  # strange words that a fragment may have
_SHORT = 5  # words that a question with one strange word may have
_OF_IT = re.compile(r"(?:et |and )?(?:its|their|his|her|son|sa|ses|leurs?) \w+\W*$")  # asks for something else of it
_SETTLED: frozenset[Tag] = frozenset(("definition", "employees", "status", "operator"))
_VERBS: frozenset[Tag] = frozenset(("people", "status", "operator", "dates"))
_DEFINITE = r"\b(?:the |this |that |le |la |les |l'|du |des |aux? |ce |cet |cette |ces )"
