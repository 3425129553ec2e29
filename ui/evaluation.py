"""``aura evaluate``: the examiners' runs, with the real parts, for the command line and the admin page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.settings import Settings, SettingsError
from ui.terminal import CaseLine, ProgressLine

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

    from evals.results import Report
    from ui.parts import Parts


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is printed: the JSON object, the same for people, and whether the gate opened."""

    summary: Mapping[str, Any]
    text: str
    passed: bool = True


def run_golden(
    settings: Settings, dataset: str | None, baseline: Path | None, report: Path | None, judge: int | None = None
) -> Outcome:
    """Ask every golden question and write the report; ``judge``: how many answers the language model judges."""
    from assistant.language_model.llama_index_model import LlamaIndexModel
    from ui.language_model import load_language_model
    from ui.wiring import build

    model = load_language_model(settings) if judge else None
    if judge and not isinstance(model, LlamaIndexModel):
        raise SettingsError("Judging needs a language model: set AURA_LLM.")
    with ProgressLine() as progress:
        parts = build(settings, progress)
    asked = (model.llm, judge) if judge and isinstance(model, LlamaIndexModel) else None
    return outcome_of(evaluate_parts(parts, dataset, baseline, report, CaseLine(), judge=asked))


def golden_text(settings: Settings, report: Path, progress: Callable[[int, int, str], None]) -> str:
    """The run of the admin page, on parts of its own; what it found, for people."""
    from ui.wiring import build

    made = evaluate_parts(build(settings), report=report, progress=progress)
    return "\n".join(_figures(made.to_json()))


def evaluate_parts(
    parts: Parts,
    dataset: str | None = None,
    baseline: Path | None = None,
    report: Path | None = None,
    progress: Callable[[int, int, str], None] | None = None,
    *,
    judge: tuple[LLM, int] | None = None,
) -> Report:
    """The examiners' run."""
    from evals import DEFAULT_DATASETS, document_retriever, run_evaluation

    settings = parts.settings
    return run_evaluation(
        parts.desk,
        parts.index,
        datasets=(dataset,) if dataset else DEFAULT_DATASETS,
        baseline=baseline,
        report_dir=report or settings.data_dir / "evaluation",
        progress=progress,
        settings_info={"embedding": settings.embedding, "llm": settings.llm},
        retrieve=document_retriever(parts.index, parts.embedder) if parts.embedder is not None else None,
        judge=judge,
    )


def outcome_of(report: Report) -> Outcome:
    """The figures with their intervals, one a line, and the gate's reasons."""
    summary = report.to_json()
    lines = _figures(summary)
    if report.opinions is not None:
        lines += ["", "Opinions of the language model, apart from what is checked:"]
        lines += [f"{name:28} {e.value:8.3f}  n = {e.n}" for name, e in report.opinions.items()] or ["none given"]
    gate = report.gate
    if gate is not None:
        lines += ["", "The gate is open." if gate.passed else "Below the baseline:", *(f"- {r}" for r in gate.reasons)]
    lines += ["", f"Report: {summary['report']}"]
    return Outcome(summary, "\n".join(lines), gate is None or gate.passed)


def _figures(summary: Mapping[str, Any]) -> list[str]:
    lines = [f"{summary['dataset']}: {summary['cases']} cases, {summary['errors']} errors, {summary['seconds']} s", ""]
    for name, m in summary["metrics"].items():
        lines.append(f"{name:28} {m['value']:8.3f}  [{m['low']:.3f}, {m['high']:.3f}]  n = {m['n']}")
    return lines


def run_squad(settings: Settings, file: Path, contexts: int | None, questions: int | None) -> Outcome:
    """Index and ask a SQuAD-layout file through the ordinary pipeline, in a temporary index."""
    from evals import run_squad as rank
    from ingest.embedding import load_embedder
    from ui.wiring import index_settings

    with ProgressLine() as progress:
        embedder = load_embedder(index_settings(settings), progress)
    figures = rank(file, contexts=contexts, questions=questions, embedder=embedder, progress=CaseLine())
    width = max(len(name) for name in figures)
    return Outcome(figures, "\n".join(f"{name:{width}}  {value:.4g}" for name, value in figures.items()))
