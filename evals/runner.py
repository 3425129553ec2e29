"""The runner: asks every case, in parallel, and picks up where it was interrupted."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from evals import DATASETS_DIR
from evals.cases import Case, Dataset, load_dataset
from evals.errors import EvaluationError
from evals.gate import Earlier, judge, load_earlier
from evals.intervals import Estimate
from evals.journal import Journal, Row
from evals.metrics import score
from evals.ports import Answering, Progressing, Readable, Retrieve
from evals.provenance import code_hash, commit, corpus_hash, name_lexicon
from evals.ranking import distinct
from evals.results import CaseResult, Report, answer_from_json, measure
from ingest.model import IndexReader

Judging = Callable[[Sequence[CaseResult]], Mapping[str, Estimate]]
ASKED_ALONE = 40  # cases asked one at a time, for latency; the others share the processors
DEPTH = 50  # passages retrieved for a ranking of documents


def evaluate(
    assistant: Answering,
    index: Readable,
    *,
    datasets: Sequence[str | Path],
    split: str,
    baseline: Path | None,
    report_dir: Path,
    progress: Progressing | None,
    workers: int,
    settings_info: Mapping[str, str],
    retrieve: Retrieve | None,
    compare_with: Path | None,
    judged: Judging | None = None,
) -> Report:
    """Run, score, compare and write the report; see :func:`evals.run_evaluation`."""
    from evals.report import write_report

    dataset, cases = _chosen(datasets, split)
    # Read before the run: a baseline that cannot be read must not cost a run.
    before = load_earlier(baseline) if baseline else None
    earlier = _earlier(compare_with, report_dir, before)
    start = time.perf_counter()
    reader = index.current()
    about = {**settings_info, "corpus": corpus_hash(reader), "code": code_hash()}
    journal = Journal(report_dir, _run_key(dataset, reader, about), {c.id for c in cases})
    rows = ask_all(assistant, cases, journal, progress=progress, workers=workers, retrieve=retrieve)
    results = score_all(cases, rows, reader)
    metrics = measure(results)
    scored = {r.case.id: r.scores.values for r in results}
    report = Report(
        dataset=dataset.name,
        split=split,
        data_hash=dataset.data_hash,
        commit=commit(),
        index_fingerprint=reader.fingerprint,
        created=dt.datetime.now().isoformat(sep=" ", timespec="seconds"),
        seconds=time.perf_counter() - start,
        workers=workers,
        settings=about,
        results=results,
        metrics=metrics,
        path=report_dir / "report.html",
        gate=judge(before, scored, metrics) if before else None,
        earlier=earlier,
        opinions=judged(results) if judged else None,
    )
    write_report(report)
    return report


def _chosen(datasets: Sequence[str | Path], split: str) -> tuple[Dataset, Sequence[Case]]:
    if split not in ("dev", "test", "all"):
        raise EvaluationError(f"There is no split {split!r}: it is dev, test or all.")
    dataset = load_dataset(datasets, DATASETS_DIR)
    cases = dataset.of(split)
    if not cases:
        raise EvaluationError(f"The data set {dataset.name} has no case in split {split}.")
    return dataset, cases


def _earlier(compare_with: Path | None, report_dir: Path, baseline: Earlier | None) -> Earlier | None:
    """The run to show beside this one: the one asked for, else the last one here, else the baseline."""
    if compare_with is not None:
        return load_earlier(compare_with)
    last = report_dir / "report.json"
    if last.is_file():
        try:
            return load_earlier(last)
        except EvaluationError:
            return baseline  # a report of another version is about to be overwritten anyway
    return baseline


def _run_key(dataset: Dataset, reader: IndexReader, about: Mapping[str, str]) -> str:
    """What the answers depend on: the same key means that a row may be taken over."""
    key = json.dumps([dataset.data_hash, reader.fingerprint, commit(), sorted(about.items())])
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def ask_all(
    assistant: Answering,
    cases: Sequence[Case],
    journal: Journal,
    *,
    progress: Progressing | None = None,
    workers: int = 4,
    retrieve: Retrieve | None = None,
) -> dict[str, Row]:
    """Ask every case that the journal does not hold yet; a sample alone first, the rest in threads."""
    waiting = [c for c in cases if c.id not in journal.rows]
    alone = waiting[:: max(1, len(waiting) // ASKED_ALONE)][:ASKED_ALONE]
    together = [c for c in waiting if c not in alone]

    def keep(row: Row) -> None:
        done = journal.keep(row)
        if progress:
            progress(done, len(cases), row["id"])

    if alone:
        ask_case(assistant, alone[0], None, alone=True)  # the first answer loads what is lazy: it is not timed
    for case in alone:
        keep(ask_case(assistant, case, retrieve, alone=True))
    with ThreadPoolExecutor(max(1, workers), thread_name_prefix="asker") as pool:
        for future in as_completed([pool.submit(ask_case, assistant, c, retrieve) for c in together]):
            keep(future.result())
    journal.finish()
    return journal.rows


def ask_case(assistant: Answering, case: Case, retrieve: Retrieve | None, *, alone: bool = False) -> Row:
    """Ask one case. An error of the assistant becomes part of the row: it must not end the run."""
    row: Row = {"id": case.id, "answer": None, "error": "", "alone": alone, "ranking": None, "closeness": None}
    start = time.perf_counter()
    try:
        answer = assistant.ask(case.question, case.history, case.profile)
        row["ms"] = (time.perf_counter() - start) * 1e3
        row["answer"] = answer.to_json()
        if retrieve is not None:
            found = retrieve(answer.standalone_question or case.question, DEPTH)
            row["ranking"] = distinct(p.document_id for p in found)
            row["closeness"] = max((float(p.dense) for p in found), default=0.0)
    except Exception as error:
        row["ms"] = (time.perf_counter() - start) * 1e3
        row["error"] = f"{type(error).__name__}: {' '.join(str(error).split())}"[:500]
    return row


def score_all(cases: Sequence[Case], rows: Mapping[str, Row], reader: IndexReader) -> tuple[CaseResult, ...]:
    """Score rows, in the order of the cases."""
    lexicon = name_lexicon(reader)
    results = []
    for case in cases:
        row = rows[case.id]
        answer = answer_from_json(row["answer"]) if row["answer"] and not row["error"] else None
        ranking = None if row["ranking"] is None else tuple(row["ranking"])
        results.append(
            CaseResult(
                case=case,
                answer=answer,
                error=row["error"],
                ms=row["ms"],
                alone=row["alone"],
                ranking=ranking,
                closeness=row["closeness"],
                scores=score(case, answer, reader, ranking, lexicon),
            )
        )
    return tuple(results)
