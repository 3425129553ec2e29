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
    """Rows [n, d] to 4 bits a number, two in a byte: int8 [n, d / 2]; lengths are not kept.

    Numbers are cut to 16 levels within three standard deviations of their row. The first
    half of a row lies in the low nibbles, the second half in the high ones.
    """
    spread = np.maximum(3 * rows.std(axis=-1, keepdims=True), 1e-9)
    levels = np.clip(np.floor(rows / spread * 7.5) + 8, 0, 15).astype(np.uint8)
    half = rows.shape[-1] // 2
    packed: NDArray[np.int8] = (levels[:, :half] | levels[:, half:] << 4).view(np.int8)
    return packed


def late_interaction(query: NDArray[np.float32], passages: Sequence[NDArray[np.int8] | None]) -> NDArray[np.float32]:
    """Mean over the query's tokens of the best cosine among each passage's tokens, float32 [len(passages)].

    ``query``: float32 [m, d], unit rows; each passage int8 [n, d / 2] from ``compress``, or
    ``None``. A passage without token vectors scores 0.

    >>> query = np.array([[1, -1], [-1, -1]], np.float32) / 2**0.5
    >>> same, opposite = compress(query), compress(-query)
    >>> late_interaction(query, [same, opposite[:1], None]).round(2).tolist()
    [1.0, -0.5, 0.0]
    """
    scores = np.zeros(len(passages), np.float32)
    held = [(at, rows) for at, rows in enumerate(passages) if rows is not None and len(rows)]
    if not held or not len(query):
        return scores
    packed = np.concatenate([rows for _, rows in held]).view(np.uint8)
    low, high = (packed & 15).astype(np.float32) - 7.5, (packed >> 4).astype(np.float32) - 7.5
    lengths = np.sqrt(np.einsum("ij,ij->i", low, low) + np.einsum("ij,ij->i", high, high))
    half = packed.shape[1]
    cosines = (low @ query[:, :half].T + high @ query[:, half:].T) / lengths[:, None]  # long side first: faster
    starts = np.cumsum([0, *(len(rows) for _, rows in held[:-1])])
    scores[[at for at, _ in held]] = np.maximum.reduceat(cosines, starts, axis=0).mean(axis=1)
    return scores
