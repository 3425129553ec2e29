"""Vectors on disk: immutable segments, memory-mapped, shared by the generations that need them.

``segments/NAME/pooled.npy`` is float32 [n, d]; ``tokens.npy`` int8 [all tokens, t], left
out where the embedder gives none; ``keys.json`` says whose they are. A segment appears
by a rename, whole or not at all, so vectors made before a crash are found again and
need not be made twice.
"""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.durable import sync_folder, write_text
from ingest.model import PassageVectors

_TEMPORARY = "tmp-"
VectorPlace = tuple[str, str, int, int, int]  # key, segment, row, first token row, number of token rows


@dataclass(frozen=True, slots=True)
class _Arrays:
    pooled: NDArray[np.float32]
    tokens: NDArray[np.int8] | None


class Segments:
    """The folder of segments; arrays are mapped when first asked for and stay mapped."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mapped: dict[str, _Arrays] = {}

    def write(self, keys: Sequence[str], vectors: Sequence[PassageVectors]) -> list[VectorPlace]:
        """Writes one new segment durably and says where each vector lies in it."""
        name = uuid.uuid4().hex[:12]
        folder = self._folder / (_TEMPORARY + name)
        folder.mkdir(parents=True)
        lengths = [0 if v.tokens is None else len(v.tokens) for v in vectors]
        starts = [int(start) for start in np.cumsum([0, *lengths])[:-1]]
        np.save(folder / "pooled.npy", np.stack([v.pooled for v in vectors]).astype(np.float32))
        tokens = [v.tokens for v in vectors if v.tokens is not None and len(v.tokens)]
        if tokens:
            np.save(folder / "tokens.npy", np.concatenate(tokens))
        write_text(folder / "keys.json", json.dumps({"keys": list(keys), "starts": starts, "lengths": lengths}))
        sync_folder(folder)
        os.rename(folder, self._folder / name)
        return [(key, name, row, starts[row], lengths[row]) for row, key in enumerate(keys)]

    def pooled(self, segment: str, rows: Sequence[int]) -> NDArray[np.float32]:
        """float32 [len(rows), d]."""
        return self._arrays(segment).pooled[np.asarray(rows, dtype=np.int64)]

    def tokens(self, segment: str, start: int, length: int) -> NDArray[np.int8] | None:
        """int8 [length, t], or ``None`` where there are none; a view, not a copy."""
        tokens = self._arrays(segment).tokens
        return None if tokens is None or length == 0 else tokens[start : start + length]

    def orphans(self, used: set[str]) -> list[VectorPlace]:
        """Places of the vectors in whole segments that no generation names: left by a run that was stopped."""
        places: list[VectorPlace] = []
        for name in self._names() - used:
            try:
                about = json.loads((self._folder / name / "keys.json").read_text("utf-8"))
            except (OSError, ValueError):
                continue
            rows = zip(about["keys"], about["starts"], about["lengths"], strict=True)
            places += [(key, name, row, start, length) for row, (key, start, length) in enumerate(rows)]
        return places

    def sweep(self, used: set[str] | None = None) -> None:
        """Deletes halves of segments, and with ``used`` every segment not in it."""
        for path in self._folder.glob("*/"):
            if path.name.startswith(_TEMPORARY) or (used is not None and path.name not in used):
                shutil.rmtree(path, ignore_errors=True)

    def close(self) -> None:
        self._mapped.clear()

    def _names(self) -> set[str]:
        return {path.name for path in self._folder.glob("*/") if not path.name.startswith(_TEMPORARY)}

    def _arrays(self, segment: str) -> _Arrays:
        arrays = self._mapped.get(segment)
        if arrays is None:
            folder = self._folder / segment
            tokens = folder / "tokens.npy"
            # As plain arrays, which stay mapped: each slice of a ``memmap`` costs microseconds.
            arrays = _Arrays(
                np.asarray(np.load(folder / "pooled.npy", mmap_mode="r")),
                np.asarray(np.load(tokens, mmap_mode="r")) if tokens.is_file() else None,
            )
            self._mapped[segment] = arrays
        return arrays


def worn_segments(rows: Mapping[str, Sequence[object]], small: int = 512, most: int = 16) -> list[str]:
    """The small segments, once there are more than ``most`` of them: worth being merged into one."""
    found = [name for name, held in rows.items() if len(held) < small]
    return found if len(found) > most else []
