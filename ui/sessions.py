"""Who may use the admin pages: one password, slow to guess, and sessions that end."""

from __future__ import annotations

import secrets
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable

COOKIE = "aura_admin"
LASTS = 8 * 3600.0  # seconds
WINDOW = 15 * 60.0  # seconds in which failures count
FAILURES = 5  # from one address
ALL_FAILURES = 30  # from all addresses together: an attacker has many


class TooManyAttempts(Exception):
    """``seconds`` until the next attempt is looked at."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:.0f} s")
        self.seconds = seconds


class Sessions:
    """Sessions of this process; a restart ends them all."""

    def __init__(self, password: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._password, self._clock = password.encode(), clock
        self._open: dict[str, float] = {}
        self._failed: dict[str, deque[float]] = defaultdict(deque)
        self._lock = threading.Lock()

    def log_in(self, password: str, address: str) -> str | None:
        """A new session's token, or ``None`` for a wrong password. Raises ``TooManyAttempts``."""
        with self._lock:
            now = self._clock()
            self._forget(now)
            mine, every = self._failed[address], [t for q in self._failed.values() for t in q]
            if len(mine) >= FAILURES:
                raise TooManyAttempts(mine[0] + WINDOW - now)
            if len(every) >= ALL_FAILURES:
                raise TooManyAttempts(min(every) + WINDOW - now)
            if not secrets.compare_digest(password.encode(), self._password):
                mine.append(now)
                return None
            del self._failed[address]
            token = secrets.token_urlsafe(32)
            self._open[token] = now + LASTS
            return token

    def is_open(self, token: str | None) -> bool:
        with self._lock:
            return token is not None and self._open.get(token, 0.0) > self._clock()

    def log_out(self, token: str | None) -> None:
        with self._lock:
            self._open.pop(token or "", None)

    def _forget(self, now: float) -> None:
        for address in list(self._failed):
            times = self._failed[address]
            while times and times[0] <= now - WINDOW:
                times.popleft()
            if not times:
                del self._failed[address]
        self._open = {t: until for t, until in self._open.items() if until > now}
