"""Benchmarks of the index: ingestion and retrieval against the quick-start, reindexing, size."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from evals.bench_data import SyntheticVectors, golden_questions, synthetic_texts, write_texts
from evals.measurement import Measurement

if TYPE_CHECKING:
    from ingest import IndexSettings
    from ingest.model import Embedder

CHARACTERS = 800  # of a text: one passage, for the quick-start and for us


def _settings(folder: Path) -> IndexSettings:
    from ingest import IndexSettings

    return IndexSettings(data_dir=folder / "data", corpus_dir=folder / "corpus")


def in_own_process(module: str, *arguments: str) -> Any:
    """Run ``python -m module …`` and read the JSON it prints last; memory and threads start afresh."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], capture_output=True, text=True, check=False, timeout=3600
    )
    if done.returncode != 0:
        raise RuntimeError(f"{module} failed: {done.stderr.strip().splitlines()[-1:] or 'no message'}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def against_quickstart(quick: bool) -> list[Measurement]:
    """Ingestion rate and retrieval latency, ours and the quick-start's in turn, on the same texts."""
    count, asked = (24, 20) if quick else (120, 100)
    texts, questions = synthetic_texts(count, CHARACTERS), golden_questions(asked)
    with tempfile.TemporaryDirectory(prefix="aura-bench-") as name:
        given = Path(name) / "given.json"
        given.write_text(json.dumps({"texts": texts, "questions": questions}), encoding="utf-8")
        theirs = in_own_process("evals.baseline_quickstart", str(given))
        ours = in_own_process("evals.bench_index", "ordinary", str(given))
    rate, wait = (
        ours["texts_per_s"] / theirs["texts_per_s"],
        np.median(ours["query_ms"]) / np.median(theirs["query_ms"]),
    )
    note = f"{ours['texts_per_s']:.1f} against {theirs['texts_per_s']:.1f} texts/s"
    slow = f"{np.median(ours['query_ms']):.1f} against {np.median(theirs['query_ms']):.1f} ms"
    return [
        Measurement("ingestion against the quick-start", rate, "×", 6, higher_is_better=True, note=note),
        Measurement("retrieval p50 against the quick-start", float(wait), "×", 0.5, note=slow),
    ]


def ordinary(texts: list[str], questions: list[str]) -> dict[str, Any]:
    """The ordinary pipeline on ``texts``; the same figures as the quick-start's.

    As there, libraries and model are loaded before the clock starts.
    """
    import llama_index.vector_stores.chroma  # noqa: F401  (reindexing loads it when it first writes vectors)

    from ingest import reindex
    from ingest.embedding import load_embedder

    with tempfile.TemporaryDirectory(prefix="aura-bench-") as name:
        settings = _settings(Path(name))
        write_texts(texts, Path(name) / "corpus")
        embedder = load_embedder(settings)
        embedder.embed_passages(["warm up"])
        start = time.perf_counter()
        reindex(settings, embedder=embedder)
        seconds = time.perf_counter() - start
        return {"texts_per_s": len(texts) / seconds, "query_ms": retrieval_times(settings, embedder, questions)}


def retrieval_times(settings: IndexSettings, embedder: Embedder, questions: list[str]) -> list[float]:
    """Milliseconds of each retrieval, after one that is not counted."""
    from assistant.evidence.retrieval import Retriever
    from ingest import LiveIndex

    index, retriever, waits = LiveIndex(settings), Retriever(embedder), []
    retriever.retrieve(index.current(), questions[0])
    for question in questions:
        start = time.perf_counter()
        retriever.retrieve(index.current(), question)
        waits.append((time.perf_counter() - start) * 1e3)
    index.close()
    return waits


def reindexing(quick: bool) -> list[Measurement]:
    """A thousand documents of which none, then one, has changed; the model is loaded within the time."""
    from ingest import reindex

    count = 100 if quick else 1_000
    with tempfile.TemporaryDirectory(prefix="aura-bench-") as name:
        settings = _settings(Path(name))
        write_texts(synthetic_texts(count, 240), Path(name) / "corpus")
        reindex(settings)
        start = time.perf_counter()
        reindex(settings)
        unchanged = time.perf_counter() - start
        first = Path(name) / "corpus" / "fiche-000000.md"
        first.write_text(first.read_text("utf-8") + "\nUne phrase de plus sur cette fiche.\n", encoding="utf-8")
        start = time.perf_counter()
        reindex(settings)
        changed = time.perf_counter() - start
    return [
        Measurement(f"reindex, none of {count:,} documents changed", unchanged, "s", 1),
        Measurement(f"reindex, one of {count:,} documents changed", changed, "s", 3),
    ]


def size(quick: bool) -> list[Measurement]:
    """Retrieval over 100,000 passages (10,000 with ``quick``) against 1,000; memory of the process that searches."""
    large = 10_000 if quick else 100_000
    small, big = (in_own_process("evals.bench_index", "size", str(count)) for count in (1_000, large))
    ratio = big["query_ms_p50"] / small["query_ms_p50"]
    note = f"{big['query_ms_p50']:.1f} against {small['query_ms_p50']:.1f} ms; {big['passages']:,} passages"
    return [
        Measurement(f"retrieval p50, {large:,} passages against 1,000", ratio, "×", 3, note=note),
        Measurement(f"peak memory searching {large:,} passages", big["peak_mb"], "MB", 1_500),
    ]


def searching(passages: int) -> dict[str, float]:
    """Build an index of ``passages`` with random vectors; search it in a process of its own."""
    from ingest import reindex
    from ingest.embedding import load_embedder

    with tempfile.TemporaryDirectory(prefix="aura-bench-") as name:
        settings = _settings(Path(name))
        # Texts of fifty passages a file: a large corpus has long documents too.
        write_texts(synthetic_texts(max(1, passages // 50), 50 * 900), Path(name) / "corpus")
        report = reindex(settings, embedder=SyntheticVectors(load_embedder(settings)))
        found: dict[str, float] = in_own_process("evals.bench_index", "search", name)
        return {**found, "passages": report.passages}


def search(folder: Path) -> dict[str, float]:
    """Retrieval times and peak memory over an index that is there."""
    import resource

    from ingest.embedding import load_embedder

    settings = _settings(folder)
    for path in settings.index_dir.rglob("*.npy"):  # what is measured is the search, not the disk
        with path.open("rb") as file:
            while file.read(1 << 24):
                pass
    waits = retrieval_times(settings, load_embedder(settings), golden_questions(60))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    return {"query_ms_p50": float(np.median(waits)), "peak_mb": peak}


def main() -> None:
    """One measurement in this process; JSON on standard output."""
    what, given = sys.argv[1:]
    if what == "ordinary":
        print(json.dumps(ordinary(**json.loads(Path(given).read_text(encoding="utf-8")))))
    else:
        print(json.dumps(searching(int(given)) if what == "size" else search(Path(given))))


if __name__ == "__main__":
    main()
