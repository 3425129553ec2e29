"""Data set files are read strictly, and say where they are wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.model import CompanyProfile, Turn
from evals.cases import load_dataset
from evals.errors import EvaluationError

ROW: dict[str, Any] = {
    "id": "a", "split": "dev", "language": "fr", "category": "what", "scheme": None, "history": [],
    "question": "?", "outcome": "answered", "facts": [], "must_not": [], "documents": [], "why": "because",
}  # fmt: skip


def write(folder: Path, *rows: dict[str, Any], name: str = "set") -> Path:
    path = folder / f"{name}.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_case_keeps_everything_its_row_says(tmp_path: Path) -> None:
    """History, profile, facts and patterns arrive as frozen values."""
    row = ROW | {
        "history": [{"question": "before"}],
        "profile": {"employees": 7, "goals": ["train"]},
        "facts": [{"name": "f", "any": ["x", "y"]}],
        "standalone": ["z"],
    }
    case = load_dataset([write(tmp_path, row)], tmp_path).cases[0]
    assert case.history == (Turn("before"),)
    assert case.profile == CompanyProfile(employees=7, goals=("train",))
    assert case.facts[0].patterns == ("x", "y")
    assert case.standalone == ("z",)


def test_data_sets_are_found_by_name_and_by_path(tmp_path: Path) -> None:
    """A name stands for a file in the folder; several make one data set; halves can be taken."""
    write(tmp_path, ROW, name="one")
    other = write(tmp_path, ROW | {"id": "b", "split": "test"}, name="two")
    dataset = load_dataset(["one", other], tmp_path)
    assert dataset.name == "one+two"
    assert [c.id for c in dataset.of("test")] == ["b"]
    assert len(dataset.of("all")) == 2


def test_the_data_hash_follows_the_bytes(tmp_path: Path) -> None:
    """One changed letter gives another hash."""
    before = load_dataset([write(tmp_path, ROW)], tmp_path).data_hash
    after = load_dataset([write(tmp_path, ROW | {"why": "because!"})], tmp_path).data_hash
    assert before != after


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"must_not": ["(unclosed"]}, "set.jsonl, line 2, field must_not.0"),
        ({"typo": 1}, "field typo"),
        ({"split": "train"}, "field split"),
        ({"id": "a"}, "Two cases are called 'a'"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    """An unknown field, a broken pattern, a twin id: one sentence with file, line and field."""
    with pytest.raises(EvaluationError, match=words.replace("(", r"\(")):
        load_dataset([write(tmp_path, ROW, ROW | {"id": "b"} | change)], tmp_path)


def test_an_unknown_name_lists_the_known_ones(tmp_path: Path) -> None:
    """Who mistypes a data set's name is told the names there are."""
    write(tmp_path, ROW, name="golden")
    with pytest.raises(EvaluationError, match="golden"):
        load_dataset(["goldn"], tmp_path)
