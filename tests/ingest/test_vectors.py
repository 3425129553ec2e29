"""Nearest vectors: a small collection is compared whole, a larger one is asked of Chroma's graph."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ingest import vectors
from ingest.vectors import VectorIndex


@pytest.fixture
def index(tmp_path: Path) -> VectorIndex:
    """Two hundred unit rows, the key of each its number."""
    rows = np.random.default_rng(7).normal(size=(200, 16)).astype(np.float32)
    made = VectorIndex.create(tmp_path, None, vectors.EMBEDDED_COLLECTION, len(rows))
    made.add([str(i) for i in range(len(rows))], rows / np.linalg.norm(rows, axis=1, keepdims=True))
    made.flush()
    return made


def test_both_ways_find_the_same(index: VectorIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys, order and cosines do not tell how many vectors there are."""
    asked = np.ones(16, np.float32) / 4
    exact = index.search(asked, 10)
    monkeypatch.setattr(vectors, "EXACT", 0)
    graph = index.search(asked, 10)
    assert [key for key, _ in exact] == [key for key, _ in graph]
    assert [score for _, score in exact] == pytest.approx([score for _, score in graph], abs=1e-5)
    assert exact == sorted(exact, key=lambda found: -found[1])


def test_no_more_is_found_than_there_is(index: VectorIndex) -> None:
    """Who asks for more than all gets all, and who asks for none gets none."""
    asked = np.ones(16, np.float32) / 4
    assert len(index.search(asked, 1_000)) == 200
    assert index.search(asked, 0) == []


def test_a_small_collection_is_read_once(index: VectorIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the first question Chroma is not asked again, so that a server which goes away is not missed."""
    asked = np.ones(16, np.float32) / 4
    first = index.search(asked, 3)
    monkeypatch.setattr(index, "_collection", None)
    assert index.search(asked, 3) == first
