"""Embedding what a catalog names and has no vector of: passages, and the questions they are found by."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ingest.catalog import Catalog
from ingest.model import Embedder, PassageVectors, Progress
from ingest.segments import Segments

BATCH = 1_024  # texts embedded before their vectors are put on disk: what a stopped run loses at most

_Embed = Callable[[Sequence[str], Callable[[int], None]], list[PassageVectors]]


def embed_missing(catalog: Catalog, segments: Segments, embedder: Embedder, report: Callable[[Progress], None]) -> None:
    """Passages first, batch by batch onto disk and into the catalog; ``report`` counts both as one."""

    def as_queries(texts: Sequence[str], progress: Callable[[int], None]) -> list[PassageVectors]:
        return [PassageVectors(row) for row in embedder.embed_queries(texts, progress)]

    passages = [(key, f"{context}\n{text}") for key, context, text in catalog.vectors_missing()]
    questions = catalog.questions_missing()
    total = len(passages) + len(questions)
    report(Progress("embed", 0, total))
    _embed(catalog, segments, passages, embedder.embed_passages, lambda done: report(Progress("embed", done, total)))
    _embed(
        catalog, segments, questions, as_queries, lambda done: report(Progress("embed", len(passages) + done, total))
    )


def _embed(
    catalog: Catalog, segments: Segments, texts: Sequence[tuple[str, str]], embed: _Embed, tell: Callable[[int], None]
) -> None:
    for at in range(0, len(texts), BATCH):
        batch = texts[at : at + BATCH]
        vectors = embed([text for _, text in batch], lambda done, before=at: tell(before + done))  # type: ignore[misc]
        catalog.add_vectors(segments.write([key for key, _ in batch], vectors))
