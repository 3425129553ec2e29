from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.model import Document, Statement
from ingest.catalog import QUESTION, UNANSWERED, Catalog
from ingest.embedding.missing import embed_missing
from ingest.model import PassageVectors
from ingest.plan import LedgerRow
from ingest.questions import QuestionIndex
from ingest.segments import Segments
from tests.fakes import HashingEmbedder

QUESTIONS = {0: ("how much does it cost", "price of the aid"), 40: ("who runs the scheme",), 80: ()}


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    catalog = Catalog(tmp_path / "catalog.sqlite", writable=True)
    statements = tuple(Statement(start, start + 30, questions=asked) for start, asked in QUESTIONS.items())
    document = Document("aid.en", "Aid", "en", "x" * 120, "text/markdown", statements=statements)
    asked = [(s.start, q, f"{QUESTION}{q}") for s in statements for q in s.questions]
    catalog.put(document, (), asked, LedgerRow("k", "p", "aid.en", "d", "f", "s", 0))
    return catalog


def test_a_question_finds_the_statement_that_answers_one_like_it(catalog: Catalog, tmp_path: Path) -> None:
    """Each statement is found once, by the nearest of its questions; one without questions is not found."""
    segments, embedder = Segments(tmp_path / "segments"), HashingEmbedder()
    embed_missing(catalog, segments, embedder, lambda _: None)
    found = QuestionIndex(catalog.questions(), segments).search(embedder.embed_query("cost: how much").pooled, 5)
    assert [(hit.document_id, hit.start) for hit in found] == [("aid.en", 0), ("aid.en", 40)]
    assert found[0].score > found[1].score


def test_questions_are_embedded_once_and_forgotten_with_their_document(catalog: Catalog, tmp_path: Path) -> None:
    """Their vectors are kept beside the passages', and are none of them."""
    embed_missing(catalog, Segments(tmp_path / "segments"), HashingEmbedder(), lambda _: None)
    assert catalog.questions_missing() == []
    assert catalog.vector_keys() == set()
    assert catalog.vectors_unused() == []
    catalog.drop("aid.en")
    assert len(catalog.vectors_unused()) == 3


def test_an_index_without_questions_finds_none(tmp_path: Path) -> None:
    """Documents that people add have none."""
    assert QuestionIndex((), Segments(tmp_path)).search(np.ones(4, np.float32), 3) == []


def test_a_question_is_as_near_to_itself_as_can_be(tmp_path: Path) -> None:
    """Scores are cosines: 1 for the very same vector."""
    segments = Segments(tmp_path / "segments")
    rows = np.eye(3, dtype=np.float32)
    segments.write(["?a", "?b", "?c"], [PassageVectors(row) for row in rows])
    (name,) = [path.name for path in (tmp_path / "segments").iterdir()]
    index = QuestionIndex([("a.en", 0, name, 0), ("b.en", 0, name, 1), ("c.en", 0, name, 2)], segments)
    assert index.search(rows[1], 1)[0].score == pytest.approx(1)


def test_a_known_question_can_be_asked_as_if_it_were_new(tmp_path: Path) -> None:
    """Its own statement is then found by its other questions alone, as for somebody who asks in other words."""
    segments = Segments(tmp_path / "segments")
    rows = np.eye(4, dtype=np.float32)
    segments.write(
        ["?a", "?b", "?c"], [PassageVectors(row) for row in (rows[0], (rows[0] + rows[1]) / 2**0.5, rows[2])]
    )
    (name,) = [path.name for path in (tmp_path / "segments").iterdir()]
    index = QuestionIndex([("a.en", 0, name, 0), ("a.en", 0, name, 1), ("b.en", 0, name, 2)], segments)
    first, second = index.search(rows[0], 2, but=rows[0])
    assert (first.document_id, second.document_id) == ("a.en", "b.en")
    assert second.score < first.score < index.search(rows[0], 1)[0].score


def test_a_question_without_an_answer_finds_nothing_and_is_known(tmp_path: Path) -> None:
    """How near a query comes to it is told; with itself left out, it looks at the next."""
    segments = Segments(tmp_path / "segments")
    rows = np.eye(3, dtype=np.float32)
    segments.write(["?a", "?b", "?c"], [PassageVectors(row) for row in rows])
    (name,) = [path.name for path in (tmp_path / "segments").iterdir()]
    index = QuestionIndex(
        [("a.en", 0, name, 0), ("a.en", UNANSWERED, name, 1), ("b.en", UNANSWERED, name, 2)], segments
    )
    assert [hit.start for hit in index.search(rows[1], 3)] == [0]
    assert index.nearest_unanswered(rows[1]) == pytest.approx(1)
    assert index.nearest_unanswered(rows[1], but=rows[1]) < 0.9
    assert QuestionIndex((), segments).nearest_unanswered(rows[1]) == 0
