"""The index as it is now, for programs that run on while it is rebuilt."""

from __future__ import annotations

import os
import threading

from ingest.errors import IndexMissing
from ingest.generations import current_name, pointer
from ingest.index_reader import GenerationReader
from ingest.model import IndexSettings


class LiveIndex:
    """Hands out the reader of the current generation and follows every switch, whoever makes it.

    All callers share one reader and must not close it. When a new generation is
    published, the next ``current()`` opens it and lets go of the old one, which closes as
    soon as the last question that still uses it is answered.
    """

    def __init__(self, settings: IndexSettings) -> None:
        self.settings = settings
        self._opening = threading.Lock()
        self._reader: GenerationReader | None = None
        self._pointer = pointer(settings.index_dir)
        self._named: tuple[tuple[int, int], str | None] = (0, 0), None  # which file the pointer was, and what it said

    def current(self) -> GenerationReader:
        """The current generation's reader; costs one look at a file's state when nothing changed.

        Raises ``IndexMissing`` or ``IndexMismatch``.
        """
        name = self._current_name()
        if name is None:
            raise IndexMissing("There is no index yet: run `aura reindex`.")
        reader = self._reader
        if reader is not None and reader.generation == name and not reader.closed:
            return reader
        usable = reader is not None and not reader.closed
        if not self._opening.acquire(blocking=not usable):
            assert reader is not None
            return reader  # another thread is opening the new one: nobody waits for that
        try:
            reader = self._reader
            if reader is None or reader.closed or reader.generation != current_name(self.settings.index_dir):
                reader = GenerationReader(self.settings)
                self._reader = reader
            return reader
        finally:
            self._opening.release()

    def _current_name(self) -> str | None:
        """As ``current_name``, but the pointer is read only where it is another file than last time."""
        try:
            state = os.stat(self._pointer)
        except OSError:
            return current_name(self.settings.index_dir)
        stamp = state.st_ino, state.st_mtime_ns
        if self._named[0] != stamp:
            self._named = stamp, current_name(self.settings.index_dir)
        return self._named[1]

    def close(self) -> None:
        """Lets go of the reader."""
        with self._opening:
            self._reader = None
