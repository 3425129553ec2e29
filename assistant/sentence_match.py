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
from ingest.embedding import late_interaction
from ingest.model import Embedder, IndexReader, Passage

CACHED_DOCUMENTS = 256

Rows = tuple[Passage, NDArray[np.int64], NDArray[np.int8]]  # passage, places of its tokens [n], their vectors [n, t]


class SentenceMatcher:
    """Scores extracts of one generation of the index. Safe for many threads."""

    def __init__(self, reader: IndexReader, embedder: Embedder) -> None:
        self._reader = reader
        self._spans = getattr(embedder, "token_spans", None)
        self._documents: dict[str, list[Rows]] = {}
        self._lock = Lock()

    def scores(self, query: NDArray[np.float32] | None, extracts: Sequence[Extract]) -> list[float]:
        """Late interaction of each extract with the query's tokens (float32 [m, t]); 0 where there are no vectors."""
        if query is None or self._spans is None or not extracts:
            return [0.0] * len(extracts)
        return [float(s) for s in late_interaction(query, [self._rows(e) for e in extracts])]

    def _rows(self, extract: Extract) -> NDArray[np.int8] | None:
        for passage, places, rows in self._document(extract.document_id):
            if passage.start <= extract.start < passage.end:
                first, last = extract.start - passage.start, extract.end - passage.start
                inside = (places >= first) & (places < last)
                # A sentence nobody wrote to stand alone is read under its title and heading, which come before place 0.
                return rows[inside if extract.statement else inside | (places < 0)]
        return None

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


def indexed_text(passage: Passage) -> str:
    """What the index embedded of a passage: its context, then its text."""
    return f"{passage.context}\n{passage.text}"
