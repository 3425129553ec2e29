"""Composition by a language model, held by the extractive answer on every side.

The extractive answer is made first and stays the fallback. A model sees its lines only;
each sentence it writes must be one of these lines, whole or cut (``cuts``), and pass the
verifier. Its part is used once the answer's first line, the direct answer, stands in its
sentences and at least half of what it wrote stood; before that moment nothing is shown, after
it nothing shown is withdrawn. What a model may not leave out is quoted behind it, then come
the notices and the page to check. ``docs/decisions/0004-language-model.md`` says why.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Event, Lock, Semaphore, Thread
from typing import Literal, Protocol

from assistant.composition.draft import Draft
from assistant.language_model.prompts import system_prompt, user_prompt
from assistant.language_model.writing import Writing
from assistant.model import Answer

DEFAULT_TIMEOUT = 8.0  # seconds a reader waits for the model at most
MOST_AT_ONCE = 4  # replies waited for at the same time; further readers get the extractive answer at once
_LISTED = ("head", "item", "item_more")
_LOG = logging.getLogger(__name__)
_End = Literal["end", "enough", "timeout", "error"]


class LanguageModel(Protocol):
    """Something that writes. ``stream`` yields pieces of a reply as they come, and may raise anything."""

    def stream(self, system: str, user: str) -> Iterator[str]: ...


@dataclass(frozen=True, slots=True)
class GenerationCounts:
    """What became of the model's work since the start: answers by fate, sentences by verdict."""

    used: int = 0  # answers with the model's sentences
    fell_back: int = 0  # answers where the model was asked and the extractive answer was given
    kept: int = 0  # the model's sentences that stood
    dropped: int = 0  # the model's sentences that did not
    reasons: tuple[tuple[str, int], ...] = ()  # why the extractive answer was given, most frequent first


class Generator:
    """Lets a model write answers. Safe for many threads."""

    def __init__(self, model: LanguageModel, timeout: float = DEFAULT_TIMEOUT) -> None:
        self._model = model
        self._timeout = timeout
        self._places = Semaphore(MOST_AT_ONCE)
        self._lock = Lock()
        self._counts: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()

    @property
    def counts(self) -> GenerationCounts:
        """The counters as they stand now."""
        with self._lock:
            c, reasons = self._counts, tuple(self._reasons.most_common())
            return GenerationCounts(c["used"], c["fell_back"], c["kept"], c["dropped"], reasons)

    def rewrite(
        self, answer: Answer, draft: Draft, said: str = "", on_text: Callable[[str], None] | None = None
    ) -> Answer:
        """``answer`` with the model's sentences where they stand, else ``answer`` itself.

        ``draft`` is what ``answer`` was made of; ``said`` what the asker said. The pieces given to
        ``on_text`` are verified and final: together they are the text of the answer returned, and
        there are none where ``answer`` itself is. Takes the time-out at most; raises nothing that
        the model raises.
        """
        if answer.outcome != "answered" or any(line.role in _LISTED for line in draft.lines):
            return answer  # a list is complete as it is, a refusal has nothing to arrange
        writing = Writing(answer, draft, said, on_text)
        if not writing.evidence:
            return answer
        end: _End | Literal["busy"] = "busy"
        if self._places.acquire(blocking=False):
            end = self._read(writing)
        rewritten = writing.finished(whole=end == "end")
        with self._lock:
            self._counts["fell_back" if rewritten is None else "used"] += 1
            self._counts["kept"] += writing.kept
            self._counts["dropped"] += writing.dropped
            if rewritten is None:
                self._reasons[end if end in ("timeout", "error", "busy") else writing.refusal] += 1
        return answer if rewritten is None else rewritten

    def _read(self, writing: Writing) -> _End:
        """Give the model's text to ``writing`` until it ends, fails or is enough, or the time is over."""
        deadline = time.monotonic() + self._timeout
        pieces: Queue[str | Exception | None] = Queue()
        stop = Event()
        language = writing.answer.language
        prompt = user_prompt(writing.answer.standalone_question, writing.shown_to_model, language)
        system = system_prompt(language)
        Thread(target=self._fill, args=(system, prompt, pieces, stop), name="language-model", daemon=True).start()
        try:
            while writing.wants_more:
                piece = pieces.get(timeout=max(0.001, deadline - time.monotonic()))
                if isinstance(piece, Exception):
                    _LOG.warning("The language model failed (%s): extractive answer given.", type(piece).__name__)
                    return "error"
                if piece is None:
                    writing.end()
                    return "end"
                if time.monotonic() > deadline:
                    return "timeout"
                writing.take(piece)
        except Empty:
            return "timeout"
        finally:
            stop.set()
        return "enough"

    def _fill(self, system: str, prompt: str, pieces: Queue[str | Exception | None], stop: Event) -> None:
        """Runs in a thread of its own, since a model that hangs cannot be interrupted, only left behind."""
        try:
            for piece in self._model.stream(system, prompt):
                if stop.is_set():
                    return
                pieces.put(piece)
            pieces.put(None)
        except Exception as error:  # whatever a client library raises, the reader gets the extractive answer
            pieces.put(error)
        finally:
            self._places.release()
