"""Fit the decision to answer: ``python -m evals.calibrate [--data-dir DIR]``.

Two logistic regressions (L2, fitted by Newton's method): one reads the topic off a
question's vector, the other weighs the measures of evidence, the topic among them. The
topic of each training question is read by a model that has not seen it (five folds),
so that the second one learns how far to trust the first. Fitted on ``calibration.jsonl``,
the corpus' questions without an answer (each as if the corpus did not hold it) and the
development half; the threshold is the highest that refuses no more than
``FALSE_REFUSALS`` of the development half's answerable questions. The test half is only
reported on. Writes ``assistant/evidence/answerability.json`` and, with ``--plot``, the curve.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.evidence.answerability import CALIBRATION, Features
from assistant.model import CompanyProfile, Turn
from assistant.service import Assistant

DATASETS = Path(__file__).parent / "datasets"
HANDLED_APART = {"greeting", "about"}  # decided by what they are, not by evidence
FALSE_REFUSALS = 0.02
FOLDS, SEED = 5, 0
TOPIC_PENALTY, EVIDENCE_PENALTY = 0.01, 0.05

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measured:
    """Questions measured: features float64 [n, f], vectors float64 [n, d], answerable bool [n].

    ``half`` is "train", "dev" or "test".
    """

    features: Array
    vectors: Array
    answerable: NDArray[np.bool_]
    half: NDArray[np.str_]
    questions: list[str]


def logistic(x: Array, y: NDArray[np.bool_], penalty: float) -> Array:
    """Weights and intercept [f + 1] of a class-balanced, L2-penalised logistic regression."""
    z = np.c_[x, np.ones(len(x))]
    weight = np.where(y, 0.5 / y.mean(), 0.5 / (1 - y.mean()))
    ridge = np.full(z.shape[1], penalty)
    ridge[-1] = 1e-3
    w = np.zeros(z.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-z @ w))
        hessian = (z.T * (weight * p * (1 - p))) @ z + np.diag(ridge)
        w -= np.linalg.solve(hessian, z.T @ (weight * (p - y)) + ridge * w)
    return np.asarray(w)


def held_out(x: Array, y: NDArray[np.bool_], penalty: float) -> Array:
    """Log odds of each row by a regression fitted on the other folds."""
    fold = np.random.default_rng(SEED).integers(0, FOLDS, len(x))
    odds = np.zeros(len(x))
    for k in range(FOLDS):
        w = logistic(x[fold != k], y[fold != k], penalty)
        odds[fold == k] = x[fold == k] @ w[:-1] + w[-1]
    return odds


def rows(name: str) -> list[dict[str, Any]]:
    """The cases of a data file."""
    return [json.loads(line) for line in (DATASETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() if line]


def unanswered() -> list[dict[str, Any]]:
    """The questions that the packaged corpus says it does not answer, as cases."""
    from corpus import PACKAGED, entries
    from corpus.markdown import read

    found = [question for entry in entries(PACKAGED) for question in read(entry.markdown).unanswered]
    return [{"question": question, "outcome": "not_in_corpus", "is_known": True} for question in found]


def measured(assistant: Assistant) -> Measured:
    """Every question of the three files whose decision rests on evidence, measured."""
    kept = [
        r
        for r in [*unanswered(), *rows("calibration"), *rows("golden"), *rows("refusals")]
        if r["outcome"] != "needs_clarification" and r.get("category") not in HANDLED_APART
    ]
    found = []
    for r in kept:
        history = [Turn(h["question"]) for h in r.get("history") or ()]
        found.append(
            assistant.measure(
                r["question"],
                history,
                CompanyProfile(**r["profile"]) if r.get("profile") else None,
                r.get("is_known", False),
            )
        )
    return Measured(
        np.array([[getattr(f, name.name) for name in fields(Features)] for f, _ in found]),
        np.array([v for _, v in found], np.float64),
        np.array([r["outcome"] == "answered" for r in kept]),
        np.array([r.get("split", "train") for r in kept]),
        [r["question"] for r in kept],
    )


def fit(data: Measured, embedder: str) -> dict[str, Any]:
    """The calibration as it is written to the file."""
    names = [f.name for f in fields(Features)]
    train = data.half != "test"
    x, y = data.features[train].copy(), data.answerable[train]
    topic = logistic(data.vectors[train], y, TOPIC_PENALTY)
    x[:, names.index("topic")] = held_out(data.vectors[train], y, TOPIC_PENALTY)
    w = logistic(x, y, EVIDENCE_PENALTY)
    odds = x @ w[:-1] + w[-1]
    dev = data.half[train] == "dev"
    threshold = float(1 / (1 + np.exp(-np.quantile(odds[dev & y], FALSE_REFUSALS))))
    return {
        "weights": {name: round(float(v), 4) for name, v in zip(names, w, strict=False)},
        "intercept": round(float(w[-1]), 4),
        "threshold": round(threshold, 4),
        "topic": {
            "embedder": embedder,
            "direction": [round(float(v), 3) for v in topic[:-1]],
            "offset": round(float(topic[-1]), 4),
        },
    }


def log_odds(data: Measured, calibration: dict[str, Any]) -> Array:
    """Log odds of every question under a calibration."""
    names = [f.name for f in fields(Features)]
    x = data.features.copy()
    x[:, names.index("topic")] = (
        data.vectors @ np.array(calibration["topic"]["direction"]) + calibration["topic"]["offset"]
    )
    return np.asarray(x @ np.array([calibration["weights"][n] for n in names]) + calibration["intercept"])


def report(data: Measured, calibration: dict[str, Any], half: str) -> dict[str, float]:
    """Area under the curve, share of unanswerable questions refused, share of answerable ones refused."""
    odds, kept = log_odds(data, calibration), data.half == half
    cut = np.log(calibration["threshold"] / (1 - calibration["threshold"]))
    yes, no = odds[kept & data.answerable], odds[kept & ~data.answerable]
    return {
        "auc": round(float((yes[:, None] > no[None]).mean()), 4),
        "refused_rightly": round(float((no < cut).mean()), 4),
        "refused_wrongly": round(float((yes < cut).mean()), 4),
        "n": int(kept.sum()),
    }


def plot(data: Measured, calibration: dict[str, Any], path: Path) -> None:
    """Both kinds of error on the test half against the threshold."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    odds, kept = log_odds(data, calibration), data.half == "test"
    p = 1 / (1 + np.exp(-odds))
    at = np.linspace(0, 1, 201)
    figure, axes = pyplot.subplots(figsize=(7, 4))
    axes.plot(at, [(p[kept & ~data.answerable] < t).mean() for t in at], label="unanswerable, refused")
    axes.plot(at, [(p[kept & data.answerable] < t).mean() for t in at], label="answerable, refused")
    axes.axvline(
        calibration["threshold"], color="grey", linestyle="--", label="threshold, chosen on the development half"
    )
    axes.set(xlabel="threshold on the probability that the corpus answers", ylabel="share of the test half")
    axes.legend()
    figure.tight_layout()
    figure.savefig(path)
    pyplot.close(figure)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, fit, write, report."""
    parser = argparse.ArgumentParser(description="Fit the decision to answer on the development half.")
    parser.add_argument("--data-dir", type=Path, default=Path("var"))
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--missed", action="store_true", help="print the development half's errors")
    options = parser.parse_args(arguments)
    from corpus import PACKAGED, load_cards
    from ingest import IndexSettings, LiveIndex, reindex
    from ingest.embedding import load_embedder

    settings = IndexSettings(options.data_dir)
    reindex(settings)
    embedder = load_embedder(settings)
    data = measured(Assistant(LiveIndex(settings), embedder, load_cards(PACKAGED)))
    calibration = fit(data, embedder.fingerprint)
    CALIBRATION.write_text(json.dumps(calibration) + "\n", encoding="utf-8")
    print(json.dumps({"weights": calibration["weights"], "threshold": calibration["threshold"]}))
    for half in ("dev", "test"):
        print(half, json.dumps(report(data, calibration, half)))
    if options.missed:
        odds, cut = log_odds(data, calibration), np.log(calibration["threshold"] / (1 - calibration["threshold"]))
        for i in np.argsort(odds):
            if data.half[i] == "dev" and (odds[i] >= cut) != data.answerable[i]:
                print(f"{odds[i]:6.2f} {'answerable' if data.answerable[i] else 'not       '} {data.questions[i]}")
    if options.plot:
        plot(data, calibration, options.plot)


if __name__ == "__main__":
    main()
