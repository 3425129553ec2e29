"""PDFs of the corpus: the same bytes each time, and every statement in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from corpus import PACKAGED, CorpusEntry, entries, load_sources, read_pdf_entry
from corpus.markdown import read
from corpus.pdf import build, render

PDFS = [entry for entry in entries(PACKAGED) if entry.format == "pdf"]


def _text(path: Path) -> str:
    return "\f".join(page.extract_text() for page in PdfReader(path).pages)


@pytest.mark.parametrize("entry", PDFS, ids=lambda entry: entry.document_id)
def test_the_committed_pdf_is_what_its_markdown_gives(entry: CorpusEntry, tmp_path: Path) -> None:
    """Nobody can change the Markdown and forget the PDF; the same input gives the same bytes.

    The committed file is compared by text: its bytes also depend on the machine's compression library.
    """
    made = render(entry)
    (tmp_path / "made.pdf").write_bytes(made)
    assert _text(entry.path) == _text(tmp_path / "made.pdf")
    assert render(entry) == made


@pytest.mark.parametrize("entry", PDFS, ids=lambda entry: entry.document_id)
def test_every_statement_stands_in_the_pdf(entry: CorpusEntry) -> None:
    """Each statement is found in the extracted text, word for word, on one page."""
    text = _text(entry.path)
    document = read_pdf_entry(entry, text, load_sources(PACKAGED))
    found = [text[s.start : s.end] for s in document.statements]
    assert [" ".join(slice_.split()) for slice_ in found] == [line.text for line in read(entry.markdown).lines]
    assert not any("\f" in slice_ for slice_ in found)
    assert [s.heading for s in document.sections] == [part.heading for part in read(entry.markdown).parts]
    assert (document.page_of(document.statements[-1].start) or 0) > 1


def test_building_again_changes_nothing(corpus_dir: Path) -> None:
    """A build writes what is new, and only that."""
    assert [path.name for path in build(corpus_dir)] == ["en.pdf", "fr.pdf"]
    assert build(corpus_dir) == []
