"""Our embedders as LlamaIndex sees embeddings, for those who build with LlamaIndex on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.model import Embedder

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding


def as_llama_index(embedder: Embedder) -> BaseEmbedding:
    """A LlamaIndex ``BaseEmbedding`` that answers with ``embedder``'s vectors."""
    from llama_index.core.base.embeddings.base import BaseEmbedding

    class OurEmbedding(BaseEmbedding):
        def _get_query_embedding(self, query: str) -> list[float]:
            return [float(x) for x in embedder.embed_query(query).pooled]

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_text_embeddings([text])[0]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return [[float(x) for x in vectors.pooled] for vectors in embedder.embed_passages(texts)]

    return OurEmbedding(model_name=embedder.fingerprint)
