"""Embedding ahead, on the other core: each text once, and nothing that is no longer needed."""

from __future__ import annotations

import threading
from typing import cast

import numpy as np

from assistant.evidence.retrieval import Retriever
from assistant.evidence.search import EvidenceSearch
from assistant.evidence.selection import Selector
from ingest.model import QueryVectors
from tests.fakes import HashingEmbedder


class _Watched(HashingEmbedder):
    """Notes what it embeds; waits at a text until it may go on."""

    def __init__(self, waits_at: str = "") -> None:
        super().__init__()
        self.texts: list[str] = []
        self.has_begun, self.may_go_on = threading.Event(), threading.Event()
        self._waits_at = waits_at

    def embed_query(self, text: str) -> QueryVectors:
        self.texts.append(text)
        if text == self._waits_at:
            self.has_begun.set()
            assert self.may_go_on.wait(10)
        return super().embed_query(text)


def _search(embedder: _Watched) -> EvidenceSearch:
    return EvidenceSearch(cast(Selector, None), Retriever(embedder), embedder)


def test_a_text_begun_ahead_is_embedded_once_and_gives_the_same_vectors() -> None:
    """Whoever needs it first waits for it."""
    embedder = _Watched("who pays")
    search = _search(embedder)
    search.embed_ahead(["who pays"])
    assert embedder.has_begun.wait(10)
    embedder.may_go_on.set()
    found = search.embed("who pays")
    assert np.array_equal(found.pooled, HashingEmbedder().embed_query("who pays").pooled)
    assert embedder.texts == ["who pays"]


def test_a_text_that_still_waits_its_turn_is_embedded_where_it_is_needed() -> None:
    """A question never waits for another reader's texts."""
    busy, embedder = _Watched("long"), _Watched()
    other, search = _search(busy), _search(embedder)
    other.embed_ahead(["long"])
    assert busy.has_begun.wait(10)
    search.embed_ahead(["short"])
    try:
        assert search.embed("short").tokens is not None
    finally:
        busy.may_go_on.set()
    assert embedder.texts == ["short"]


def test_what_was_not_needed_in_the_end_is_not_embedded() -> None:
    """A refused question costs its clauses nothing."""
    busy, embedder = _Watched("long"), _Watched()
    other, search = _search(busy), _search(embedder)
    other.embed_ahead(["long"])
    assert busy.has_begun.wait(10)
    search.embed_ahead(["one", "two"])
    search.end()
    busy.may_go_on.set()
    other.embed_ahead(["last"])
    other.embed("last")
    assert embedder.texts == []
