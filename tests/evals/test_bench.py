"""Benchmarks report honestly; the measuring itself is no test."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from evals import bench
from evals.bench_data import SyntheticVectors, golden_questions, synthetic_texts
from evals.measurement import Measurement
from tests.fakes import HashingEmbedder

FAST = Measurement("rate", 12, "×", 6, higher_is_better=True)
SLOW = Measurement("wait", 150, "ms", 100, note="n 3")


def test_a_goal_is_met_on_its_own_side() -> None:
    """More is better for a rate, less for a wait."""
    assert (FAST.is_met, SLOW.is_met) == (True, False)
    assert (FAST.share_of_goal, SLOW.share_of_goal) == (0.5, 1.5)


def test_what_fails_is_told_and_the_rest_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A benchmark that cannot run gives exit code 1 and a line; table, JSON and plot hold the others."""

    def broken(quick: bool) -> list[Measurement]:
        raise RuntimeError("no server")

    monkeypatch.setattr(bench, "BENCHMARKS", {"fine": lambda quick: [FAST, SLOW], "broken": broken})
    assert bench.main(["--quick", "--out", str(tmp_path)]) == 1
    table = (tmp_path / "benchmarks.md").read_text("utf-8")
    assert "| rate | 12 × | ≥ 6 × | yes |" in table
    assert "| wait | 150 ms | ≤ 100 ms | no | n 3 |" in table
    assert "Not measured: broken: RuntimeError: no server" in table
    assert json.loads((tmp_path / "benchmarks.json").read_text("utf-8"))["measured"][1]["met"] is False
    assert (tmp_path / "benchmarks.svg").read_text("utf-8").count("<svg") == 1
    assert "no server" in capsys.readouterr().err


def test_synthetic_texts_are_the_same_each_time_and_all_different() -> None:
    """Two runs measure the same work, and nothing is measured twice."""
    texts = synthetic_texts(20, 400)
    assert texts == synthetic_texts(20, 400)
    assert len(set(texts)) == 20
    assert all(200 < len(text) <= 520 for text in texts)


def test_synthetic_vectors_are_unit_vectors_of_the_models_size() -> None:
    """An index built from them costs what a real one does."""
    vectors = SyntheticVectors(HashingEmbedder()).embed_passages(["a", "b"])
    assert [v.pooled.shape for v in vectors] == [(64,), (64,)]
    assert np.allclose([np.linalg.norm(v.pooled) for v in vectors], 1)
    assert vectors[0].tokens is not None


def test_benchmark_questions_are_of_the_development_half() -> None:
    """As many as asked for, spread over the golden questions."""
    assert len(golden_questions(25)) == 25
