"""Fit the decision to answer: ``python -m evals.calibrate [--data-dir DIR]``.

Fitted on ``calibration.jsonl``, the corpus' questions without an answer (each as if the
corpus did not hold it) and the development half:

- the precedents, by kernel ridge regression (Rasmussen and Williams 2006, chapter 2) over
  vectors, measures and words. Of the questions those that weigh most are kept, and weighed
  again; of the words, whose part of the kernel is linear, all that all questions say is kept.
  A logistic regression makes odds of scores, fitted on scores that each question has when
  it is left out, which the inverse of the kernel matrix gives at once (section 5.4.2);
- a logistic regression over the measures alone (L2, Newton's method).

The threshold is the highest that refuses no more than ``FALSE_REFUSALS`` of the answerable
questions, each left out. The test half is only reported on. Writes
``answerability.json`` and ``precedents.npz`` and, with ``--plot``, the curve.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.evidence.answerability import CALIBRATION, PRECEDENTS, Features
from assistant.evidence.precedents import (
    BUCKETS,
    MEASURE,
    VECTOR,
    Buckets,
    Matrix,
    Precedents,
    Space,
    in_few_bits,
    kernel,
    score_of_words,
)
from assistant.model import CompanyProfile, Turn
from assistant.service import Assistant

DATASETS = Path(__file__).parent / "datasets"
HANDLED_APART = {"greeting", "about"}  # decided by what they are, not by evidence
FALSE_REFUSALS = 0.05  # of questions most of which were written near the border; of the golden ones it is half of that
DIRECTIONS = 96  # of the vectors, in which questions are told apart
KEPT = 4_000  # precedents
RIDGE, JITTER = 0.3, 1e-3
WORDS = 0.3  # the likeness of two questions of the same words
PENALTY = 0.05  # of the logistic regressions

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Measured:
    """Questions measured: features float64 [n, f], vectors float64 [n, d], words, answerable bool [n].

    ``half`` is "train", "dev" or "test".
    """

    features: Array
    vectors: Array
    said: list[Buckets]
    answerable: NDArray[np.bool_]
    half: NDArray[np.str_]
    questions: list[str]


def logistic(x: Array, y: NDArray[np.bool_], penalty: float) -> Array:
    """Weights and intercept [f + 1] of a class-balanced, L2-penalised logistic regression."""
    z = np.c_[x, np.ones(len(x))]
    weight = balance(y)
    ridge = np.full(z.shape[1], penalty)
    ridge[-1] = 1e-3
    w = np.zeros(z.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-z @ w))
        hessian = (z.T * (weight * p * (1 - p))) @ z + np.diag(ridge)
        w -= np.linalg.solve(hessian, z.T @ (weight * (p - y)) + ridge * w)
    return np.asarray(w)


def balance(y: NDArray[np.bool_]) -> Array:
    """Weights [n] under which both outcomes weigh the same."""
    return np.asarray(np.where(y, 0.5 / y.mean(), 0.5 / (1 - y.mean())))


def space_of(vectors: Array, measures: Array) -> Space:
    """The space in which questions are told apart: principal directions, and measures of one spread."""
    mean = vectors.mean(axis=0)
    directions = np.linalg.svd(vectors - mean, full_matrices=False)[2][:DIRECTIONS].T
    length = np.sqrt((((vectors - mean) @ directions) ** 2).sum(axis=1).mean())
    scale = MEASURE / np.maximum(measures.std(axis=0), 1e-9)
    parts = mean, directions * VECTOR / length, measures.mean(axis=0), scale
    return Space(*(np.asarray(part, np.float32) for part in parts))


def add_words_shared(likeness: Matrix, said: Sequence[Buckets]) -> None:
    """Adds to a likeness [n, n] of questions the cosine of their words, by ``WORDS``."""
    saying: dict[int, list[int]] = {}
    for i, buckets in enumerate(said):
        for bucket in buckets.tolist():
            saying.setdefault(bucket, []).append(i)
    share = _single(np.sqrt([WORDS / max(1, len(buckets)) for buckets in said]))
    for questions in saying.values():
        likeness[np.ix_(questions, questions)] += np.outer(share[questions], share[questions])


def weights_of_words(said: Sequence[Buckets], weighed: Array) -> Matrix:
    """What each bucket weighs [BUCKETS], of what the questions that say it weigh [n]."""
    weights = np.zeros(BUCKETS)
    for buckets, weight in zip(said, weighed, strict=True):
        weights[buckets] += WORDS * weight / max(1, len(buckets)) ** 0.5
    return _single(weights)


def precedents(data: Measured, embedder: str) -> tuple[Precedents, Array]:
    """The kept precedents, and the log odds [n] of every question fitted on when it is left out."""
    space = space_of(data.vectors, data.features)
    points, steps = in_few_bits(space.places(_single(data.vectors), _single(data.features)))
    known = points * steps
    outcome, weight = np.where(data.answerable, 1.0, -1.0), balance(data.answerable)
    among = kernel(known, known)
    add_words_shared(among, data.said)
    among[np.diag_indices_from(among)] += _single(RIDGE / weight)
    inverse = np.linalg.inv(among)
    weighed = np.asarray(inverse @ outcome, np.float64)
    left_out = outcome - weighed / np.diag(inverse)
    slope, offset = logistic(left_out[:, None], data.answerable, PENALTY)
    words = weights_of_words(data.said, weighed)
    kept = np.argsort(-np.abs(weighed))[:KEPT]
    weights = weighed_again(known, kept, weight, outcome - score_of_words(words, data.said))
    found = Precedents(embedder, space, points[kept], steps, weights, words, float(slope), float(offset))
    return found, slope * left_out + offset


def weighed_again(known: Matrix, kept: NDArray[np.intp], weight: Array, outcome: Array) -> Matrix:
    """Weights of the points that are kept, fitted to what the words leave to tell of every question."""
    likeness = kernel(known, known[kept]).astype(np.float64)
    penalty = RIDGE * kernel(known[kept], known[kept]) + JITTER * np.eye(len(kept))
    return _single(np.linalg.solve((likeness.T * weight) @ likeness + penalty, (likeness.T * weight) @ outcome))


def _single(values: NDArray[np.floating[Any]]) -> Matrix:
    return np.asarray(values, np.float32)


def rows(name: str) -> list[dict[str, Any]]:
    """The cases of a data file."""
    return [json.loads(line) for line in (DATASETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() if line]


def unanswered() -> list[dict[str, Any]]:
    """The questions that the packaged corpus says it does not answer, as cases."""
    from corpus import PACKAGED, entries
    from corpus.markdown import read

    found = [question for entry in entries(PACKAGED) for question in read(entry.markdown).unanswered]
    return [{"question": question, "outcome": "not_in_corpus"} for question in found]


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
            )
        )
    return Measured(
        np.array([[getattr(f, name.name) for name in fields(Features)] for f, _, _ in found]),
        np.array([v for _, v, _ in found], np.float64),
        [said for _, _, said in found],
        np.array([r["outcome"] == "answered" for r in kept]),
        np.array([r.get("split", "train") for r in kept]),
        [r["question"] for r in kept],
    )


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was fitted, and the log odds [n] of all questions: of those fitted on, when each is left out."""

    precedents: Precedents
    weights: dict[str, float]
    intercept: float
    threshold: float
    odds: Array

    @property
    def cut(self) -> float:
        """The threshold in log odds."""
        return float(np.log(self.threshold / (1 - self.threshold)))

    def save(self) -> None:
        """Where the product reads it."""
        held = {"weights": self.weights, "intercept": self.intercept, "threshold": self.threshold}
        CALIBRATION.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")
        self.precedents.save(PRECEDENTS)


