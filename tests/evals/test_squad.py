"""SQuAD-layout files are read, indexed through the ordinary pipeline, and ranked by document."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from evals import run_squad
from evals.errors import EvaluationError
from evals.squad import read_squad, write_documents

TOPICS = ("moulins à vent", "forges du Forez", "soie lyonnaise", "glaciers alpins", "volcans éteints", "sel marin")


def squad(folder: Path) -> Path:
    """Six paragraphs in two articles, two questions each."""
    paragraphs = [
        {
            "context": f"Les {topic} ont une longue histoire. Le musée des {topic} reçoit {10 + n} visiteurs.",
            "qas": [{"question": f"Que sait-on des {topic} ?", "answers": []}, {"question": f"Où voir des {topic} ?"}],
        }
        for n, topic in enumerate(TOPICS)
    ]
    path = folder / "squad.json"
    articles = [
        {"title": "Premier", "paragraphs": paragraphs[:3]},
        {"title": "Second_titre", "paragraphs": paragraphs[3:]},
    ]
    path.write_text(json.dumps({"version": "1", "data": articles}), encoding="utf-8")
    return path


def test_questions_are_shuffled_then_cut(tmp_path: Path) -> None:
    """Seed 0 over the questions of the contexts kept, then the first N."""
    asked = read_squad(squad(tmp_path), contexts=4, questions=3)
    expected = [(f"{how} des {topic} ?", n) for n, topic in enumerate(TOPICS[:4]) for how in ("Que sait-on", "Où voir")]
    random.Random(0).shuffle(expected)
    assert len(asked.contexts) == 4
    assert list(asked.questions) == expected[:3]


def test_a_document_is_a_paragraph_with_its_title(tmp_path: Path) -> None:
    """One Markdown file an entry, title as heading, text untouched."""
    asked = read_squad(squad(tmp_path))
    stems = write_documents(asked.contexts, tmp_path / "corpus")
    text = (tmp_path / "corpus" / "context-000005.md").read_text("utf-8")
    assert stems["context-000005"] == 5
    assert text == f"# Second titre\n\n{asked.contexts[5][1]}\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "layout"),
        ('{"data": [{"paragraphs": [{}]}]}', r"data\.0\.paragraphs\.0\.context"),
        ('{"data": []}', "no question"),
    ],
)
def test_another_layout_is_told(tmp_path: Path, content: str, words: str) -> None:
    """One sentence that says where the file is not what it should be."""
    (tmp_path / "x.json").write_text(content)
    with pytest.raises(EvaluationError, match=words):
        read_squad(tmp_path / "x.json")


def test_the_figures_come_from_the_ordinary_pipeline(tmp_path: Path) -> None:
    """Documents, passages, questions, ranks, rate and latency; words of a topic find its paragraph."""
    from tests.fakes import HashingEmbedder

    steps: list[str] = []
    figures = run_squad(
        squad(tmp_path), questions=10, embedder=HashingEmbedder(), progress=lambda done, total, note: steps.append(note)
    )
    assert set(figures) == {
        "documents", "passages", "questions", "hit@1", "hit@5", "hit@10", "mrr@10", "ndcg@10",
        "ingest_passages_per_s", "query_ms_p50", "query_ms_p95",
    }  # fmt: skip
    assert (figures["documents"], figures["questions"], figures["hit@10"]) == (6, 10, 1.0)
    assert figures["passages"] >= 6
    assert figures["mrr@10"] > 0.8
    assert "embed" in steps
