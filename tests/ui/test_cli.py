"""The ``aura`` command: exit codes, streams and sentences."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui.fakes import ScriptedDesk, Shelf, fake_parts
from ui import cli
from ui.batch import answer_lines
from ui.settings import SettingsError, load_settings


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Exit code of the command with a scripted desk behind it."""
    monkeypatch.setattr(sys, "argv", ["aura", *arguments])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    code = stop.value.code
    return code if isinstance(code, int) else 0


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ScriptedDesk:
    desk = ScriptedDesk(Shelf())
    parts = fake_parts(tmp_path, desk)
    monkeypatch.setattr("ui.wiring.build", lambda settings, progress=None: parts)
    monkeypatch.setattr("ui.wiring.open_index", lambda settings, progress=None: desk.shelf)
    return desk


@pytest.mark.usefixtures("scripted")
def test_ask_prints_json_alone(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """--json leaves one JSON object and nothing else on standard output."""
    assert run(monkeypatch, "ask", "Combien ?", "--json") == 0
    assert json.loads(capsys.readouterr().out)["outcome"] == "answered"


@pytest.mark.usefixtures("scripted")
def test_ask_shows_people_the_sources(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --json a person sees the answer and each source with date, kind, status and address."""
    assert run(monkeypatch, "ask", "Combien ?") == 0
    shown = capsys.readouterr().out
    assert "[1] Diag Data IA" in shown
    assert "2026-09-26 · official · open" in shown
    assert "https://diag.bpifrance.fr/" in shown


@pytest.mark.usefixtures("scripted")
@pytest.mark.parametrize(
    "arguments",
    [["ask"], ["ask", "x", "--batch", "y"], ["ask", "  "], ["ask", "--batch", "missing.jsonl"], ["nonsense"],
     ["reindex", "missing"], ["serve", "--port", "0"], ["evaluate", "--squad", "missing"],
     ["evaluate", "--judge", "3"]],
)  # fmt: skip
def test_wrong_usage_is_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    """Wrong usage gives exit code 2, a sentence on standard error and nothing on standard output."""
    assert run(monkeypatch, *arguments) == 2
    streams = capsys.readouterr()
    assert streams.out == ""
    assert streams.err.strip()
    assert "Traceback" not in streams.err


@pytest.mark.usefixtures("scripted")
def test_unknown_document_is_1(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`sources text` of a document that is not there says so and exits 1."""
    assert run(monkeypatch, "sources", "text", "nothing") == 1
    assert "aura sources" in capsys.readouterr().err


def test_sources_text_is_exact(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], scripted: ScriptedDesk
) -> None:
    """The canonical text comes out byte for byte: no newline added."""
    monkeypatch.setattr(sys, "stdout", open(1, "w", closefd=False, encoding="utf-8"))  # noqa: SIM115
    assert run(monkeypatch, "sources", "text", "diag-data-ia.fr") == 0
    assert capfdbinary.readouterr().out.decode() == scripted.shelf.held[0].text


@pytest.mark.parametrize(
    ("variable", "value", "word"),
    [
        ("AURA_PORTT", "1", "AURA_PORT"),
        ("AURA_PORT", "many", "AURA_PORT"),
        ("AURA_LLM", "gpt", "openai-like:MODEL"),
        ("AURA_ADMIN_PASSWORD", "short", "8 characters"),
    ],
)
def test_wrong_settings_are_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], variable: str, value: str, word: str
) -> None:
    """An unknown or unusable setting stops every command with one sentence and exit code 2."""
    monkeypatch.setenv(variable, value)
    assert run(monkeypatch, "doctor") == 2
    error = capsys.readouterr().err
    assert word in error
    assert error.count("\n") == 1


def test_the_file_is_read_and_the_environment_goes_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """aura.toml sets what the environment does not."""
    Path("aura.toml").write_text('port = 8000\nhost = "0.0.0.0"\n', "utf-8")
    monkeypatch.setenv("AURA_PORT", "9000")
    settings = load_settings()
    assert (settings.port, settings.host) == (9000, "0.0.0.0")
    Path("aura.toml").write_text("prot = 8000\n", "utf-8")
    with pytest.raises(SettingsError, match="port"):
        load_settings()


def test_batch_survives_bad_lines() -> None:
    """Each bad line gives its own error with its id where it has one; good lines are answered."""
    desk = ScriptedDesk(Shelf())
    lines = [
        b'{"id": "a", "question": "Combien ?"}',
        b"not json",
        b"[1]",
        b'{"id": 7, "question": ""}',
        b"",
        b'{"id": "b", "question": "x", "colour": 1}',
        b"\xff\xfe",
        b'{"id": "c", "question": "What is it?", "history": [{"question": "Diag ?"}]}',
    ]
    results = list(answer_lines(lines, desk))
    assert [r["id"] for r in results] == ["a", None, None, 7, "b", None, "c"]
    assert ["error" in r for r in results] == [False, True, True, True, True, True, False]
    assert results[-1]["language"] == "en"


def test_help_imports_nothing_heavy() -> None:
    """`aura --help` is instant: none of the heavy libraries is imported for it."""
    code = (
        "import sys, ui.cli; heavy = {'gradio', 'llama_index', 'chromadb', 'onnxruntime', 'numpy', 'fastapi', 'rich'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=Path(cli.__file__).parents[1]
    )
    assert done.stdout.strip() == "[]"
