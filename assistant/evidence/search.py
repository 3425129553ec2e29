"""What the index holds on a question: the passages retrieved for it, measures of them, the odds that they answer it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

from assistant.dialogue.conversation import Standalone
from assistant.evidence.answerability import Features, load_calibration, measure, unprejudiced
from assistant.evidence.precedents import Buckets, word_buckets
from assistant.evidence.retrieval import Retriever
from assistant.evidence.selection import Selector
from assistant.language.intent import Intent
from assistant.model import ScoredPassage
from ingest.model import Embedder, QueryVectors

DEPTH = 24  # passages retrieved
READ = 6  # of these, the best, whose words and tokens are measured

_ahead = ThreadPoolExecutor(1, thread_name_prefix="embedding ahead")  # the other core, while a question is looked for


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one look for a question gave: the vectors and words of its text, and passages, best first."""

    standalone: Standalone
    vectors: QueryVectors
    said: Buckets
    passages: Sequence[ScoredPassage]


class EvidenceSearch:
    """Looks for evidence in one generation of the index.

    Made anew for each question put to the desk, whose parts are weighed, answered and
    searched for by the same text: each text is embedded once.
    """

    def __init__(self, selector: Selector, retriever: Retriever, embedder: Embedder) -> None:
        self._selector = selector
        self._retriever = retriever
        self._embedder = embedder
        self._vectors: dict[str, QueryVectors] = {}
        self._begun: dict[str, Future[QueryVectors]] = {}

    def embed_ahead(self, texts: Iterable[str]) -> None:
        """Has texts embedded beside what comes next, in their order; ``embed`` finds them done or does them itself."""
        self._begun = {text: _ahead.submit(self._embedder.embed_query, text) for text in texts}

    def end(self) -> None:
        """What was to be embedded ahead, and is not needed any more, is left."""
        for begun in self._begun.values():
            begun.cancel()

    def embed(self, text: str) -> QueryVectors:
        """The vectors of a text as a query."""
        if text not in self._vectors:
            begun = self._begun.get(text)
            if begun is not None and not begun.cancel():
                self._vectors[text] = begun.result()
            else:
                self._vectors[text] = self._embedder.embed_query(text)
        return self._vectors[text]

    def look(self, standalone: Standalone) -> Evidence:
        """The evidence on a question. It is not yet weighed: that costs as much again."""
        vectors = self.embed(standalone.text)
        passages = self._retriever.retrieve(self._selector.reader, standalone.text, DEPTH, vectors)
        return Evidence(standalone, vectors, word_buckets(standalone.text, standalone.language), passages)

    def probability(self, evidence: Evidence) -> float:
        """Probability that the corpus answers. Precedents know nothing of documents added since."""
        features, calibration = self.features(evidence), load_calibration()
        if self._selector.finds_added(evidence.passages):
            return calibration.probability(unprejudiced(features))
        return calibration.probability(features, evidence.vectors.pooled, evidence.said, self._embedder.fingerprint)

    def odds(self, standalone: Standalone, text: str, intent: Intent) -> float:
        """The same of another text on the question's subjects, read as asking for ``intent``."""
        return self.probability(self.look(replace(standalone, text=text, intent=intent)))

    def features(self, evidence: Evidence, as_if_new: bool = False) -> Features:
        """Measures of the evidence; ``as_if_new``, of a question that may be a known one, as though it were none."""
        standalone, vectors, reader = evidence.standalone, evidence.vectors, self._selector.reader
        best = reader.passages([p.passage_id for p in evidence.passages[:READ]])
        ids = [p.id for p in best]
        for subject in standalone.subjects[:1]:
            document = self._selector.card_document(subject, standalone.language)
            ids += [p.id for p in reader.passages_of(document.id)] if document else []
        itself = self.embed(standalone.typed).pooled if as_if_new else None
        return measure(
            standalone,
            evidence.passages,
            [(p.language, f"{p.context} {p.text}") for p in best],
            reader.token_vectors(list(dict.fromkeys(ids))),
            vectors,
            weights=self._selector.weights,
            near=self._selector.known_questions.nearness(vectors.pooled, itself),
        )
