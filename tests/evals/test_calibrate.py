"""The decision to answer is fitted honestly: each question is judged as if it had not been seen."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from assistant.evidence.answerability import Features
from assistant.evidence.precedents import kernel as kernel_of
from assistant.evidence.precedents import score_of_words
from evals import calibrate
from evals.calibrate import Measured, fit, logistic, precedents, report

SILENT = np.zeros(0, np.int32)  # no words
NAMES = [field.name for field in fields(Features)]


@pytest.fixture(scope="module")
def questions() -> Measured:
    """Answered are those whose first two figures have the same sign: no straight line tells them apart."""
    rng = np.random.default_rng(3)
    vectors, measures = rng.normal(size=(240, 8)), rng.normal(size=(240, len(NAMES))) * 0.01
    vectors[:, 2:] *= 0.1
    answerable = vectors[:, 0] * vectors[:, 1] > 0
    half = np.array(["train"] * 120 + ["dev"] * 60 + ["test"] * 60)
    return Measured(measures, vectors, [SILENT] * 240, answerable, half, [str(i) for i in range(240)])


def test_precedents_tell_apart_what_no_straight_line_does(questions: Measured) -> None:
    """On the half that was not fitted on; a logistic regression over the vectors stays near to chance."""
    fitted = fit(questions, "here")
    assert report(questions, fitted, "test")["auc"] > 0.9
    w = logistic(questions.vectors[:180], questions.answerable[:180], 0.05)
    yes = questions.vectors[180:] @ w[:-1] > 0
    assert (yes == questions.answerable[180:]).mean() < 0.7


def test_a_question_left_out_is_judged_by_the_others_alone(
    questions: Measured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The short cut gives what fitting again without the question gives."""
    monkeypatch.setattr(calibrate, "JITTER", 0.0)
    first = 60
    few = replace(
        questions, features=questions.features[:first], vectors=questions.vectors[:first],
        said=questions.said[:first], answerable=questions.answerable[:first],
    )  # fmt: skip
    found, left_out = precedents(few, "here")
    seen = found.log_odds(few.vectors.astype(np.float32), few.features.astype(np.float32), few.said)
    sides = np.where(few.answerable, 1, -1)
    assert (sides * left_out).mean() < (sides * seen).mean()  # who judges himself judges mildly
    # the kept points are in the order of their weight: the questions' own are made anew
    weight = calibrate.balance(few.answerable)
    places = found.space.places(few.vectors.astype(np.float32), few.features.astype(np.float32))
    own = np.round(places / found.steps) * found.steps
    kernel = kernel_of(own, own)
    for out in (0, 7, 31):
        others = np.arange(first) != out
        ridge = np.diag(calibrate.RIDGE / weight[others])
        weights = np.linalg.solve(kernel[np.ix_(others, others)] + ridge, sides[others])
        score = kernel[out, others] @ weights
        assert left_out[out] == pytest.approx(found.slope * score + found.offset, abs=0.02)


def test_one_threshold_serves_with_and_without_precedents(questions: Measured) -> None:
    """By the measures alone as many answerable questions are refused as by the precedents."""
    fitted = fit(questions, "here")
    known = (questions.half != "test") & questions.answerable
    alone = questions.features @ np.array(list(fitted.weights.values())) + fitted.intercept
    assert (fitted.odds[known] < fitted.cut).mean() <= calibrate.FALSE_REFUSALS + 1 / known.sum()
    assert (alone[known] < fitted.cut).mean() <= calibrate.FALSE_REFUSALS + 1 / known.sum()


def test_one_word_can_tell_what_vectors_do_not(questions: Measured) -> None:
    """Questions whose vectors say nothing are told apart by a word; those who say neither are left at even odds."""
    rng = np.random.default_rng(5)
    said = [np.array([7 if yes else 9, 20 + i % 5], np.int32) for i, yes in enumerate(questions.answerable)]
    blurred = replace(questions, vectors=rng.normal(size=(240, 8)), said=said)
    fitted = fit(blurred, "here")
    assert report(blurred, fitted, "test")["auc"] > 0.95
    assert fitted.precedents.word_weights[7] > 0 > fitted.precedents.word_weights[9]
    assert (
        report(replace(blurred, said=[SILENT] * 240), fit(replace(blurred, said=[SILENT] * 240), "here"), "test")["auc"]
        < 0.7
    )


def test_likeness_of_words_is_their_cosine() -> None:
    """Two of four words in common make half of what the same words make; none in common, nothing."""
    said = [np.array(buckets, np.int32) for buckets in ([1, 2, 3, 4], [3, 4, 5, 6], [8], [])]
    likeness = np.zeros((4, 4), np.float32)
    calibrate.add_words_shared(likeness, said)
    expected = [[1, 0.5, 0, 0], [0.5, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 0]]
    assert likeness == pytest.approx(calibrate.WORDS * np.array(expected), abs=1e-6)
    weighed = np.array([1.0, -2.0, 3.0, 4.0])
    words = calibrate.weights_of_words(said, weighed)
    assert score_of_words(words, said) == pytest.approx(likeness @ weighed, abs=1e-5)
