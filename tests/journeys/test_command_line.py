"""The three journeys through the command line: reindex, ask and evaluate, over a small corpus.

The real parts run; only the embedding model is a stand-in, and the golden questions are three.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.assistant import small_corpus
from tests.fakes import HashingEmbedder
from ui import cli

Run = Callable[..., tuple[int, str, str]]

CASES = [
    {"id": "vulcain-cost", "split": "test", "language": "fr", "category": "how-much", "scheme": "diag-vulcain",
     "history": [], "question": "Combien coûte le Diag Vulcain ?", "outcome": "answered", "facts": [], "must_not": [],
     "documents": ["diag-vulcain.fr", "diag-vulcain.en"]},
    {"id": "vulcain-cost-en", "split": "test", "language": "en", "category": "how-much", "scheme": "diag-vulcain",
     "history": [], "question": "What does Diag Vulcain cost?", "outcome": "answered", "facts": [], "must_not": [],
     "documents": ["diag-vulcain.fr", "diag-vulcain.en"]},
    {"id": "capital", "split": "test", "language": "fr", "category": "refusal", "scheme": "",
     "history": [], "question": "Quelle est la capitale de l'Australie ?", "outcome": "not_in_corpus", "facts": [],
     "must_not": [], "documents": []},
]  # fmt: skip


@pytest.fixture
def aura(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in a folder of its own: exit code, standard output, standard error."""
    for key in [k for k in os.environ if k.startswith("AURA_")]:
        monkeypatch.delenv(key)
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "corpus"
    folder.mkdir()
    monkeypatch.setenv("AURA_CORPUS_DIR", str(small_corpus.write(folder)))
    embedder = HashingEmbedder()
    monkeypatch.setattr("ingest.embedding.load_embedder", lambda *_, **__: embedder)
    monkeypatch.setattr("ingest.embedding.fingerprint_of", lambda *_, **__: embedder.fingerprint)
    monkeypatch.setattr("ingest.embedding.load.fingerprint_of", lambda *_, **__: embedder.fingerprint)
    # The calibration is fitted to the bundled model: of the hashing stand-in's figures it can say nothing.
    monkeypatch.setattr("assistant.evidence.answerability.Calibration.probability", lambda *_: 0.9)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["aura", *arguments])
        capsys.readouterr()
        try:
            cli.main()
            code = 0
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 0
        streams = capsys.readouterr()
        return code, streams.out, streams.err

    return run


def test_ask(aura: Run) -> None:
    """The first question builds the index; every quote is the stored text of its document, word for word."""
    code, out, err = aura("ask", "Combien coûte le Diag Vulcain ?", "--json")
    assert code == 0, err
    answer = json.loads(out)
    assert (answer["outcome"], answer["language"]) == ("answered", "fr")
    assert answer["citations"]
    for citation in answer["citations"]:
        text = aura("sources", "text", citation["document_id"])[1]
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_reindex(aura: Run, tmp_path: Path) -> None:
    """A file goes in, is found, is known the second time, and goes out; a damaged one is told and exits 1."""
    memo = tmp_path / "memo.md"
    memo.write_text("# Le canal\n\nLe canal de Craponne arrose la plaine de la Crau.\n", "utf-8")
    code, out, _ = aura("reindex", str(memo), "--json")
    first = json.loads(out)
    assert (code, first["counts"]["failed"]) == (0, 0)
    assert "memo" in {o["document_id"] for o in first["outcomes"] if o["fate"] == "added"}
    assert "memo" in {row["document_id"] for row in json.loads(aura("sources", "--json")[1])}
    again = json.loads(aura("reindex", "--json")[1])["counts"]
    assert (again["added"], again["changed"], again["removed"]) == (0, 0, 0)
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"this is no PDF")
    code, out, _ = aura("reindex", str(broken))
    assert code == 1
    assert "broken.pdf is damaged" in out


def test_evaluate(aura: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The report is written, the summary counts every case, and an unusable baseline exits 1 with a sentence."""
    golden = tmp_path / "few.jsonl"
    golden.write_text("".join(json.dumps(c, ensure_ascii=False) + "\n" for c in CASES), "utf-8")
    report = tmp_path / "report"
    code, out, err = aura("evaluate", "--dataset", str(golden), "--report", str(report), "--json")
    assert code == 0, err
    summary = json.loads(out)
    assert (summary["cases"], summary["errors"]) == (len(CASES), 0)
    assert (report / "report.html").is_file()
    assert summary["metrics"]
    broken = tmp_path / "baseline.json"
    broken.write_text("{}", "utf-8")
    code, out, err = aura("evaluate", "--dataset", str(golden), "--report", str(report), "--baseline", str(broken))
    assert (code, out) == (1, "")
    assert "baseline.json" in err
