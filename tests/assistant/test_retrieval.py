"""From a query to passages, on a small reader in memory."""

from __future__ import annotations

import doctest
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.evidence import retrieval
from assistant.evidence.retrieval import MOST, Retriever, Weighting, centring
from ingest import lexical
from ingest.model import Hit, Passage, QuestionHit
from tests.fakes import HashingEmbedder

TEXTS = {
    "bread": "Bakers knead dough before sunrise; rye bread keeps a week.",
    "clock": "The tower clock strikes every quarter; a keeper winds it on Mondays.",
    "honey": "Honey from chestnut trees is dark; the keeper sells it at the market.",
    "river": "The river floods in March and leaves silt on the lower meadows.",
}


class MemoryReader:
    """The part of ``IndexReader`` that retrieval reads."""

    def __init__(self, texts: dict[str, str], directory: Path, embedder: HashingEmbedder) -> None:
        self._ids = [f"{key}#0000" for key in texts]
        vectors = embedder.embed_passages(list(texts.values()))
        self._pooled = np.stack([v.pooled for v in vectors]) if vectors else np.zeros((0, 1), np.float32)
        self._tokens = {i: v.tokens for i, v in zip(self._ids, vectors, strict=True)}
        self.looked_at: list[str] = []
        if vectors:
            passages = [Passage(f"{k}#0000", k, t, 0, len(t), None, "", "en") for k, t in texts.items()]
            lexical.build(passages, directory)
            self._lexical = lexical.open(directory)
            self.mean_vector = self._pooled.mean(axis=0)

    @property
    def size(self) -> int:
        return len(self._ids)

    def search_questions(
        self, vector: NDArray[np.float32], k: int, but: NDArray[np.float32] | None = None
    ) -> list[QuestionHit]:
        return []

    def nearest_unanswered(self, vector: NDArray[np.float32], but: NDArray[np.float32] | None = None) -> float:
        return 0.0

    def search_dense(self, vector: NDArray[np.float32], k: int) -> list[Hit]:
        cosines = self._pooled @ vector
        return [Hit(self._ids[at], float(cosines[at])) for at in np.argsort(-cosines)[:k]]

    def search_lexical(self, query: str, k: int) -> list[Hit]:
        return self._lexical.search(query, k)

    def token_vectors(self, passage_ids: Sequence[str]) -> list[NDArray[np.int8] | None]:
        self.looked_at += passage_ids
        return [self._tokens[i] for i in passage_ids]


@pytest.fixture
def embedder() -> HashingEmbedder:
    return HashingEmbedder()


@pytest.fixture
def reader(tmp_path: Path, embedder: HashingEmbedder) -> MemoryReader:
    return MemoryReader(TEXTS, tmp_path, embedder)


def test_the_passage_that_answers_comes_first(reader: MemoryReader, embedder: HashingEmbedder) -> None:
    """Words that tell decide, and every score says where it comes from."""
    found = Retriever(embedder).retrieve(reader, "Who winds the tower clock?", 3)  # type: ignore[arg-type]
    assert found[0].passage_id == "clock#0000"
    assert found[0].document_id == "clock"
    assert found[0].lexical > 0
    assert found[0].late > found[-1].late
    assert [p.score for p in found] == sorted((p.score for p in found), reverse=True)
    assert all(0 <= p.score <= 1.01 for p in found)


@pytest.mark.parametrize("query", ["", "  \n "])
def test_a_blank_query_finds_nothing(reader: MemoryReader, embedder: HashingEmbedder, query: str) -> None:
    """No text, no passage."""
    assert Retriever(embedder).retrieve(reader, query) == []  # type: ignore[arg-type]


def test_an_empty_index_finds_nothing(tmp_path: Path, embedder: HashingEmbedder) -> None:
    """Nothing is asked of an index without passages."""
    assert Retriever(embedder).retrieve(MemoryReader({}, tmp_path, embedder), "clock") == []  # type: ignore[arg-type]


def test_a_query_without_known_words_still_has_dense_candidates(
    reader: MemoryReader, embedder: HashingEmbedder
) -> None:
    """Meaning is enough to be a candidate; its lexical score is then 0."""
    found = Retriever(embedder).retrieve(reader, "xylophone zither", 10)  # type: ignore[arg-type]
    assert len(found) == len(TEXTS)
    assert {p.lexical for p in found} == {0.0}


def test_k_bounds_what_is_returned(tmp_path: Path, embedder: HashingEmbedder) -> None:
    """However many are asked for, at most ``MOST`` come back, each passage once."""
    many = {f"page{n:03}": f"The keeper notes day {n} in the ledger." for n in range(MOST + 15)}
    reader = MemoryReader(many, tmp_path, embedder)
    found = Retriever(embedder).retrieve(reader, "What does the keeper note?", 500)  # type: ignore[arg-type]
    assert len(found) == MOST
    assert len({p.passage_id for p in found}) == MOST
    assert len(Retriever(embedder).retrieve(reader, "keeper", 2)) == 2  # type: ignore[arg-type]


def test_only_the_first_candidates_are_looked_at_closely(reader: MemoryReader, embedder: HashingEmbedder) -> None:
    """Late interaction reads the token vectors of the first few; those below keep their order behind them."""
    retriever = Retriever(embedder, Weighting(reranked=2))
    found = retriever.retrieve(reader, "the keeper sells honey", 4)  # type: ignore[arg-type]
    assert len(reader.looked_at) == 2
    assert {p.passage_id for p in found[:2]} == set(reader.looked_at)
    assert [p.late for p in found[2:]] == [0, 0]


def test_without_token_vectors_the_hybrid_order_stands(tmp_path: Path) -> None:
    """An embedding server gives no token vectors; retrieval does without."""
    embedder = HashingEmbedder(token_vectors=False)
    reader = MemoryReader(TEXTS, tmp_path, embedder)
    found = Retriever(embedder).retrieve(reader, "rye bread", 2)  # type: ignore[arg-type]
    assert found[0].passage_id == "bread#0000"
    assert found[0].score == pytest.approx(1)
    assert reader.looked_at == []


def test_centring_takes_the_corpus_mean_off_the_cosine() -> None:
    """Exact where every passage is equally near the mean; the order never changes."""
    passages = np.array([[0.6, 0.8], [-0.6, 0.8]], np.float32)
    mean = passages.mean(axis=0)
    query = np.array([0.8, 0.6], np.float32)
    exact = [
        float((query - mean) @ (p - mean) / np.linalg.norm(query - mean) / np.linalg.norm(p - mean)) for p in passages
    ]

    class WithMean:
        mean_vector = mean

    centred = centring(query, WithMean())  # type: ignore[arg-type]
    assert [centred(float(query @ p)) for p in passages] == pytest.approx(exact, abs=1e-6)


def test_centring_needs_a_mean() -> None:
    """A reader that knows no mean leaves the cosines as they are."""
    assert centring(np.ones(2, np.float32), object())(0.5) == 0.5  # type: ignore[arg-type]


def test_the_worked_examples_hold() -> None:
    """Fusion is documented with numbers worked by hand."""
    assert doctest.testmod(retrieval).failed == 0
