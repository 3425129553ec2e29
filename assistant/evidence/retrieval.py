"""From a query to the passages most likely to answer it.

Three looks at a passage, cheapest first:

1. dense: the cosine of the query's and the passage's vectors, and lexical: BM25. The best of either are
   candidates; each score is brought to 0..1 over its candidates and the two are averaged.
   (A weighted sum of scores beats reciprocal rank fusion here: docs/decisions/0002.)
2. late interaction (``ingest.embedding.late_interaction``) over the first of them, added to that sum.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.model import ScoredPassage
from ingest.embedding import late_interaction
from ingest.model import Embedder, IndexReader, QueryVectors

Scored = tuple[str, float]  # passage id, score

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
        dense = dict(reader.search_dense(vectors.pooled, weighting.candidates) if weighting.dense else ())
        lexical = dict(reader.search_lexical(query, weighting.candidates) if weighting.dense < 1 else ())
        found = fuse(dense, lexical, weighting.dense)[: max(k, weighting.reranked)]
        late: Mapping[str, float] = {}
        if vectors.tokens is not None and weighting.late:
            found, late = self._rerank(reader, vectors.tokens, found)
        cosine = centring(vectors.pooled, reader)
        lowest = min(dense.values(), default=0.0)
        return [
            ScoredPassage(
                passage_id,
                passage_id.rpartition("#")[0],
                score,
                dense=cosine(dense.get(passage_id, lowest)) if dense else 0.0,
                lexical=lexical.get(passage_id, 0.0),
                late=late.get(passage_id, 0.0),
            )
            for passage_id, score in found[:k]
        ]

    def _rerank(
        self, reader: IndexReader, tokens: NDArray[np.float32], found: Sequence[Scored]
    ) -> tuple[list[Scored], dict[str, float]]:
        """The first passages in the order of hybrid score and late interaction together; the others follow.

        And the late interaction of the first.
        """
        first, others = found[: self.weighting.reranked], found[self.weighting.reranked :]
        ids = [passage_id for passage_id, _ in first]
        late = dict(zip(ids, late_interaction(tokens, reader.token_vectors(ids)).tolist(), strict=True))
        total, weight = 1 + self.weighting.late, self.weighting.late
        rescored = [(passage_id, (score + weight * late[passage_id]) / total) for passage_id, score in first]
        return [*sorted(rescored, key=_rank), *((passage_id, score / total) for passage_id, score in others)], late


def centring(query: NDArray[np.float32], reader: IndexReader) -> Callable[[float], float]:
    """From a plain cosine to the query to the one after the corpus mean is taken off; the order stays.

    The encoder's cosines are all high. With m the mean of the passages' unit vectors p and
    q the query's, cos(q - m, p - m) = (q.p - q.m - p.m + m.m) / (|q - m| |p - m|); p.m is
    taken for its mean m.m, and so |p - m| for its root mean square, sqrt(1 - m.m).
    """
    mean: NDArray[np.float32] | None = getattr(reader, "mean_vector", None)
    if mean is None:
        return float
    spread = max(float(np.linalg.norm(query - mean)) * max(1 - float(mean @ mean), 1e-9) ** 0.5, 1e-9)
    shift = float(query @ mean)
    return lambda cosine: (cosine - shift) / spread


def fuse(dense: Mapping[str, float], lexical: Mapping[str, float], dense_weight: float = 0.5) -> list[Scored]:
    """Weighted sum of both score sets, each brought to 0..1 first so that the weight means the same at any magnitude.

    A passage that one search did not return has that search's lowest score. The best ``MOST``, best first.

    >>> fuse({"a#0": 0.9, "b#0": 0.5}, {"b#0": 12.0, "c#0": 3.0}, 0.6)
    [('a#0', 0.6), ('b#0', 0.4), ('c#0', 0.0)]
    """
    sums = _shares(dense, dense_weight)
    for passage_id, share in _shares(lexical, 1 - dense_weight).items():
        sums[passage_id] = sums.get(passage_id, 0.0) + share
    return sorted(sums.items(), key=_rank)[:MOST]


def _shares(scores: Mapping[str, float], weight: float) -> dict[str, float]:
    """Scores brought to 0..``weight``; all alike are all ``weight``."""
    low, high = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    spread = high - low
    return {key: weight * ((score - low) / spread) if spread else weight for key, score in scores.items()}


def _rank(scored: Scored) -> tuple[float, str]:
    """Best first; equals in the order of their ids, so that the same question has the same answer."""
    passage_id, score = scored
    return -score, passage_id
