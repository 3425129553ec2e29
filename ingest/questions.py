"""The questions that statements are known to answer, and some that none answers, searched all at once.

People ask one thing in few ways, and two ways of asking are nearer to one another than either
is to the answer: a question is matched with questions, in whatever language (Nogueira & Lin
2019, "doc2query", has them made by a model; here they are written beside each statement).
There are some thousands: one product with all of them takes less time than a search tree.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from ingest.catalog import UNANSWERED
from ingest.model import QuestionHit
from ingest.segments import Segments

SAME = 0.9999  # cosine from which two vectors are of one question


class QuestionIndex:
    """Exact nearest questions of one generation of the index. Safe for many threads."""

    def __init__(self, places: Sequence[tuple[str, int, str, int]], segments: Segments) -> None:
        """``places``: (document id, statement's start or ``UNANSWERED``, segment, row of the vector), by segment."""
        answered = [place for place in places if place[1] != UNANSWERED]
        self._answers = [(document_id, start) for document_id, start, _, _ in answered]
        vectors = _vectors(answered, segments)
        self._mean = vectors.mean(axis=0) if len(vectors) else np.float32(0)
        self._centred = _unit(vectors - self._mean)
        unanswered = _vectors([place for place in places if place[1] == UNANSWERED], segments)
        self._unanswered = _unit(unanswered - self._mean) if len(unanswered) else unanswered

    def search(self, vector: NDArray[np.float32], k: int, but: NDArray[np.float32] | None = None) -> list[QuestionHit]:
        """The ``k`` statements that answer the questions nearest to ``vector`` (float32 [d]), best first.

        Scores are cosines after the mean question is taken off: all plain ones are high. The question whose vector
        is ``but`` is left out.
        """
        if not self._answers or k <= 0:
            return []
        scores = self._scores(self._centred, vector, but)
        best = self._best(scores, k, 6 * k)
        if len(best) < k:
            best = self._best(scores, k, len(scores))
        return [QuestionHit(document_id, start, score) for (document_id, start), score in best.items()]

    def _best(self, scores: NDArray[np.float32], k: int, most: int) -> dict[tuple[str, int], float]:
        """The first ``k`` statements and their scores, among the ``most`` nearest questions and those as near."""
        least = np.partition(scores, -most)[-most] if most < len(scores) else -np.inf
        near = np.flatnonzero(scores >= least)
        order = near[np.argsort(-scores[near], kind="stable")]
        best: dict[tuple[str, int], float] = {}
        for at, score in zip(order.tolist(), scores[order].tolist(), strict=True):
            best.setdefault(self._answers[at], score)
            if len(best) == k:
                break
        return best

    def nearest_unanswered(self, vector: NDArray[np.float32], but: NDArray[np.float32] | None = None) -> float:
        """Cosine, as in ``search``, to the nearest question that no document answers; 0 where there is none."""
        if not len(self._unanswered):
            return 0.0
        return float(self._scores(self._unanswered, vector, but).max())

    def _scores(
        self, known: NDArray[np.float32], vector: NDArray[np.float32], but: NDArray[np.float32] | None
    ) -> NDArray[np.float32]:
        """Cosines [n] of ``known`` questions [n, d] to ``vector``; of the one that is left out, the lowest there is."""
        scores: NDArray[np.float32] = known @ _unit(vector - self._mean)
        if but is not None:
            scores[known @ _unit(but - self._mean) > SAME] = -1
        return scores


def _vectors(places: Sequence[tuple[str, int, str, int]], segments: Segments) -> NDArray[np.float32]:
    rows = [segments.pooled(segment, [row for *_, row in held]) for segment, held in groupby(places, lambda p: p[2])]
    return np.concatenate(rows) if rows else np.zeros((0, 0), np.float32)


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9), np.float32)
