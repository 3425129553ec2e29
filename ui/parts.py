"""What the front hall needs from the rooms behind, as ports: real parts and fakes both fit.

``ui/wiring.py`` makes the real ones from the settings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from assistant.language_model.generate import GenerationCounts
from assistant.model import Answer, CompanyProfile, SchemeMatch, Turn
from corpus.model import Language, SchemeCard
from ingest.model import Embedder, IndexReader, Progress, ReindexReport
from ui.settings import Settings

OnProgress = Callable[[Progress], None]


class Desk(Protocol):
    """Answers questions (``assistant.Assistant``)."""

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        profile: CompanyProfile | None = None,
        on_text: Callable[[str], None] | None = None,
    ) -> Answer: ...

    def find_schemes(self, profile: CompanyProfile, language: Language) -> list[SchemeMatch]: ...


class Shelves(Protocol):
    """Gives the generation of the index that is current now (``ingest.LiveIndex``)."""

    def current(self) -> IndexReader: ...


class Reindex(Protocol):
    """Brings the index in step with the corpus and the uploads."""

    def __call__(self, dry_run: bool = False, progress: OnProgress | None = None) -> ReindexReport: ...


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything a request may need. Built once, when the server starts."""

    settings: Settings
    desk: Desk
    index: Shelves
    cards: Mapping[str, SchemeCard]
    reindex: Reindex
    locate: Callable[[str], Path | None]  # the file of a document, None where it has none
    embedder: Embedder | None = None  # for retrieval metrics; None leaves them out
    generation: Callable[[], GenerationCounts] | None = None  # what the language model did; None where there is none
    fixed_ids: frozenset[str] = field(default_factory=frozenset)  # documents that the packaged corpus holds
