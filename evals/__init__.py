"""The examiners: golden questions, metrics, the runner, reports, the gate and benchmarks.

What other rooms call stands here; everything heavy is imported inside the functions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

    from evals.ports import Answering, Progressing, Readable, Retrieve
    from evals.results import Report
    from ingest.model import Embedder

DEFAULT_DATASETS: tuple[str, ...] = ("golden", "refusals")
DATASETS_DIR = Path(__file__).parent / "datasets"
BASELINE = Path(__file__).parent / "baseline.json"


def run_evaluation(
    assistant: Answering,
    index: Readable,
    *,
    datasets: Sequence[str | Path] = DEFAULT_DATASETS,
    split: str = "all",
    baseline: Path | None = None,
    report_dir: Path = Path("var/evaluation"),
    progress: Progressing | None = None,
    workers: int = 4,
    settings_info: Mapping[str, str] | None = None,
    retrieve: Retrieve | None = None,
    compare_with: Path | None = None,
    judge: tuple[LLM, int] | None = None,
) -> Report:
    """Ask every case, score the answers, write ``report.html``, ``report.json`` and ``report.md``.

    ``datasets`` are names in ``evals/datasets/`` (without ``.jsonl``) or paths of files;
    ``split`` is ``dev``, ``test`` or ``all``. ``progress(done, total, note)`` is called after
    each case. ``retrieve(question, k)`` gives ranked passages for the retrieval metrics and
    the refusal curve (:func:`document_retriever` makes one); without it they are left out.
    ``compare_with`` is the ``report.json`` of an earlier run; by default the one in
    ``report_dir``, where there is any. An interrupted run is resumed where index, data and
    code are the same. ``judge`` is a language model and how many answers it is to judge;
    its opinions stand apart in ``report.opinions``.

    With ``baseline`` the report carries ``report.gate``; the command line exits 1 where
    ``report.gate.passed`` is false. Raises :class:`evals.errors.EvaluationError`.
    """
    from evals.judge import Judge
    from evals.runner import evaluate

    return evaluate(
        assistant,
        index,
        datasets=datasets,
        split=split,
        baseline=baseline,
        report_dir=report_dir,
        progress=progress,
        workers=workers,
        settings_info=settings_info or {},
        retrieve=retrieve,
        compare_with=compare_with,
        judged=Judge(*judge) if judge else None,
    )


def document_retriever(index: Readable, embedder: Embedder) -> Retrieve:
    """What ``run_evaluation(retrieve=…)`` takes, from the product's own retriever."""
    from assistant.evidence.retrieval import Retriever

    retriever = Retriever(embedder)
    return lambda question, k: retriever.retrieve(index.current(), question, k)


def run_squad(
    path: Path,
    *,
    contexts: int | None = None,
    questions: int | None = None,
    embedder: Embedder | None = None,
    progress: Progressing | None = None,
) -> dict[str, float]:
    """Retrieval figures on a SQuAD-layout file through the ordinary pipeline, in a temporary index.

    Keys: ``documents passages questions hit@1 hit@5 hit@10 mrr@10 ndcg@10
    ingest_passages_per_s query_ms_p50 query_ms_p95``. ``progress(done, total, note)`` follows both halves of the work.
    """
    from evals.squad import evaluate_squad

    return evaluate_squad(path, contexts=contexts, questions=questions, embedder=embedder, progress=progress)


def append_cases_from_use(rows: Sequence[Mapping[str, Any]], path: Path = DATASETS_DIR / "from-use.jsonl") -> int:
    """Append reviewed questions from use as draft cases; returns how many were new.

    A row has ``question`` and may have ``history`` (list of ``{"question"}``), ``profile``,
    ``language``, ``outcome`` (what the reviewer says is right) and ``reason``.
    """
    from evals.feedback import append_drafts

    return append_drafts(rows, path)


__all__ = [
    "BASELINE",
    "DATASETS_DIR",
    "DEFAULT_DATASETS",
    "append_cases_from_use",
    "document_retriever",
    "run_evaluation",
    "run_squad",
]
