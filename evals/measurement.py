"""One benchmark figure beside its goal."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measurement:
    """``value`` in ``unit``, to be at most ``goal`` (at least, where higher is better)."""

    name: str
    value: float
    unit: str
    goal: float
    higher_is_better: bool = False
    note: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the goal is reached."""
        return self.value >= self.goal if self.higher_is_better else self.value <= self.goal

    @property
    def share_of_goal(self) -> float:
        """How much of the goal's allowance is used: 1 is the goal, below 1 is better.

        >>> Measurement("wait", 50, "ms", 100).share_of_goal
        0.5
        >>> Measurement("rate", 12, "×", 6, higher_is_better=True).share_of_goal
        0.5
        """
        share = self.goal / self.value if self.higher_is_better else self.value / self.goal
        return float(share)
