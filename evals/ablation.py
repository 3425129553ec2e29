"""What each part of retrieval is worth: the same index and questions, one part changed at a time.

    python -m evals.ablation SQUAD.json [--contexts N] [--questions N]

indexes the file's paragraphs through the ordinary pipeline in a temporary folder, asks
its questions (shuffled with seed 0) of each variant and writes the table into evals/README.md.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from evals.ranking import distinct, hit_at, reciprocal_rank
from evals.squad import PASSAGES, read_squad, write_documents

if TYPE_CHECKING:
    from assistant.evidence.retrieval import Weighting
    from ingest.model import Embedder, Hit, IndexReader, QueryVectors

README = Path(__file__).with_name("README.md")
HEADING, BEGIN, END = "## Retrieval ablations", "<!-- ablation: begin -->", "<!-- ablation: end -->"
RANK_CONSTANT = 60  # of reciprocal rank fusion (Cormack et al. 2009)


@dataclass(frozen=True, slots=True)
class Row:
    """One variant's figures; ``milliseconds`` is the median of a query, its embedding included."""

    name: str
    mrr: float
    hit: float
    milliseconds: float


Search = Callable[[str, "QueryVectors"], list[str]]  # a question and its vectors to passage ids, best first


def variants(embedder: Embedder, reader: IndexReader) -> dict[str, Search]:
    """The product's retrieval and its parts, by name."""
    from assistant.evidence.retrieval import Retriever, Weighting

    product = Weighting()

    def weighted(weighting: Weighting) -> Search:
        retriever = Retriever(embedder, weighting)
        return lambda question, vectors: [
            p.passage_id for p in retriever.retrieve(reader, question, PASSAGES, vectors=vectors)
        ]

    def ranks(question: str, vectors: QueryVectors) -> list[str]:
        found = reader.search_dense(vectors.pooled, product.candidates)
        return rank_fusion([found, reader.search_lexical(question, product.candidates)])

    return {
        "lexical only": weighted(replace(product, dense=0, late=0)),
        "dense only": weighted(replace(product, dense=1, late=0)),
        "reciprocal rank fusion of both": ranks,
        "hybrid: weighted sum of both": weighted(replace(product, late=0)),
        "**hybrid + late interaction (the product)**": weighted(product),
        "… late interaction on the first 10": weighted(replace(product, reranked=10)),
        "… on the first 50": weighted(replace(product, reranked=50)),
        "… with half its weight": weighted(replace(product, late=product.late / 2)),
        "… with twice its weight": weighted(replace(product, late=product.late * 2)),
        "… without the lexical index": weighted(replace(product, dense=1)),
        "… without dense vectors": weighted(replace(product, dense=0)),
    }


def rank_fusion(rankings: Sequence[Sequence[Hit]]) -> list[str]:
    """Reciprocal rank fusion: each ranking gives 1 / (60 + rank) to a passage.

    >>> from ingest.model import Hit
    >>> rank_fusion([[Hit("a", 9), Hit("b", 8)], [Hit("b", 1), Hit("c", 0.5)]])
    ['b', 'a', 'c']
    """
    totals: dict[str, float] = {}
    for ranking in rankings:
        for rank, hit in enumerate(ranking, start=1):
            totals[hit.passage_id] = totals.get(hit.passage_id, 0.0) + 1 / (RANK_CONSTANT + rank)
    return sorted(totals, key=lambda passage_id: -totals[passage_id])


def ablate(path: Path, contexts: int | None, questions: int | None, embedder: Embedder | None = None) -> list[Row]:
    """The table's rows, in the order of ``variants``."""
    from ingest import IndexSettings, LiveIndex, reindex
    from ingest.embedding import load_embedder

    asked = read_squad(path, contexts, questions)
    with tempfile.TemporaryDirectory(prefix="aura-ablation-") as folder:
        stems = write_documents(asked.contexts, Path(folder) / "corpus")
        settings = IndexSettings(data_dir=Path(folder) / "data", corpus_dir=Path(folder) / "corpus")
        model = embedder or load_embedder(settings)
        reindex(settings, embedder=model)
        index = LiveIndex(settings)
        try:
            return _measure(index.current(), model, asked.questions, stems)
        finally:
            index.close()


def _measure(
    reader: IndexReader, embedder: Embedder, questions: Sequence[tuple[str, int]], numbers: Mapping[str, int]
) -> list[Row]:
    embedder.embed_query("warm up")
    vectors, waits = [], []
    for question, _ in questions:
        start = time.perf_counter()
        vectors.append(embedder.embed_query(question))
        waits.append((time.perf_counter() - start) * 1e3)
    embedding = statistics.median(waits)
    rows = []
    for name, search in variants(embedder, reader).items():
        search(questions[0][0], vectors[0])  # the first one loads what is lazy
        rankings, waits = [], []
        for (question, _), known in zip(questions, vectors, strict=True):
            start = time.perf_counter()
            found = search(question, known)
            waits.append((time.perf_counter() - start) * 1e3)
            rankings.append([_number(passage_id, numbers) for passage_id in found])
        pairs = [(distinct(ranking), {str(gold)}) for ranking, (_, gold) in zip(rankings, questions, strict=True)]
        spent = statistics.median(waits) + (0 if name == "lexical only" else embedding)
        mrr = statistics.fmean(reciprocal_rank(r, g, 10) for r, g in pairs)
        rows.append(Row(name, mrr, statistics.fmean(hit_at(r, g, 1) for r, g in pairs), spent))
    return rows


def _number(passage_id: str, numbers: Mapping[str, int]) -> str:
    stem = passage_id.rpartition("#")[0].removesuffix(".md").rsplit("/", 1)[-1]
    return str(numbers.get(stem, stem))


def table(rows: Sequence[Row], note: str) -> str:
    """The rows in Markdown under a line that says what was measured."""
    lines = [note, "", "| retrieval | MRR@10 | hit@1 | ms a query (p50) |", "|---|---|---|---|"]
    lines += [f"| {row.name} | {row.mrr:.3f} | {row.hit:.3f} | {row.milliseconds:.1f} |" for row in rows]
    return "\n".join(lines)


def put(text: str, body: str) -> str:
    """``text`` with ``body`` between the markers; the section is added at the end where it is missing."""
    if BEGIN not in text or END not in text:
        text = f"{text.rstrip()}\n\n{HEADING}\n\n{BEGIN}\n{END}\n".lstrip()
    before, _, rest = text.partition(BEGIN)
    return f"{before}{BEGIN}\n{body}\n{END}{rest.partition(END)[2]}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and writes; returns the exit code."""
    from corpus.errors import AuraError

    parser = argparse.ArgumentParser(prog="python -m evals.ablation", description=__doc__.partition("\n")[0])
    parser.add_argument("squad", type=Path, help="a file in SQuAD's layout")
    parser.add_argument("--contexts", type=int, help="index the first N paragraphs only")
    parser.add_argument("--questions", type=int, help="ask N questions, shuffled with seed 0")
    options = parser.parse_args(arguments)
    try:
        rows = ablate(options.squad, options.contexts, options.questions)
    except AuraError as error:
        print(error, file=sys.stderr)
        return 1
    asked = read_squad(options.squad, options.contexts, options.questions)
    note = f"{options.squad.name}: {len(asked.questions)} questions, {len(asked.contexts)} paragraphs."
    body = table(rows, note)
    README.write_text(put(README.read_text(encoding="utf-8") if README.exists() else "", body), encoding="utf-8")
    print(body)
    return 0


if __name__ == "__main__":
    sys.exit(main())
