"""Evidence selection: which extracts answer the question, best first.

Candidates are the statements of the subjects' cards, the sentences of the passages retrieved
and the statements that answer questions like it. Each is scored by what it says (how well its
tags answer the facets asked for, the question's words and numbers that it holds, the times and
sizes it tells of), by how near it comes in meaning, and by how well its passage was found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.evidence.extracts import (
    Extract,
    Key,
    TermWeights,
    distinct,
    extracts_of,
    facet_fit,
    share,
    statements_of,
)
from assistant.evidence.known_questions import KnownQuestions, Nearness
from assistant.evidence.people import introduces, named_bodies, named_people
from assistant.evidence.sentence_match import Scored, SentenceMatcher
from assistant.language.counting import counted, holds_count
from assistant.language.detection import Lexicon
from assistant.language.entities import names_of, partial_name
from assistant.language.intent import ELIGIBILITY_TAGS, Intent, hints, is_hinted
from assistant.language.periods import asks_of_now, is_over, is_within, period_asked
from assistant.language.profile import read_profile, without_firm
from assistant.language.sizes import is_of_another_size
from assistant.language.spelling import Spelling
from assistant.language.text import LANGUAGES, stems, word_list, words
from assistant.model import ScoredPassage
from corpus.model import Document, Language, SchemeCard, Tag
from ingest.model import Embedder, IndexReader

# Weights of the parts of an extract's score. Tuned on the development half only.
# Fitted anew by logistic regression, each of the corpus's own questions held against those in the other language alone
# (so that no statement loses just the question most like it), they put the right statement first in 83 % instead of
# 82 %, and change nothing on the development questions: they were left as they are.
FACET, WORDS, PASSAGE, HINT, LATE = 1.0, 0.9, 0.5, 0.5, 8.0
ASKED = 6.0  # of a cosine to a question that the statement is known to answer
# Where a question holds nothing but a name and what is asked of it, the tags say more than likeness of meaning.
LATE_OF_BARE, ASKED_OF_BARE = 2.5, 3.0
NUMBERS = 1.0  # of the share of the question's own numbers that an extract holds
ALIAS = 2.5  # of the share of a name that means a part of what a card tells of ("digital omnibus" of the AI Act)
COUNT = 1.0  # of holding a number of what the question counts
LISTED = 0.6  # of listing what is asked for one by one
DURING = 1.0  # of telling of a period that holds the month asked, or of the time before the bound asked
LATER, LAST = 0.06, 8  # what a statement loses for each that stands before it in its section, up to so many
OVER = 1.5  # what a statement on a time that is over loses where today is asked of
NEAREST = 8  # statements that are candidates because they answer a question like it
ADMISSION = 0.4  # what saying that something is not known loses where another extract knows something of it
OTHER_SIZE = 1.5  # what a statement on very small firms or mid-caps loses where the firm told is none
# Where not knowing is the answer: of today, and of how to apply, beside pages where something may be read.
_OF_TODAY: frozenset[Tag] = frozenset(("status", "dates", "apply"))
ELSEWHERE = 0.9  # what an extract of another document than the subject's card must make good


@dataclass(frozen=True, slots=True)
class Query:
    """One question to select for: its words, what it asks for, its language, its tokens' vectors (float32 [m, t])."""

    text: str
    intent: Intent
    language: Language
    tokens: NDArray[np.float32] | None = field(default=None, repr=False, compare=False)
    bare: bool = False  # nothing but a name and a facet
    near: Nearness = field(default_factory=Nearness, repr=False, compare=False)
    known: dict[str, list[Scored]] = field(default_factory=dict, repr=False, compare=False)  # see SentenceMatcher
    cards: dict[str, list[Extract]] = field(default_factory=dict, repr=False, compare=False)  # ranked, by scheme
    matches: dict[Key, NDArray[np.float32]] = field(default_factory=dict, repr=False, compare=False)  # see the same

    def asking(self, intent: Intent) -> Query:
        """The same question, read as asking for something else."""
        return replace(self, intent=intent, cards={})


