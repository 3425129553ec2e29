"""Setting a document of the corpus as a PDF, from the same Markdown that holds its statements.

The same Markdown gives the same bytes: the date inside is fixed, and nothing else varies. A paragraph
never breaks across pages and words are never hyphenated, so that each statement can be found again in
the text that a PDF reader extracts.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, cast

from corpus.entries import CorpusEntry, entries
from corpus.figures import in_words
from corpus.markdown import Part, read
from corpus.model import Language
from corpus.schema import DocumentFile, read_yaml

if TYPE_CHECKING:
    from fpdf import FPDF

FONTS = Path(__file__).parent / "fonts"
INK, MUTED, ACCENT = (31, 37, 51), (100, 110, 128), (23, 78, 166)  # red, green, blue
MARGIN, TOP, BOTTOM = 24.0, 30.0, 24.0  # millimetres
LINE = 6.1  # millimetres from one line of text to the next
_PAGE: dict[Language, str] = {"fr": "page {page} sur {{nb}}", "en": "page {page} of {{nb}}"}
_COLLECTED: dict[Language, str] = {"fr": "Faits relevés le {day}", "en": "Facts collected on {day}"}
_EPOCH = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


def build(corpus_dir: Path) -> list[Path]:
    """Write every PDF of the corpus whose Markdown calls for one; returns those whose bytes changed.

    Raises ``CorpusError`` where the Markdown or its metadata is faulty.
    """
    changed = []
    for entry in entries(corpus_dir):
        if entry.format == "pdf":
            made = render(entry)
            if not entry.path.is_file() or entry.path.read_bytes() != made:
                entry.path.write_bytes(made)
                changed.append(entry.path)
    return changed


def render(entry: CorpusEntry) -> bytes:
    """The bytes of one PDF. Raises ``CorpusError``."""
    draft, about = read(entry.markdown), read_yaml(entry.metadata, DocumentFile)
    pdf = _sheet(draft.title, entry.language, about.publisher)
    pdf.add_page()
    _title(pdf, draft.title, entry.language, about.collected)
    for part in draft.parts:
        _section(pdf, part)
    return bytes(pdf.output())


def _sheet(title: str, language: Language, publisher: str) -> FPDF:
    """An empty A4 document with a running header and page numbers."""
    from fpdf import FPDF

    class Sheet(FPDF):
        def header(self) -> None:
            if self.page_no() > 1:
                self.set_xy(MARGIN, 14)
                _ink(self, MUTED, "", 9)
                self.cell(0, 5, title)
                self.set_draw_color(*ACCENT)
                self.line(MARGIN, 21, self.w - MARGIN, 21)
            self.set_xy(MARGIN, TOP)

        def footer(self) -> None:
            self.set_y(-16)
            _ink(self, MUTED, "", 9)
            # Left, because the width of a total that is not yet known would push a right-hand number off its edge.
            self.cell(0, 5, f"{publisher}  ·  {_PAGE[language].format(page=self.page_no())}")

    pdf = Sheet(format="A4")
    pdf.set_creation_date(_EPOCH)
    pdf.set_title(title)
    pdf.set_author(publisher)
    pdf.set_lang(language)
    pdf.set_margins(MARGIN, TOP, MARGIN)
    pdf.c_margin = 0
    pdf.set_auto_page_break(True, margin=BOTTOM)
    pdf.add_font("text", "", FONTS / "SourceSans3-Regular.ttf")
    pdf.add_font("text", "B", FONTS / "SourceSans3-SemiBold.ttf")
    return pdf


def _ink(pdf: FPDF, colour: tuple[int, int, int], style: str, size: float) -> None:
    pdf.set_font("text", style, size)
    pdf.set_text_color(*colour)


def _title(pdf: FPDF, title: str, language: Language, collected: str) -> None:
    pdf.set_fill_color(*ACCENT)
    pdf.rect(MARGIN, TOP, 16, 1.6, style="F")
    pdf.set_xy(MARGIN, TOP + 7)
    _ink(pdf, INK, "B", 23)
    _lines(pdf, title, 10)
    pdf.ln(2)
    if collected:
        _ink(pdf, MUTED, "", 10.5)
        _lines(pdf, _COLLECTED[language].format(day=in_words(collected, language)), 5.5)
    pdf.ln(4)


def _section(pdf: FPDF, part: Part) -> None:
    paragraphs = [" ".join(line.text for line in paragraph) for paragraph in part.paragraphs]
    # A heading keeps company with its first paragraph.
    _room(pdf, 16 + _height(pdf, paragraphs[0]) if paragraphs else 16)
    pdf.ln(4)
    _ink(pdf, ACCENT, "B", 14)
    _lines(pdf, part.heading, 7)
    pdf.ln(1.5)
    for paragraph in paragraphs:
        _room(pdf, _height(pdf, paragraph))
        _ink(pdf, INK, "", 11)
        _lines(pdf, paragraph, LINE)
        pdf.ln(2.6)


def _lines(pdf: FPDF, text: str, height: float) -> None:
    pdf.multi_cell(0, height, text, align="L", new_x="LMARGIN", new_y="NEXT")


def _height(pdf: FPDF, text: str) -> float:
    _ink(pdf, INK, "", 11)
    broken = pdf.multi_cell(0, LINE, text, align="L", dry_run=True, output="LINES")
    return LINE * len(cast(list[str], broken))


def _room(pdf: FPDF, height: float) -> None:
    """Turn the page unless ``height`` millimetres are left on this one."""
    if pdf.get_y() + height > pdf.h - BOTTOM:
        pdf.add_page()
