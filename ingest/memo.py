"""What has been looked up of something that never changes, kept within a bound."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

V = TypeVar("V")


class Memo(Generic[V]):
    """Looks many keys up at once, each only the first time. Safe for many threads."""

    def __init__(self, look_up: Callable[[Sequence[str]], Mapping[str, V]], most: int) -> None:
        """At most about ``most`` values are kept; then all are forgotten."""
        self._look_up, self._most = look_up, most
        self._kept: dict[str, V] = {}

    def __call__(self, keys: Sequence[str]) -> dict[str, V]:
        """Key -> value; a key that is not known is left out."""
        kept = self._kept
        found = {key: value for key in keys if (value := kept.get(key)) is not None}
        missing = [key for key in keys if key not in found]
        if missing:
            new = self._look_up(missing)
            found.update(new)
            if len(kept) + len(new) > self._most:
                kept.clear()
            kept.update(new)
        return found
