"""The ablation table of retrieval."""

from __future__ import annotations

import doctest
import json
from pathlib import Path

import pytest

from evals import ablation
from evals.ablation import BEGIN, END, Row, ablate, put, table
from tests.fakes import HashingEmbedder


def test_every_variant_is_measured_on_the_same_index(tmp_path: Path) -> None:
    """A row a variant, figures between 0 and 1, the product among them."""
    paragraphs = [
        {
            "context": f"The {name} of the village was built in {1800 + n}.",
            "qas": [{"question": f"When is the {name} from?"}],
        }
        for n, name in enumerate(("mill", "bridge", "chapel"))
    ]
    path = tmp_path / "small.json"
    path.write_text(json.dumps({"data": [{"title": "Village", "paragraphs": paragraphs}]}))
    rows = ablate(path, None, None, HashingEmbedder())
    assert len({row.name for row in rows}) == len(rows) >= 8
    assert all(0 <= row.hit <= row.mrr <= 1 for row in rows)
    product = next(row for row in rows if "the product" in row.name)
    assert product.mrr == 1


def test_the_table_replaces_the_one_before_and_nothing_else() -> None:
    """What stands around the markers stays; a page without them gets a section at its end."""
    body = table([Row("dense only", 0.5, 0.25, 1.04)], "Three questions.")
    assert "| dense only | 0.500 | 0.250 | 1.0 |" in body
    page = put("# Evaluations\n", "old")
    page = put(page.replace(END, f"{END}\nAfter."), body)
    assert page.startswith("# Evaluations\n")
    assert page.endswith("After.\n")
    assert page.count(BEGIN) == 1
    assert "old" not in page


def test_an_unreadable_file_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command ends with 1 and says which file."""
    assert ablation.main([str(tmp_path / "none.json")]) == 1
    assert "none.json" in capsys.readouterr().err


def test_the_worked_example_holds() -> None:
    """Rank fusion by hand."""
    assert doctest.testmod(ablation).failed == 0
