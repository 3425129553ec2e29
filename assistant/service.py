"""The reference desk: one question in, one verified answer out."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.answerability import Features, load_calibration, measure
from assistant.cite import Numbering, renumbered, with_markers
from assistant.conversation import Standalone, resolve
from assistant.draft import Draft, Line
from assistant.entities import NameIndex
from assistant.generate import DEFAULT_TIMEOUT, GenerationCounts, Generator, LanguageModel
from assistant.intent import Intent
from assistant.listing import Lister
from assistant.model import Answer, CompanyProfile, Outcome, SchemeMatch, ScoredPassage, Timings, Turn
from assistant.phrasing import asking_of
from assistant.plan import Inquiry
from assistant.retrieval import Retriever
from assistant.selection import Selector
from assistant.verify import fault_of, is_verbatim
from assistant.wording import CLARIFY_SUBJECTS, FOLLOW_UPS, criterion_given, phrase
from corpus.model import Language, SchemeCard, Tag
from ingest.model import Embedder, IndexReader, QueryVectors

MAX_QUESTION = 4000  # characters
DEPTH = 24  # passages retrieved


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
            text = phrase("too_long" if question else "empty", standalone.language)
            return self._bare(standalone, "needs_clarification", text, started)
        selector = self._selector()
        retrieving = time.perf_counter()
        vectors = self._embedder.embed_query(standalone.text)
        passages = self._retriever.retrieve(selector.reader, standalone.text, DEPTH, vectors)
        retrieved = time.perf_counter()

        made = {standalone.text: vectors}

        def embed(text: str) -> QueryVectors:
            if text not in made:  # a part of a question is weighed, answered and searched for
                made[text] = self._embedder.embed_query(text)
            return made[text]

        probability = load_calibration().probability(self._features(standalone, passages, selector, vectors))

        def odds(text: str, intent: Intent) -> float:
            return self._odds(replace(standalone, text=text, intent=intent), selector, embed(text))

        draft, outcome = Inquiry(standalone, passages, selector, probability, embed, odds).answer()
        extractive = self._finish(draft, outcome, standalone, selector)
        said = f"{standalone.text} {_said(standalone.profile)}"
        answer = self._generator.rewrite(extractive, draft, said, on_text) if self._generator else extractive
        has_streamed = answer is not extractive
        timings = Timings(
            (retrieved - retrieving) * 1e3,
            (time.perf_counter() - retrieved) * 1e3,
            (time.perf_counter() - started) * 1e3,
        )
        answer = replace(answer, question=question, timings_ms=timings)
        if on_text and not has_streamed:
            for piece in re.findall(r"\S+\s*", answer.answer):
                on_text(piece)
        return answer

    @property
    def generation(self) -> GenerationCounts:
        """What became of the language model's work; all zero where there is none."""
        return self._generator.counts if self._generator else GenerationCounts()

    def find_schemes(self, profile: CompanyProfile, language: Language) -> list[SchemeMatch]:
        """Every scheme held against a firm, best first."""
        return Lister(self._selector()).schemes(profile, language)

    # -- steps -------------------------------------------------------------------------------------------------

    def _selector(self) -> Selector:
        reader = self._index.current()
        with self._lock:
            if self._selectors is None or self._selectors[0] is not reader:
                self._selectors = (reader, Selector(reader, self._cards, self._embedder))
            return self._selectors[1]

    def measure(
        self,
        question: str,
        history: Sequence[Turn] = (),
        profile: CompanyProfile | None = None,
        is_known: bool = False,
    ) -> tuple[Features, NDArray[np.float32]]:
        """The measures of evidence on which the decision to answer rests, and the question's vector.

        ``is_known``: it is one of the questions known to have no answer, and is measured as if it were not.
        """
        standalone = self._standalone(question, history, profile)
        selector = self._selector()
        vectors = self._embedder.embed_query(standalone.text)
        passages = self._retriever.retrieve(selector.reader, standalone.text, DEPTH, vectors)
        features = self._features(standalone, passages, selector, vectors)
        if is_known:
            features = replace(features, unanswered=selector.reader.nearest_unanswered(vectors.pooled, True))
        return features, vectors.pooled

    def _standalone(self, question: str, history: Sequence[Turn], profile: CompanyProfile | None) -> Standalone:
        """The question as it is understood: typing errors mended, and whole without what was said before."""
        mended = self._selector().spelling.mended
        turns = [replace(turn, question=mended(turn.question)) for turn in history]
        return resolve(
            mended(question[:MAX_QUESTION]), turns, self._names, self._cards, profile, recall=self._named_in_answer
        )

    def _named_in_answer(self, standalone: Standalone) -> tuple[str, ...]:
        """The schemes that the answer to an earlier question named, in order: what "the second one" can mean."""
        selector = self._selector()
        embed = self._embedder.embed_query
        vectors = embed(standalone.text)
        passages = self._retriever.retrieve(selector.reader, standalone.text, DEPTH, vectors)
        draft, outcome = Inquiry(standalone, passages, selector, 1.0, embed, lambda *_: 1.0).answer()
        quoted = (e.document.scheme_id for line in draft.lines for e in line.extracts)
        return tuple(dict.fromkeys(s for s in (*draft.subjects, *quoted) if s)) if outcome == "answered" else ()

    def _odds(self, standalone: Standalone, selector: Selector, vectors: QueryVectors) -> float:
        """Probability that the corpus answers."""
        passages = self._retriever.retrieve(selector.reader, standalone.text, DEPTH, vectors)
        return load_calibration().probability(self._features(standalone, passages, selector, vectors))

    def _features(
        self, standalone: Standalone, passages: Sequence[ScoredPassage], selector: Selector, vectors: QueryVectors
    ) -> Features:
        best = selector.reader.passages([p.passage_id for p in passages[:6]])
        ids = [p.id for p in best]
        for subject in standalone.subjects[:1]:
            document = selector.card_document(subject, standalone.language)
            ids += [p.id for p in selector.reader.passages_of(document.id)] if document else []
        rows = selector.reader.token_vectors(list(dict.fromkeys(ids)))
        topic = load_calibration().topic.log_odds(vectors.pooled, self._embedder.fingerprint)
        if best and not selector.documents[best[0].document_id].statements:
            topic = max(topic, 0.0)  # a document added since may have brought a new topic
        texts = [(p.language, f"{p.context} {p.text}") for p in best]
        near = selector.known_questions.nearness(vectors.pooled)
        return measure(standalone, passages, texts, rows, vectors, weights=selector.weights, topic=topic, near=near)

    def _finish(self, draft: Draft, outcome: Outcome, standalone: Standalone, selector: Selector) -> Answer:
        language = standalone.language
        if outcome == "answered":
            text, numbering = self._verified(draft.lines, standalone, selector)
            if text:
                text, citations = renumbered(text, numbering.citations)
                return Answer(
                    standalone.own, standalone.text, language, "answered", text, citations,
                    self._follow_ups(draft, selector, language), notices=draft.notices, profile=standalone.profile,
                )  # fmt: skip
            outcome = "not_in_corpus"
        if outcome == "needs_clarification":
            return self._clarification(standalone)
        key = "ask_elsewhere_near" if draft.subjects or draft.lines else "ask_elsewhere_far"
        text = f"{phrase('not_in_corpus', language)} {phrase(key, language)}"
        return Answer(standalone.own, standalone.text, language, "not_in_corpus", text, profile=standalone.profile)

    def _verified(self, lines: Sequence[Line], standalone: Standalone, selector: Selector) -> tuple[str, Numbering]:
        """The lines that stand, with markers, as paragraphs; a line that does not stand is dropped and counted."""
        numbering = Numbering()
        blocks: list[list[str]] = []
        roles: list[str] = []
        for line in lines:
            text = self._stands(line, numbering, standalone, selector)
            if text is None:
                self.dropped += 1
                continue
            role = "check" if line.role in ("notice", "check") else line.role
            if role == "item_more" or (roles and roles[-1] == role and role != "item"):
                blocks[-1].append(text)
            else:
                blocks.append([f"- {text}" if role == "item" else text])
            roles.append(role)
        joined = ""
        for i, block in enumerate(blocks):
            gap = "" if not i else "\n" if block[0].startswith("- ") and blocks[i - 1][0].startswith("- ") else "\n\n"
            joined += gap + " ".join(block)
        return joined, numbering

    def _stands(self, line: Line, numbering: Numbering, standalone: Standalone, selector: Selector) -> str | None:
        numbers = list(dict.fromkeys(numbering.number(e) for e in line.extracts))
        text = with_markers(line.text, numbers)
        by_number = {c.number: c for c in numbering.citations if c.number in numbers}
        said = f"{standalone.text} {_said(standalone.profile)}"
        if any(not is_verbatim(c, lambda i: selector.documents[i].text) for c in by_number.values()):
            return None
        return None if fault_of(text, by_number, said) else text

    def _follow_ups(self, draft: Draft, selector: Selector, language: Language) -> tuple[str, ...]:
        """Questions the cards can answer and this answer has not."""
        if not draft.subjects:
            return ()
        scheme_id = draft.subjects[0]
        document = selector.card_document(scheme_id, language)
        if document is None:
            return ()
        has = {t for s in document.statements for t in s.tags if "unknown" not in s.tags}
        card = self._cards[scheme_id]
        offered = [asking_of(t, card, language) for t in FOLLOW_UPS if t in has and t not in draft.shown]
        return tuple(offered[:3])

    def _clarification(self, standalone: Standalone) -> Answer:
        language = standalone.language
        facet: Tag = next((f for f in standalone.intent.facets if f in FOLLOW_UPS), "definition")
        choices = [
            asking_of(facet, self._cards[s], language)
            for s in (standalone.subjects or CLARIFY_SUBJECTS)
            if s in self._cards
        ][:3]
        text = "\n".join([phrase("clarify", language), "", *(f"- {c}" for c in choices)])
        return Answer(
            standalone.own,
            standalone.text,
            language,
            "needs_clarification",
            text,
            follow_ups=tuple(choices),
            profile=standalone.profile,
        )

    def _bare(self, standalone: Standalone, outcome: Outcome, text: str, started: float) -> Answer:
        total = (time.perf_counter() - started) * 1e3
        return Answer(
            standalone.own, standalone.text, standalone.language, outcome, text, timings_ms=Timings(total=total)
        )


def _said(profile: CompanyProfile) -> str:
    """What the firm said, as the assistant may repeat it in either language."""
    names = ("employees", "turnover_eur", "age_years", "project_eur", "region", "sector", "partner")
    return " · ".join(criterion_given(name, profile, language) for name in names for language in ("fr", "en"))
