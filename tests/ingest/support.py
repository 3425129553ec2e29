"""What the bindery's tests share: a small embedder, small folders of documents."""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from ingest.model import IndexSettings, PassageVectors, QueryVectors


class HashedWords:
    """A deterministic embedder: words hashed to dimensions, counted, normalised. Counts what it is asked."""

    def __init__(self, name: str = "hashed words", dimensions: int = 64, pause: float = 0.0) -> None:
        self.fingerprint, self.dimensions, self.pause = name, dimensions, pause
        self.embedded = 0

    def embed_query(self, text: str) -> QueryVectors:
        return QueryVectors(self._pooled(text))

    def embed_queries(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> np.ndarray:
        self.embedded += len(texts)
        return np.stack([self._pooled(text) for text in texts])

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> list[PassageVectors]:
        vectors = []
        for text in texts:
            time.sleep(self.pause)
            self.embedded += 1
            tokens = np.full((len(text.split()), 4), len(text) % 100, np.int8)
            vectors.append(PassageVectors(self._pooled(text), tokens))
            if progress:
                progress(len(vectors))
        return vectors

    def _pooled(self, text: str) -> np.ndarray:
        vector = np.full(self.dimensions, 0.01, np.float32)
        for word in re.findall(r"\w+", text.lower()):
            vector[zlib.crc32(word.encode()) % self.dimensions] += 1
        return vector / np.linalg.norm(vector)


def settings_in(folder: Path, **others: str) -> IndexSettings:
    """Settings with an own data folder and an own, plain corpus folder (made when missing)."""
    (folder / "corpus").mkdir(parents=True, exist_ok=True)
    return IndexSettings(data_dir=folder / "var", corpus_dir=folder / "corpus", **others)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def notes(folder: Path, count: int) -> None:
    """``count`` small documents, each with words of its own."""
    for number in range(count):
        write(folder / f"note-{number:04d}.txt", f"Note {number} : le dispositif mot{number} aide les entreprises.\n")


def pdf_file(path: Path, pages: Sequence[str]) -> Path:
    """A PDF with one page for each text."""
    from fpdf import FPDF

    pdf = FPDF()
    pdf.set_font("Helvetica", size=11)
    for text in pages:
        pdf.add_page()
        pdf.multi_cell(0, 6, text)
    pdf.output(str(path))
    return path


def docx_file(path: Path, parts: Sequence[tuple[str, str]]) -> Path:
    """A Word document of ("h", heading), ("p", paragraph) and ("t", "cell|cell") parts."""
    import docx

    document = docx.Document()
    for kind, text in parts:
        if kind == "h":
            document.add_heading(text, 1)
        elif kind == "p":
            document.add_paragraph(text)
        else:
            cells = text.split("|")
            for cell, value in zip(document.add_table(1, len(cells)).rows[0].cells, cells, strict=True):
                cell.text = value
    document.save(str(path))
    return path
