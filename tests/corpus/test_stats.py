"""Coverage counts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from corpus.stats import stats


def test_the_corpus_is_counted(corpus_dir: Path) -> None:
    """Cards by status, grade and age; statements by their first source, once per pair of languages."""
    counted = stats(corpus_dir, dt.date(2026, 11, 22))
    assert (counted.cards, counted.documents, counted.statements, counted.sources) == (1, 4, 18, 2)
    assert counted.statuses == {"open": 1}
    assert counted.ages == {"under 3 months": 1}
    assert counted.statement_grades == {"official": 14, "second_hand": 2, "unknown": 2}


def test_the_counts_are_plotted(corpus_dir: Path, tmp_path: Path) -> None:
    """The picture is written in the format its suffix names."""
    stats(corpus_dir).plot(tmp_path / "stats.svg")
    assert "<svg" in (tmp_path / "stats.svg").read_text(encoding="utf-8")