class Selector:
    """Selects extracts from one generation of the index."""

    def __init__(self, reader: IndexReader, cards: Mapping[str, SchemeCard], embedder: Embedder) -> None:
        self.reader = reader
        self.cards = cards
        self.weights = TermWeights(reader)
        self._matcher = SentenceMatcher(reader, embedder)
        self.documents = {d.id: d for d in reader.documents()}
        self.known_questions = KnownQuestions(reader, self.documents.values())
        self.spelling = Spelling(
            _texts(self.documents.values(), cards.values()), getattr(embedder, "has_word", lambda _: True)
        )
        self.lexicon = Lexicon((d.language, text) for d in self.documents.values() for text in _texts([d], ()))
        self._stems: dict[str, list[tuple[Language, frozenset[str]]]] = {}
        self.people = named_people(self.documents.values())
        self.bodies = named_bodies(self.documents.values())
        self._by_scheme: dict[tuple[str, Language], Document] = {
            (d.scheme_id, d.language): d for d in self.documents.values() if d.scheme_id
        }

    def card_document(self, scheme_id: str, language: Language) -> Document | None:
        """The card of a scheme in a language, or in the other one where it has no pair."""
        other: Language = "en" if language == "fr" else "fr"
        return self._by_scheme.get((scheme_id, language)) or self._by_scheme.get((scheme_id, other))

    def speaks_of(self, scheme_id: str, word: str) -> bool:
        """Whether the card of a scheme uses a folded word, in any form and either language."""
        return any(stem in said for language, said in self._said(scheme_id) for stem in stems(word, language))

    def _said(self, scheme_id: str) -> list[tuple[Language, frozenset[str]]]:
        """Stems of all that the cards of a scheme say and are asked, by language; worked out once for each."""
        if scheme_id not in self._stems:
            cards = [d for d in self.documents.values() if d.scheme_id == scheme_id]
            self._stems[scheme_id] = [
                (d.language, frozenset(s for text in _texts([d], ()) for s in stems(text, d.language))) for d in cards
            ]
        return self._stems[scheme_id]

    def card_documents(self, language: Language) -> dict[str, Document]:
        """Scheme id -> its card in a language."""
        ids = dict.fromkeys(scheme for scheme, _ in self._by_scheme)
        return {i: document for i in ids if (document := self.card_document(i, language))}

    def finds_added(self, passages: Sequence[ScoredPassage]) -> bool:
        """Whether the best passage is of a document that is not part of the corpus: it was added for such questions."""
        return bool(passages) and not self.documents[passages[0].document_id].statements

    def of_scheme(self, scheme_id: str, query: Query) -> list[Extract]:
        """The statements of one card, best first for the question."""
        if scheme_id not in query.cards:
            document = self.card_document(scheme_id, query.language)
            statements = statements_of(document) if document else []
            query.cards[scheme_id] = self.ranked(statements, query, card=self.cards.get(scheme_id))
        return list(query.cards[scheme_id])

    def of_passages(self, passages: Sequence[ScoredPassage], query: Query, most: int = 8) -> list[Extract]:
        """The sentences of the best passages, best first; of a pair of translations only the question's language."""
        best = max((p.score for p in passages), default=0.0)
        candidates: list[Extract] = []
        bonus: dict[Key, float] = {}
        kept = [p for p in passages if self._in_language(p.document_id, query.language)][:most]
        for scored, passage in zip(kept, self.reader.passages([p.passage_id for p in kept]), strict=True):
            for extract in extracts_of(passage, self.documents[passage.document_id]):
                candidates.append(extract)
                bonus[extract.key] = max(bonus.get(extract.key, 0.0), scored.score / best if best > 0 else 0.0)
        candidates += self.known_questions.statements(query.near, query.language, NEAREST)
        return self.ranked(distinct(candidates), query, bonus)

    def of_person(self, surname: str, query: Query) -> list[Extract]:
        """The cards' statements that name a person, those that say what he or she is first, then the best."""
        cards = self.card_documents(query.language).values()
        naming = [e for d in cards for e in statements_of(d) if surname in words(e.text)]
        return sorted(self.ranked(distinct(naming), query), key=lambda e: not introduces(e.text, surname))

    def _in_language(self, document_id: str, language: Language) -> bool:
        document = self.documents.get(document_id)
        if document is None:
            return False
        stem, _, suffix = document_id.rpartition(".")
        return document.language == language or suffix not in ("fr", "en") or f"{stem}.{language}" not in self.documents

    def ranked(
        self,
        candidates: Sequence[Extract],
        query: Query,
        bonus: Mapping[Key, float] | None = None,
        card: SchemeCard | None = None,
    ) -> list[Extract]:
        """``candidates`` with their scores, best first; ``bonus`` is the share of their passages' scores, 0 to 1.

        ``card`` is that of which they all are: the numbers of its name hold for all of them.
        """
        matches = self._matcher.matches(query.tokens, candidates, query.known)
        query.matches.update((e.key, row) for e, row in zip(candidates, matches, strict=True))
        late = matches.mean(axis=1).tolist()
        best = max(late, default=0.0)
        meaning, asked = (LATE_OF_BARE, ASKED_OF_BARE) if query.bare else (LATE, ASKED)
        fit = self._fit(query, candidates, card)
        scored = [
            extract.scored(
                fit(extract)
                + PASSAGE * (bonus or {}).get(extract.key, 0.0)
                + meaning * (similarity - best)
                + asked * query.near.of(extract)
            )
            for extract, similarity in zip(candidates, late, strict=True)
        ]
        return sorted(scored, key=lambda e: -e.score)

    def _fit(self, query: Query, candidates: Sequence[Extract], card: SchemeCard | None) -> Callable[[Extract], float]:
        """How well one of ``candidates`` fits by what it says: tags, words and numbers, the times and sizes told."""
        text, intent, expected = query.text, query.intent, hints(query.text)
        terms = {lang: self.weights.of(self.focus(text, lang), lang) for lang in LANGUAGES}
        things, staff = counted(text), read_profile(text).employees
        numbers, own = numbers_asked(text), numbers_in(" ".join(names_of(card))) if card else frozenset[str]()
        alias = {lang: self.weights.of(stems(partial_name(card, text), lang), lang) for lang in LANGUAGES}
        period, of_now = period_asked(text), asks_of_now(text)
        known = {t for e in candidates if "unknown" not in e.tags for t in e.tags} & set(intent.facets) - _OF_TODAY

        def fit(extract: Extract) -> float:
            said, language = extract.text, extract.document.language
            gained = (
                FACET * facet_fit(extract, intent)
                + WORDS * share(terms[language], extract.read, language)
                + ALIAS * share(alias[language], extract.read, language)
                + HINT * is_hinted(said, expected)
                + (NUMBERS * len(numbers & (own | numbers_in(said))) / len(numbers) if numbers else 0.0)
                + COUNT * (things is not None and holds_count(said, things))
                + LISTED * (things is not None and intent.form == "list" and "list" in extract.tags)
                + DURING * (period is not None and is_within(said, period))
            )
            lost = (
                LATER * min(extract.position, LAST)
                + OVER * (of_now and is_over(said))
                + OTHER_SIZE * (staff is not None and is_of_another_size(said, staff))
                + ADMISSION * ("unknown" in extract.tags and bool(known & set(extract.tags)))
            )
            return gained - lost

        return fit

    def focus(self, question: str, language: Language) -> set[str]:
        """Stems of what the question is about: the firm's own figures taken off."""
        return set(stems(without_firm(question), language)) if question else set()


