"""Questions whose outcome is known speak for those near to them."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from assistant.evidence.answerability import Features, load_calibration
from assistant.evidence.precedents import BUCKETS, Precedents, Space, in_few_bits, word_buckets
from ingest.embedding.bundled import bundled_fingerprint

MEASURES = len(fields(Features))
PLAIN = Features(**{field.name: 0.5 for field in fields(Features)})
SILENT = np.zeros(0, np.int32)  # no words
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
    words = np.zeros(BUCKETS, np.float32)
    words[word_buckets("imposable", "fr")] = -1
    return Precedents("here/2", space, points, steps, np.array([1, -1], np.float32), words, 4.0, 0.0)


def test_a_question_is_judged_by_the_nearest(precedents: Precedents) -> None:
    """The odds lean to the outcome of the one that it is like, and to neither half way between."""
    calibration = replace(load_calibration(), precedents=precedents)
    assert calibration.probability(PLAIN, ANSWERED, SILENT, "here/2") > 0.9
    assert calibration.probability(PLAIN, REFUSED, SILENT, "here/2") < 0.1
    assert calibration.probability(PLAIN, np.full(2, 0.5, np.float32), SILENT, "here/2") == pytest.approx(0.5, abs=0.02)


def test_vectors_of_another_embedder_are_judged_by_the_measures_alone(precedents: Precedents) -> None:
    """Its directions mean something else: no precedent may speak."""
    calibration = replace(load_calibration(), precedents=precedents)
    alone = calibration.probability(PLAIN)
    assert calibration.probability(PLAIN, ANSWERED, SILENT, "elsewhere/2") == alone
    assert calibration.probability(PLAIN, REFUSED, SILENT, "elsewhere/2") == alone
    assert calibration.probability(replace(PLAIN, known=0.9, unanswered=0.1)) > alone


def test_what_is_written_is_read_again(precedents: Precedents, tmp_path: Path) -> None:
    """To the last figure."""
    precedents.save(tmp_path / "precedents.npz")
    found = Precedents.load(tmp_path / "precedents.npz")
    vectors, measures = np.stack([ANSWERED, REFUSED]), np.full((2, MEASURES), 0.4, np.float32)
    assert found.embedder == "here/2"
    said = [word_buckets("Est-ce imposable ?", "fr"), SILENT]
    assert found.log_odds(vectors, measures, said).tolist() == precedents.log_odds(vectors, measures, said).tolist()


def test_a_word_of_foreign_questions_weighs_in_any_form_and_less_among_many(precedents: Precedents) -> None:
    """It is the word that makes a question foreign, whatever its vector is like."""
    calibration = replace(load_calibration(), precedents=precedents)
    questions = (
        "l'aide est versée",
        "elles sont imposables",
        "dites, l'aide versée à Lyon est imposable cette année ?",
    )
    plain, short, long = (
        calibration.probability(PLAIN, ANSWERED, word_buckets(text, "fr"), "here/2") for text in questions
    )
    assert short < long < plain == calibration.probability(PLAIN, ANSWERED, SILENT, "here/2")


def test_words_are_told_apart_by_their_neighbours() -> None:
    """ "standard téléphonique" is more than "standard" and "téléphonique"."""
    apart = {*word_buckets("standard", "fr").tolist(), *word_buckets("téléphonique", "fr").tolist()}
    assert apart < set(word_buckets("standard téléphonique", "fr").tolist())


def test_the_shipped_precedents_fit_the_shipped_model() -> None:
    """Fitted for other vectors or other measures they would be left aside, or wrong, and nothing else would tell."""
    shipped = load_calibration().precedents
    assert shipped.embedder == bundled_fingerprint()
    assert len(shipped.space.middle) == MEASURES
