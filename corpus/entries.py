"""The documents of a corpus: which there are, and how each becomes a ``Document``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corpus.cards import is_corpus
from corpus.errors import CorpusError
from corpus.markdown import Canonical, Draft, as_statement, canonical, read
from corpus.model import Document, Evidence, Language, Section, Source, Statement, Status
from corpus.schema import DocumentFile, SchemeFile, read_yaml

LANGUAGES: tuple[Language, ...] = ("fr", "en")


@dataclass(frozen=True, slots=True)
class CorpusEntry:
    """One document of the corpus in one language, before anything of it is read.

    ``path`` is the file a reader opens (Markdown or PDF); ``inputs`` are all files whose
    bytes decide the document, ``path`` first.
    """

    document_id: str
    path: Path
    inputs: tuple[Path, ...]
    format: Literal["markdown", "pdf"]

    @property
    def language(self) -> Language:
        return "en" if self.path.stem == "en" else "fr"

    @property
    def markdown(self) -> Path:
        """The marked Markdown, whatever the format that is read."""
        return self.path.with_suffix(".md")

    @property
    def metadata(self) -> Path:
        """``scheme.yaml`` or ``document.yaml``."""
        folder = self.path.parent
        return folder / ("scheme.yaml" if folder.parent.name == "schemes" else "document.yaml")


@dataclass(frozen=True, slots=True)
class DocumentMetadata:
    """What a document's YAML file says of it."""

    publisher: str
    url: str
    as_of: str
    evidence: Evidence
    status: Status
    scheme_id: str | None
    axes: tuple[int, ...]


def entries(corpus_dir: Path) -> tuple[CorpusEntry, ...]:
    """Every document of the corpus, in order of id; no Markdown is opened. Empty for a plain folder."""
    if not is_corpus(corpus_dir):
        return ()
    found = [
        _entry(folder, language, corpus_dir)
        for room in ("documents", "schemes")
        for folder in (corpus_dir / room).glob("*/")
        if any(folder.glob("*.yaml"))
        for language in LANGUAGES
    ]
    return tuple(sorted(found, key=lambda entry: entry.document_id))


def read_entry(entry: CorpusEntry, sources: Mapping[str, Source]) -> Document:
    """A Markdown entry as a whole ``Document``. Raises ``CorpusError``."""
    if entry.format != "markdown":
        raise CorpusError(f"{entry.path} is a PDF: read its text first, then call read_pdf_entry.")
    draft = read(entry.markdown)
    read_text = canonical(draft)
    return _document(entry, draft, read_text, sources)


def read_pdf_entry(entry: CorpusEntry, text: str, sources: Mapping[str, Source]) -> Document:
    """A PDF entry as a whole ``Document``, given its canonical text (pages joined by form feed)."""
    draft = read(entry.markdown)
    found = Canonical(text, sections_in(text, draft), statements_in(text, entry, sources))
    return _document(entry, draft, found, sources)


def read_metadata(entry: CorpusEntry) -> DocumentMetadata:
    """What ``scheme.yaml`` or ``document.yaml`` says. Raises ``CorpusError``."""
    if entry.metadata.name == "scheme.yaml":
        card = read_yaml(entry.metadata, SchemeFile)
        return DocumentMetadata(
            card.publisher, card.url, newest_evidence(card), card.evidence, card.status.value, card.id, card.axes
        )
    file = read_yaml(entry.metadata, DocumentFile)
    return DocumentMetadata(file.publisher, file.url, file.as_of, file.evidence, file.status, None, file.axes)


def newest_evidence(card: SchemeFile) -> str:
    """Date of the newest evidence of a card: of its terms or of its status, whichever is later."""
    return max(card.as_of, card.status.as_of)


def statements_in(text: str, entry: CorpusEntry, sources: Mapping[str, Source]) -> tuple[Statement, ...]:
    """The statements of the entry's Markdown as they stand in ``text``, in order.

    Words must agree, white space need not: a PDF breaks lines and pages where it likes.
    A statement that is not found is left out. Raises ``CorpusError`` for an unknown source.
    """
    found, after = [], 0
    for line in read(entry.markdown).lines:
        _known(line.source_ids, sources, entry)
        match = _spaced(line.text).search(text, after)
        if match is not None:
            found.append(as_statement(line, match.start(), match.end()))
            after = match.end()
    return tuple(found)


def sections_in(text: str, draft: Draft) -> tuple[Section, ...]:
    """The sections of ``draft`` as they stand in ``text``; each runs to the next heading found."""
    starts, after = [], 0
    for part in draft.parts:
        match = _spaced(part.heading).search(text, after)
        if match is not None:
            starts.append((match.start(), match.end(), part))
            after = match.end()
    ends = [start for start, _, _ in starts[1:]] + [len(text)]
    return tuple(Section(part.heading, body, end, part.kind) for (_, body, part), end in zip(starts, ends, strict=True))


def _entry(folder: Path, language: Language, corpus_dir: Path) -> CorpusEntry:
    metadata = folder / ("scheme.yaml" if folder.parent.name == "schemes" else "document.yaml")
    is_pdf = metadata.name == "document.yaml" and read_yaml(metadata, DocumentFile).format == "pdf"
    markdown = folder / f"{language}.md"
    path = markdown.with_suffix(".pdf") if is_pdf else markdown
    inputs = dict.fromkeys((path, markdown, metadata, corpus_dir / "sources.yaml"))
    return CorpusEntry(f"{folder.name}.{language}", path, tuple(inputs), "pdf" if is_pdf else "markdown")


def _document(entry: CorpusEntry, draft: Draft, body: Canonical, sources: Mapping[str, Source]) -> Document:
    about = read_metadata(entry)
    named = dict.fromkeys(source_id for statement in body.statements for source_id in statement.source_ids)
    _known(tuple(named), sources, entry)
    return Document(
        id=entry.document_id,
        title=draft.title,
        language=entry.language,
        text=body.text,
        media_type="text/markdown" if entry.format == "markdown" else "application/pdf",
        sections=body.sections,
        statements=body.statements,
        publisher=about.publisher,
        url=about.url,
        as_of=about.as_of,
        evidence=about.evidence,
        status=about.status,
        scheme_id=about.scheme_id,
        axes=about.axes,
        sources=tuple(sources[source_id].said_in(entry.language) for source_id in named),
        unanswered=tuple(draft.unanswered),
    )


def _known(source_ids: tuple[str, ...], sources: Mapping[str, Source], entry: CorpusEntry) -> None:
    for source_id in source_ids:
        if source_id not in sources:
            raise CorpusError(f"{entry.markdown} names the source {source_id}, which sources.yaml does not hold.")


def _spaced(text: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(re.escape(word) for word in text.split()))
