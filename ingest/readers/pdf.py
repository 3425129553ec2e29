"""PDF to text, page by page."""

from __future__ import annotations

import io
import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.errors import UnreadableFile
from ingest.readers.cleaning import clean, unwrap

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_PAGES = 3_000
MAX_SECONDS = 120.0  # checked between pages


@dataclass(frozen=True, slots=True)
class PdfText:
    """``text``: the pages joined by form feed. ``title``: the one in the file's own metadata, or ""."""

    text: str
    title: str


def read_pdf(data: bytes, name: str) -> PdfText:
    """The text of a PDF; an unreadable page is an empty page. Raises ``UnreadableFile``."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its complaints are told by our own sentences
    try:
        reader = _open(data)
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = [] if locked else _pages(reader, name)
    except UnreadableFile:
        raise
    except Exception as error:  # a damaged file can make the parser fail in any way
        raise UnreadableFile(f"{name} is damaged and cannot be opened as a PDF: save it again and retry.") from error
    if locked:
        raise UnreadableFile(f"{name} is protected by a password: save a copy without one.")
    if not any(page.strip() for page in pages):
        raise UnreadableFile(f"{name} holds no text (scanned pages?): run text recognition on it first.")
    return PdfText("\f".join(pages), _title(reader))


def _open(data: bytes) -> PdfReader:
    """A file that lost its end gets a plain one, which makes pypdf look for the objects themselves."""
    import pypdf

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        len(reader.pages)
    except pypdf.errors.FileNotDecryptedError:
        return reader
    except Exception:
        return pypdf.PdfReader(io.BytesIO(data + b"\nstartxref\n0\n%%EOF\n"))
    return reader


def _pages(reader: PdfReader, name: str) -> list[str]:
    stop = time.monotonic() + MAX_SECONDS
    texts: list[str] = []
    pages = reader.pages
    if len(pages) > MAX_PAGES:
        raise UnreadableFile(f"{name} has more than {MAX_PAGES} pages: split it.")
    for number in range(len(pages)):
        if time.monotonic() > stop:
            raise UnreadableFile(f"{name} takes longer than {MAX_SECONDS:.0f} seconds to read: split it.")
        try:
            text = pages[number].extract_text()
        except Exception:  # one bad page must not cost the others
            text = ""
        texts.append(unwrap(clean(text).replace("\f", "\n")))
    return texts


def _title(reader: PdfReader) -> str:
    try:
        title = str((reader.metadata and reader.metadata.title) or "")
    except Exception:
        return ""
    return " ".join(clean(title).split())[:200]
