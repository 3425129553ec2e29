"""From a query to the passages most likely to answer it.

Three looks at a passage, cheapest first:

1. dense: the cosine of the query's and the passage's vectors, and lexical: BM25. The best of either are
   candidates; each score is brought to 0..1 over its candidates and the two are averaged.
   (A weighted sum of scores beats reciprocal rank fusion here: docs/decisions/0002.)
2. late interaction (``ingest.embedding.late_interaction``) over the first of them, added to that sum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.model import ScoredPassage
from ingest.embedding import late_interaction
from ingest.model import Embedder, Hit, IndexReader, QueryVectors

MOST = 50  # passages a caller may ask for


@dataclass(frozen=True, slots=True)
class Weighting:
    """How the looks are weighed; the defaults are the product's, other values serve the ablation."""

    candidates: int = 100  # passages asked of each search
    reranked: int = 20  # passages that late interaction looks at
    dense: float = 0.5  # of the hybrid sum; the rest is lexical
    late: float = 8.0  # of a cosine, against a hybrid sum of 0..1: cosines differ by little


@dataclass(frozen=True, slots=True)
class Retriever:
    """Hybrid retrieval with late interaction. Keeps no state; safe to share between threads."""

    embedder: Embedder
    weighting: Weighting = Weighting()

    def retrieve(
        self, reader: IndexReader, query: str, k: int = 10, vectors: QueryVectors | None = None
    ) -> list[ScoredPassage]:
        """The ``k`` best passages (at most ``MOST``), best first; none for a blank query or an empty index.

        ``vectors`` are the query's, where the caller has them already. Raises
        ``EmbeddingUnavailable`` where the embedding server does not answer.
        """
        k = min(k, MOST)
        if k <= 0 or not query.strip() or not reader.size:
            return []
        weighting = self.weighting
        vectors = vectors or self.embedder.embed_query(query)
        dense = reader.search_dense(vectors.pooled, weighting.candidates) if weighting.dense else []
        lexical = reader.search_lexical(query, weighting.candidates) if weighting.dense < 1 else []
        found = fuse(centred(dense, vectors.pooled, reader), lexical, weighting.dense)
        if vectors.tokens is not None and weighting.late:
            found = self._rerank(reader, vectors, found[: max(k, weighting.reranked)])
        return found[:k]

    def _rerank(self, reader: IndexReader, query: QueryVectors, found: list[ScoredPassage]) -> list[ScoredPassage]:
        """The first passages in the order of hybrid score and late interaction together; the others follow."""
        first, others = found[: self.weighting.reranked], found[self.weighting.reranked :]
        if query.tokens is None or not first:
            return found
        late = late_interaction(query.tokens, reader.token_vectors([passage.passage_id for passage in first]))
        total, weight = 1 + self.weighting.late, self.weighting.late
        rescored = [
            _rescored(passage, (passage.score + weight * cosine) / total, cosine)
            for passage, cosine in zip(first, late.tolist(), strict=True)
        ]
        below = [_rescored(passage, passage.score / total) for passage in others]
        return sorted(rescored, key=lambda passage: _rank((passage.passage_id, passage.score))) + below


def _rescored(found: ScoredPassage, score: float, late: float = 0.0) -> ScoredPassage:
    return ScoredPassage(found.passage_id, found.document_id, score, found.dense, found.lexical, late)


def centred(hits: Sequence[Hit], query: NDArray[np.float32], reader: IndexReader) -> list[Hit]:
    """Cosines after the corpus mean is taken off, from the plain cosines; the order stays.

    The encoder's cosines are all high. With m the mean of the passages' unit vectors p and
    q the query's, cos(q - m, p - m) = (q.p - q.m - p.m + m.m) / (|q - m| |p - m|); p.m is
    taken for its mean m.m, and so |p - m| for its root mean square, sqrt(1 - m.m).
    """
    mean: NDArray[np.float32] | None = getattr(reader, "mean_vector", None)
    if mean is None or not hits:
        return list(hits)
    spread = float(np.linalg.norm(query - mean)) * max(1 - float(mean @ mean), 1e-9) ** 0.5
    shift = float(query @ mean)
    return [Hit(hit.passage_id, (hit.score - shift) / max(spread, 1e-9)) for hit in hits]


def fuse(dense: Sequence[Hit], lexical: Sequence[Hit], dense_weight: float = 0.5) -> list[ScoredPassage]:
    """Weighted sum of both score sets, each brought to 0..1 first so that the weight means the same at any magnitude.

    A passage that one search did not return has that search's lowest score. The best ``MOST``, best first.

    >>> dense, lexical = [Hit("a#0", 0.9), Hit("b#0", 0.5)], [Hit("b#0", 12.0), Hit("c#0", 3.0)]
    >>> [(p.passage_id, p.score) for p in fuse(dense, lexical, 0.6)]
    [('a#0', 0.6), ('b#0', 0.4), ('c#0', 0.0)]
    """
    cosines = {hit.passage_id: hit.score for hit in dense}
    bm25 = {hit.passage_id: hit.score for hit in lexical}
    dense_share, lexical_share = _min_max(cosines), _min_max(bm25)
    lowest = min(cosines.values(), default=0.0)
    sums = {
        passage_id: dense_weight * dense_share.get(passage_id, 0.0)
        + (1 - dense_weight) * lexical_share.get(passage_id, 0.0)
        for passage_id in cosines | bm25
    }
    return [
        ScoredPassage(
            passage_id,
            passage_id.rpartition("#")[0],
            score,
            dense=cosines.get(passage_id, lowest),
            lexical=bm25.get(passage_id, 0.0),
        )
        for passage_id, score in sorted(sums.items(), key=_rank)[:MOST]
    ]


def _min_max(scores: Mapping[str, float]) -> dict[str, float]:
    """Scores brought to 0..1; all alike are all 1."""
    low, high = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    return {key: (score - low) / (high - low) if high > low else 1.0 for key, score in scores.items()}


def _rank(scored: tuple[str, float]) -> tuple[float, str]:
    """Best first; equals in the order of their ids, so that the same question has the same answer."""
    passage_id, score = scored
    return -score, passage_id
