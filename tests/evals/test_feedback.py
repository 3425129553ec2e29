"""Reviewed questions become draft cases that the data set's reader accepts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals import append_cases_from_use
from evals.cases import load_dataset
from evals.errors import EvaluationError
from evals.feedback import main

ROWS = [
    {"question": "Quel est le taux pour ma firme ?", "reason": "thumbs down", "outcome": "answered"},
    {"question": "And for them?", "history": [{"question": "What is MIAI?"}], "outcome": "not_in_corpus"},
]


def test_drafts_can_be_read_as_cases(tmp_path: Path) -> None:
    """A draft is a whole case of the development half, in the language it was asked in."""
    path = tmp_path / "from-use.jsonl"
    assert append_cases_from_use(ROWS, path) == 2
    cases = load_dataset([path], tmp_path).cases
    assert [(c.split, c.language, c.outcome) for c in cases] == [
        ("dev", "fr", "answered"),
        ("dev", "en", "not_in_corpus"),
    ]
    assert all(c.id.startswith("use-") for c in cases)
    assert "thumbs down" in cases[0].why


def test_nothing_is_taken_over_twice(tmp_path: Path) -> None:
    """The same question with the same past is one case, however often it is reviewed."""
    path = tmp_path / "from-use.jsonl"
    append_cases_from_use(ROWS, path)
    assert append_cases_from_use([*ROWS, {"question": "quel est le TAUX pour ma firme ?"}], path) == 0
    assert append_cases_from_use([{**ROWS[1], "history": []}], path) == 1


def test_contact_details_are_left_out(tmp_path: Path) -> None:
    """A committed file holds nobody's address or telephone number."""
    path = tmp_path / "from-use.jsonl"
    append_cases_from_use(
        [{"question": "Rappelez Anne au 06 12 34 56 78 ou anne@exemple.fr, aide de 10 000 € ?"}], path
    )
    text = path.read_text("utf-8")
    assert "06 12" not in text
    assert "anne@" not in text
    assert "10 000 €" in text


def test_a_bad_row_writes_nothing(tmp_path: Path) -> None:
    """One unfit row, one sentence, and the file is as it was."""
    path = tmp_path / "from-use.jsonl"
    with pytest.raises(EvaluationError, match="no text"):
        append_cases_from_use([ROWS[0], {"question": " "}], path)
    assert not path.exists()


def test_one_command_turns_an_export_into_drafts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The administration page's export becomes draft cases by one command; a broken file is told in a sentence."""
    export, cases = tmp_path / "feedback.csv", tmp_path / "from-use.jsonl"
    export.write_text('\ufeffquestion,reason\n"Quel taux, pour ma firme ?",wrong\n', encoding="utf-8")
    assert main([str(export), "--to", str(cases)]) == 0
    assert json.loads(cases.read_text(encoding="utf-8"))["question"] == "Quel taux, pour ma firme ?"
    export.write_text("a,b\n1,2\n", encoding="utf-8")
    assert main([str(export), "--to", str(cases)]) == 1
    assert "cannot be read" in capsys.readouterr().err
