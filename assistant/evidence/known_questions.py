"""Which statements answer questions like this one: those whose own questions are nearest to it.

And whether it is rather like one that nothing in the corpus answers.

A statement and its translation answer the same questions, so what is found by a question in
one language speaks for both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assistant.evidence.extracts import Extract, statements_of
from corpus.model import Document
from ingest.model import IndexReader

RECENT = 64  # questions whose nearness is kept
DEPTH = 60  # statements, in either language, that a question is held against; the others are as far as the last of them
SURE, APART = 0.85, 0.05  # cosine of the nearest question, and how far the next statement's must be behind

Pair = tuple[str, int]  # a document without its language, and which of its statements


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near a question comes to those that statements are known to answer, as cosines of at most 1.

    ``unanswered``: to the nearest of those that are known to have no answer here.
    """

    scores: dict[Pair, float] = field(default_factory=dict)  # best first
    pairs: Mapping[tuple[str, int], Pair] = field(default_factory=dict, repr=False)  # (document id, start) -> pair
    unanswered: float = 0.0
    least: float = 0.0  # of every statement that is not among the nearest; 0 where all that have questions are

    @property
    def best(self) -> float:
        """Of the nearest statement; 0 where no statement has questions."""
        return next(iter(self.scores.values()), 0.0)

    @property
    def is_sure(self) -> bool:
        """Whether it is all but one of the known questions, and no other statement's comes near."""
        first, second = (*self.scores.values(), 0.0, 0.0)[:2]
        return first >= SURE and first - second >= APART

    def of(self, extract: Extract) -> float:
        """Of one extract; a sentence of a document added since, whose questions nobody wrote, stands in the middle."""
        pair = self.pairs.get((extract.document_id, extract.start))
        return self.scores.get(pair, self.least) if pair else (self.best + self.least) / 2

    def best_of(self, stem: str) -> float:
        """Of the nearest statement of one document, in whichever language."""
        return next((score for (document, _), score in self.scores.items() if document == stem), self.least)


class KnownQuestions:
    """The questions of one generation of the index, by statement. Safe for many threads."""

    def __init__(self, reader: IndexReader, documents: Iterable[Document]) -> None:
        self._reader = reader
        self._extracts: dict[Pair, dict[str, Extract]] = {}
        self._pairs: dict[tuple[str, int], Pair] = {}
        self._recent: dict[bytes, Nearness] = {}  # by the vector's bytes: each question is measured more than once
        for document in documents:
            stem = document.id.rpartition(".")[0] or document.id
            for place, extract in enumerate(statements_of(document)):
                self._pairs[document.id, extract.start] = (stem, place)
                self._extracts.setdefault((stem, place), {})[document.language] = extract

    def nearness(self, vector: NDArray[np.float32] | None, but: NDArray[np.float32] | None = None) -> Nearness:
        """Of a question's vector, float32 [d], to the known questions: to the others, where ``but`` is one's vector."""
        if vector is None:
            return Nearness()
        if but is not None:
            return self._measured(vector, but)
        key = vector.tobytes()
        found = self._recent.get(key)
        if found is None:
            if len(self._recent) >= RECENT:
                self._recent.clear()
            found = self._recent[key] = self._measured(vector)
        return found

    def _measured(self, vector: NDArray[np.float32], but: NDArray[np.float32] | None = None) -> Nearness:
        scores: dict[Pair, float] = {}
        hits = self._reader.search_questions(vector, DEPTH, but)
        for hit in hits:
            scores.setdefault(self._pairs[hit.document_id, hit.start], hit.score)
        least = hits[-1].score if len(hits) == DEPTH else 0.0
        return Nearness(scores, self._pairs, self._reader.nearest_unanswered(vector, but), least)

    def statements(self, nearness: Nearness, language: str, most: int) -> list[Extract]:
        """The nearest statements, best first, in a language where they have it."""
        found = [self._extracts[pair] for pair in list(nearness.scores)[:most]]
        return [pair.get(language) or next(iter(pair.values())) for pair in found]
