"""Intervals say how sure a figure is, the same way each time."""

from __future__ import annotations

import pytest

from evals.intervals import mean_estimate, paired_difference, percentile_estimate


def test_an_interval_narrows_with_more_cases() -> None:
    """Ten times the cases, about a third of the width."""
    few, many = mean_estimate([1.0, 0.0, 1.0, 1.0] * 5), mean_estimate([1.0, 0.0, 1.0, 1.0] * 50)
    assert few.low < many.low < 0.75 < many.high < few.high
    assert 2.5 < (few.high - few.low) / (many.high - many.low) < 4


def test_the_same_scores_give_the_same_interval() -> None:
    """The seed is fixed."""
    assert mean_estimate([1.0, 0.0, 1.0]) == mean_estimate([1.0, 0.0, 1.0])


def test_perfection_and_failure_keep_some_doubt() -> None:
    """Thirty of thirty is not certainty: the rule of three."""
    assert (mean_estimate([1.0] * 30).low, mean_estimate([0.0] * 30).high) == (0.9, 0.1)


def test_nothing_has_no_mean() -> None:
    """A metric that no case has is not 0."""
    with pytest.raises(ValueError, match="no score"):
        mean_estimate([])
    with pytest.raises(ValueError, match="no sample"):
        percentile_estimate([], 95)


def test_a_difference_needs_an_interval_without_zero() -> None:
    """One case in fifty is noise; half of them are not; both ways."""
    before = {str(i): float(i % 2) for i in range(50)}
    one_up = before | {"0": 1.0}
    all_up = dict.fromkeys(before, 1.0)
    words = [d.word for d in (paired_difference(before, after) for after in (one_up, all_up)) if d]
    assert words == ["no difference shown", "better"]
    fall = paired_difference(all_up, before)
    assert fall is not None
    assert fall.word == "worse"


def test_only_shared_cases_are_compared() -> None:
    """New and removed cases say nothing of a change."""
    difference = paired_difference({"a": 1.0, "gone": 0.0}, {"a": 1.0, "new": 0.0})
    assert difference is not None
    assert (difference.value, difference.n) == (0.0, 1)
    assert paired_difference({"a": 1.0}, {"b": 1.0}) is None
