"""How well single sentences answer a question: late interaction, sentence by sentence.

The index stores a vector for each telling token of a passage. The embedder can say
where in the passage each of them stands, so the tokens of one sentence are a slice of
its passage's, and every sentence of a card is scored without encoding anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from assistant.evidence.extracts import Extract
from ingest.embedding import token_cosines
from ingest.model import Embedder, IndexReader, Passage

CACHED_DOCUMENTS = 256

Rows = tuple[Passage, NDArray[np.int64], NDArray[np.int8]]  # passage, places of its tokens [n], their vectors [n, t]
Scored = tuple[int, NDArray[np.float32]]  # which passage of its document, its tokens' cosines to a query's [n, m]
Stretch = tuple[int, int, int]  # which passage of its document, first token, after the last


@dataclass(frozen=True, slots=True)
class _Document:
    """The passages of one document, and where in them extracts stand, by start, end and whether it is a statement."""

    passages: list[Rows]
    stretches: dict[tuple[int, int, bool], tuple[Stretch, ...]] = field(default_factory=dict)

    def stretches_of(self, extract: Extract) -> tuple[Stretch, ...]:
        """The tokens that are compared for an extract; none where no passage holds it."""
        key = extract.start, extract.end, extract.statement is not None
        if key not in self.stretches:
            self.stretches[key] = tuple(self._found(*key))
        return self.stretches[key]

    def _found(self, start: int, end: int, is_statement: bool) -> Iterator[Stretch]:
        for at, (passage, places, _) in enumerate(self.passages):
            if passage.start <= start < passage.end:
                bounds = np.searchsorted(places, (0, start - passage.start, end - passage.start))
                before, first, last = map(int, bounds)
                # A sentence nobody wrote to stand alone is read under its title and heading, which come before place 0.
                if before and not is_statement:
                    yield at, 0, before
                if first < last:
                    yield at, first, last
                return


class SentenceMatcher:
    """Scores extracts of one generation of the index. Safe for many threads."""

    def __init__(self, reader: IndexReader, embedder: Embedder) -> None:
        self._reader = reader
        self._spans = getattr(embedder, "token_spans", None)
        self._documents: dict[str, _Document] = {}
        self._lock = Lock()

    def matches(
        self, query: NDArray[np.float32] | None, extracts: Sequence[Extract], known: dict[str, list[Scored]]
    ) -> NDArray[np.float32]:
        """How well each extract matches each of the query's tokens (float32 [m, t]): the best cosine, [extracts, m].

        0 where there are no vectors. The mean over the tokens is the late interaction. ``known`` keeps what has been
        computed for this query, by document.
        """
        if query is None or self._spans is None or not len(query):
            return np.zeros((len(extracts), 1), np.float32)
        scores = np.zeros((len(extracts), len(query)), np.float32)
        documents = {i: self._document(i) for i in dict.fromkeys(e.document_id for e in extracts)}
        held = [documents[e.document_id].stretches_of(e) for e in extracts]
        wanted = dict.fromkeys((e.document_id, s[0]) for e, found in zip(extracts, held, strict=True) for s in found)
        cosines, starts = self._cosines(query, wanted, known)
        places = sorted(
            (starts[extract.document_id, passage] + first, starts[extract.document_id, passage] + last, at)
            for at, (extract, stretches) in enumerate(zip(extracts, held, strict=True))
            for passage, first, last in stretches
        )
        if not places:
            return scores
        # Of pairs of bounds, every other maximum is that of a stretch; what lies between two is not looked at.
        bounds = [bound for first, last, _ in places for bound in (first, last)]
        best = np.maximum.reduceat(cosines, bounds, axis=0)[::2]
        for (_, _, at), row in zip(places, best, strict=True):
            np.maximum(scores[at], row, out=scores[at])
        return scores

    def _cosines(
        self, query: NDArray[np.float32], wanted: Iterable[tuple[str, int]], known: dict[str, list[Scored]]
    ) -> tuple[NDArray[np.float32], dict[tuple[str, int], int]]:
        """Cosines of the passages wanted, one below the other and a row of zeros last, and where each begins."""
        kept = {(document_id, at): cosines for document_id, scored in known.items() for at, cosines in scored}
        new = [key for key in wanted if key not in kept]
        rows = [self._document(document_id).passages[at][2] for document_id, at in new]
        for (document_id, at), cosines in zip(new, token_cosines(query, rows), strict=True):
            known.setdefault(document_id, []).append((at, cosines))
            kept[document_id, at] = cosines
        starts: dict[tuple[str, int], int] = {}
        size = 0
        for key in wanted:
            starts[key] = size
            size += len(kept[key])
        return np.concatenate([*(kept[key] for key in starts), np.zeros((1, len(query)), np.float32)]), starts

    def _document(self, document_id: str) -> _Document:
        with self._lock:
            if document_id in self._documents:
                return self._documents[document_id]
        passages = self._reader.passages_of(document_id)
        tokens = self._reader.token_vectors([p.id for p in passages])
        found = _Document([self._placed(p, t) for p, t in zip(passages, tokens, strict=True) if t is not None])
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
