"""The assistant as it is shipped, for the examiners' own commands: packaged corpus, no language model."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant import Assistant
    from ingest import IndexSettings, LiveIndex
    from ingest.model import Embedder


def shipped_settings() -> IndexSettings:
    """The index under ``AURA_DATA_DIR`` (default ``var/``)."""
    from ingest import IndexSettings

    return IndexSettings(data_dir=Path(os.environ.get("AURA_DATA_DIR", "var")))


def shipped_parts() -> tuple[Assistant, LiveIndex, Embedder]:
    """Assistant, index (brought in step first) and embedder."""
    from assistant import Assistant
    from corpus import PACKAGED, load_cards
    from ingest import LiveIndex, reindex
    from ingest.embedding import load_embedder

    settings = shipped_settings()
    embedder = load_embedder(settings)
    reindex(settings, embedder=embedder)
    index = LiveIndex(settings)
    return Assistant(index, embedder, load_cards(PACKAGED)), index, embedder


def shipped_assistant() -> tuple[Assistant, LiveIndex]:
    """Assistant and index."""
    assistant, index, _ = shipped_parts()
    return assistant, index
