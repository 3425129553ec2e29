"""Questions whose outcome is known speak for those near to them."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from assistant.evidence.answerability import Features, load_calibration
from assistant.evidence.precedents import Precedents, Space, in_few_bits
from ingest.embedding.bundled import bundled_fingerprint

MEASURES = len(fields(Features))
PLAIN = Features(**{field.name: 0.5 for field in fields(Features)})
ANSWERED, REFUSED = np.array([1, 0], np.float32), np.array([0, 1], np.float32)


@pytest.fixture
def precedents() -> Precedents:
    """Two: what looks like ``ANSWERED`` was answered, what looks like ``REFUSED`` was not."""
    space = Space(
        np.zeros(2, np.float32), 3 * np.eye(2, dtype=np.float32), np.full(MEASURES, 0.5, np.float32),
        np.ones(MEASURES, np.float32),
    )  # fmt: skip
    places = space.places(np.stack([ANSWERED, REFUSED]), np.full((2, MEASURES), 0.5, np.float32))
    points, steps = in_few_bits(places)
    return Precedents("here/2", space, points, steps, np.array([1, -1], np.float32), 4.0, 0.0)


def test_a_question_is_judged_by_the_nearest(precedents: Precedents) -> None:
    """The odds lean to the outcome of the one that it is like, and to neither half way between."""
    calibration = replace(load_calibration(), precedents=precedents)
    assert calibration.probability(PLAIN, ANSWERED, "here/2") > 0.9
    assert calibration.probability(PLAIN, REFUSED, "here/2") < 0.1
    assert calibration.probability(PLAIN, np.full(2, 0.5, np.float32), "here/2") == pytest.approx(0.5, abs=0.02)


def test_vectors_of_another_embedder_are_judged_by_the_measures_alone(precedents: Precedents) -> None:
    """Its directions mean something else: no precedent may speak."""
    calibration = replace(load_calibration(), precedents=precedents)
    alone = calibration.probability(PLAIN)
    assert calibration.probability(PLAIN, ANSWERED, "elsewhere/2") == alone
    assert calibration.probability(PLAIN, REFUSED, "elsewhere/2") == alone
    assert calibration.probability(replace(PLAIN, known=0.9, unanswered=0.1)) > alone


def test_what_is_written_is_read_again(precedents: Precedents, tmp_path: Path) -> None:
    """To the last figure."""
    precedents.save(tmp_path / "precedents.npz")
    found = Precedents.load(tmp_path / "precedents.npz")
    vectors, measures = np.stack([ANSWERED, REFUSED]), np.full((2, MEASURES), 0.4, np.float32)
    assert found.embedder == "here/2"
    assert found.log_odds(vectors, measures).tolist() == precedents.log_odds(vectors, measures).tolist()


def test_the_shipped_precedents_fit_the_shipped_model() -> None:
    """Fitted for other vectors or other measures they would be left aside, or wrong, and nothing else would tell."""
    shipped = load_calibration().precedents
    assert shipped.embedder == bundled_fingerprint()
    assert len(shipped.space.middle) == MEASURES
