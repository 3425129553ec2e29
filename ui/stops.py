"""Stopping an answer that is under way.

With Gradio's own way (``cancels``), the question asked after a stop was left without an answer
(6.31, in our browser test). So the page says "stop" over a route of ours, the answer's generator
ends by itself, and no second event of Gradio's runs beside it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, StringConstraints


class StopIn(BaseModel):
    """The name that a tab of the chat page gave itself; it cannot be guessed."""

    model_config = ConfigDict(extra="forbid")

    tab: Annotated[str, StringConstraints(min_length=16, max_length=64)]


class Stops:
    """Which answer of each browser tab is under way, and whether it is to stop."""

    def __init__(self, kept: int = 10_000) -> None:
        self._current: OrderedDict[str, threading.Event] = OrderedDict()
        self._kept, self._lock = kept, threading.Lock()

    def begin(self, tab: str) -> threading.Event:
        """A new answer; one still under way in the tab stops."""
        with self._lock:
            former = self._current.pop(tab, None)
            if former is not None:
                former.set()
            event = self._current[tab] = threading.Event()
            while len(self._current) > self._kept:
                self._current.popitem(last=False)
            return event

    def stop(self, tab: str) -> None:
        with self._lock:
            event = self._current.get(tab)
        if event is not None:
            event.set()

    def is_current(self, tab: str, event: threading.Event) -> bool:
        with self._lock:
            return self._current.get(tab) is event


def stop_router(stops: Stops) -> APIRouter:
    """``POST /api/stop``: only for the chat page, therefore not in the published description."""
    router = APIRouter(include_in_schema=False)

    @router.post("/api/stop")
    def stop(body: StopIn) -> Response:
        stops.stop(body.tab)
        return Response(status_code=204)

    return router
