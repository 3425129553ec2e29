"""Two runs side by side: which cases got better, which worse, and what may be called a difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.gate import Earlier, differences
from evals.intervals import Difference
from evals.results import CaseResult


@dataclass(frozen=True, slots=True)
class Change:
    """A case whose scores differ between two runs. ``moves``: metric -> (before, after)."""

    result: CaseResult
    moves: Mapping[str, tuple[float, float]]
    answer_before: str
    failed_before: tuple[str, ...]

    @property
    def direction(self) -> float:
        """Above 0 for better: "right" decides, then the mean of what moved."""
        decisive = self.moves.get("right")
        if decisive is not None:
            return decisive[1] - decisive[0]
        return sum(after - before for before, after in self.moves.values()) / len(self.moves)


@dataclass(frozen=True, slots=True)
class Comparison:
    """This run against an earlier one, over the cases that both have."""

    label: str
    shared: int
    differences: Mapping[str, Difference]
    better: tuple[Change, ...]
    worse: tuple[Change, ...]


def compare(results: Sequence[CaseResult], earlier: Earlier) -> Comparison:
    """Hold ``results`` against ``earlier``. Scores that only one run has are left out."""
    changes = [change for r in results if (change := _change(r, earlier)) is not None]
    ordered = sorted(changes, key=lambda c: -abs(c.direction))
    return Comparison(
        label=earlier.label,
        shared=sum(r.case.id in earlier.scores for r in results),
        differences=differences(earlier, {r.case.id: r.scores.values for r in results}),
        better=tuple(c for c in ordered if c.direction > 0),
        worse=tuple(c for c in ordered if c.direction < 0),
    )


def _change(result: CaseResult, earlier: Earlier) -> Change | None:
    before = earlier.scores.get(result.case.id, {})
    moves = {
        name: (before[name], after)
        for name, after in result.scores.values.items()
        if name in before and abs(after - before[name]) > 1e-4
    }
    if not moves:
        return None
    case = result.case.id
    return Change(result, moves, earlier.answers.get(case, ""), earlier.failed.get(case, ()))
