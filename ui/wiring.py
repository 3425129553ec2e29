"""Makes the real parts from the settings. The one place where the rooms are put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import AuraError
from ingest.model import ReindexReport
from ui.language_model import load_language_model
from ui.parts import OnProgress, Parts
from ui.settings import Settings

if TYPE_CHECKING:
    from ingest import IndexSettings, LiveIndex
    from ingest.model import Embedder


def uploads_dir(settings: Settings) -> Path:
    """Where the administrator's files lie; the bindery reads them with the corpus."""
    return index_settings(settings).uploads_dir


def index_settings(settings: Settings) -> IndexSettings:
    """What the bindery needs of the settings."""
    from ingest import IndexSettings

    key = settings.embedding_api_key
    return IndexSettings(
        data_dir=settings.data_dir,
        corpus_dir=settings.corpus_dir,
        chroma_url=settings.chroma_url,
        embedding=settings.embedding,
        embedding_base_url=settings.embedding_base_url,
        embedding_api_key=key.get_secret_value() if key else None,
    )


@dataclass(frozen=True, slots=True)
class _Reindexing:
    """``ingest.reindex`` with the settings and the embedder already given."""

    settings: IndexSettings
    embedder: Embedder | None = None

    def __call__(self, dry_run: bool = False, progress: OnProgress | None = None) -> ReindexReport:
        from ingest import reindex

        return reindex(self.settings, dry_run=dry_run, progress=progress, embedder=self.embedder)


def open_index(settings: Settings, progress: OnProgress | None = None, embedder: Embedder | None = None) -> LiveIndex:
    """The index, built first where there is none or it fits no more. Raises ``AuraError``."""
    from ingest import IndexMismatch, IndexMissing, LiveIndex

    wanted = index_settings(settings)
    live = LiveIndex(wanted)
    try:
        live.current()
    except (IndexMissing, IndexMismatch):
        _required(_Reindexing(wanted, embedder)(progress=progress))
    else:
        return live
    return LiveIndex(wanted)


def build(settings: Settings, progress: OnProgress | None = None, embedder: Embedder | None = None) -> Parts:
    """Everything a question needs. Builds the index first where there is none or it fits no more.

    ``embedder`` is the one of the settings unless given.

    Raises ``AuraError`` with one sentence.
    """
    from assistant.service import Assistant
    from corpus import PACKAGED, entries, is_corpus, load_cards
    from ingest.embedding import load_embedder

    wanted = index_settings(settings)
    llm = load_language_model(settings)  # a wrong setting is told before a minute of building
    embedder = embedder or load_embedder(wanted, progress)
    live = open_index(settings, progress, embedder)
    corpus_dir = settings.corpus_dir or PACKAGED
    carded = is_corpus(corpus_dir)
    cards = load_cards(corpus_dir) if carded else {}
    files = {e.document_id: e.path for e in entries(corpus_dir)} if carded else {}
    assistant = Assistant(live, embedder, cards, llm=llm, llm_timeout=settings.llm_timeout)
    return Parts(
        settings=settings,
        desk=assistant,
        index=live,
        cards=cards,
        reindex=_Reindexing(wanted, embedder),
        locate=locator(files, wanted.uploads_dir),
        embedder=embedder,
        generation=(lambda: assistant.generation) if llm else None,
        fixed_ids=frozenset(files),
    )


def locator(files: Mapping[str, Path], uploads: Path) -> Callable[[str], Path | None]:
    """Finds a document's file: the corpus's own, or an upload whose stem is the id."""

    def locate(document_id: str) -> Path | None:
        if document_id in files:
            return files[document_id]
        for path in sorted(uploads.glob("*")) if uploads.is_dir() else ():
            if document_id in (path.stem, path.name):
                return path
        return None

    return locate


def _required(report: ReindexReport) -> None:
    if report.passages == 0:
        reason = next((o.why for o in report.of("failed")), "the corpus folder holds no document")
        raise AuraError(f"The index could not be built: {reason}")
