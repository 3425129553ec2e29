"""What crosses the bindery's door: passages in, search hits and reports out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.model import Document, Language


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """Where the index lies and what it is made with; read once, at the command line's start.

    ``corpus_dir``: ``None`` for the packaged corpus. ``chroma_url``: ``None`` for the
    embedded engine. ``embedding``: ``bundled`` or ``openai-like:MODEL``.
    """

    data_dir: Path
    corpus_dir: Path | None = None
    chroma_url: str | None = None
    embedding: str = "bundled"
    embedding_base_url: str | None = None
    embedding_api_key: str | None = None

    @property
    def index_dir(self) -> Path:
        """Generations, vector segments and the pointer to the current generation."""
        return self.data_dir / "index"

    @property
    def uploads_dir(self) -> Path:
        """Documents added through the administration page."""
        return self.data_dir / "documents"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that is indexed and found as one: ``document.text[start:end] == text``.

    ``context`` is what the index reads before the text (document title and section
    heading); it is no part of the text and is never quoted.
    """

    id: str  # "document_id#0007"
    document_id: str
    text: str
    start: int
    end: int
    page: int | None
    section: str
    language: Language
    context: str = ""


class Hit(NamedTuple):
    """One passage found, with the score of the search that found it (higher is better)."""

    passage_id: str
    score: float


@dataclass(frozen=True, slots=True)
class QuestionHit:
    """A question that a statement is known to answer, and how near it is (cosine, the mean question taken off)."""

    document_id: str
    start: int  # of the statement, in the document's text
    score: float


class Embedder(Protocol):
    """Turns text into unit vectors. ``fingerprint`` changes whenever the vectors would."""

    @property
    def fingerprint(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    def embed_query(self, text: str) -> QueryVectors: ...

    def embed_queries(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        """Pooled vectors of many queries, float32 [len(texts), d]."""
        ...

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> list[PassageVectors]: ...


@dataclass(frozen=True, slots=True)
class QueryVectors:
    """``pooled``: float32 [d], unit length. ``tokens``: float32 [n, t], unit rows, or ``None``."""

    pooled: NDArray[np.float32]
    tokens: NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """``pooled``: float32 [d], unit length. ``tokens``: int8 [n, t] as stored for late interaction, or ``None``."""

    pooled: NDArray[np.float32]
    tokens: NDArray[np.int8] | None = None


class IndexReader(Protocol):
    """One generation of the index, always whole: what is read from one reader fits together."""

    @property
    def fingerprint(self) -> str: ...

    @property
    def embedding_fingerprint(self) -> str:
        """The fingerprint of the embedder that made the vectors: a query must come from the same one."""
        ...

    @property
    def size(self) -> int:
        """Number of passages."""
        ...

    @property
    def mean_vector(self) -> NDArray[np.float32]:
        """Mean of the pooled passage vectors, float32 [d]; zeros where there is no passage."""
        ...

    def documents(self) -> Sequence[Document]: ...

    def document(self, document_id: str) -> Document: ...

    def passages(self, passage_ids: Sequence[str]) -> list[Passage]: ...

    def passages_of(self, document_id: str) -> list[Passage]: ...

    def search_dense(self, vector: NDArray[np.float32], k: int) -> list[Hit]:
        """Cosine similarity, best first."""
        ...

    def search_lexical(self, query: str, k: int) -> list[Hit]:
        """BM25, best first; passages sharing no term with the query are left out."""
        ...

    def search_questions(
        self, vector: NDArray[np.float32], k: int, but: NDArray[np.float32] | None = None
    ) -> list[QuestionHit]:
        """The statements whose own questions are nearest to a query, best first, each once.

        ``but``: the vector of a question that is left out, should it be one of them.
        """
        ...

    def nearest_unanswered(self, vector: NDArray[np.float32], but: NDArray[np.float32] | None = None) -> float:
        """Cosine of a query to the nearest question that no document answers (the mean question taken off)."""
        ...

    def token_vectors(self, passage_ids: Sequence[str]) -> list[NDArray[np.int8] | None]: ...

    def close(self) -> None: ...


Fate = Literal["added", "changed", "renamed", "removed", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What happened to one file, with the sentence a person reads (``why`` only where failed)."""

    path: str
    document_id: str
    fate: Fate
    passages: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class ReindexReport:
    """What a reindex did, file by file."""

    outcomes: tuple[FileOutcome, ...] = field(default=())
    passages: int = 0
    generation: str = ""
    fingerprint: str = ""
    seconds: float = 0.0
    dry_run: bool = False

    def of(self, fate: Fate) -> tuple[FileOutcome, ...]:
        """The outcomes of one fate, in the order of the corpus."""
        return tuple(o for o in self.outcomes if o.fate == fate)


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of long work: ``done`` of ``total`` units in ``stage``, for a bar that tells the truth."""

    stage: Literal["model", "read", "embed", "write", "done"]
    done: int
    total: int
    note: str = ""
