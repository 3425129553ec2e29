"""The gate: a run held against an earlier one, case by case.

It closes for two reasons only: a metric fell, by more than chance explains (paired
bootstrap, interval wholly below 0) and by more than :data:`NEGLIGIBLE`, or a hard metric,
one the product promises to be perfect, is below 1. Latency is left to the benchmarks:
machines differ.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from evals.errors import EvaluationError
from evals.intervals import Difference, Estimate, paired_difference
from evals.metrics import HARD, METRICS

# On many cases the bootstrap takes four that flipped for a fall; the order in which threads or a
# processor add numbers up may flip as many, and nobody would notice half a point.
NEGLIGIBLE = 0.005

Scored = Mapping[str, Mapping[str, float]]  # case id -> metric -> score


class _CaseFile(BaseModel):
    id: str
    scores: dict[str, float]
    failed: list[str] = []
    answer: dict[str, Any] | None = None


class _RunFile(BaseModel):
    """A baseline or a ``report.json``: the same layout, the latter with more in it."""

    dataset: str
    split: str
    commit: str
    created: str = ""
    data_hash: str = ""
    index_fingerprint: str = ""
    metrics: dict[str, dict[str, float]] = {}
    cases: list[_CaseFile]


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier run: its name, its scores, and (from a report) its answers' text."""

    label: str
    scores: Scored
    answers: Mapping[str, str] = field(default_factory=dict)
    failed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, metric: str) -> dict[str, float]:
        """The scores of one metric by case id."""
        return {case: scores[metric] for case, scores in self.scores.items() if metric in scores}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the gate opens, why not, and every difference that was looked at."""

    passed: bool
    reasons: tuple[str, ...]
    differences: Mapping[str, Difference]


def load_earlier(path: Path) -> Earlier:
    """Read a baseline or an earlier ``report.json``. Raises :class:`EvaluationError`."""
    try:
        run = _RunFile.model_validate_json(path.read_bytes())
    except OSError as error:
        raise EvaluationError(f"The earlier run {path} cannot be read: {error.strerror}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise EvaluationError(f"{path} is not the record of a run ({first['msg']}): write it anew.") from error
    label = f"{run.commit or 'unknown'}, {run.created or 'undated'}"
    return Earlier(
        label,
        {case.id: case.scores for case in run.cases},
        {case.id: str(case.answer.get("answer", "")) for case in run.cases if case.answer},
        {case.id: tuple(case.failed) for case in run.cases},
    )


def differences(before: Earlier, after: Scored) -> dict[str, Difference]:
    """The paired difference of every metric that both runs have on shared cases."""
    found = {}
    for metric in METRICS:
        now = {case: scores[metric.name] for case, scores in after.items() if metric.name in scores}
        difference = paired_difference(before.of(metric.name), now)
        if difference is not None:
            found[metric.name] = difference
    return found


def judge(before: Earlier, after: Scored, metrics: Mapping[str, Estimate]) -> Verdict:
    """Hold a run against an earlier one."""
    reasons = [
        f"{name} is {metrics[name].value:.4f}; it must be 1."
        for name in HARD
        if name in metrics and metrics[name].value < 1
    ]
    compared = differences(before, after)
    if not compared:
        reasons.append("No case of this run is in the baseline, so nothing can be compared: write the baseline anew.")
    reasons += [
        f"{name} fell by {-d.value:.3f} (95 % interval {d.low:+.3f} to {d.high:+.3f}, {d.n} cases)."
        for name, d in compared.items()
        if d.is_fall and d.value < -NEGLIGIBLE and name not in HARD
    ]
    return Verdict(not reasons, tuple(reasons), compared)


_HEAD = ("dataset", "split", "commit", "created", "data_hash", "index_fingerprint")


def save_baseline(report: Path, baseline: Path) -> str:
    """Make the run of a ``report.json`` a baseline; returns one sentence on it. Raises :class:`EvaluationError`.

    One case a line, so that a change reads well in a diff. Latency is left out: machines differ.
    """
    load_earlier(report)
    run = json.loads(report.read_text(encoding="utf-8"))
    metrics = {name: value for name, value in run["metrics"].items() if not name.startswith("latency")}
    head = {**{name: run[name] for name in _HEAD}, "metrics": metrics}
    rows = [
        json.dumps({"id": case, "scores": {name: round(value, 4) for name, value in sorted(scores.items())}})
        for case, scores in sorted((case["id"], case["scores"]) for case in run["cases"])
    ]
    opening = json.dumps(head, indent=1, ensure_ascii=False).removesuffix("\n}")
    baseline.write_text(opening + ',\n "cases": [\n  ' + ",\n  ".join(rows) + "\n ]\n}\n", encoding="utf-8")
    return f"{baseline}: {len(rows)} cases of commit {run['commit']}."


def main() -> int:
    """``python -m evals.gate REPORT.json [BASELINE.json]``: make a run that was made the new baseline."""
    import sys

    from evals import BASELINE

    if len(sys.argv) not in (2, 3):
        print(main.__doc__, file=sys.stderr)
        return 2
    try:
        print(save_baseline(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) == 3 else BASELINE))
    except EvaluationError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
