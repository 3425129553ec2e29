"""What the examiners need of the world: something that answers, something that is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assistant.model import Answer, CompanyProfile, ScoredPassage, Turn
from ingest.model import IndexReader


class Answering(Protocol):
    """The assistant under test; it is asked from several threads at once."""

    def ask(self, question: str, history: Sequence[Turn] = (), profile: CompanyProfile | None = None) -> Answer: ...


class Readable(Protocol):
    """The index whose texts are canonical (``ingest.LiveIndex`` is one)."""

    def current(self) -> IndexReader: ...


class Retrieve(Protocol):
    """Ranked passages for a question, best first, at most ``k``."""

    def __call__(self, question: str, k: int, /) -> Sequence[ScoredPassage]: ...


class Progressing(Protocol):
    """Called after each case: ``done`` of ``total``, and what was just done."""

    def __call__(self, done: int, total: int, note: str, /) -> None: ...
