"""Answers are made a few at a time.

Making one is processor work under Python's lock. Forty at once all end late, and contend for
the lock meanwhile; taken in turns, half of fifty askers are served in little more than half the time.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence

from assistant.model import Answer, CompanyProfile, SchemeMatch, Turn
from corpus.model import Language
from ui.parts import Desk

AT_ONCE = max(2, min(4, os.cpu_count() or 2))  # one under the lock, others in native code


class InTurns:
    """A desk where at most ``at_once`` questions are dealt with at the same time."""

    def __init__(self, desk: Desk, at_once: int = AT_ONCE) -> None:
        self._desk = desk
        self._seats = threading.BoundedSemaphore(at_once)

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        profile: CompanyProfile | None = None,
        on_text: Callable[[str], None] | None = None,
    ) -> Answer:
        with self._seats:
            return self._desk.ask(question, history, profile, on_text)

    def find_schemes(self, profile: CompanyProfile, language: Language) -> list[SchemeMatch]:
        with self._seats:
            return self._desk.find_schemes(profile, language)
