"""The answers given lately, by id, so that they can be exported and judged as they were given."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from dataclasses import replace

from assistant.model import Answer

KEPT = 2000  # answers; about 10 MB. Older ones are forgotten, all are at a restart


class RecentAnswers:
    """A bounded memory shared by all conversations; an id that cannot be guessed is the key."""

    def __init__(self, kept: int = KEPT) -> None:
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._kept = kept
        self._lock = threading.Lock()

    def keep(self, answer: Answer) -> Answer:
        """The answer with an id of its own."""
        named = replace(answer, id=secrets.token_urlsafe(12))
        with self._lock:
            self._answers[str(named.id)] = named
            while len(self._answers) > self._kept:
                self._answers.popitem(last=False)
        return named

    def get(self, answer_id: str) -> Answer | None:
        with self._lock:
            return self._answers.get(answer_id)
