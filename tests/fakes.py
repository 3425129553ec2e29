"""Stand-ins for the slow or outside parts, each keeping its protocol's promises."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.late_interaction import compress, unit
from ingest.model import PassageVectors, QueryVectors
from ingest.words import words_of


class HashingEmbedder:
    """An ``Embedder`` without a model: a word's vector comes from its hash, a text's is their mean.

    Texts that share words are near, others are not; the same text always has the same vectors.
    ``calls`` counts the passages embedded; ``token_vectors=False`` imitates an embedding server.
    """

    def __init__(self, dimensions: int = 64, name: str = "hashing", token_vectors: bool = True) -> None:
        self._dimensions, self._name, self._token_vectors = dimensions, name, token_vectors
        self.calls = 0

    @property
    def fingerprint(self) -> str:
        return f"{self._name}/{self._dimensions}"

    @property
    def dimensions(self) -> int:
        return self._dimensions

    def embed_query(self, text: str) -> QueryVectors:
        rows = self._rows(text)
        return QueryVectors(_pooled(rows), rows if self._token_vectors else None)

    def embed_queries(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        pooled: NDArray[np.float32] = np.stack([self.embed_query(text).pooled for text in texts])
        return pooled

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> list[PassageVectors]:
        vectors = []
        for done, text in enumerate(texts, start=1):
            rows = self._rows(text)
            vectors.append(PassageVectors(_pooled(rows), compress(rows) if self._token_vectors else None))
            self.calls += 1
            if progress is not None:
                progress(done)
        return vectors

    def _rows(self, text: str) -> NDArray[np.float32]:
        words = list(words_of(text)) or [""]
        return unit(np.stack([self._word(word) for word in words]))

    def _word(self, word: str) -> NDArray[np.float32]:
        seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
        row: NDArray[np.float32] = np.random.default_rng(seed).standard_normal(self._dimensions).astype(np.float32)
        return row


def _pooled(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    mean: NDArray[np.float32] = unit(rows.mean(axis=0, keepdims=True))[0]
    return mean
