"""Public data: retrieval figures on any file in SQuAD's layout, through the ordinary pipeline.

A document is one paragraph entry, written as a Markdown file with its title as heading;
the ranking is by document (a document's rank is that of its best passage).
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError

from evals.errors import EvaluationError
from evals.ports import Progressing
from evals.ranking import distinct, hit_at, ndcg_at, reciprocal_rank

if TYPE_CHECKING:
    from ingest.model import Embedder, IndexReader, Progress

PASSAGES = 30  # asked for, so that ten documents remain where some have several passages


class _Question(BaseModel):
    question: str


class _Paragraph(BaseModel):
    context: str
    qas: list[_Question] = []


class _Article(BaseModel):
    title: str = ""
    paragraphs: list[_Paragraph]


class _File(BaseModel):
    data: list[_Article]


@dataclass(frozen=True, slots=True)
class SquadSet:
    """``contexts``: (title, text), a document's number being its place; ``questions``: (text, number)."""

    contexts: tuple[tuple[str, str], ...]
    questions: tuple[tuple[str, int], ...]


def read_squad(path: Path, contexts: int | None = None, questions: int | None = None) -> SquadSet:
    """The first ``contexts`` paragraph entries in file order and the questions asked of them.

    Questions are shuffled with seed 0, then cut to ``questions``. Raises
    :class:`EvaluationError` where the file cannot be read or has another layout.
    """
    try:
        articles = _File.model_validate_json(path.read_bytes()).data
    except OSError as error:
        raise EvaluationError(f"{path} cannot be read: {error.strerror}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the whole file"
        raise EvaluationError(f"{path} is not in SQuAD's layout, at {place}: {first['msg']}.") from error
    paragraphs = [(article.title, paragraph) for article in articles for paragraph in article.paragraphs][:contexts]
    asked = [(q.question, number) for number, (_, p) in enumerate(paragraphs) for q in p.qas]
    random.Random(0).shuffle(asked)
    if not asked:
        raise EvaluationError(f"{path} asks no question of its first {len(paragraphs)} paragraphs.")
    return SquadSet(tuple((title, p.context) for title, p in paragraphs), tuple(asked[:questions]))


def write_documents(contexts: Sequence[tuple[str, str]], folder: Path) -> dict[str, int]:
    """One Markdown file a context; returns file stem -> number of the context."""
    folder.mkdir(parents=True, exist_ok=True)
    stems = {}
    for number, (title, text) in enumerate(contexts):
        stem = f"context-{number:06d}"
        heading = " ".join(title.replace("_", " ").split()) or f"Context {number}"
        (folder / f"{stem}.md").write_text(f"# {heading}\n\n{text}\n", encoding="utf-8")
        stems[stem] = number
    return stems


def evaluate_squad(
    path: Path,
    *,
    contexts: int | None = None,
    questions: int | None = None,
    embedder: Embedder | None = None,
    progress: Progressing | None = None,
) -> dict[str, float]:
    """Index, ask, measure; see :func:`evals.run_squad`. Everything written is removed again."""
    from ingest import IndexSettings, LiveIndex, reindex
    from ingest.embedding import load_embedder

    asked = read_squad(path, contexts, questions)
    with tempfile.TemporaryDirectory(prefix="aura-squad-") as folder:
        stems = write_documents(asked.contexts, Path(folder) / "corpus")
        settings = IndexSettings(data_dir=Path(folder) / "data", corpus_dir=Path(folder) / "corpus")
        # Loaded before the clock starts, as the quick-start's parts are: the rate is of ingestion, not of imports.
        model = embedder or load_embedder(settings)
        _load_what_is_lazy(Path(folder) / "first", model)
        start = time.perf_counter()
        report = reindex(settings, progress=_by_stage(progress), embedder=model)
        seconds = time.perf_counter() - start
        if failed := report.of("failed"):
            raise EvaluationError(f"{len(failed)} contexts could not be indexed, the first because: {failed[0].why}")
        index = LiveIndex(settings)
        try:
            figures = measure_retrieval(index.current(), model, asked.questions, stems, progress)
        finally:
            index.close()
    return {
        "documents": len(asked.contexts),
        "passages": report.passages,
        "questions": len(asked.questions),
        "ingest_passages_per_s": round(report.passages / seconds, 2),
        **figures,
    }


def _load_what_is_lazy(folder: Path, embedder: Embedder) -> None:
    """Index one small document apart, so that every library has been imported once."""
    from ingest import IndexSettings, reindex

    write_documents((("First", "Une phrase pour commencer."),), folder / "corpus")
    reindex(IndexSettings(data_dir=folder / "data", corpus_dir=folder / "corpus"), embedder=embedder)


def _by_stage(progress: Progressing | None) -> Callable[[Progress], None] | None:
    """The bindery's steps as one more counter."""
    return (lambda step: progress(step.done, step.total, step.stage)) if progress else None


def measure_retrieval(
    reader: IndexReader,
    embedder: Embedder,
    questions: Sequence[tuple[str, int]],
    numbers: dict[str, int],
    progress: Progressing | None = None,
) -> dict[str, float]:
    """Ranking and latency figures (milliseconds) of ``questions``, one relevant document each."""
    from assistant.evidence.retrieval import Retriever

    retriever = Retriever(embedder)
    retriever.retrieve(reader, questions[0][0], PASSAGES)  # the first one loads what is lazy
    rankings, waits = [], []
    for done, (question, _) in enumerate(questions, 1):
        start = time.perf_counter()
        found = retriever.retrieve(reader, question, PASSAGES)
        waits.append((time.perf_counter() - start) * 1e3)
        rankings.append([_number(document, numbers) for document in distinct(p.document_id for p in found)])
        if progress and done % 20 == 0:
            progress(done, len(questions), "questions")
    pairs = [(ranking, {str(gold)}) for ranking, (_, gold) in zip(rankings, questions, strict=True)]
    means = {f"hit@{k}": statistics.fmean(hit_at(r, g, k) for r, g in pairs) for k in (1, 5, 10)}
    means["mrr@10"] = statistics.fmean(reciprocal_rank(r, g, 10) for r, g in pairs)
    means["ndcg@10"] = statistics.fmean(ndcg_at(r, g, 10) for r, g in pairs)
    ordered = sorted(waits)
    return {
        **{name: round(value, 4) for name, value in means.items()},
        "query_ms_p50": round(statistics.median(ordered), 2),
        "query_ms_p95": round(ordered[int(0.95 * len(ordered))], 2),
    }


def _number(document_id: str, numbers: dict[str, int]) -> str:
    """The context's number, as a string; document ids are made from file names by the index."""
    stem = document_id.removesuffix(".md").rsplit("/", 1)[-1]
    return str(numbers.get(stem, document_id))
