"""A ``LanguageModel`` that says what a test wants, and an answer for it to arrange."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.composition.draft import Draft, Line, Role
from assistant.evidence.extracts import Extract
from assistant.model import Answer
from assistant.verification.cite import Numbering, renumbered, with_markers
from corpus.model import Document, Language, Section, SectionKind, Source, Statement, Tag


@dataclass
class ScriptedModel:
    """Streams ``reply`` in pieces of ``size`` characters, then raises ``error`` if there is one."""

    reply: str = ""
    size: int = 7
    delay: float = 0.0  # seconds before each piece
    error: Exception | None = None
    endless: bool = False  # the reply again and again
    asked: list[tuple[str, str]] = field(default_factory=list)

    def stream(self, system: str, user: str) -> Iterator[str]:
        self.asked.append((system, user))
        while True:
            for start in range(0, len(self.reply), self.size):
                time.sleep(self.delay)
                yield self.reply[start : start + self.size]
            if not self.endless:
                break
        if self.error is not None:
            raise self.error


@dataclass(frozen=True)
class Told:
    """A line of an extractive answer: what it says, where in the answer, and how its statement is tagged."""

    text: str
    role: Role = "more"
    tags: tuple[Tag, ...] = ()
    kind: SectionKind = "summary"
    frame: str = ""  # the assistant's own words before the quote


def extractive(
    told: Sequence[Told], question: str = "?", language: Language = "fr", notices: tuple[str, ...] = ()
) -> tuple[Answer, Draft]:
    """The extractive answer made of ``told``, and its draft, as the service makes them."""
    text = " ".join(t.text for t in told)
    source = Source("S1", "La page", "Région", "https://exemple.fr/", "2026-09-26", "official")
    statements: list[Statement] = []
    sections: list[Section] = []
    at = 0
    for t in told:
        statements.append(Statement(at, at + len(t.text), ("S1",), t.tags))
        sections.append(Section(t.kind, at, at + len(t.text), t.kind))
        at += len(t.text) + 1
    document = Document(
        id=f"carte.{language}", title="Carte", language=language, text=text, media_type="text/markdown",
        sections=tuple(sections), statements=tuple(statements), sources=(source,),
    )  # fmt: skip
    lines = []
    for t, s in zip(told, statements, strict=True):
        extract = Extract(document, document.id, s.start, s.end, s, t.kind)
        lines.append(Line(f"{t.frame}{t.text}", (extract,), t.role))
    numbering = Numbering()
    parts = [with_markers(line.text, [numbering.number(e) for e in line.extracts]) for line in lines]
    shown, citations = renumbered(" ".join(parts), numbering.citations)
    answer = Answer(question, question, language, "answered", shown, citations, notices=notices)
    return answer, Draft(tuple(lines), notices)
