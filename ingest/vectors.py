"""The dense index: one Chroma collection a generation, embedded or on a server. The only Chroma import.

A row of the collection is a vector under its vector key (the hash of what was
embedded); texts and metadata live in the catalog, so that changing them costs no vector.
A collection of few vectors is read once and searched exactly, in one product; a larger one
is searched by Chroma's graph.
"""

from __future__ import annotations

import contextlib
import math
import shutil
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from ingest.durable import disk_is_full
from ingest.errors import IndexMismatch, IngestError

EMBEDDED_COLLECTION = "passages"
_BATCH = 1_000  # at most so many vectors in one request
# The default widths lose neighbours among tens of thousands of close vectors.
_HNSW = {"space": "cosine", "ef_construction": 128, "ef_search": 128, "max_neighbors": 24}
EXACT = 4_096  # vectors up to which all are held (6 MB) and compared: that takes a tenth of the time of asking Chroma
_opening = threading.Lock()  # Chroma's table of open databases is not safe for two threads


class VectorIndex:
    """Nearest neighbours by cosine among the vectors of one generation: of up to ``EXACT`` exactly, else nearly so."""

    def __init__(self, client: Any, collection: Any, url: str | None, batch: int = _BATCH) -> None:
        self._client, self._collection, self._url, self._batch = client, collection, url, batch
        self._pending: list[tuple[str, NDArray[np.float32]]] = []
        self._count: int | None = None
        self._held: tuple[list[str], NDArray[np.float32]] | None = None  # keys, and their vectors as unit rows [n, d]

    @classmethod
    def create(cls, folder: Path, url: str | None, name: str, expected: int) -> VectorIndex:
        """A new, empty collection for about ``expected`` vectors; one that a stopped run left is replaced.

        Chroma puts its graph on disk every so many vectors and builds the rest anew each
        time it is opened (a millisecond a vector). Equal batches of just that number
        leave no rest.
        """
        batch = max(2, expected // max(1, math.ceil(expected / _BATCH)))
        graph = {**_HNSW, "sync_threshold": batch, "batch_size": min(100, batch)}
        with _told(url):
            client = _client(folder, url)
            if any(found.name == name for found in client.list_collections()):
                client.delete_collection(name)
            # Our own fingerprint in the catalog says what made the vectors; Chroma must embed nothing itself.
            collection = client.create_collection(name, configuration={"hnsw": graph}, embedding_function=None)
        return cls(client, collection, url, batch)

    @classmethod
    def open(cls, folder: Path, url: str | None, name: str) -> VectorIndex:
        """An existing collection. Raises ``IndexMismatch`` where it is gone."""
        from chromadb.errors import NotFoundError

        with _told(url):
            client = _client(folder, url)
            try:
                return cls(client, client.get_collection(name, embedding_function=None), url)
            except NotFoundError as error:
                client.close()
                raise IndexMismatch(f"The vectors are not in {url or folder}: run `aura reindex`.") from error

    def add(self, keys: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """``vectors``: float32 [len(keys), d], unit rows; written in batches, the last by ``flush``."""
        self._pending += zip(keys, vectors, strict=True)
        while len(self._pending) >= self._batch:
            self._write_batch()

    def flush(self) -> None:
        """Writes what ``add`` has kept for a full batch."""
        while self._pending:
            self._write_batch()

    def _write_batch(self) -> None:
        from llama_index.core.schema import TextNode
        from llama_index.vector_stores.chroma import ChromaVectorStore

        batch, self._pending = self._pending[: self._batch], self._pending[self._batch :]
        nodes = [TextNode(id_=key, text="", embedding=vector.tolist()) for key, vector in batch]
        with _told(self._url):
            ChromaVectorStore(chroma_collection=self._collection).add(nodes)  # type: ignore[arg-type]

    def remove(self, keys: Sequence[str]) -> None:
        from llama_index.vector_stores.chroma import ChromaVectorStore

        store = ChromaVectorStore(chroma_collection=self._collection)
        for at in range(0, len(keys), _BATCH):
            with _told(self._url):
                store.delete_nodes(list(keys[at : at + _BATCH]))

    def count(self) -> int:
        with _told(self._url):
            return int(self._collection.count())

    def search(self, vector: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
        """(key, cosine) of the ``k`` nearest, best first. The collection must not change meanwhile."""
        if self._count is None:
            self._count = self.count()
        wanted = min(k, self._count)
        if wanted < 1:
            return []
        return self._exact(vector, wanted) if self._count <= EXACT else self._approximate(vector, wanted)

    def _exact(self, vector: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
        if self._held is None:
            with _told(self._url):
                found = self._collection.get(include=["embeddings"])
            self._held = found["ids"], np.asarray(found["embeddings"], np.float32)
        keys, rows = self._held
        scores = rows @ np.asarray(vector, np.float32)
        best = np.argpartition(-scores, k - 1)[:k]
        best = best[np.argsort(-scores[best], kind="stable")]
        return [(keys[at], score) for at, score in zip(best.tolist(), scores[best].tolist(), strict=True)]

    def _approximate(self, vector: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
        with _told(self._url):
            found = self._collection.query(
                query_embeddings=[np.asarray(vector, np.float32)], n_results=k, include=["distances"]
            )
        return [(key, 1.0 - float(d)) for key, d in zip(found["ids"][0], found["distances"][0], strict=True)]

    def close(self) -> None:
        with _opening:
            self._client.close()


def copy_embedded(source: Path, target: Path) -> None:
    """A copy that may be written to; the database by its own means, as a reader may have it open."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("chroma.sqlite3*"))
    with (
        contextlib.closing(sqlite3.connect(source / "chroma.sqlite3")) as old,
        contextlib.closing(sqlite3.connect(target / "chroma.sqlite3")) as new,
    ):
        old.backup(new)


def delete_collections(url: str, folder: Path, keep: set[str], prefix: str) -> None:
    """Deletes a server's collections that begin with ``prefix`` and are not in ``keep``."""
    with _told(url):
        client = _client(folder, url)
        try:
            for found in client.list_collections():
                if found.name.startswith(prefix) and found.name not in keep:
                    client.delete_collection(found.name)
        finally:
            client.close()


def _client(folder: Path, url: str | None) -> Any:
    """The one place where a Chroma client is made; it tells nobody anything."""
    import chromadb
    from chromadb.config import Settings

    # A .env file that happens to lie nearby is not meant for it.
    quiet = Settings(_env_file=None, anonymized_telemetry=False)  # type: ignore[call-arg]
    with _opening:
        if url is None:
            return chromadb.PersistentClient(str(folder), settings=quiet)
        address = urlsplit(url)
        secure = address.scheme == "https"
        port = address.port or (443 if secure else 8000)
        return chromadb.HttpClient(host=address.hostname or "localhost", port=port, ssl=secure, settings=quiet)


@contextlib.contextmanager
def _told(url: str | None) -> Iterator[None]:
    """Chroma's and the network's errors as one sentence."""
    import httpx
    from chromadb.errors import ChromaError

    try:
        yield
    except IngestError:
        raise
    except (ChromaError, httpx.HTTPError, ValueError, OSError) as error:
        if url is not None:
            why = f"The Chroma server at {url} does not answer as it should"
            raise IngestError(f"{why}: start it with `chroma run`, or unset AURA_CHROMA_URL.") from error
        if disk_is_full(error):
            why = "The disk is full: free some space and run `aura reindex` again"
            raise IngestError(f"{why}; the index in use is as it was.") from error
        why = f"The vector index cannot be read or written ({error})"
        raise IngestError(f"{why}: make sure that the disk has space, then run `aura reindex`.") from error