def fit(data: Measured, embedder: str) -> Fitted:
    """Both ways to a probability, set so that one threshold serves both."""
    train = data.half != "test"
    said = [data.said[i] for i in np.flatnonzero(train)]
    known = replace(
        data, features=data.features[train], vectors=data.vectors[train], said=said, answerable=data.answerable[train]
    )
    found, left_out = precedents(known, embedder)
    odds = np.asarray(found.log_odds(_single(data.vectors), _single(data.features), data.said), np.float64)
    odds[train] = left_out
    answerable = train & data.answerable
    threshold = round(float(1 / (1 + np.exp(-np.quantile(odds[answerable], FALSE_REFUSALS)))), 4)
    w = logistic(known.features, known.answerable, PENALTY)
    alone = np.quantile(data.features[answerable] @ w[:-1], FALSE_REFUSALS)
    weights = {f.name: round(float(v), 4) for f, v in zip(fields(Features), w, strict=False)}
    return Fitted(found, weights, round(float(np.log(threshold / (1 - threshold)) - alone), 4), threshold, odds)


def report(data: Measured, fitted: Fitted, half: str) -> dict[str, float]:
    """Area under the curve, share of unanswerable questions refused, share of answerable ones refused."""
    kept = data.half == half
    yes, no = fitted.odds[kept & data.answerable], fitted.odds[kept & ~data.answerable]
    return {
        "auc": round(float((yes[:, None] > no[None]).mean()), 4),
        "refused_rightly": round(float((no < fitted.cut).mean()), 4),
        "refused_wrongly": round(float((yes < fitted.cut).mean()), 4),
        "n": int(kept.sum()),
    }


def plot(data: Measured, fitted: Fitted, path: Path) -> None:
    """Both kinds of error on the test half against the threshold."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    kept = data.half == "test"
    p = 1 / (1 + np.exp(-fitted.odds))
    at = np.linspace(0, 1, 201)
    figure, axes = pyplot.subplots(figsize=(7, 4))
    axes.plot(at, [(p[kept & ~data.answerable] < t).mean() for t in at], label="unanswerable, refused")
    axes.plot(at, [(p[kept & data.answerable] < t).mean() for t in at], label="answerable, refused")
    axes.axvline(fitted.threshold, color="grey", linestyle="--", label="threshold, chosen without the test half")
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
    fitted = fit(data, embedder.fingerprint)
    fitted.save()
    print(json.dumps({"weights": fitted.weights, "threshold": fitted.threshold}))
    for half in ("dev", "test"):
        print(half, json.dumps(report(data, fitted, half)))
    if options.missed:
        for i in np.argsort(fitted.odds):
            if data.half[i] == "dev" and (fitted.odds[i] >= fitted.cut) != data.answerable[i]:
                print(
                    f"{fitted.odds[i]:6.2f} {'answerable' if data.answerable[i] else 'not       '} {data.questions[i]}"
                )
    if options.plot:
        plot(data, fitted, options.plot)


if __name__ == "__main__":
    main()
