"""What a run leaves: case results, the report, and how both become plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from assistant.model import Answer, Citation, CitedSource, CompanyProfile, Timings
from evals.cases import Case
from evals.gate import Earlier, Verdict
from evals.intervals import Estimate, mean_estimate, percentile_estimate
from evals.metrics import METRICS, Scores


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case, what was answered, and how it scored.

    ``answer`` is ``None`` and ``error`` one line where asking failed. ``ms`` is the time of
    the answer; ``alone`` says that nothing else was being asked meanwhile (only those count
    for latency). ``ranking`` lists documents retrieved for the question as understood, best
    first; ``closeness`` is the best passage's score, from which a refusal curve is drawn.
    """

    case: Case
    answer: Answer | None
    error: str = ""
    ms: float = 0.0
    alone: bool = False
    ranking: tuple[str, ...] | None = None
    closeness: float | None = None
    scores: Scores = field(default_factory=Scores)

    @property
    def is_right(self) -> bool:
        """Right facts and right source."""
        return self.scores.values.get("right") == 1

    def to_json(self) -> dict[str, Any]:
        """Everything about the case, as plain values."""
        return {
            "id": self.case.id,
            "case": asdict(self.case),
            "answer": None if self.answer is None else self.answer.to_json(),
            "error": self.error,
            "ms": round(self.ms, 2),
            "alone": self.alone,
            "ranking": None if self.ranking is None else list(self.ranking),
            "closeness": self.closeness,
            "scores": {name: round(value, 4) for name, value in self.scores.values.items()},
            "failed": list(self.scores.failed),
        }


@dataclass(frozen=True, slots=True)
class Report:
    """One run: what was asked of what, and how it went. ``path`` is the HTML page."""

    dataset: str
    split: str
    data_hash: str
    commit: str
    index_fingerprint: str
    created: str  # ISO date and time, local, to the second
    seconds: float
    workers: int
    settings: Mapping[str, str]
    results: tuple[CaseResult, ...]
    metrics: Mapping[str, Estimate]
    path: Path
    gate: Verdict | None = None
    earlier: Earlier | None = None
    opinions: Mapping[str, Estimate] | None = None  # a language model's, where one was asked; never gated

    @property
    def errors(self) -> int:
        """Number of cases that raised an error."""
        return sum(bool(r.error) for r in self.results)

    def to_json(self) -> dict[str, Any]:
        """The object that ``aura evaluate --json`` prints."""
        plain: dict[str, Any] = {
            "dataset": self.dataset,
            "split": self.split,
            "cases": len(self.results),
            "errors": self.errors,
            "metrics": {name: estimate.to_json() for name, estimate in self.metrics.items()},
            "seconds": round(self.seconds, 2),
            "commit": self.commit,
            "index_fingerprint": self.index_fingerprint,
            "report": str(self.path),
            "data_hash": self.data_hash,
            "created": self.created,
            "workers": self.workers,
            "settings": dict(self.settings),
        }
        if self.opinions is not None:
            plain["judge"] = {name: estimate.to_json() for name, estimate in self.opinions.items()}
        if self.gate is not None:
            plain["gate"] = {"passed": self.gate.passed, "reasons": list(self.gate.reasons)}
        return plain


def measure(results: Sequence[CaseResult]) -> dict[str, Estimate]:
    """Every metric over ``results``, with intervals; metrics that no case has are left out."""
    measured = {}
    for metric in METRICS:
        scores = [r.scores.values[metric.name] for r in results if metric.name in r.scores.values]
        if scores:
            measured[metric.name] = mean_estimate(scores)
    waits = latencies(results)
    if waits:
        measured["latency_ms_p50"] = percentile_estimate(waits, 50)
        measured["latency_ms_p95"] = percentile_estimate(waits, 95)
    return measured


def latencies(results: Sequence[CaseResult]) -> list[float]:
    """Milliseconds of the answers given while nothing else was asked."""
    return [r.ms for r in results if r.alone and not r.error]


def answer_from_json(plain: Mapping[str, Any]) -> Answer:
    """The :class:`Answer` that ``Answer.to_json`` wrote. Raises ``TypeError`` on unknown fields."""
    fields = dict(plain)
    fields["citations"] = tuple(
        Citation(**{**c, "sources": tuple(CitedSource(**s) for s in c.get("sources", ()))})
        for c in fields.get("citations", ())
    )
    fields["timings_ms"] = Timings(**fields.get("timings_ms", {}))
    profile = dict(fields.get("profile") or {})
    fields["profile"] = CompanyProfile(**{**profile, "goals": tuple(profile.get("goals", ()))})
    for name in ("follow_ups", "notices"):
        fields[name] = tuple(fields.get(name, ()))
    return Answer(**fields)
