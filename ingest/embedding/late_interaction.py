"""Token vectors for late interaction, and the score they give.

Late interaction (Khattab & Zaharia 2020, "ColBERT"): each token of the query looks for
its best match among the passage's tokens; the mean of these cosines scores the passage.
Here the tokens are the encoder's own last states, without any further training. Tokens
that carry no meaning by themselves (special tokens, prefix, punctuation, stopwords) are left out on both sides.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.tokenization import METASPACE, Tokens, is_word
from ingest.words import STOPWORDS, fold

Matrix = NDArray[np.float32]

MIDDLE = 7.5  # of the sixteen levels 0..15
BLOCK = 1024  # rows multiplied at once: their floats fit the second-level cache
PREFIX_TOKENS = 3  # the begin token, "query" or "passage", and the colon


def telling(tokens: Tokens) -> list[int]:
    """Positions of the tokens that late interaction compares; stopwords only where there is nothing else.

    The prefix (see ``PREFIX_TOKENS``) and the end token are never among them.
    """
    pieces = tokens.pieces
    words = [at for at in range(PREFIX_TOKENS, len(pieces) - 1) if is_word(pieces[at])]
    return [at for at in words if not _is_stopword(pieces, at)] or words


def _is_stopword(pieces: list[str], at: int) -> bool:
    piece, after = pieces[at], pieces[at + 1]
    whole = piece.startswith(METASPACE) and not (is_word(after) and not after.startswith(METASPACE))
    return whole and fold(piece[1:]) in STOPWORDS


def fit_projection(states: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean of last states [n, d] of ordinary text, float32 [d]: what all tokens share says nothing."""
    return np.asarray(states.mean(axis=0), np.float32)


def unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows brought to unit length; a row of zeros stays."""
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9), np.float32)


def compress(rows: NDArray[np.float32]) -> NDArray[np.int8]:
    """Rows [n, d] to 4 bits a number, two in a byte, and a length: int8 [n, d / 2 + 2].

    Numbers are cut to 16 levels within three standard deviations of their row. The first
    half of a row lies in the low nibbles, the second half in the high ones; its last two
    bytes are the length of the cut row, float16, so that no question has to work it out.
    """
    spread = np.maximum(3 * rows.std(axis=-1, keepdims=True), 1e-9)
    levels = np.clip(np.floor(rows / spread * MIDDLE) + 8, 0, 15).astype(np.uint8)
    half = rows.shape[-1] // 2
    lengths = np.linalg.norm(levels - MIDDLE, axis=-1, keepdims=True).astype(np.float16)
    packed = np.concatenate([levels[:, :half] | levels[:, half:] << 4, lengths.view(np.uint8)], axis=1)
    return packed.view(np.int8)


def late_interaction(query: NDArray[np.float32], passages: Sequence[NDArray[np.int8] | None]) -> NDArray[np.float32]:
    """Mean over the query's tokens of the best cosine among each passage's tokens, float32 [len(passages)].

    ``query``: float32 [m, d], unit rows; each passage int8 [n, d / 2 + 2] from ``compress``, or
    ``None``. A passage without token vectors scores 0.

    >>> query = np.array([[1, -1], [-1, -1]], np.float32) / 2**0.5
    >>> same, opposite = compress(query), compress(-query)
    >>> late_interaction(query, [same, opposite[:1], None]).round(2).tolist()
    [1.0, -0.5, 0.0]
    """
    if not len(query):
        return np.zeros(len(passages), np.float32)
    return np.asarray(best_cosines(query, passages).mean(axis=0), np.float32)


def best_cosines(query: NDArray[np.float32], passages: Sequence[NDArray[np.int8] | None]) -> NDArray[np.float32]:
    """For each of the query's tokens the best cosine among each passage's tokens, float32 [m, len(passages)]."""
    scores = np.zeros((len(query), len(passages)), np.float32)
    held = [at for at, rows in enumerate(passages) if rows is not None and len(rows)]
    if held and len(query):
        rows = [rows for rows in passages if rows is not None and len(rows)]
        starts = np.cumsum([0, *map(len, rows[:-1])])
        scores[:, held] = np.maximum.reduceat(_cosines(np.concatenate(rows), query), starts, axis=0).T
    return scores


def token_cosines(query: NDArray[np.float32], passages: Sequence[NDArray[np.int8] | None]) -> list[Matrix]:
    """Cosines of each passage's tokens with the query's, float32 [n, m] a passage; n is 0 where it has no vectors."""
    empty = np.zeros((0, len(query)), np.float32)
    held = [rows for rows in passages if rows is not None and len(rows)]
    if not held or not len(query):
        return [empty for _ in passages]
    cut = iter(np.split(_cosines(np.concatenate(held), query), np.cumsum([*map(len, held[:-1])])))
    return [next(cut) if rows is not None and len(rows) else empty for rows in passages]


def _cosines(packed: NDArray[np.int8], query: Matrix) -> Matrix:
    """Cosines float32 [n, m] of ``packed`` rows with the query's."""
    first, second = np.hsplit(query, 2)
    # A byte is low + 16 high: with the bytes themselves weighed by high / 16, only the low nibbles need be cut out.
    high: Matrix = np.ascontiguousarray(second.T) / np.float32(16)
    low: Matrix = first.T - high
    levels, lengths = packed.view(np.uint8)[:, : len(low)], np.ascontiguousarray(packed[:, len(low) :])
    cosines: Matrix = np.empty((len(packed), len(query)), np.float32)
    for at in range(0, len(packed), BLOCK):
        block, here = levels[at : at + BLOCK], cosines[at : at + BLOCK]
        np.matmul(block.astype(np.float32), high, out=here)
        here += (block & 15).astype(np.float32) @ low
    cosines -= MIDDLE * query.sum(axis=1)
    cosines /= lengths.view(np.float16).astype(np.float32)
    return cosines
