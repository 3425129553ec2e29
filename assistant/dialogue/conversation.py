"""From a question in a conversation to one that stands alone.

What an elliptic question leaves out is taken from the turns before it: the subject
("who runs it?"), or what was asked of it ("and R&D Booster?"). The standalone
question is built from the asker's own words and the schemes' names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.dialogue.anaphora import Cues, read_cues
from assistant.dialogue.continuing import SpeaksOf
from assistant.dialogue.ellipsis import Ellipsis, Reading
from assistant.dialogue.focus import Focus, Past
from assistant.dialogue.items import listed_items
from assistant.dialogue.namesakes import namesake
from assistant.dialogue.swapping import size_of
from assistant.dialogue.topic import strange_words
from assistant.dialogue.utterance import (
    asks,
    is_open,
    only_tells_of_the_firm,
    scope_asked,
    spelled_out,
    with_region_named,
)
from assistant.language.claims import name_sequences
from assistant.language.detection import SPACED, Lexicon, detect_language
from assistant.language.entities import Mention, NameIndex
from assistant.language.intent import Intent, read_intent, without_asking
from assistant.language.places import without_places
from assistant.language.profile import amended, merge_profiles, read_profile, without_firm
from assistant.language.sizes import sizes_in
from assistant.language.text import STOPWORDS, WORD, capitalised, fold, word_list, words
from assistant.language.trades import without_trades
from assistant.model import CompanyProfile, Turn
from corpus.model import Language, SchemeCard, Tag

ROADMAP = "feuille-de-route"


@dataclass(frozen=True, slots=True)
class Standalone:
    """A question that needs no other: text, language, subjects (scheme ids), intent, and what the firm said so far."""

    text: str
    own: str
    language: Language
    subjects: tuple[str, ...]
    named: float  # how surely the question, or the turns it leans on, name a subject, 0 to 1
    intent: Intent
    profile: CompanyProfile
    bare: bool = False  # nothing but a name and what is asked of it
    paired: bool = False  # two subjects stand side by side
    asked: str = ""  # the standalone question without a subject put before it: what is asked of the subject
    other_names: tuple[tuple[str, ...], ...] = ()  # proper names of the question that no card bears, folded
    social: bool = False  # nothing but a greeting or thanks
    tells_nothing: bool = False  # no name, and only words that any scheme may be asked about with
    besides: tuple[str, ...] = ()  # scheme ids that the answer is not to name ("what else is there for us?")
    scope: str = ""  # of the schemes asked for ("une aide régionale"), as in ``SchemeCard.scope``; "" where not said
    of_the_firm: bool = False  # nothing but names, what is asked of them and what the firm is
    of_person: bool = False  # points at somebody asked after before
    typed: str = ""  # the question to the letter, before any typing error was mended


# The schemes that the answer to an earlier standalone question named, in order; asked for only where a cue needs it.
Recall = Callable[[Standalone], Sequence[str]]


@dataclass(frozen=True, slots=True)
class _State:
    """The conversation up to a turn: what a question can lean on, what was said of the firm, the turn itself."""

    past: Past
    profile: CompanyProfile
    last: Standalone
    asking: Standalone  # the last turn that was more than a greeting
    answer: str = ""


def resolve(
    question: str,
    history: Sequence[Turn],
    names: NameIndex,
    cards: Mapping[str, SchemeCard],
    profile: CompanyProfile | None = None,
    *,
    default: Language = "fr",
    recall: Recall | None = None,
    lexicon: Lexicon | None = None,
    speaks_of: SpeaksOf = lambda scheme, word: False,
) -> Standalone:
    """The standalone question. ``profile`` (a form's) is overruled by what the conversation says later.

    ``recall`` tells what the answer to an earlier question named, where the history lacks the answer;
    ``lexicon`` which language uses a word; ``speaks_of`` whether the card of a scheme does.
    """
    resolver = _Resolver(names, cards, default, recall, lexicon, speaks_of)
    state: _State | None = None
    told = profile or CompanyProfile()
    for turn in history:
        after = resolver.follow(turn.question, state, told)
        greeted = state is not None and after.asking is state.asking
        state = replace(after, answer=state.answer if state and greeted else turn.answer)
        told = state.profile
    return resolver.follow(question, state, told).last


@dataclass(frozen=True, slots=True)
class _Resolver:
    names: NameIndex
    cards: Mapping[str, SchemeCard]
    default: Language
    recall: Recall | None
    lexicon: Lexicon | None
    speaks_of: SpeaksOf

    def follow(self, question: str, state: _State | None, told: CompanyProfile) -> _State:
        """The conversation after one more question."""
        question = spelled_out(question)
        question = question if self.names.mentions(question) else with_region_named(question)
        cues = read_cues(question)
        wanted = (cues.language or cues.answer_in) if state else None
        language = wanted or self._language(question, state)
        named, denied = self._named(cues.core if cues.leaves else question)
        cues = replace(cues, corrects=True) if denied else cues
        profile = merge_profiles([told, self._said(question, cues, state), amended(cues.core, told)])
        if state is None:
            past = Past(Focus(), "", (), language, called=self.names.called(question))
            base = "" if only_tells_of_the_firm(question) and not named else question
            reading = replace(Reading.of(question, named), base=base)
        else:
            past = self._past(question, named, cues, state, language)
            reading = Ellipsis(self.names, self.cards, self.speaks_of).read(question, named, cues, past, language)
            reading = self._for_the_firm(question, reading, profile, language)
        asks_on = state is not None and ("people" in past.facets or state.last.of_person)
        standalone = replace(
            self._standalone(question, reading, language, profile),
            social=cues.social,
            of_person=asks_on and cues.pronoun and not named,
            besides=past.focus.recent[:1] if is_open(cues.core) and not reading.subjects else (),
        )
        # whoever asks after a scheme has said nothing of what the firm wants beside it
        lasting = replace(profile, goals=told.goals) if reading.subjects else profile
        told_nothing = bool(state) and not reading.subjects and not (standalone.intent.facets or asks(question))
        told_nothing = told_nothing and standalone.intent.form != "advice"  # "je cherche une aide" asks
        if cues.social or (told_nothing and not strange_words(question, self.names)):
            return _State(replace(past, language=language), lasting, standalone, state.asking if state else standalone)
        return _State(self._moved(past, reading, standalone), lasting, standalone, standalone)

    def _said(self, question: str, cues: Cues, state: _State | None) -> CompanyProfile:
        """What a question says of the firm."""
        unnamed = read_profile(self.names.blanked(question))  # a name is no wish and no place
        said = replace(
            read_profile(question), goals=unnamed.goals, region=unnamed.region, department=unnamed.department
        )
        if state is None or said.goals or not is_open(cues.core):
            return said
        latest = state.past.focus.recent[:1]  # "what else for us?": what serves as the last one would
        return replace(said, goals=tuple(g for s in latest if s in self.cards for g in self.cards[s].seeks))

    def _past(self, question: str, named: tuple[str, ...], cues: Cues, state: _State, language: Language) -> Past:
        """What the question can lean on, where a cue may mean that also what the answer before it named."""
        past = replace(state.past, called=self._called(question, state.past, language))
        if not named and (not past.focus.current or cues.ordinal or cues.other or cues.several):
            return replace(past, focus=past.focus.with_listed(self._listed(state)))
        return past

    def _moved(self, past: Past, reading: Reading, standalone: Standalone) -> Past:
        """What the next question can lean on."""
        facets = (standalone.intent.facets if reading.base else ()) or past.facets
        focus = past.focus.moved_to(reading.subjects)
        focus = focus.moved_to(after) if (after := self._successor(reading)) else focus
        items = listed_items(reading.base) or (past.items if reading.subjects == past.focus.current else None)
        return Past(focus, reading.base, facets, standalone.language, items, past.called)

    def _namesake(self, question: str, mention: Mention) -> tuple[str, ...]:
        return namesake(question, mention, self.names, self.speaks_of)

    def _successor(self, reading: Reading) -> tuple[str, ...]:
        """What took a scheme's place, where that is asked: it is what is spoken of next."""
        card = self.cards.get(reading.subjects[0]) if len(reading.subjects) == 1 else None
        after = card.status.replaced_by if card and _REPLACED.search(fold(reading.asked)) else None
        return (after,) if after else ()

    def _called(self, question: str, past: Past, language: Language) -> Mapping[str, str]:
        """What the asker calls a scheme: in another language it is called as that does."""
        return {**(past.called if language == past.language else {}), **self.names.called(question)}

    def _for_the_firm(self, question: str, reading: Reading, profile: CompanyProfile, language: Language) -> Reading:
        """What is asked of money for "us" is asked for a firm of the size told before, where its size has a name."""
        size = size_of(profile, language)
        asked = set(read_intent(question).facets) & _BY_SIZE or "%" in question
        if not size or not reading.subjects or not asked or not _OURS.search(fold(question)):
            return reading
        if read_profile(question).employees is not None or sizes_in(question):
            return reading
        head = capitalised(size)
        intent = _STILL.sub(" ", reading.intent)  # "would we still get it?" asks for no status
        return replace(reading, text=f"{head}. {reading.text}", asked=f"{head}. {reading.asked}", intent=intent)

    def _standalone(self, question: str, reading: Reading, language: Language, profile: CompanyProfile) -> Standalone:
        text = reading.text
        strange = tuple(filter(None, (self._namesake(question, m) for m in self.names.mentions(question))))
        certain = 0.0 if strange and not reading.subjects else self.names.certainty(text)
        return Standalone(
            text=text,
            own=question,
            language=language,
            subjects=reading.subjects,
            named=certain or 0.5 * bool(reading.subjects),
            intent=self._without_idle_definition(read_intent(reading.intent), text),
            profile=profile,
            bare=not self._content(text),
            paired=reading.related or self.names.paired(text),
            asked=reading.asked,
            other_names=tuple(dict.fromkeys((*self._other_names(question), *strange))),
            of_the_firm=not self._content(without_trades(without_places(without_firm(text)))),
            tells_nothing=not reading.subjects and not strange_words(text, self.names),
            scope=scope_asked(question),
        )

    def _listed(self, state: _State) -> tuple[str, ...]:
        """What the answer to the turn before named, in order: from the answer itself, or by asking again."""
        if state.answer:
            return tuple(dict.fromkeys(m.scheme_id for m in self.names.mentions(state.answer)))
        return tuple(self.recall(state.asking)) if self.recall else ()

    def _named(self, question: str) -> tuple[tuple[str, ...], bool]:
        """What a question is about, and whether it denies another name ("not FNE, i-Nov").

        Beside another name the roadmap is the occasion ("the webinars of the roadmap").
        """
        tokens = words(question)
        mentions = [m for m in self.names.mentions(question) if not self._namesake(question, m)]
        kept = [m for m in mentions if not _is_denied(tokens, m.first)] or mentions
        ends = [m.last for m in kept]
        whole = [m for m in kept if any(e < m.first and set(tokens[e : m.first]) <= _OF for e in ends)]
        kept = [m for m in kept if m not in whole]  # "the industry strand of regional France 2030" is of the strand
        named = tuple(dict.fromkeys(m.scheme_id for m in kept))
        if len(named) > 1 and "lookalike" not in read_intent(question).facets:
            named = tuple(s for s in named if s != ROADMAP) or named
        return named, len(kept) + len(whole) < len(mentions)

    def _language(self, question: str, state: _State | None) -> Language:
        """Language of a question, the schemes' names taken out first: they tell nothing of it."""
        told = set(self.names.without_names(question).split())
        kept = " ".join(m.group() for m in WORD.finditer(question) if fold(m.group()) in told)
        fallback = state.past.language if state else self.default
        return detect_language(kept + (" ?" if SPACED.search(question) else ""), fallback, self.lexicon)

    def _without_idle_definition(self, intent: Intent, text: str) -> Intent:
        """ "What is Easytech?" asks for a definition; "what is its highest fine?" does not."""
        if "definition" not in intent.facets:
            return intent
        rest = self._content(text)
        if len(intent.facets) == 1 and len(rest) <= 1:
            return intent
        return Intent(tuple(f for f in intent.facets if f != "definition" or not rest), intent.form)

    def _content(self, text: str) -> list[str]:
        """The words of a question that neither name a scheme nor only ask."""
        asked = without_asking(fold(text))
        return [w for w in self.names.without_names(asked).split() if w not in STOPWORDS]

    def _other_names(self, question: str) -> tuple[tuple[str, ...], ...]:
        """Proper names that are neither a scheme's nor a place of the region."""
        rest = set(self.names.without_names(question).split())
        runs = (tuple(w for part in run for w in words(part)) for run in name_sequences(_JOINED.sub("", question)))
        strange = (run for run in runs if set(run) <= rest and run not in _ACRONYMS)
        return tuple(run for run in strange if read_profile(" ".join(run)).region is None)


def _is_denied(tokens: Sequence[str], first: int) -> bool:
    """ "Not Easytech, EasyPOC": a name right after a denial is the one not meant."""
    before = [w for w in tokens[max(0, first - 2) : first] if w not in _ARTICLES]
    return bool(before) and before[-1] in ("pas", "not")


_REPLACED = re.compile(r"\b(?:remplac|replac|succe(?:d|ss)|prend\w* la (?:suite|place)|took over|instead\b|a la place)")
_JOINED = re.compile(r"\b(?:AI|IA)-(?=[a-z])")  # "AI-made" is no name
_BY_SIZE: frozenset[Tag] = frozenset(("amount", "rate", "cost", "status", "employees"))
_STILL = re.compile(r"\b(?:still|encore|toujours)\b", re.IGNORECASE)
_OURS = re.compile(r"\b(?:we|us|our|ours|my|i|nous|notre|nos|on|mon|ma|je|j)\b")
_OF = frozenset(word_list("de du d des of l le la les the"))
_ARTICLES = frozenset(word_list("le la les l the de du"))
# Capitals that name no one in particular.
_ACRONYMS = frozenset(
    (w,)
    for w in word_list(
        "ia ai pme tpe eti sme smes vse region etat state france french auvergne r&d rd ue eu cv "
        "phd chatgpt gpt llm copilot gemini mistral"
    )
)
