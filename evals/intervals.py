"""How sure a figure is: bootstrap intervals, alone and between two runs.

Source: Efron & Tibshirani, *An Introduction to the Bootstrap* (1993), percentile intervals;
paired over questions as in Sakai, *Evaluating Information Retrieval Metrics Based on
Bootstrap Hypothesis Tests* (2007). The seed is fixed: the same scores give the same interval.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2_000
ROUNDING = 1e-3  # above what four stored decimals lose, below what any one case can move
SEED = 0


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its 95 % interval; ``n`` is the number of cases it rests on."""

    value: float
    low: float
    high: float
    n: int

    def to_json(self) -> dict[str, float | int]:
        """Plain values, rounded to what the data can carry."""
        return {"value": round(self.value, 4), "low": round(self.low, 4), "high": round(self.high, 4), "n": self.n}


def _resampled(values: NDArray[np.float64]) -> NDArray[np.int64]:
    """Indices [RESAMPLES, n] drawn with replacement."""
    return np.random.default_rng(SEED).integers(0, len(values), size=(RESAMPLES, len(values)))


def mean_estimate(scores: Sequence[float]) -> Estimate:
    """Mean of ``scores`` with a percentile interval. Raises ``ValueError`` where there is none.

    Equal scores would give an interval without width, which says nothing about cases not
    asked: with n right of n, the rule of three bounds the error rate by 3 / n (Hanley &
    Lippman-Hand 1983), so ``low`` is 1 - 3 / n there, and ``high`` 3 / n where all are wrong.

    >>> e = mean_estimate([1.0, 0.0, 1.0, 1.0])
    >>> e.value, e.low < 0.75 < e.high, e.n
    (0.75, True, 4)
    >>> mean_estimate([1.0] * 300).low
    0.99
    """
    if not scores:
        raise ValueError("there is no score to average")
    values = np.asarray(scores, dtype=np.float64)
    value = float(values.mean())
    if np.all(values == 1):
        return Estimate(1.0, max(0.0, 1 - 3 / len(values)), 1.0, len(values))
    if np.all(values == 0):
        return Estimate(0.0, 0.0, min(1.0, 3 / len(values)), len(values))
    means = values[_resampled(values)].mean(axis=1)
    low, high = np.percentile(means, (2.5, 97.5))
    return Estimate(value, float(low), float(high), len(values))


def percentile_estimate(samples: Sequence[float], percent: float) -> Estimate:
    """A percentile of ``samples`` (latencies, say) with its interval.

    >>> percentile_estimate([1.0, 2.0, 3.0, 4.0, 5.0], 50).value
    3.0
    """
    if not samples:
        raise ValueError("there is no sample to take a percentile of")
    values = np.asarray(samples, dtype=np.float64)
    low, high = np.percentile(np.percentile(values[_resampled(values)], percent, axis=1), (2.5, 97.5))
    return Estimate(float(np.percentile(values, percent)), float(low), float(high), len(values))


@dataclass(frozen=True, slots=True)
class Difference:
    """``after - before`` on the cases both runs have, with its 95 % interval."""

    value: float
    low: float
    high: float
    n: int

    @property
    def is_fall(self) -> bool:
        """Whether the interval lies wholly below 0."""
        return self.high < 0

    @property
    def is_rise(self) -> bool:
        """Whether the interval lies wholly above 0."""
        return self.low > 0

    @property
    def word(self) -> str:
        """What may be said of it: a difference is one only if its interval excludes 0."""
        return "worse" if self.is_fall else "better" if self.is_rise else "no difference shown"


def paired_difference(before: Mapping[str, float], after: Mapping[str, float]) -> Difference | None:
    """The paired bootstrap of two runs' scores by case id; ``None`` where they share no case.

    Stored scores have four decimals: what rounding alone moves (2/3 to 0.6667) is no change.
    Nine cases fall from 1 to 0 among forty, none rises: a fall. One does: not shown.

    >>> ones = {str(i): 1.0 for i in range(40)}
    >>> paired_difference(ones, {k: float(int(k) >= 9) for k in ones}).word
    'worse'
    >>> paired_difference(ones, {k: float(int(k) >= 1) for k in ones}).word
    'no difference shown'
    >>> paired_difference({k: 0.6667 for k in ones}, {k: 2 / 3 for k in ones}).value
    0.0
    """
    shared = sorted(before.keys() & after.keys())
    if not shared:
        return None
    deltas = np.asarray([after[case] - before[case] for case in shared], dtype=np.float64)
    deltas[np.abs(deltas) < ROUNDING] = 0.0
    means = deltas[_resampled(deltas)].mean(axis=1)
    low, high = np.percentile(means, (2.5, 97.5))
    return Difference(float(deltas.mean()), float(low), float(high), len(shared))
