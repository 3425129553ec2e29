"""Reading one generation of the index."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from corpus.model import Document
from ingest.blas import use_one_thread
from ingest.catalog import Catalog
from ingest.errors import IndexMismatch
from ingest.generations import CATALOG, CHROMA, LEXICAL, MEAN, SEGMENTS, lease_current
from ingest.memo import Memo
from ingest.model import Hit, IndexSettings, Passage, QuestionHit
from ingest.questions import QuestionIndex
from ingest.segments import Segments

if TYPE_CHECKING:
    from ingest.vectors import VectorIndex

_CACHED_DOCUMENTS = 1_024
_CACHED_PASSAGES = 2_000  # about a kilobyte each
_CACHED_PLACES = 20_000


class GenerationReader:
    """The ``IndexReader`` of the generation that is current when it is made; safe for many threads.

    Raises ``IndexMissing`` or ``IndexMismatch`` when made. The generation stays on disk
    until the reader is closed or forgotten.
    """

    def __init__(self, settings: IndexSettings) -> None:
        folder, self._lease = lease_current(settings.index_dir)
        self.generation = folder.name
        self.closed = False
        self._closing = threading.Lock()
        self._dense: VectorIndex | None = None
        try:
            self._catalog = Catalog(folder / CATALOG)
            self._open(settings, folder)
        except sqlite3.DatabaseError as error:
            self._lease.close()
            raise IndexMismatch("The index on disk is damaged: delete its folder and run `aura reindex`.") from error
        except BaseException:
            self._lease.close()
            raise

    def _open(self, settings: IndexSettings, folder: Path) -> None:
        from ingest import lexical
        from ingest.vectors import VectorIndex

        if self._catalog.meta("chroma_url") != (settings.chroma_url or ""):
            raise IndexMismatch("The index was built with another Chroma (AURA_CHROMA_URL): run `aura reindex`.")
        use_one_thread()
        self._segments = Segments(settings.index_dir / SEGMENTS)
        self._size = self._catalog.passage_count()
        self._mean: NDArray[np.float32] = np.load(folder / MEAN)
        self._dense = VectorIndex.open(folder / CHROMA, settings.chroma_url, self._catalog.meta("collection"))
        self._lexical: Any = lexical.open(folder / LEXICAL) if self._size else None
        self._questions = QuestionIndex(self._catalog.questions(), self._segments)
        self._ids = self._catalog.document_ids()
        self._document = lru_cache(maxsize=_CACHED_DOCUMENTS)(self._catalog.document)
        self._passages = Memo(self._catalog.passages, _CACHED_PASSAGES)
        self._passages_of = lru_cache(maxsize=_CACHED_DOCUMENTS // 8)(self._catalog.passages_of)
        self._by_vector = Memo(self._catalog.passages_by_vector, _CACHED_PLACES)
        self._token_places = Memo(self._catalog.token_places, _CACHED_PLACES)
        if self._size:  # Chroma opens its files at the first question: they must be open before they can be deleted
            self._dense.search(self._mean, 1)

    def __enter__(self) -> GenerationReader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()

    @property
    def fingerprint(self) -> str:
        """Of readers, chunker, embedder and content: two indexes with the same one answer the same."""
        return self._catalog.meta("fingerprint")

    @property
    def embedding_fingerprint(self) -> str:
        return self._catalog.meta("embedding")

    @property
    def size(self) -> int:
        return self._size

    @property
    def mean_vector(self) -> NDArray[np.float32]:
        return self._mean

    def documents(self) -> Sequence[Document]:
        return [self.document(document_id) for document_id in self._ids]

    def document(self, document_id: str) -> Document:
        """Raises ``KeyError`` where there is no such document."""
        found = self._document(document_id)
        if found is None:
            raise KeyError(document_id)
        return found

    def passages(self, passage_ids: Sequence[str]) -> list[Passage]:
        """In the order asked for. Raises ``KeyError`` for an unknown id."""
        found = self._passages(passage_ids)
        return [found[passage_id] for passage_id in passage_ids]

    def passages_of(self, document_id: str) -> list[Passage]:
        return list(self._passages_of(document_id))

    def search_dense(self, vector: NDArray[np.float32], k: int) -> list[Hit]:
        if self._dense is None:
            return []
        found = self._dense.search(vector, k)
        passages = self._by_vector([key for key, _ in found])
        return [Hit(passage_id, score) for key, score in found for passage_id in passages.get(key, ())][:k]

    def search_lexical(self, query: str, k: int) -> list[Hit]:
        return list(self._lexical.search(query, k)) if self._lexical is not None else []

    def search_questions(
        self, vector: NDArray[np.float32], k: int, but: NDArray[np.float32] | None = None
    ) -> list[QuestionHit]:
        return self._questions.search(vector, k, but)

    def nearest_unanswered(self, vector: NDArray[np.float32], but: NDArray[np.float32] | None = None) -> float:
        return self._questions.nearest_unanswered(vector, but)

    def token_vectors(self, passage_ids: Sequence[str]) -> list[NDArray[np.int8] | None]:
        places = self._token_places(passage_ids)
        return [self._segments.tokens(*places[i]) if i in places else None for i in passage_ids]

    def close(self) -> None:
        """Lets go of the generation; may be called twice."""
        if not hasattr(self, "_closing"):
            return  # it never leased a generation
        with self._closing:
            if self.closed:
                return
            self.closed = True
        if self._dense is not None:
            self._dense.close()
        if hasattr(self, "_segments"):
            self._segments.close()
        if hasattr(self, "_catalog"):
            self._catalog.close()
        self._lease.close()
