"""A conversation with its sources, to keep or hand on: Markdown and PDF."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.model import Answer, Citation
from corpus.model import Language, today
from ui.render import notices
from ui.standing import standing_label
from ui.words import spoken_date, words

if TYPE_CHECKING:
    from fpdf import FPDF

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$!&])")


def as_markdown(answers: Sequence[Answer], language: Language) -> str:
    """Questions, answers and sources; what documents say is escaped, so that it stays text."""
    word = words(language)
    lines = [
        f"# {word['app']} – {word['tagline']}",
        "",
        f"{spoken_date(today().isoformat(), language)}. {word['disclaimer']}",
        "",
    ]
    for answer in answers:
        lines += [f"## {_plain(answer.question)}", ""]
        for notice in notices(answer):
            lines += [f"**{_plain(notice)}**", ""]
        lines += [_line(line) for line in answer.answer.splitlines()]
        lines.append("")
        for c in answer.citations:
            lines.append(f"- \\[{c.number}\\] **{_plain(c.title)}** — {_plain(_facts(c, language))}")
            lines.append(f"  > {_plain(c.quote)}")
            if c.url.startswith(("https://", "http://")):
                lines.append(f"  <{c.url.replace('>', '%3E').replace(' ', '%20')}>")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def as_pdf(answers: Sequence[Answer], language: Language) -> bytes:
    """The same as a PDF with embedded fonts; every character of French is in them."""
    word = words(language)
    pdf = _blank(language)
    pdf.set_title(f"{word['app']} – {word['tagline']}")
    pdf.set_font("aura", "B", 16)
    _write(pdf, f"{word['app']} – {word['tagline']}", 8)
    pdf.set_font("aura", "", 9)
    _write(pdf, f"{spoken_date(today().isoformat(), language)}. {word['disclaimer']}", 5)
    for answer in answers:
        pdf.ln(5)
        pdf.set_font("aura", "B", 13)
        _write(pdf, answer.question, 6.5)
        pdf.set_font("aura", "B", 10)
        for notice in notices(answer):
            _write(pdf, notice, 5.6)
        pdf.set_font("aura", "", 11)
        for line in answer.answer.splitlines():
            _write(pdf, line.replace("- ", "• ", 1) if line.startswith("- ") else line, 5.6)
        pdf.ln(2)
        for c in answer.citations:
            pdf.set_font("aura", "B", 9)
            _write(pdf, f"[{c.number}] {c.title}", 4.8)
            pdf.set_font("aura", "", 9)
            _write(pdf, _facts(c, language), 4.8)
            _write(pdf, f"« {' '.join(c.quote.split())} »", 4.8)
            if c.url:
                _write(pdf, c.url, 4.8, c.url)
            pdf.ln(1)
    return bytes(pdf.output())


def _blank(language: Language) -> FPDF:
    from fpdf import FPDF

    class Numbered(FPDF):
        def footer(self) -> None:
            self.set_y(-14)
            self.set_font("aura", "", 8)
            self.cell(0, 8, f"{self.page_no()} / {{nb}}", align="C")

    pdf = Numbered(format="A4")
    fonts = font_files()
    pdf.add_font("aura", "", str(fonts[0]))
    pdf.add_font("aura", "B", str(fonts[1]))
    pdf.set_lang("fr-FR" if language == "fr" else "en-GB")
    pdf.set_margins(18, 16)
    pdf.set_auto_page_break(True, 18)
    pdf.add_page()
    return pdf


def font_files() -> tuple[Path, Path]:
    """Regular and bold, from the fonts that the corpus makes its own PDF files with."""
    from corpus import PACKAGED

    folder = PACKAGED / "fonts"
    found = sorted(folder.glob("*.ttf"))
    bold = next((f for f in found if "bold" in f.stem.lower() and "oblique" not in f.stem.lower()), None)
    regular = next((f for f in found if "bold" not in f.stem.lower() and "italic" not in f.stem.lower()), bold)
    if regular is None:
        raise FileNotFoundError(f"no font in {folder}")
    return regular, bold or regular


def _write(pdf: FPDF, text: str, height: float, link: str = "") -> None:
    clean = "".join(c for c in text if c.isprintable() or c == " ")
    pdf.multi_cell(0, height, clean, new_x="LMARGIN", new_y="NEXT", align="L", link=link)


def _facts(c: Citation, language: Language) -> str:
    word = words(language)
    page = f"{word['page']} {c.page}" if c.page else ""
    given = (
        c.section,
        page,
        c.publisher,
        spoken_date(c.as_of, language),
        word[f"evidence_{c.evidence}"],
        standing_label(c.document_id, c.status, language),
    )
    return " · ".join(g for g in given if g)


def _line(line: str) -> str:
    bullet, rest = ("- ", line[2:]) if line.startswith("- ") else ("", line)
    return bullet + _plain(rest)


def _plain(text: str) -> str:
    """Escaped for Markdown, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
