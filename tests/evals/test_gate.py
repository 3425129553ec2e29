"""The gate closes for a real fall or a broken promise, and for nothing else."""

from __future__ import annotations

from evals.gate import Earlier, judge
from evals.intervals import mean_estimate


def verdict(before: dict[str, list[float]], after: dict[str, list[float]]) -> tuple[bool, str]:
    def scored(values: dict[str, list[float]]) -> dict[str, dict[str, float]]:
        count = len(next(iter(values.values())))
        return {str(i): {name: scores[i] for name, scores in values.items()} for i in range(count)}

    metrics = {name: mean_estimate(scores) for name, scores in after.items()}
    judged = judge(Earlier("before", scored(before)), scored(after), metrics)
    return judged.passed, " ".join(judged.reasons)


def test_chance_does_not_close_the_gate() -> None:
    """One case of sixty that fell while another rose is no fall."""
    before = [1.0] * 50 + [0.0] * 10
    after = [0.0, *before[1:-1], 1.0]
    assert verdict({"right": before}, {"right": after}) == (True, "")


def test_a_real_fall_closes_the_gate() -> None:
    """Fifteen of sixty fell: closed, with the metric and its interval."""
    passed, reasons = verdict({"right": [1.0] * 60}, {"right": [0.0] * 15 + [1.0] * 45})
    assert not passed
    assert "right fell by 0.250" in reasons


def test_a_handful_of_many_does_not_close_the_gate() -> None:
    """Four of eight hundred that flip may be the order of threads; twelve are a fall."""
    before = [1.0] * 800
    assert verdict({"right": before}, {"right": [0.0] * 4 + [1.0] * 796})[0]
    assert not verdict({"right": before}, {"right": [0.0] * 12 + [1.0] * 788})[0]


def test_rounding_of_stored_scores_does_not_close_the_gate() -> None:
    """A baseline keeps four decimals: the same score unrounded is no fall."""
    stored, found = [0.6667] * 60, [2 / 3] * 60
    assert verdict({"key_fact_recall": stored}, {"key_fact_recall": found})[0]


def test_latency_is_not_judged() -> None:
    """A busy machine is no reason to stop."""
    waits = {"right": [1.0] * 30, "latency_ms_p50": [1.0] * 30}
    assert verdict(waits, {"right": [1.0] * 30, "latency_ms_p50": [0.0] * 30})[0]


def test_a_promise_must_be_kept_whatever_the_baseline_says() -> None:
    """One quote of sixty that is not exact closes the gate, even where the baseline was as bad."""
    flawed = [0.9] + [1.0] * 59
    passed, reasons = verdict({"quote_exactness": flawed}, {"quote_exactness": flawed})
    assert not passed
    assert "quote_exactness is 0.9983; it must be 1." in reasons


def test_a_rise_opens_the_gate() -> None:
    """Getting better is no reason to stop."""
    assert verdict({"right": [0.0] * 30}, {"right": [1.0] * 30})[0]


def test_a_baseline_of_other_cases_closes_the_gate() -> None:
    """Where nothing can be compared, nothing is proven."""
    judged = judge(Earlier("x", {"other": {"right": 1.0}}), {"mine": {"right": 1.0}}, {"right": mean_estimate([1.0])})
    assert not judged.passed