@lru_cache(maxsize=8192)
def numbers_in(text: str) -> frozenset[str]:
    """The numbers of a text, digits alone, whatever parts their thousands.

    >>> sorted(numbers_in("10 000 € at 25%, in wave 14 of 2024"))
    ['10000', '14', '2024', '25']
    """
    digits = frozenset(re.sub(r"\D", "", match) for match in _NUMBER.findall(text))
    return digits | {_ROMAN[match.casefold()] for match in _NUMERAL.findall(text)}


def numbers_asked(question: str) -> frozenset[str]:
    """The numbers of a question that name what is asked about: not the firm's, not how many there are.

    >>> numbers_asked("with 40 staff, how much does phase 2 pay?"), numbers_asked("what are the 4 axes?")
    (frozenset({'2'}), frozenset())
    """
    return numbers_in(_COUNT.sub(" ", without_firm(question)))


# "the 4 axes" says how many, "axis 4" and "phase 2 pays" say which.
NUMBERED = ("phase", "vague", "wave", "axe", "axis", "volet", "annexe", "annex", "article")
# "annex III" is the third: Roman numerals are read after such a word alone.
_ROMAN = {numeral: str(i) for i, numeral in enumerate(word_list("i ii iii iv v vi vii viii ix x xi xii"), 1)}
_NUMERAL = re.compile(rf"\b(?:{'|'.join(NUMBERED)})s? (?:n° ?)?({'|'.join(_ROMAN)})\b", re.IGNORECASE)
_COUNT = re.compile("".join(rf"(?<!{word} )" for word in NUMBERED) + r"\b\d (?=[^\W\d_]{2})", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w])\d{1,3}(?:[ \u00a0\u202f,.]\d{3})+(?!\d)|\d+")


def _texts(documents: Iterable[Document], cards: Iterable[SchemeCard]) -> Iterator[str]:
    """All that is known to be said of the documents' subjects."""
    for document in documents:
        yield document.text
        yield from document.unanswered
        for statement in document.statements:
            yield from statement.questions
    for card in cards:
        yield " ".join((*card.names.values(), *card.aliases, *card.misspellings))


def is_eligibility(intent: Intent) -> bool:
    """Whether the question asks who may use a scheme."""
    return sum(t in ELIGIBILITY_TAGS for t in intent.facets) >= len(ELIGIBILITY_TAGS)
