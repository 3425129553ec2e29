"""A statement is found by the questions it is known to answer."""

from __future__ import annotations

from dataclasses import fields, replace
from unittest.mock import Mock

import numpy as np
import pytest

from assistant.evidence.answerability import MIDDLE_KNOWN, MIDDLE_UNANSWERED, Features, unprejudiced
from assistant.evidence.extracts import Extract
from assistant.evidence.known_questions import DEPTH, KnownQuestions, Nearness
from assistant.service import Assistant
from corpus.model import Document, SchemeCard
from ingest.model import QuestionHit
from tests.assistant.small_corpus import MemoryIndex
from tests.fakes import HashingEmbedder

ASKED = "Ma clinique veut un audit, quel métier faut-il exercer ?"


def test_a_statement_and_its_translation_answer_the_same_questions(index: MemoryIndex) -> None:
    """What is found by a question in French speaks for the English statement too."""
    known = KnownQuestions(index, index.documents())
    near = known.nearness(HashingEmbedder().embed_query(ASKED).pooled)
    for language, words in (("fr", "l'industrie de la santé"), ("en", "the health industry")):
        (found,) = known.statements(near, language, 1)
        assert words in found.text
        assert near.of(found) == near.best == pytest.approx(1)
    assert near.best_of("vulcain") == near.best
    assert near.is_sure


def test_a_question_without_words_in_common_finds_its_answer(cards: dict[str, SchemeCard], index: MemoryIndex) -> None:
    """The known question, not the statement's own words, leads to it."""
    answer = Assistant(index, HashingEmbedder(), cards).ask(f"Diag Vulcain : {ASKED[0].lower()}{ASKED[1:]}")
    assert answer.outcome == "answered"
    assert answer.answer.startswith("Le Diag Vulcain vise l'industrie de la santé")


def test_a_question_that_has_no_answer_is_recognised(index: MemoryIndex) -> None:
    """How near it comes to one of those is part of what is measured."""
    known = KnownQuestions(index, index.documents())
    near = known.nearness(HashingEmbedder().embed_query("Combien de dossiers Vulcain ont été refusés ?").pooled)
    assert near.unanswered == pytest.approx(1)
    assert near.best < near.unanswered


def test_no_vector_is_near_nothing(index: MemoryIndex) -> None:
    """Without known questions everything is as far as can be, and nothing is sure."""
    assert KnownQuestions(index, ()).nearness(None) == Nearness()
    assert Nearness().best == Nearness().least == 0
    assert not Nearness().is_sure


def test_what_is_not_among_the_nearest_is_as_far_as_the_last_of_them() -> None:
    """In whichever language the nearest stand: a statement and its translation count as two."""
    hits = [QuestionHit(f"vulcain.{(i % 2 and 'fr') or 'en'}", 0, 1 - i / 100) for i in range(DEPTH)]
    known = KnownQuestions(Mock(search_questions=Mock(return_value=hits), nearest_unanswered=Mock(return_value=0)), ())
    known._pairs = {("vulcain.fr", 0): ("vulcain", 0), ("vulcain.en", 0): ("vulcain", 0)}
    near = known.nearness(np.ones(2, np.float32))
    assert near.best == 1
    assert near.best_of("junon") == near.least == pytest.approx(1 - (DEPTH - 1) / 100)


def test_a_sentence_of_a_document_added_since_stands_in_the_middle(documents: dict[str, Document]) -> None:
    """Nobody wrote questions for it: it is neither the nearest nor the farthest."""
    document = documents["vulcain.fr"]
    near = Nearness({("vulcain", 0): 0.8}, {("vulcain.fr", 7): ("vulcain", 0)})
    assert near.of(Extract(document, "vulcain.fr", 7, 9)) == 0.8
    assert near.of(Extract(document, "note", 0, 9)) == pytest.approx(0.4)


def test_what_is_known_does_not_count_against_a_document_added_since() -> None:
    """Nearness is held up, and no measure of the evidence itself is touched."""
    told = Features(**{field.name: 0.3 for field in fields(Features)})
    held = unprejudiced(replace(told, unanswered=0.9))
    assert (held.known, held.unanswered) == (MIDDLE_KNOWN, MIDDLE_UNANSWERED)
    assert replace(held, known=0.3, unanswered=0.3) == told
    sure = replace(told, known=0.9, unanswered=0.1)
    assert unprejudiced(sure) == sure
