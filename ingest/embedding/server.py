"""An embedding server that speaks OpenAI's interface, through LlamaIndex's own client."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.late_interaction import unit
from ingest.errors import EmbeddingUnavailable
from ingest.model import PassageVectors, QueryVectors

BATCH = 32  # passages per request
TIMEOUT = 60.0  # seconds


class ServerEmbedder:
    """An ``Embedder`` behind ``base_url`` (vLLM, Ollama, Mistral, Albert…). It gives no token vectors.

    Every failure of the server is an ``EmbeddingUnavailable`` that names its address.
    """

    def __init__(self, model: str, base_url: str, api_key: str | None = None) -> None:
        from llama_index.embeddings.openai_like import OpenAILikeEmbedding

        self._model, self._base_url = model, base_url
        self._client = OpenAILikeEmbedding(
            model_name=model,
            api_base=base_url,
            api_key=api_key or "none",
            embed_batch_size=BATCH,
            timeout=TIMEOUT,
            max_retries=2,
        )
        self._dimensions: int | None = None

    @property
    def fingerprint(self) -> str:
        return f"{self._model}@{self._base_url}"

    @property
    def dimensions(self) -> int:
        """Length of the vectors; asks the server once."""
        if self._dimensions is None:
            self._dimensions = len(self.embed_query("dimensions").pooled)
        return self._dimensions

    def embed_query(self, text: str) -> QueryVectors:
        return QueryVectors(self._embed(lambda: [self._client.get_query_embedding(text)])[0])

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> list[PassageVectors]:
        return [PassageVectors(row) for row in self._rows(texts, progress)]

    def embed_queries(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        """As texts: the interface of these servers knows no difference, and takes texts by the batch."""
        rows = self._rows(texts, progress)
        return np.stack(rows) if rows else np.zeros((0, self.dimensions), np.float32)

    def _rows(self, texts: Sequence[str], progress: Callable[[int], None] | None) -> list[NDArray[np.float32]]:
        vectors: list[NDArray[np.float32]] = []
        for start in range(0, len(texts), BATCH):
            batch = list(texts[start : start + BATCH])
            rows = self._embed(lambda batch=batch: self._client.get_text_embedding_batch(batch))  # type: ignore[misc]
            if len(rows) != len(batch):
                raise EmbeddingUnavailable(
                    f"The embedding server at {self._base_url} returned {len(rows)} vectors for {len(batch)} texts."
                )
            vectors += list(rows)
            if progress is not None:
                progress(len(vectors))
        return vectors

    def _embed(self, ask: Callable[[], list[list[float]]]) -> NDArray[np.float32]:
        try:
            return unit(np.asarray(ask(), np.float32))
        except Exception as error:  # the client's errors are many: the network's, OpenAI's, a malformed reply
            raise EmbeddingUnavailable(
                f"The embedding server at {self._base_url} (model {self._model}) does not answer as it should: "
                f"{type(error).__name__}. Check AURA_EMBEDDING and AURA_EMBEDDING_BASE_URL."
            ) from error
