"""The reference desk: one question in, one verified answer out."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from threading import Lock
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.composition.listing import Lister
from assistant.composition.parts import texts_of
from assistant.composition.plan import Inquiry
from assistant.composition.reply import Reply, said_by
from assistant.dialogue.conversation import Standalone, resolve
from assistant.evidence.answerability import Features
from assistant.evidence.precedents import Buckets
from assistant.evidence.retrieval import Retriever
from assistant.evidence.search import EvidenceSearch
from assistant.evidence.selection import Selector
from assistant.language.entities import NameIndex
from assistant.language.wording import phrase
from assistant.language_model.generate import DEFAULT_TIMEOUT, GenerationCounts, Generator, LanguageModel
from assistant.model import Answer, CompanyProfile, SchemeMatch, Timings, Turn
from corpus.model import Language, SchemeCard
from ingest.model import Embedder, IndexReader

MAX_QUESTION = 4000  # characters


class IndexSource(Protocol):
    """Something that gives the generation of the index to answer from now."""

    def current(self) -> IndexReader: ...


class Assistant:
    """Answers questions from the index. Safe for many threads; holds nothing of any conversation."""

    def __init__(
        self,
        index: IndexSource,
        embedder: Embedder,
        cards: Mapping[str, SchemeCard],
        llm: LanguageModel | None = None,
        llm_timeout: float = DEFAULT_TIMEOUT,
    ) -> None:
        self._index = index
        self._embedder = embedder
        self._retriever = Retriever(embedder)
        self._cards = cards
        self._names = NameIndex(cards)
        self._generator = Generator(llm, llm_timeout) if llm else None
        self._selectors: tuple[IndexReader, Selector] | None = None
        self._lock = Lock()
        self.dropped = 0  # sentences the verifier has kept from readers

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        profile: CompanyProfile | None = None,
        on_text: Callable[[str], None] | None = None,
    ) -> Answer:
        """The answer to ``question``. ``on_text`` receives the verified text in pieces as it is ready."""
        started = time.perf_counter()
        question = question.replace("\x00", " ").strip()
        standalone = self._standalone(question, history, profile)
        if not question or len(question) > MAX_QUESTION:
            return _unread(standalone, "too_long" if question else "empty", started)
        selector = self._selector()
        search = EvidenceSearch(selector, self._retriever, self._embedder)
        search.embed_ahead(texts_of(standalone, self._cards))
        retrieving = time.perf_counter()
        evidence = search.look(standalone)
        retrieved = time.perf_counter()
        probability, odds = search.probability(evidence), partial(search.odds, standalone)
        draft, outcome = Inquiry(standalone, evidence.passages, selector, probability, search.embed, odds).answer()
        search.end()
        extractive, dropped = Reply(standalone, selector).answer(draft, outcome)
        self.dropped += dropped
        answer = extractive
        if self._generator:
            answer = self._generator.rewrite(extractive, draft, said_by(standalone), on_text)
        written = time.perf_counter()
        if on_text and answer is extractive:  # else the generator has given its pieces already
            for piece in re.findall(r"\S+\s*", answer.answer):
                on_text(piece)
        timings = Timings((retrieved - retrieving) * 1e3, (written - retrieved) * 1e3, (written - started) * 1e3)
        return replace(answer, question=question, timings_ms=timings)

    def find_schemes(self, profile: CompanyProfile, language: Language) -> list[SchemeMatch]:
        """Every scheme held against a firm, best first."""
        return Lister(self._selector()).schemes(profile, language)

    def measure(
        self,
        question: str,
        history: Sequence[Turn] = (),
        profile: CompanyProfile | None = None,
    ) -> tuple[Features, NDArray[np.float32], Buckets]:
        """The measures of evidence on which the decision to answer rests, the question's vector and its words.

        A known question is measured as if it were not.
        """
        standalone = self._standalone(question, history, profile)
        search = EvidenceSearch(self._selector(), self._retriever, self._embedder)
        evidence = search.look(standalone)
        return search.features(evidence, as_if_new=True), evidence.vectors.pooled, evidence.said

    @property
    def generation(self) -> GenerationCounts:
        """What became of the language model's work; all zero where there is none."""
        return self._generator.counts if self._generator else GenerationCounts()

    def _selector(self) -> Selector:
        """The selector of the current generation, made when a question first meets it."""
        reader = self._index.current()
        with self._lock:
            if self._selectors is None or self._selectors[0] is not reader:
                self._selectors = (reader, Selector(reader, self._cards, self._embedder))
            return self._selectors[1]

    def _standalone(self, question: str, history: Sequence[Turn], profile: CompanyProfile | None) -> Standalone:
        """The question as it is understood: typing errors mended, and whole without what was said before."""
        selector = self._selector()
        mended = selector.spelling.mended
        turns = [replace(turn, question=mended(turn.question)) for turn in history]
        standalone = resolve(
            mended(question[:MAX_QUESTION]),
            turns,
            self._names,
            self._cards,
            profile,
            recall=self._named_in_answer,
            lexicon=selector.lexicon,
            speaks_of=selector.speaks_of,
        )
        return replace(standalone, typed=question)

    def _named_in_answer(self, standalone: Standalone) -> tuple[str, ...]:
        """The schemes that the answer to an earlier question named, in order: what "the second one" can mean."""
        selector = self._selector()
        search = EvidenceSearch(selector, self._retriever, self._embedder)
        evidence = search.look(standalone)
        probability, odds = search.probability(evidence), partial(search.odds, standalone)
        draft, outcome = Inquiry(standalone, evidence.passages, selector, probability, search.embed, odds).answer()
        quoted = (e.document.scheme_id for line in draft.lines for e in line.extracts)
        return tuple(dict.fromkeys(s for s in (*draft.subjects, *quoted) if s)) if outcome == "answered" else ()


def _unread(standalone: Standalone, why: Literal["empty", "too_long"], started: float) -> Answer:
    """The reply to a question that is not looked at."""
    text, total = phrase(why, standalone.language), (time.perf_counter() - started) * 1e3
    return Answer(
        standalone.own, standalone.text, standalone.language, "needs_clarification", text,
        timings_ms=Timings(total=total),
    )  # fmt: skip
