"""A page of a PDF as a picture, with a passage marked on it."""

from __future__ import annotations

import threading
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

SCALE = 1.6  # 72 dpi times this: text stays sharp on a phone at full width
MARK = (255, 224, 122)  # laid under the ink: text on it stays black
_pdfium = threading.Lock()  # pdfium must not be entered by two threads


class NoSuchPage(LookupError):
    """The file has no page of that number, or is no PDF."""


def page_png(path: Path, number: int, passage: str = "") -> bytes:
    """PNG of page ``number`` (from 1) with ``passage`` marked where the page holds it.

    The passage may begin on the page before or end on the next: what stands on this page
    is marked. Raises ``NoSuchPage``.
    """
    return _render(str(path), path.stat().st_mtime_ns, number, passage)


@lru_cache(maxsize=64)
def _render(path: str, _version: int, number: int, passage: str) -> bytes:
    import pypdfium2 as pdfium
    from PIL import Image, ImageChops, ImageDraw

    with _pdfium:
        try:
            pdf = pdfium.PdfDocument(path)
        except pdfium.PdfiumError as error:
            raise NoSuchPage(path) from error
        try:
            if not 1 <= number <= len(pdf):
                raise NoSuchPage(f"{path} has no page {number}")
            page = pdf[number - 1]
            picture = page.render(scale=SCALE).to_pil().convert("RGB")
            height = page.get_height()
            veil = Image.new("RGB", picture.size, (255, 255, 255))
            draw = ImageDraw.Draw(veil)
            for left, bottom, right, top in _boxes(page, passage):
                box = (left - 1, height - top - 1, right + 1, height - bottom + 1)
                draw.rectangle([v * SCALE for v in box], fill=MARK)
        finally:
            pdf.close()
    out = BytesIO()
    ImageChops.multiply(picture, veil).save(out, "PNG", optimize=False)
    return out.getvalue()


def _boxes(page: Any, passage: str) -> list[tuple[float, float, float, float]]:
    """Rectangles (left, bottom, right, top; points) of the passage on the page.

    The text of our reader and of pdfium differ in white space only, so both are compared
    without it. Where the whole is not found, its longest paragraph-like piece is tried.
    """
    if not passage.strip():
        return []
    text_page = page.get_textpage()
    text = text_page.get_text_range()
    places = [i for i, c in enumerate(text) if not c.isspace() and c not in "\u00ad\ufffe"]
    bare = "".join(text[i] for i in places)
    for piece in (passage, *sorted(passage.split("\f"), key=len, reverse=True)):
        wanted = "".join(c for c in piece if not c.isspace())
        at = bare.find(wanted) if wanted else -1
        if at >= 0:
            first, last = places[at], places[at + len(wanted) - 1]
            count = text_page.count_rects(first, last - first + 1)
            return [text_page.get_rect(i) for i in range(count)]
    return []
