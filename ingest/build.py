"""Building one generation of the index beside the current one."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus import AuraError, load_sources, read_entry, read_pdf_entry
from corpus.model import Document, Source
from ingest.catalog import QUESTION, UNANSWERED, Catalog
from ingest.chunking import CHUNKER_VERSION, chunk
from ingest.durable import sync_folder
from ingest.embedding.missing import embed_missing
from ingest.errors import IndexMismatch, IngestError
from ingest.generations import (
    CATALOG,
    CHROMA,
    LEXICAL,
    MEAN,
    SEGMENTS,
    create_generation,
    generation_names,
    publish,
    sweep,
)
from ingest.listing import Listing, corpus_dir_of
from ingest.model import Embedder, FileOutcome, IndexSettings, PassageVectors, Progress
from ingest.plan import Decision, LedgerRow, ReindexPlan
from ingest.readers import READERS_VERSION, read_file, read_pdf_text
from ingest.segments import Segments, worn_segments

_BATCH = 1_024  # vectors read at a time
_REBUILD_SHARE = 0.5  # beyond this share of changed vectors a new collection is as quick, and leaves no holes


@dataclass(frozen=True, slots=True)
class Built:
    """The new generation, published, and what became of the files that were read for it."""

    generation: str
    fingerprint: str
    passages: int
    outcomes: tuple[FileOutcome, ...]


def pipeline_fingerprint(embedding: str) -> str:
    """What decides how a file becomes passages and vectors; a change redoes every document."""
    return f"readers {READERS_VERSION}, chunker {CHUNKER_VERSION}, embedding {embedding}"


class GenerationBuilder:
    """Carries out one plan. Only one may run at a time (the caller holds the writer's lock).

    ``load`` gives the embedder that ``embedding`` is the fingerprint of; it is called
    only where there is something to embed.
    """

    def __init__(
        self,
        settings: IndexSettings,
        current: str | None,
        embedding: str,
        load: Callable[[], Embedder],
        report: Callable[[Progress], None],
    ) -> None:
        self._settings = settings
        self._index = settings.index_dir
        self._current = current
        self._embedding = embedding
        self._load = load
        self._report = report
        self._pipeline = pipeline_fingerprint(embedding)
        self._segments = Segments(self._index / SEGMENTS)

    def build(self, plan: ReindexPlan, listing: Listing, must_publish: bool) -> Built:
        """Reads, embeds, writes and publishes; on any error the current generation stays current.

        Where no file could be read and nothing else changed, nothing is published unless
        ``must_publish``.
        """
        sweep(self._index, self._current)
        self._segments.sweep()
        folder = create_generation(self._index)
        try:
            if self._current:
                shutil.copyfile(self._index / self._current / CATALOG, folder / CATALOG)
            with contextlib.closing(Catalog(folder / CATALOG, writable=True)) as catalog:
                outcomes = self._read(catalog, plan, listing)
                unread = all(outcome.fate == "failed" for outcome in outcomes)
                if self._current and unread and not plan.of("removed") and not must_publish:
                    shutil.rmtree(folder, ignore_errors=True)
                    return Built(self._current, catalog.meta("fingerprint"), catalog.passage_count(), outcomes)
                built = self._finish(catalog, folder, listing, outcomes)
            sync_folder(folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)  # a full disk is not left fuller
            raise
        publish(self._index, folder.name)
        self._clean_up(folder.name)
        return built

    def _finish(self, catalog: Catalog, folder: Path, listing: Listing, outcomes: tuple[FileOutcome, ...]) -> Built:
        """Everything after the reading: vectors, searchable parts, and what the generation says of itself."""
        before = catalog.vector_keys()
        self._adopt(catalog)
        self._embed(catalog)
        catalog.drop_vectors(catalog.vectors_unused())
        self._merge(catalog)
        now = catalog.vector_keys()
        collection = self._write_dense(catalog, folder, before, now)
        self._write_mean(catalog, folder, len(now))
        self._write_lexical(catalog, folder)
        catalog.set_roots(listing.roots)
        catalog.set_meta(chroma_url=self._settings.chroma_url or "", collection=collection, embedding=self._embedding)
        fingerprint = self._content_fingerprint(catalog)
        catalog.set_meta(fingerprint=fingerprint)
        return Built(folder.name, fingerprint, catalog.passage_count(), outcomes)

    # reading

    def _read(self, catalog: Catalog, plan: ReindexPlan, listing: Listing) -> tuple[FileOutcome, ...]:
        for decision in plan.of("removed"):
            catalog.drop(decision.document_id)
        sources = load_sources(corpus_dir_of(self._settings)) if listing.entries else {}
        work = plan.of("added", "changed", "renamed")
        outcomes = []
        for done, decision in enumerate(work):
            self._report(Progress("read", done, len(work), Path(decision.path).name))
            outcomes.append(self._take_in(catalog, decision, listing, sources))
        self._report(Progress("read", len(work), len(work)))
        return tuple(outcomes)

    def _take_in(
        self, catalog: Catalog, decision: Decision, listing: Listing, sources: dict[str, Source]
    ) -> FileOutcome:
        """One file into the catalog; where it cannot be read, what was indexed of it stays."""
        try:
            document = self._document(decision, listing, sources)
        except (AuraError, OSError) as error:
            return FileOutcome(decision.path, decision.document_id if decision.row else "", "failed", why=str(error))
        passages = chunk(document)
        file = decision.file
        assert file is not None
        row = LedgerRow(file.key, file.path, document.id, file.digest, self._pipeline, file.signature, len(passages))
        asked = [(statement.start, text) for statement in document.statements for text in statement.questions]
        asked += [(UNANSWERED, text) for text in document.unanswered]
        questions = [(start, text, QUESTION + self._key(text)) for start, text in asked]
        catalog.put(document, [(p, self._key(p.context, p.text)) for p in passages], questions, row)
        return FileOutcome(decision.path, document.id, decision.fate, len(passages))

    def _document(self, decision: Decision, listing: Listing, sources: dict[str, Source]) -> Document:
        assert decision.file is not None
        entry = listing.entries.get(decision.file.key)
        if entry is None:
            return read_file(Path(decision.file.path), decision.document_id)
        if entry.format == "pdf":
            return read_pdf_entry(entry, read_pdf_text(entry.path), sources)
        return read_entry(entry, sources)

    def _key(self, *texts: str) -> str:
        """Names the vector that the embedder makes of texts."""
        whole = "\0".join((self._embedding, *texts))
        return hashlib.blake2b(whole.encode("utf-8", "replace"), digest_size=16).hexdigest()

    # vectors

    def _adopt(self, catalog: Catalog) -> None:
        """Uses the vectors that a stopped run had already made."""
        missing = {key for key, _, _ in catalog.vectors_missing()} | {key for key, _ in catalog.questions_missing()}
        if missing:
            found = self._segments.orphans(catalog.segments())
            catalog.add_vectors(place for place in found if place[0] in missing)

    def _embed(self, catalog: Catalog) -> None:
        if not catalog.vectors_missing() and not catalog.questions_missing():
            return
        embedder = self._load()
        if embedder.fingerprint != self._embedding:
            raise IngestError("The embedding model changed while the index was planned: run `aura reindex` again.")
        embed_missing(catalog, self._segments, embedder, self._report)

    def _merge(self, catalog: Catalog) -> None:
        """Many small segments, left by many small changes, become one."""
        rows = catalog.vector_rows()
        keys, vectors = [], []
        for segment in worn_segments(rows):
            pooled = self._segments.pooled(segment, [row for _, row, _, _ in rows[segment]])
            for vector, (key, _, start, length) in zip(pooled, rows[segment], strict=True):
                keys.append(key)
                vectors.append(PassageVectors(vector, self._segments.tokens(segment, start, length)))
        if keys:
            catalog.add_vectors(self._segments.write(keys, vectors))

    def _all_vectors(self, catalog: Catalog) -> Iterator[tuple[list[str], NDArray[np.float32]]]:
        for segment, rows in catalog.vector_rows().items():
            of_passages = [row for row in rows if not row[0].startswith(QUESTION)]
            for at in range(0, len(of_passages), _BATCH):
                part = of_passages[at : at + _BATCH]
                yield [key for key, *_ in part], self._segments.pooled(segment, [row for _, row, *_ in part])

    # the searchable parts

    def _write_dense(self, catalog: Catalog, folder: Path, before: set[str], now: set[str]) -> str:
        from ingest.vectors import EMBEDDED_COLLECTION, VectorIndex, copy_embedded

        url = self._settings.chroma_url
        collection = EMBEDDED_COLLECTION if url is None else f"{self._server_prefix(catalog)}{folder.name}"
        changes = len(before ^ now)
        reusable = (
            url is None and catalog.meta("chroma_url") == "" and before and changes < _REBUILD_SHARE * len(before)
        )
        if reusable and self._current:
            copy_embedded(self._index / self._current / CHROMA, folder / CHROMA)
            dense = VectorIndex.open(folder / CHROMA, url, collection)
            new, total = now - before, changes
        else:
            dense = VectorIndex.create(folder / CHROMA, url, collection, len(now))
            new, total = now, len(now)
        with contextlib.closing(dense):
            done = 0
            for keys, pooled in self._all_vectors(catalog) if new else ():
                chosen = [i for i, key in enumerate(keys) if key in new]
                dense.add([keys[i] for i in chosen], pooled[chosen])
                done += len(chosen)
                self._report(Progress("write", done, total))
            dense.flush()
            if reusable:
                dense.remove(sorted(before - now))
            self._report(Progress("write", total, total))
        return collection

    def _server_prefix(self, catalog: Catalog) -> str:
        """Names this index on a server that may hold others."""
        if not catalog.meta("index_id"):
            import uuid

            catalog.set_meta(index_id=uuid.uuid4().hex[:8])
        return f"aura-{catalog.meta('index_id')}-"

    def _write_mean(self, catalog: Catalog, folder: Path, count: int) -> None:
        total: NDArray[np.float64] = np.zeros(1)  # fits vectors of any length, should there be none
        for _, pooled in self._all_vectors(catalog):
            total = total + pooled.sum(axis=0, dtype=np.float64)
        np.save(folder / MEAN, (total / max(count, 1)).astype(np.float32))

    def _write_lexical(self, catalog: Catalog, folder: Path) -> None:
        from ingest import lexical

        if catalog.passage_count():
            lexical.build(list(catalog.all_passages()), folder / LEXICAL)

    # publishing

    def _content_fingerprint(self, catalog: Catalog) -> str:
        content = hashlib.sha256(self._pipeline.encode())
        for row in sorted(catalog.ledger().values(), key=lambda row: row.document_id):
            content.update(f"\n{row.document_id} {row.digest}".encode())
        return content.hexdigest()[:16]

    def _clean_up(self, name: str) -> None:
        """Deletes old generations nobody reads, and the vectors no generation left needs."""
        sweep(self._index, name)
        used: set[str] = set()
        collections: set[str] = set()
        prefix = ""
        for kept in generation_names(self._index):
            with (
                contextlib.suppress(sqlite3.Error, IndexMismatch),
                contextlib.closing(Catalog(self._index / kept / CATALOG)) as catalog,
            ):
                used |= catalog.segments()
                collections.add(catalog.meta("collection"))
                prefix = self._server_prefix_of(catalog)
        self._segments.close()
        self._segments.sweep(used)
        if self._settings.chroma_url and prefix:
            from ingest.vectors import delete_collections

            delete_collections(self._settings.chroma_url, self._index, collections, prefix)

    @staticmethod
    def _server_prefix_of(catalog: Catalog) -> str:
        return f"aura-{catalog.meta('index_id')}-" if catalog.meta("index_id") else ""
