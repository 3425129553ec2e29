"""Answers are made a few at a time.

Making one is processor work under Python's lock. Forty at once all end late, and contend for
the lock meanwhile; taken in turns, half of fifty askers are served in little more than half the time.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from ui.parts import Desk

Given = ParamSpec("Given")
Made = TypeVar("Made")

AT_ONCE = 3


class Seats:
    """So many seats, given in the order of asking. A semaphore's go to whoever comes by when one is free."""

    def __init__(self, number: int) -> None:
        self._free = number
        self._lock = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Waits for a seat and holds it."""
        self._take()
        try:
            yield
        finally:
            self._give()

    def seated(self, work: Callable[Given, Made]) -> Callable[Given, Made]:
        """``work``, done on a seat each time it is called."""

        @wraps(work)
        def done(*args: Given.args, **kwargs: Given.kwargs) -> Made:
            with self.taken():
                return work(*args, **kwargs)

        return done

    def _take(self) -> None:
        with self._lock:
            if self._free:
                self._free -= 1
                return
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append(turn)
        turn.acquire()  # until whoever leaves a seat hands it over

    def _give(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1


class InTurns:
    """A desk where at most ``at_once`` questions are dealt with at the same time."""

    def __init__(self, desk: Desk, at_once: int = AT_ONCE) -> None:
        seats = Seats(at_once)
        self.ask = seats.seated(desk.ask)
        self.find_schemes = seats.seated(desk.find_schemes)
