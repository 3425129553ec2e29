"""Which embedder the settings ask for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from ingest.errors import EmbeddingUnavailable
from ingest.model import Embedder, Progress

BUNDLED, SERVER = "bundled", "openai-like:"


class EmbeddingSettings(Protocol):
    """The part of ``IndexSettings`` read here."""

    @property
    def data_dir(self) -> Path: ...

    @property
    def embedding(self) -> str: ...

    @property
    def embedding_base_url(self) -> str | None: ...

    @property
    def embedding_api_key(self) -> str | None: ...


def load_embedder(settings: EmbeddingSettings, progress: Callable[[Progress], None] | None = None) -> Embedder:
    """The embedder that ``settings.embedding`` names: ``bundled`` or ``openai-like:MODEL``.

    ``progress`` hears of the bundled model's one conversion. Raises
    ``EmbeddingUnavailable`` with what to set where it cannot be had.
    """
    choice = settings.embedding
    if choice == BUNDLED:
        from ingest.embedding.bundled import BundledEmbedder

        def converting(done: int, total: int) -> None:
            if progress is not None:
                progress(Progress("model", done, total, "preparing the embedding model"))

        return BundledEmbedder(Path(settings.data_dir), converting)
    if choice.startswith(SERVER) and len(choice) > len(SERVER):
        from ingest.embedding.server import ServerEmbedder

        if not settings.embedding_base_url:
            raise EmbeddingUnavailable(f"AURA_EMBEDDING={choice} needs AURA_EMBEDDING_BASE_URL.")
        return ServerEmbedder(choice.removeprefix(SERVER), settings.embedding_base_url, settings.embedding_api_key)
    raise EmbeddingUnavailable(f"AURA_EMBEDDING is {choice!r}; it is 'bundled' or 'openai-like:MODEL'.")


def fingerprint_of(settings: EmbeddingSettings) -> str:
    """The fingerprint ``load_embedder(settings)`` would have, without loading the model."""
    if settings.embedding == BUNDLED:
        from ingest.embedding.bundled import bundled_fingerprint

        return bundled_fingerprint()
    return load_embedder(settings).fingerprint
