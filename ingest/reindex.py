"""Bringing the index in step with the files: plan, read, embed, write, switch.

The next generation is built beside the current one and becomes current by replacing one
small file; until then nobody sees it, and a run that is stopped leaves nothing behind
that the next one would not sweep or use.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.build import GenerationBuilder, pipeline_fingerprint
from ingest.catalog import Catalog
from ingest.durable import disk_is_full
from ingest.errors import IndexMismatch, IngestError
from ingest.generations import CATALOG, current_name, writer_lock
from ingest.listing import Listing, Root, list_files
from ingest.model import Embedder, FileOutcome, IndexSettings, Progress, ReindexReport
from ingest.plan import LedgerRow, ReindexPlan, plan_reindex

Report = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class _State:
    """What the current generation says of itself, read without opening anything heavy."""

    name: str | None
    ledger: dict[str, LedgerRow]
    roots: list[Root]
    chroma_url: str = ""
    passages: int = 0
    fingerprint: str = ""


def reindex(
    settings: IndexSettings,
    paths: Sequence[Path] = (),
    dry_run: bool = False,
    progress: Report | None = None,
    embedder: Embedder | None = None,
) -> ReindexReport:
    """Brings the index in step with the corpus, the uploads, remembered paths and ``paths``.

    A file that cannot be read is reported as failed and its former content stays
    indexed. ``dry_run`` only says what would be done. Raises ``IngestError`` where
    nothing can be done at all; the index in use is then as it was.
    """
    started = time.monotonic()
    report = progress or (lambda _: None)
    with _explained(settings):
        if dry_run:
            plan, listing, state, _ = _prepare(settings, paths, embedder)
            return _report(plan, listing, state, started, dry_run=True)
        with writer_lock(settings.index_dir):
            return _reindex(settings, paths, report, embedder, started)


def _reindex(
    settings: IndexSettings, paths: Sequence[Path], report: Report, embedder: Embedder | None, started: float
) -> ReindexReport:
    plan, listing, state, embedding = _prepare(settings, paths, embedder)
    as_it_was = bool(state.name) and state.chroma_url == (settings.chroma_url or "") and state.roots == listing.roots
    if plan.is_idle and as_it_was:
        report(Progress("done", 1, 1))
        return _report(plan, listing, state, started)
    builder = GenerationBuilder(settings, state.name, embedding, lambda: embedder or _load(settings, report), report)
    built = builder.build(plan, listing, must_publish=not as_it_was)
    report(Progress("done", 1, 1))
    read = {outcome.path: outcome for outcome in built.outcomes}
    now = replace(state, name=built.generation, fingerprint=built.fingerprint, passages=built.passages)
    finished = _report(plan, listing, now, started)
    outcomes = (read.get(o.path, o) if o.fate in ("added", "changed", "renamed") else o for o in finished.outcomes)
    return replace(finished, outcomes=tuple(outcomes))


def _prepare(
    settings: IndexSettings, paths: Sequence[Path], embedder: Embedder | None
) -> tuple[ReindexPlan, Listing, _State, str]:
    state = _read_state(settings)
    listing = list_files(settings, paths, state.roots, state.ledger)
    embedding = embedder.fingerprint if embedder else _fingerprint(settings)
    plan = plan_reindex(listing.files, state.ledger, pipeline_fingerprint(embedding), listing.unreachable)
    return plan, listing, state, embedding


def _fingerprint(settings: IndexSettings) -> str:
    """Without loading the model, which a reindex that finds nothing to do should not pay for."""
    from ingest.embedding import fingerprint_of

    return fingerprint_of(settings)


def _load(settings: IndexSettings, report: Report) -> Embedder:
    from ingest.embedding import load_embedder

    return load_embedder(settings, progress=report)


def _read_state(settings: IndexSettings) -> _State:
    """The current generation's ledger; an index of another layout counts as none."""
    name = current_name(settings.index_dir)
    if name is None:
        return _State(None, {}, [])
    try:
        catalog = Catalog(settings.index_dir / name / CATALOG)
    except (IndexMismatch, sqlite3.DatabaseError):
        return _State(None, {}, [])
    with contextlib.closing(catalog):
        return _State(
            name,
            catalog.ledger(),
            catalog.roots(),
            catalog.meta("chroma_url"),
            catalog.passage_count(),
            catalog.meta("fingerprint"),
        )


def _report(plan: ReindexPlan, listing: Listing, state: _State, started: float, dry_run: bool = False) -> ReindexReport:
    outcomes = [
        FileOutcome(d.path, d.document_id, d.fate, d.row.passages if d.row else 0, d.why) for d in plan.decisions
    ]
    return ReindexReport(
        outcomes=(*outcomes, *listing.refused),
        passages=state.passages,
        generation=state.name or "",
        fingerprint=state.fingerprint,
        seconds=time.monotonic() - started,
        dry_run=dry_run,
    )


@contextlib.contextmanager
def _explained(settings: IndexSettings) -> Iterator[None]:
    """Failures of the disk as one sentence; whatever was being built is left for the next run to sweep."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        if disk_is_full(error):
            why = f"The disk that holds {settings.data_dir} is full: free some space and run `aura reindex` again"
        else:
            why = f"The index in {settings.data_dir} cannot be written ({error})"
        raise IngestError(f"{why}; the index in use is as it was.") from error
