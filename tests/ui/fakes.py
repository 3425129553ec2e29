"""A scripted desk and a shelf of documents that implement the ports of ``ui/parts.py``."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.model import Answer, Citation, CompanyProfile, Criterion, SchemeMatch, Timings, Turn
from corpus.model import Document, Language, Section, Source, Statement
from ingest.model import FileOutcome, Hit, Passage, Progress, QuestionHit, ReindexReport
from ui.parts import OnProgress, Parts
from ui.settings import Settings

SOURCE = Source("S31", "Diag Data IA : la page", "Bpifrance", "https://diag.bpifrance.fr/", "2026-09-26", "official")
SENTENCES = {
    "fr": (
        "Le Diag Data IA aide une PME à repérer ce que l'intelligence artificielle peut lui apporter.",
        "Le Diag Data IA coûte 10 000 € hors taxes, dont la moitié reste à la charge de l'entreprise.",
        "Il s'adresse aux entreprises de 10 à 1 999 salariés.",
    ),
    "en": (
        "Diag Data IA helps an SME to see what artificial intelligence can do for it.",
        "Diag Data IA costs €10,000 before tax, half of which the firm pays.",
        "It is for firms of 10 to 1,999 employees.",
    ),
}


def card(language: Language, document_id: str = "", sentences: Sequence[str] = ()) -> Document:
    """A card of three sentences under one heading, two paragraphs before and after."""
    chosen = tuple(sentences) or SENTENCES[language]
    head = (
        "Diag Data IA\n\n" + ("Avant le passage. " * 30 if language == "fr" else "Before the passage. " * 30) + "\n\n"
    )
    body = " ".join(chosen)
    text = head + body + "\n\n" + "Après. " * 40
    statements, at = [], len(head)
    for sentence in chosen:
        statements.append(Statement(at, at + len(sentence), ("S31",)))
        at += len(sentence) + 1
    return Document(
        id=document_id or f"diag-data-ia.{language}",
        title="Diag Data IA",
        language=language,
        text=text,
        media_type="text/markdown",
        sections=(Section("Coût" if language == "fr" else "Cost", len(head), len(head) + len(body), "cost"),),
        statements=tuple(statements),
        publisher="Bpifrance",
        url="https://diag.bpifrance.fr/",
        as_of="2026-09-26",
        evidence="official",
        status="open",
        scheme_id="diag-data-ia",
        axes=(2,),
        sources=(SOURCE,),
    )


@dataclass
class Shelf:
    """An ``IndexReader`` over documents in memory, one passage each; also its own ``Shelves``."""

    held: list[Document] = field(default_factory=lambda: [card("fr"), card("en")])
    fingerprint: str = "shelf-1"

    def current(self) -> Shelf:
        return self

    @property
    def size(self) -> int:
        return len(self.held)

    def documents(self) -> Sequence[Document]:
        return tuple(self.held)

    def document(self, document_id: str) -> Document:
        for document in self.held:
            if document.id == document_id:
                return document
        raise KeyError(document_id)

    def passages(self, passage_ids: Sequence[str]) -> list[Passage]:
        return [p for i in passage_ids for p in self.passages_of(i.partition("#")[0]) if p.id == i]

    def passages_of(self, document_id: str) -> list[Passage]:
        d = self.document(document_id)
        return [Passage(f"{d.id}#0000", d.id, d.text, 0, len(d.text), d.page_of(0), "", d.language)]

    def search_questions(
        self, vector: NDArray[np.float32], k: int, but: NDArray[np.float32] | None = None
    ) -> list[QuestionHit]:
        return []

    def nearest_unanswered(self, vector: NDArray[np.float32], but: NDArray[np.float32] | None = None) -> float:
        return 0.0

    def search_dense(self, vector: NDArray[np.float32], k: int) -> list[Hit]:
        return []

    def search_lexical(self, query: str, k: int) -> list[Hit]:
        return []

    def token_vectors(self, passage_ids: Sequence[str]) -> list[NDArray[np.int8] | None]:
        return [None for _ in passage_ids]

    def close(self) -> None:
        return None


def cite(document: Document, number: int, sentence: str) -> Citation:
    start = document.text.index(sentence)
    section = document.section_at(start)
    return Citation(
        number, document.id, document.title, section.heading if section else "", document.page_of(start),
        document.language, sentence, start, start + len(sentence), document.publisher, document.url, document.as_of,
        document.evidence, document.status,
    )  # fmt: skip


@dataclass
class ScriptedDesk:
    """Answers from its shelf: English where the question has " the " or "what", a refusal to "météo".

    A question with "lentement" is answered ten times slower."""

    shelf: Shelf
    delay: float = 0.0  # seconds between sentences
    asked: list[tuple[str, tuple[Turn, ...], CompanyProfile | None]] = field(default_factory=list)
    raising: Exception | None = None

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        profile: CompanyProfile | None = None,
        on_text: Callable[[str], None] | None = None,
    ) -> Answer:
        self.asked.append((question, tuple(history), profile))
        if self.raising is not None:
            raise self.raising
        low = question.lower()
        language: Language = "en" if any(w in low for w in ("what", " the ", "how", "which")) else "fr"
        if "météo" in low or "weather" in low:
            text = "Les documents ne répondent pas à cette question."
            if on_text:
                on_text(text)
            return Answer(question, question, language, "not_in_corpus", text)
        document = next(d for d in self.shelf.held if d.language == language)
        sentences = [document.text[s.start : s.end] for s in document.statements]
        citations = tuple(cite(document, n, s) for n, s in enumerate(sentences, 1))
        pieces = [f"{c.quote} [{c.number}]" for c in citations]
        for place, piece in enumerate(pieces):
            if on_text:
                on_text(("" if not place else " ") + piece)
            time.sleep(self.delay * (10 if "lentement" in low else 1))
        follow = ("À qui s'adresse le Diag Data IA ?",) if language == "fr" else ("Who is Diag Data IA for?",)
        return Answer(
            question, question, language, "answered", " ".join(pieces), citations, follow, Timings(1.0, 2.0, 3.0)
        )

    def find_schemes(self, profile: CompanyProfile, language: Language) -> list[SchemeMatch]:
        document = next(d for d in self.shelf.held if d.language == language)
        rule = cite(document, 1, document.text[document.statements[2].start : document.statements[2].end])
        fits = profile.employees is not None and profile.employees >= 10
        verdict: Any = "unknown" if profile.employees is None else "met" if fits else "not_met"
        criterion = Criterion("employees", verdict, rule.quote, str(profile.employees or ""), rule)
        fit: Any = {"met": "fits", "not_met": "does_not_fit", "unknown": "may_fit"}[verdict]
        return [
            SchemeMatch("diag-data-ia", document.id, "Diag Data IA", fit, "open", "2026-09-26", document.url, 1.0,
                        (criterion, replace(criterion, name="age_years")), ("advice",)),
            SchemeMatch("academie-ia", document.id, "Académie IA", "may_fit", "closed", "2026-01-01", "", 0.5, (),
                        ("training",)),
        ]  # fmt: skip


@dataclass
class FakeReindex:
    """Adds every file of the uploads folder to the shelf."""

    shelf: Shelf
    uploads: Path
    slow: float = 0.0

    def __call__(self, dry_run: bool = False, progress: OnProgress | None = None) -> ReindexReport:
        files = sorted(p for p in self.uploads.glob("*") if p.suffix == ".md") if self.uploads.is_dir() else []
        outcomes = []
        for place, path in enumerate(files):
            if progress:
                progress(Progress("read", place, len(files), path.name))
            time.sleep(self.slow)
            document = card("fr", path.stem, (path.read_text("utf-8").strip() or "Vide.",))
            self.shelf.held = [d for d in self.shelf.held if d.id != path.stem] + [replace(document, title=path.stem)]
            outcomes.append(FileOutcome(str(path), path.stem, "added", 1))
        return ReindexReport(tuple(outcomes), self.shelf.size, "1", "shelf-1", 0.1, dry_run)


def fake_parts(data_dir: Path, desk: ScriptedDesk | None = None, **settings: Any) -> Parts:
    """Parts over a shelf of two cards; settings as keywords of ``Settings``."""
    desk = desk or ScriptedDesk(Shelf())
    chosen = Settings(**({"data_dir": data_dir} | settings))
    uploads = data_dir / "documents"
    return Parts(
        settings=chosen,
        desk=desk,
        index=desk.shelf,
        cards={},
        reindex=FakeReindex(desk.shelf, uploads),
        locate=lambda document_id: next((p for p in uploads.glob(f"{document_id}.*")), None),
        fixed_ids=frozenset({"diag-data-ia.fr", "diag-data-ia.en"}),
    )
