"""How well single sentences answer a question: late interaction, sentence by sentence.

The index stores a vector for each telling token of a passage. The embedder can say
where in the passage each of them stands, so the tokens of one sentence are a slice of
its passage's, and every sentence of a card is scored without encoding anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from assistant.extracts import Extract
from ingest.embedding import token_cosines
from ingest.model import Embedder, IndexReader, Passage

CACHED_DOCUMENTS = 256

Rows = tuple[Passage, NDArray[np.int64], NDArray[np.int8]]  # passage, places of its tokens [n], their vectors [n, t]
Scored = tuple[Passage, NDArray[np.int64], NDArray[np.float32]]  # the same, with cosines to a query's tokens [n, m]


class SentenceMatcher:
    """Scores extracts of one generation of the index. Safe for many threads."""

    def __init__(self, reader: IndexReader, embedder: Embedder) -> None:
        self._reader = reader
        self._spans = getattr(embedder, "token_spans", None)
        self._documents: dict[str, list[Rows]] = {}
        self._lock = Lock()

    def scores(
        self, query: NDArray[np.float32] | None, extracts: Sequence[Extract], known: dict[str, list[Scored]]
    ) -> list[float]:
        """Late interaction of each extract with the query's tokens (float32 [m, t]); 0 where there are no vectors.

        ``known`` keeps what has been computed for this query, by document.
        """
        if query is None or self._spans is None or not len(query):
            return [0.0] * len(extracts)
        for document_id in {e.document_id for e in extracts} - known.keys():
            found = self._document(document_id)
            cosines = token_cosines(query, [rows for _, _, rows in found])
            known[document_id] = [(p, places, c) for (p, places, _), c in zip(found, cosines, strict=True)]
        return [_score(e, known[e.document_id]) for e in extracts]

    def _document(self, document_id: str) -> list[Rows]:
        with self._lock:
            if document_id in self._documents:
                return self._documents[document_id]
        passages = self._reader.passages_of(document_id)
        tokens = self._reader.token_vectors([p.id for p in passages])
        found = [self._placed(p, t) for p, t in zip(passages, tokens, strict=True) if t is not None]
        with self._lock:
            if len(self._documents) >= CACHED_DOCUMENTS:
                self._documents.pop(next(iter(self._documents)))
            self._documents[document_id] = found
        return found

    def _placed(self, passage: Passage, rows: NDArray[np.int8]) -> Rows:
        assert self._spans is not None
        read = indexed_text(passage)
        shift = len(read) - len(passage.text)
        spans = self._spans(read)[: len(rows)]
        places = np.array([start - shift for start, _ in spans], np.int64)
        return passage, places, np.asarray(rows[: len(spans)])


def _score(extract: Extract, scored: Sequence[Scored]) -> float:
    for passage, places, cosines in scored:
        if passage.start <= extract.start < passage.end:
            inside = (places >= extract.start - passage.start) & (places < extract.end - passage.start)
            # A sentence nobody wrote to stand alone is read under its title and heading, which come before place 0.
            kept = cosines[inside if extract.statement else inside | (places < 0)]
            return float(kept.max(axis=0).mean()) if len(kept) else 0.0
    return 0.0


def indexed_text(passage: Passage) -> str:
    """What the index embedded of a passage: its context, then its text."""
    return f"{passage.context}\n{passage.text}"
