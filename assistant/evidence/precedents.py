"""How like a question is to ones whose outcome is known: answered from the documents, or refused.

Kernel ridge regression (Rasmussen and Williams 2006, chapter 2 and section 6.3). A question is
a point: its vector, brought to the directions in which the known questions differ most, and the
measures of its evidence, each to the same scale. Its score is a sum over known questions of what
each weighs, the less the further it is, and the more the more of its words they share: a vector
blurs the one word that makes a question foreign ("is it *taxed*?"). ``precedents.npz`` holds those
that weigh most, as points in 8 bits. Of words the sum over all of them comes to one weight a word.
It is fitted by ``python -m evals.calibrate`` and valid for one embedder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from assistant.language.text import stems, words
from corpus.model import Language

Matrix = NDArray[np.float32]
Buckets = NDArray[np.int32]

WIDTH = 0.2  # of the squared distance, in the exponent of the kernel
VECTOR, MEASURE = 2.0, 0.2  # what the vector, as a whole, and each measure spread in a point
LEVELS = 127  # 8 bits
BUCKETS = 1 << 15  # that words and pairs of neighbours are thrown into (Weinberger et al. 2009)


@dataclass(frozen=True, slots=True)
class Space:
    """Where questions lie: ``mean`` and ``directions`` of vectors (float32 [d], [d, r]), of measures [f] the ``middle``
    and what one of it counts (``scale``)."""

    mean: Matrix
    directions: Matrix
    middle: Matrix
    scale: Matrix

    def places(self, vectors: Matrix, measures: Matrix) -> Matrix:
        """Points float32 [n, r + f] of questions: their vectors [n, d] and measures [n, f]."""
        return np.concatenate([(vectors - self.mean) @ self.directions, (measures - self.middle) * self.scale], axis=1)


def squares(points: Matrix) -> Matrix:
    """Squared lengths [n] of points."""
    return np.asarray((points**2).sum(axis=1))


def kernel(points: Matrix, others: Matrix, squared: Matrix | None = None) -> Matrix:
    """Likeness [n, m] of points, 1 to 2: a Gaussian of their distance, and a constant for what all have in common.

    ``squared``: the others' squared lengths [m], where they are known already.

    >>> kernel(np.zeros((1, 2), np.float32), np.array([[0, 0], [9, 9]], np.float32)).round(3).tolist()
    [[2.0, 1.0]]
    """
    apart = squares(points)[:, None] + (squares(others) if squared is None else squared) - 2 * points @ others.T
    return np.asarray(np.exp(-WIDTH * np.maximum(apart, 0)) + 1, np.float32)


def word_buckets(text: str, language: Language) -> Buckets:
    """Buckets int32 [w], each once, of the stems of a text and of neighbours, both as stems and as they stand."""
    bare, plain = stems(text, language), words(text)
    said = {*bare, *map("_".join, pairwise(bare)), *map("_".join, pairwise(plain))}
    return np.array(sorted({crc32(s.encode()) % BUCKETS for s in said}), np.int32)


def score_of_words(weights: Matrix, said: Sequence[Buckets]) -> Matrix:
    """Scores [n] of questions by the words said in each, of each bucket's weight; a long question counts no more."""
    return np.array([weights[buckets].sum() / max(1, len(buckets)) ** 0.5 for buckets in said], np.float32)


@dataclass(frozen=True)
class Precedents:
    """Known questions as ``points`` int8 [n, r + f], a point's unit in each column (``steps``), and ``weights`` [n].

    ``word_weights`` float32 [BUCKETS]; ``slope`` and ``offset`` make log odds of a score; ``embedder`` is the
    fingerprint of what made the vectors.
    """

    embedder: str
    space: Space
    points: NDArray[np.int8]
    steps: Matrix
    weights: Matrix
    word_weights: Matrix
    slope: float
    offset: float

    def log_odds(self, vectors: Matrix, measures: Matrix, said: Sequence[Buckets]) -> Matrix:
        """Log odds [n] that questions are answered, of their vectors [n, d], measures [n, f] and words."""
        likeness = kernel(self.space.places(vectors, measures), self.known, self._squared)
        return self.slope * (likeness @ self.weights + score_of_words(self.word_weights, said)) + self.offset

    @cached_property
    def known(self) -> Matrix:
        """The points float32 [n, r + f], worked out once: every question is held against them."""
        return self.points * self.steps

    @cached_property
    def _squared(self) -> Matrix:
        return squares(self.known)

    def save(self, path: Path) -> None:
        """Writes all of it to one file."""
        space = {field.name: getattr(self.space, field.name) for field in fields(Space)}
        own = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "space"}
        np.savez_compressed(path, **space, **own)

    @classmethod
    def load(cls, path: Path) -> Precedents:
        """What ``save`` wrote."""
        with np.load(path, allow_pickle=False) as held:
            space = Space(*(held[field.name] for field in fields(Space)))
            return cls(
                str(held["embedder"]),
                space,
                held["points"],
                held["steps"],
                held["weights"],
                held["word_weights"],
                float(held["slope"]),
                float(held["offset"]),
            )


def in_few_bits(points: Matrix) -> tuple[NDArray[np.int8], Matrix]:
    """Points [n, c] as int8 and the unit [c] of each column."""
    steps = np.maximum(np.abs(points).max(axis=0) / LEVELS, 1e-9).astype(np.float32)
    return np.round(points / steps).astype(np.int8), steps
