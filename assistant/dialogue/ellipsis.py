"""What an elliptic question leaves out, put back: the subject, what was asked of it, or both.

One decision after another, the surest first: a scheme that is named, one that a cue
picks, a firm that is told, and only then whether the question goes on about the
subject before it or opens a new one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.dialogue.anaphora import Cues, without_pointer, without_return
from assistant.dialogue.continuing import Continuity, SpeaksOf
from assistant.dialogue.describing import only_describes, the_one
from assistant.dialogue.doubts import without_doubts
from assistant.dialogue.focus import Past, in_its_place, pick
from assistant.dialogue.items import Items, of_item, with_rank
from assistant.dialogue.openings import without_meant
from assistant.dialogue.phrasing import (
    PLAIN,
    about,
    asking_of,
    joined,
    likes_of,
    put_beside,
    renamed,
    support_for,
    telling_of,
    whatever_for_us,
    with_article,
)
from assistant.dialogue.swapping import exchanged, ranked, reasked, swapped, with_antecedents
from assistant.dialogue.topic import strange_words
from assistant.dialogue.utterance import (
    asks_alone,
    asks_for_more_like_it,
    asks_office,
    asks_who_else,
    is_need,
    is_open,
    only_tells_of_the_firm,
)
from assistant.language.entities import NameIndex
from assistant.language.intent import Intent, read_intent
from assistant.language.profile import says_only_a_figure
from assistant.language.text import STOPWORDS, capitalised, fold, word_list, words
from assistant.language.wording import FOLLOW_UPS
from corpus.model import Language, SchemeCard, Tag


@dataclass(frozen=True, slots=True)
class Reading:
    """A question understood: its standalone text, its subjects, and what is asked of them.

    ``intent`` is the text that says what is asked, ``asked`` the text without subjects put
    before it; ``base`` what later turns may lean on.
    """

    text: str
    subjects: tuple[str, ...]
    asked: str
    intent: str
    base: str
    related: bool = False  # its subjects are held against one another

    @classmethod
    def of(cls, text: str, subjects: tuple[str, ...] = ()) -> Reading:
        """A text that is at once the question, what it asks and what later turns may lean on."""
        return cls(text, subjects, text, text, text)


@dataclass(frozen=True, slots=True)
class Ellipsis:
    """Reads questions with their past, given the names and cards of the corpus."""

    names: NameIndex
    cards: Mapping[str, SchemeCard]
    speaks_of: SpeaksOf

    def read(self, question: str, named: tuple[str, ...], cues: Cues, past: Past, language: Language) -> Reading:
        """``question`` read; ``named`` are the schemes it is about by its own words."""
        if cues.social:
            return Reading(question, (), question, question, past.base)
        if cues.leaves or cues.answer_in:
            question = cues.core
        if named:
            return self._named(question, named, cues, past, language)
        if cues.language or cues.agrees or (cues.doubts and not self._strange(without_doubts(fold(cues.core)))):
            return self._again(question, cues, past, language)
        cues = with_rank(cues, past.items)
        of_items = (cues.ordinal or cues.chooses) and not cues.returns and not cues.leaves
        if past.items and of_items and not the_one(fold(cues.core), (), past.focus.current, self.cards):
            return self._of_items(past.items, cues, past, language)
        if picked := pick(cues, past.focus, self.cards):
            return self._picked(picked, cues, past, language)
        return self._unnamed(question, cues, past, language)

    def _of_items(self, items: Items, cues: Cues, past: Past, language: Language) -> Reading:
        """One of the things listed before, or which of them."""
        current = past.focus.current or past.focus.salient[:1]
        subject = with_article(self.cards[current[0]], language) if len(current) == 1 else ""
        return Reading.of(of_item(items, cues, language, subject), current)

    def _unnamed(self, question: str, cues: Cues, past: Past, language: Language) -> Reading:
        if reading := self._of_others(cues, past, language):
            return reading
        if past.base and cues.goes_on and (other := self.names.loosely(cues.core)):
            if read_intent(cues.core).facets:
                return self._picked((other,), cues, past, language)
            return self._of_subject((other,), question, past, language)
        if past.base and (only_tells_of_the_firm(cues.core) or (says_only_a_figure(cues.core) and not cues.pronoun)):
            return self._of_another_firm(cues, past)
        intent = read_intent(cues.core)
        if self._continuity.goes_on(cues, intent, past):
            return self._leaning(question, intent, cues, past, language)
        return Reading.of(question)

    def _of_others(self, cues: Cues, past: Past, language: Language) -> Reading | None:
        """Asks for whatever else there is, for what serves a need, or for schemes like the one spoken of."""
        unsaid = not past.base and read_intent(cues.core).form == "advice" and not self._strange(cues.core)
        if unsaid or (is_open(cues.core) and not cues.pronoun):
            return Reading.of(whatever_for_us([self.cards[s] for s in past.focus.recent[:1]], language))
        if past.base and is_need(cues.core) and not cues.pronoun:
            return Reading.of(support_for(cues.core, language))
        if asks_for_more_like_it(cues.core) and len(past.focus.current) == 1:
            card = self.cards[past.focus.current[0]]
            text = likes_of(card, language)
            return Reading(text, past.focus.current, text, asking_of("lookalike", card, language), text)
        if asks_who_else(cues.core) and (kin := in_its_place(past.focus, self.cards)):
            return Reading(about(kin, cues.core, self.cards, language), kin, cues.core, cues.core, cues.core)
        return None

    # -- a scheme is named -------------------------------------------------------------------------------------

    def _named(self, question: str, named: tuple[str, ...], cues: Cues, past: Past, language: Language) -> Reading:
        beside = past.focus.salient[:1]
        if (cues.relates or cues.relates_it) and len(named) == 1 and beside and not cues.corrects and not cues.repeats:
            picked = [s for s in pick(cues, past.focus, self.cards) if s not in named][:1] or beside
            if named[0] not in picked:
                text = about(picked, self._measured(cues, past), self.cards, language, past.called)
                asked = cues.core if read_intent(cues.core).facets else past.base
                return Reading(text, (*picked, *named), text, asked, text, related=True)
        if past.base and self._asks_the_same(question, cues, past):
            return self._of_subject(named, question, past, language)
        if cues.returns and (core := without_return(cues.core)) != cues.core and not self.names.mentions(core):
            text = about(named, core, self.cards, language, past.called)
            return Reading(text, named, core, core, text)
        meant = _NOT_MEANT.sub("", question) if cues.corrects else question
        return Reading.of(meant if self.names.mentions(meant) else question, named)

    def _measured(self, cues: Cues, past: Past) -> str:
        """What is held against another scheme: "is that more than X?" means what was asked before."""
        open_ended = cues.measures and not (read_intent(cues.core).facets or self._strange(cues.core))
        return put_beside(cues.core, past.base) if open_ended and past.base else cues.core

    def _asks_the_same(self, question: str, cues: Cues, past: Past) -> bool:
        """ "And R&D Booster?", "no, I meant R&D Booster": names a subject and asks nothing of it."""
        if cues.repeats:
            return True
        if read_intent(without_meant(self.names.blanked(cues.core))).facets or cues.turns_away:
            return False
        if asks_alone(cues.core) and not cues.meant:
            return False
        if not past.focus.salient:
            return True  # "I'm thinking of R&D Booster", in reply to "of which scheme?"
        told = [w for w in words(without_meant(self.names.blanked(cues.core))) if w not in STOPWORDS | _KINDS]
        if cues.corrects and len(told) > 1:
            return False  # "sorry, I meant i-Nov, the smallest project?"
        rest = [w for w in self._strange(cues.core) if w not in _KINDS]
        return cues.corrects or (cues.goes_on and not rest)

    def _of_subject(self, subjects: tuple[str, ...], question: str, past: Past, language: Language) -> Reading:
        """What was asked before, asked of other subjects."""
        card = self.cards[subjects[0]]
        certain = language == past.language and self.names.certainty(past.base) >= 1
        text = renamed(past.base, card, self.names, language, past.called) if certain else None
        if text is None or len(subjects) > 1:
            text = self._of_facet(subjects, past, language)
        if text is None:
            return self._with_base(question, subjects, past, language)
        return Reading.of(text, subjects)

    def _of_facet(self, subjects: tuple[str, ...], past: Past, language: Language) -> str | None:
        """A plain question on the facet asked before, the first that is more than what the thing is."""
        asked: list[Tag] = [f for f in past.facets if f != "definition"] or [*past.facets]
        facet = asked[0] if asked else None
        if facet is None or len(subjects) != 1 or (facet not in FOLLOW_UPS and facet not in PLAIN):
            return None
        if facet == "amount" and len(asked) > 1 and (asked[1] in PLAIN or asked[1] == "cost"):
            facet = asked[1]  # "combien coûte", "combien dure" are read as both
        return asking_of(facet, self.cards[subjects[0]], language)

    # -- a scheme is pointed at --------------------------------------------------------------------------------

    def _picked(self, picked: tuple[str, ...], cues: Cues, past: Past, language: Language) -> Reading:
        cues = replace(cues, core=without_pointer(without_return(cues.core))) if len(picked) == 1 else cues
        facets, related = () if only_describes(fold(cues.core)) else read_intent(cues.core).facets, len(picked) > 1
        if related and past.base and not facets and not self._strange(cues.core) and not cues.relates:
            cues = replace(cues, core=f"{cues.core} ({past.base})")  # "which has more?": of what was asked before
        asks_of_it = facets != ("definition",) and asks_alone(cues.core)
        if related or asks_of_it or facets not in ((), ("definition",)):
            text = about(picked, cues.core, self.cards, language, past.called)
            return Reading(text, picked, cues.core, cues.core if facets else text, text, related)
        was_listed = picked[0] in past.focus.listed and picked[0] not in past.focus.recent
        if facets or not past.focus.current or cues.returns or (was_listed and not cues.corrects):
            return self._told_of(picked, language)
        return self._of_subject(picked, cues.core, past, language)

    def _told_of(self, subjects: tuple[str, ...], language: Language) -> Reading:
        return Reading.of(telling_of(self.cards[subjects[0]], language), subjects)

    # -- the question before, again ----------------------------------------------------------------------------

    def _again(self, question: str, cues: Cues, past: Past, language: Language) -> Reading:
        """In the other language, with its sources, or more of it."""
        subjects = past.focus.salient[:1] if cues.agrees else past.focus.current
        if not past.base or (cues.agrees and not subjects):
            return Reading.of(question)
        if cues.agrees:
            return self._told_of(subjects, language)
        translated = cues.language and language != past.language
        text = self._of_facet(subjects, past, language) if translated else None
        return Reading.of(text or past.base, subjects)

    def _of_another_firm(self, cues: Cues, past: Past) -> Reading:
        told = f"{capitalised(cues.core).rstrip(' .?!')}. {capitalised(past.base)}"
        text = joined(past.base, cues.core) if cues.goes_on and not cues.corrects else told
        named = past.focus.current if not past.facets and not self._strange(past.base) else ()
        intent = asking_of("employees", self.cards[named[0]], past.language) if len(named) == 1 else past.base
        return Reading(text, past.focus.current, text, intent, past.base)

    # -- the subject goes on -----------------------------------------------------------------------------------

    def _leaning(self, question: str, intent: Intent, cues: Cues, past: Past, language: Language) -> Reading:
        subjects = past.focus.current or (past.focus.salient if past.focus.listed or intent.facets else ())
        if not subjects:
            return self._after_base(question, past)
        core = cues.core
        if "people" in past.facets and past.base and asks_office(core):
            return Reading.of(past.base, subjects)
        adds = cues.goes_on or len(words(core)) == 1
        changed = reasked(past.base, core) or (adds and (swapped(past.base, core) or ranked(past.base, core)))
        if changed and language == past.language:
            return Reading.of(changed, subjects)
        if self._continuity.narrows(cues, intent, past):
            return self._narrowing(core, subjects, past, language)
        if self._continuity.is_adverb(core, past):
            return self._with_base(core, subjects, past, language)
        if cues.measures and len(self._strange(core)) <= 1:
            core = put_beside(core, past.base)  # "is that more than phase 2?": than what was asked before
        core = with_antecedents(core, past.base, of_scheme=bool(self.names.mentions(past.base)))
        text = about(subjects, core, self.cards, language, past.called)
        return Reading(text, subjects, core, core, text)

    def _narrowing(self, core: str, subjects: tuple[str, ...], past: Past, language: Language) -> Reading:
        """The question before with what a fragment adds to it, or asked of another matter."""
        if self._continuity.turns_to_another_matter(core, subjects, past):
            return self._of_another_matter(core, subjects, past, language)
        if language == past.language and self.names.mentions(past.base) and past.focus.current:
            text = joined(past.base, core)
            return Reading(text, subjects, text, text, past.base)
        return self._with_base(core, subjects, past, language)

    def _of_another_matter(self, core: str, subjects: tuple[str, ...], past: Past, language: Language) -> Reading:
        """What was asked before, asked of the matter that a fragment names."""
        text = exchanged(past.base, core, language) if language == past.language else None
        if text and len(self.names.mentions(text)) == len(self.names.mentions(past.base)):
            return Reading.of(text, subjects)
        text = about(subjects, core, self.cards, language, past.called)
        return Reading(text, subjects, text, past.base, past.base)

    def _after_base(self, question: str, past: Past) -> Reading:
        """No scheme was spoken of: the question before is put in front."""
        if not (told := past.base.rstrip()):
            return Reading.of(question)
        return Reading.of(f"{told}{'' if told.endswith(('.', '?', '!')) else '.'} {question}")

    def _with_base(self, core: str, subjects: tuple[str, ...], past: Past, language: Language) -> Reading:
        asked = f"{core} ({past.base})"
        text = about(subjects, asked, self.cards, language, past.called)
        return Reading(text, subjects, asked, core if read_intent(core).facets else past.base, past.base)

    @property
    def _continuity(self) -> Continuity:
        return Continuity(self.names, self.speaks_of)

    def _strange(self, text: str) -> list[str]:
        return strange_words(text, self.names)


# "non, l'autre : le Campus …", "not Easytech, EasyPOC: …": what is set before the name that was meant.
_NOT_MEANT = re.compile(
    r"^(?:mais )?(?:(?:non|no|nope|nan)\b[\s,.!]*)?(?:mais )?(?:(?:pas|not) [^,:;.?!]{2,40}?|l['’]autre|"
    r"the other(?: one)?)\s*[,:;.–—]\s*(?=\S)",
    re.IGNORECASE,
)
_KINDS = frozenset(word_list("dispositif programme program scheme aide plan appel call concours one about question"))
