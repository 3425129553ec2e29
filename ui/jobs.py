"""One long piece of work at a time, in the background, with progress that tells the truth."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from corpus.errors import AuraError

Report = Callable[[str, int, int, str], None]  # stage, done, total, note
Work = Callable[[Report], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Job:
    """What is known of the latest work; ``result`` is what it returned, ``error`` one sentence."""

    kind: str
    stage: str = ""
    done: int = 0
    total: int = 0
    note: str = ""
    running: bool = True
    result: dict[str, Any] | None = None
    error: str = ""


class Jobs:
    """Starts work in a thread of its own; a second piece is refused while one runs."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._job: Job | None = None

    @property
    def latest(self) -> Job | None:
        return self._job

    def start(self, kind: str, work: Work) -> bool:
        """Whether the work was started."""
        with self._lock:
            if self._job is not None and self._job.running:
                return False
            self._job = Job(kind)
        threading.Thread(target=self._run, args=(work,), daemon=True, name=kind).start()
        return True

    def _run(self, work: Work) -> None:
        try:
            result = work(self._report)
        except AuraError as error:
            self._update(running=False, error=str(error))
        except Exception as error:  # whatever it is, the page must learn that the work has ended
            self._update(running=False, error=f"unexpected {type(error).__name__}")
        else:
            self._update(running=False, result=result)

    def _report(self, stage: str, done: int, total: int, note: str) -> None:
        self._update(stage=stage, done=done, total=total, note=note)

    def _update(self, **changes: Any) -> None:
        with self._lock:
            if self._job is not None:
                self._job = replace(self._job, **changes)
