"""A run asks every case, survives errors, and is picked up where it stopped."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.model import CitedSource, Turn
from evals import run_evaluation
from evals.errors import EvaluationError
from evals.gate import save_baseline
from evals.results import answer_from_json
from tests.evals.fakes import FakeIndex, ScriptedAssistant, answered, found, refused

INDEX = FakeIndex()
AID = "L'aide couvre 40 % du coût, soit 4 000 € au plus, en 2026."


def row(name: str, question: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": name, "split": "dev", "language": "fr", "category": "how_much", "scheme": "diag", "question": question,
        "outcome": "answered", "facts": [{"name": "rate", "any": ["40 ?%"]}], "documents": ["diag.fr"], "why": "w",
    } | changes  # fmt: skip


def dataset(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "small.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return path


def questions(count: int) -> list[dict[str, Any]]:
    return [row(f"c{i}", f"Combien {i} ?", split="test" if i % 2 else "dev") for i in range(count)]


def script(count: int) -> ScriptedAssistant:
    return ScriptedAssistant({f"Combien {i} ?": answered(INDEX, f"Combien {i} ?", AID) for i in range(count)})


def test_a_run_gives_the_contracts_object(tmp_path: Path) -> None:
    """Data set, split, cases, errors, metrics with intervals, seconds, commit, index and report path."""
    report = run_evaluation(
        script(6),
        INDEX,
        datasets=[dataset(tmp_path, *questions(6))],
        report_dir=tmp_path / "r",
        retrieve=found("diag.fr"),
    )
    plain = report.to_json()
    assert {
        "dataset",
        "split",
        "cases",
        "errors",
        "metrics",
        "seconds",
        "commit",
        "index_fingerprint",
        "report",
    } <= set(plain)
    assert (plain["dataset"], plain["cases"], plain["errors"]) == ("small", 6, 0)
    assert plain["metrics"]["right"] == {"value": 1.0, "low": 0.5, "high": 1.0, "n": 6}
    assert plain["metrics"]["mrr@10"]["value"] == 1.0
    assert {"latency_ms_p50", "latency_ms_p95"} <= plain["metrics"].keys()
    assert Path(plain["report"]).is_file()
    json.dumps(plain)


def test_a_half_can_be_asked_alone(tmp_path: Path) -> None:
    """``split`` keeps the other half unasked."""
    assistant = script(6)
    report = run_evaluation(
        assistant, INDEX, datasets=[dataset(tmp_path, *questions(6))], split="test", report_dir=tmp_path / "r"
    )
    assert {r.case.split for r in report.results} == {"test"}
    assert "Combien 0 ?" not in assistant.asked


def test_a_failing_case_stays_with_its_error(tmp_path: Path) -> None:
    """An exception of the assistant becomes a wrong case, not the end of the run."""
    assistant = script(4)
    assistant.script["Combien 3 ?"] = RuntimeError("the index is\non fire")
    report = run_evaluation(assistant, INDEX, datasets=[dataset(tmp_path, *questions(4))], report_dir=tmp_path / "r")
    failed = next(r for r in report.results if r.error)
    assert (failed.case.id, failed.error) == ("c3", "RuntimeError: the index is on fire")
    assert report.errors == 1
    assert report.metrics["right"].value == 0.75
    assert "the index is on fire" in report.path.read_text("utf-8")


def test_progress_counts_every_case(tmp_path: Path) -> None:
    """The bar tells the truth: one step a case, the last one at the total."""
    steps: list[tuple[int, int]] = []
    run_evaluation(
        script(60),
        INDEX,
        datasets=[dataset(tmp_path, *questions(60))],
        report_dir=tmp_path / "r",
        progress=lambda done, total, note: steps.append((done, total)),
    )
    assert sorted(steps) == [(n, 60) for n in range(1, 61)]


def test_an_interrupted_run_is_resumed(tmp_path: Path) -> None:
    """After an interruption only the cases not yet answered are asked; a finished run starts anew."""
    data = dataset(tmp_path, *questions(20))

    def stop(done: int, total: int, note: str) -> None:
        if done == 12:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_evaluation(script(20), INDEX, datasets=[data], report_dir=tmp_path / "r", progress=stop)
    second = script(20)
    report = run_evaluation(second, INDEX, datasets=[data], report_dir=tmp_path / "r")
    assert len(set(second.asked)) == 8
    assert len(report.results) == 20
    third = script(20)
    run_evaluation(third, INDEX, datasets=[data], report_dir=tmp_path / "r")
    assert len(set(third.asked)) == 20


@pytest.mark.parametrize("what", ["index", "data", "settings"])
def test_nothing_is_resumed_across_a_change(tmp_path: Path, what: str) -> None:
    """Answers of another index, other data or other settings are not taken over."""
    data = dataset(tmp_path, *questions(8))

    def stop(done: int, total: int, note: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_evaluation(script(8), INDEX, datasets=[data], report_dir=tmp_path / "r", progress=stop)
    index = FakeIndex(fingerprint="other") if what == "index" else INDEX
    if what == "data":
        data = dataset(tmp_path, *(q | {"why": "changed"} for q in questions(8)))
    info = {"llm": "other"} if what == "settings" else {}
    second = script(8)
    run_evaluation(second, index, datasets=[data], report_dir=tmp_path / "r", settings_info=info)
    assert len(set(second.asked)) == 8


def test_cases_are_asked_at_the_same_time(tmp_path: Path) -> None:
    """With two workers, two questions meet inside the assistant."""
    meeting = threading.Barrier(2, timeout=10)
    met: list[int] = []

    class Meeting(ScriptedAssistant):
        def ask(self, question: str, history: Any = (), profile: Any = None) -> Any:
            if threading.current_thread().name.startswith("asker"):
                meeting.wait()
                met.append(1)
            return super().ask(question, history, profile)

    assistant = Meeting(script(44).script)
    run_evaluation(assistant, INDEX, datasets=[dataset(tmp_path, *questions(44))], report_dir=tmp_path / "r", workers=2)
    assert len(met) == 4  # of 44, forty are asked alone for latency


def test_history_reaches_the_assistant(tmp_path: Path) -> None:
    """A dialogue case is asked with its earlier turns."""
    seen: list[tuple[Turn, ...]] = []

    def answer(history: Any) -> Any:
        seen.append(tuple(history))
        return refused("Et lui ?")

    data = dataset(tmp_path, row("d", "Et lui ?", history=[{"question": "Avant ?"}]))
    run_evaluation(ScriptedAssistant({"Et lui ?": answer}), INDEX, datasets=[data], report_dir=tmp_path / "r")
    assert set(seen) == {(Turn("Avant ?"),)}


def test_the_gate_is_carried_by_the_report(tmp_path: Path) -> None:
    """A run that is much worse than its baseline closes the gate and says why."""
    data = dataset(tmp_path, *questions(20))
    run_evaluation(script(20), INDEX, datasets=[data], report_dir=tmp_path / "good")
    save_baseline(tmp_path / "good" / "report.json", tmp_path / "baseline.json")
    again = run_evaluation(
        script(20), INDEX, datasets=[data], report_dir=tmp_path / "r", baseline=tmp_path / "baseline.json"
    )
    assert again.gate is not None
    assert again.gate.passed
    refusing = ScriptedAssistant({q["question"]: refused(q["question"]) for q in questions(20)})
    worse = run_evaluation(
        refusing, INDEX, datasets=[data], report_dir=tmp_path / "r", baseline=tmp_path / "baseline.json"
    )
    assert worse.gate is not None
    assert not worse.gate.passed
    assert any(reason.startswith("right fell by 1.000") for reason in worse.gate.reasons)
    assert worse.to_json()["gate"]["passed"] is False


@pytest.mark.parametrize(
    ("options", "words"), [({"split": "tset"}, "split 'tset'"), ({"split": "test"}, "no case in split test")]
)
def test_nothing_to_ask_is_said(tmp_path: Path, options: dict[str, Any], words: str) -> None:
    """A mistyped or empty split is one sentence, before anything is asked."""
    with pytest.raises(EvaluationError, match=words):
        run_evaluation(
            script(1), INDEX, datasets=[dataset(tmp_path, *questions(1))], report_dir=tmp_path / "r", **options
        )


def test_a_bad_baseline_costs_no_run(tmp_path: Path) -> None:
    """A baseline that cannot be read is told before the first question."""
    assistant = script(2)
    (tmp_path / "baseline.json").write_text("{}")
    with pytest.raises(EvaluationError, match=r"baseline\.json"):
        run_evaluation(
            assistant,
            INDEX,
            datasets=[dataset(tmp_path, *questions(2))],
            report_dir=tmp_path / "r",
            baseline=tmp_path / "baseline.json",
        )
    assert assistant.asked == []


def test_an_answer_survives_its_json() -> None:
    """What the journal keeps is the whole answer, sources and profile included."""
    answer = answered(INDEX, "Combien ?", AID, notices=("closed",), follow_ups=("Et ?",))
    source = CitedSource("S01", "t", "p", "https://example.org", "2026", "press")
    answer = replace(answer, citations=(replace(answer.citations[0], sources=(source,)),))
    assert answer_from_json(json.loads(json.dumps(answer.to_json()))) == answer
