"""A small corpus, an index over it and an assistant that says what it is told to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.model import Answer, Citation, CompanyProfile, ScoredPassage, Turn
from corpus.model import Document, Language
from evals.cases import Case, Fact

FRENCH = (
    "Diag Data IA est un diagnostic d'intelligence artificielle pour les PME. "
    "L'aide couvre 40 % du coût, soit 4 000 € au plus, en 2026. "
    "Bpifrance gère Diag Data IA avec la Région Auvergne-Rhône-Alpes. "
    "Le guichet de Diag Data IA a fermé le 30 juin 2026."
)
ENGLISH = (
    "Diag Data IA is an artificial intelligence assessment for small firms. "
    "The aid covers 40% of the cost, at most €4,000, in 2026. "
    "Bpifrance runs Diag Data IA with the Auvergne-Rhône-Alpes Region. "
    "The Diag Data IA call closed on 30 June 2026."
)


@dataclass
class FakeIndex:
    """An index of whole documents, which is its own reader."""

    texts: dict[str, str] = field(default_factory=lambda: {"diag.fr": FRENCH, "diag.en": ENGLISH})
    fingerprint: str = "fake-index-1"

    def current(self) -> Any:
        return self

    def document(self, document_id: str) -> Document:
        language: Language = "en" if document_id.endswith(".en") else "fr"
        return Document(document_id, "Diag Data IA", language, self.texts[document_id], "text/markdown")

    def documents(self) -> list[Document]:
        return [self.document(name) for name in self.texts]


def quote(index: FakeIndex, document_id: str, text: str, number: int = 1) -> Citation:
    """A true citation of ``text`` in a document of ``index``."""
    start = index.texts[document_id].index(text)
    language: Language = "en" if document_id.endswith(".en") else "fr"
    return Citation(
        number, document_id, "Diag Data IA", "Aide", None, language, text, start, start + len(text),
        "Région", "https://example.org/diag", "2026-09-26", "official", "closed",
    )  # fmt: skip


def answered(index: FakeIndex, question: str, *parts: str, document_id: str = "diag.fr", **changes: Any) -> Answer:
    """An answer that quotes ``parts`` word for word, each with its marker."""
    citations = tuple(quote(index, document_id, part, n) for n, part in enumerate(parts, 1))
    text = " ".join(f"{part} [{n}]" for n, part in enumerate(parts, 1))
    language: Language = "en" if document_id.endswith(".en") else "fr"
    return replace(Answer(question, question, language, "answered", text, citations), **changes)


def refused(question: str, language: Language = "fr") -> Answer:
    """A refusal without any claim."""
    text = "Les documents ne le disent pas." if language == "fr" else "The documents do not say so."
    return Answer(question, question, language, "not_in_corpus", text)


@dataclass
class ScriptedAssistant:
    """Answers from a table of question -> answer; a value that can be called is called with the history."""

    script: dict[str, Answer | Callable[[Sequence[Turn]], Answer] | Exception]
    asked: list[str] = field(default_factory=list)

    def ask(self, question: str, history: Sequence[Turn] = (), profile: CompanyProfile | None = None) -> Answer:
        self.asked.append(question)
        answer = self.script[question]
        if isinstance(answer, Exception):
            raise answer
        return answer(history) if callable(answer) else answer


def found(*document_ids: str) -> Callable[[str, int], list[ScoredPassage]]:
    """A retriever that always finds the same documents."""
    return lambda question, k: [
        ScoredPassage(f"{name}#0001", name, 1 / rank, dense=1 / rank) for rank, name in enumerate(document_ids, 1)
    ]


def case(name: str, question: str, **changes: Any) -> Case:
    """A French golden case that expects an answer from ``diag.fr`` unless told otherwise."""
    return replace(Case(name, "dev", "fr", "how_much", "diag", question, "answered", documents=("diag.fr",)), **changes)


RATE = Fact("rate", ("40 ?%",))
CAP = Fact("cap", ("4 ?000",))
