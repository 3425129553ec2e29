"""Files to documents: PDF, Markdown, HTML, Word and plain text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from corpus.model import Document, Language, Section
from ingest.errors import UnreadableFile
from ingest.readers.blocks import Block, assemble, tidy
from ingest.readers.cleaning import clean, decode, unwrap
from ingest.readers.metadata import Metadata, read_sidecar, sidecars, split_front_matter

READERS_VERSION = "1"  # raise it when a reader gives another text: every file is then read anew
MAX_BYTES = 100 * 1024 * 1024
MAX_TEXT_BYTES = 20 * 1024 * 1024

MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".txt": "text/plain",
    ".text": "text/plain",
}

__all__ = ["MEDIA_TYPES", "READERS_VERSION", "document_id_for", "read_file", "read_pdf_text", "sidecars"]


def read_file(path: Path, document_id: str | None = None) -> Document:
    """Reads one file, with the metadata in or beside it. Raises ``UnreadableFile`` with one sentence.

    ``document_id`` defaults to the slug of the file's stem. Sections are exact:
    ``document.text[section.start:section.end]`` is the body under the heading.
    """
    path = Path(path)
    media_type = MEDIA_TYPES.get(path.suffix.lower())
    if media_type is None:
        kinds = ", ".join(sorted(MEDIA_TYPES))
        raise UnreadableFile(f"{path.name} is of a kind that cannot be read here; the kinds read are {kinds}.")
    data = _bytes_of(path, MAX_BYTES if media_type in _BINARY else MAX_TEXT_BYTES)
    text, sections, title, metadata = _READERS[media_type](data, path)
    if not text.strip():
        raise UnreadableFile(f"{path.name} holds no text.")
    return Document(
        id=document_id or document_id_for(path),
        title=" ".join(clean(metadata.title or title).split()) or _title_from_name(path),
        language=metadata.language or detect_language(text),
        text=text,
        media_type=media_type,
        sections=sections,
        publisher=metadata.publisher,
        url=metadata.url,
        as_of=metadata.as_of,
        evidence=metadata.evidence,
        status=metadata.status,
    )


def read_pdf_text(path: Path) -> str:
    """The canonical text of a PDF: its pages joined by form feed."""
    from ingest.readers.pdf import read_pdf

    return read_pdf(_bytes_of(path, MAX_BYTES), path.name).text


def document_id_for(path: Path) -> str:
    """A document id from a file's name: lower case, without accents, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", path.stem).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80] or "document"


def detect_language(text: str) -> Language:
    """French or English, whichever the text is closer to; French where there is nothing to go by."""
    found = _detector().detect_language_of(text[:1500])
    return "en" if found is not None and found.iso_code_639_1.name == "EN" else "fr"


@cache
def _detector() -> Any:
    from lingua import Language as Lingua
    from lingua import LanguageDetectorBuilder

    return LanguageDetectorBuilder.from_languages(Lingua.FRENCH, Lingua.ENGLISH).build()


def _bytes_of(path: Path, limit: int) -> bytes:
    try:
        if not path.is_file():  # a pipe or a device would never end
            raise UnreadableFile(f"{path} is not there or is not an ordinary file.")
        size = path.stat().st_size
        if size > limit:
            raise UnreadableFile(f"{path.name} is larger than {limit >> 20} MB: split it.")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{path.name} cannot be opened ({error.strerror or error}).") from error
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableFile(f"{path.name} is empty.")
    return data


_Read = tuple[str, tuple[Section, ...], str, Metadata]


def _read_pdf(data: bytes, path: Path) -> _Read:
    from ingest.readers.pdf import read_pdf

    found = read_pdf(data, path.name)
    return found.text, (), found.title, read_sidecar(path)


def _read_docx(data: bytes, path: Path) -> _Read:
    from ingest.readers.docx import read_docx

    blocks, title = read_docx(data, path.name)
    return _from_blocks(blocks, title, read_sidecar(path))


def _read_html(data: bytes, path: Path) -> _Read:
    from ingest.readers.html import read_html

    blocks, title = read_html(decode(data, path.name), path.name)
    return _from_blocks(blocks, title, read_sidecar(path))


def _read_markdown(data: bytes, path: Path) -> _Read:
    from ingest.readers.markdown import read_markdown

    metadata, body = split_front_matter(decode(data, path.name), path.name)
    if metadata == Metadata():
        metadata = read_sidecar(path)
    return _from_blocks(read_markdown(body, path.name), "", metadata)


def _read_text(data: bytes, path: Path) -> _Read:
    text = clean(decode(data, path.name)).replace("\f", "\n\n")
    blocks = [Block(part) for part in unwrap(text).split("\n\n")]
    return _from_blocks(blocks, "", read_sidecar(path))


def _from_blocks(blocks: list[Block], title: str, metadata: Metadata) -> _Read:
    text, sections = assemble(blocks)
    heading = next((tidy(block.text).replace("\n", " ") for block in blocks if block.level == 1), "")
    return text, sections, heading or title, metadata


def _title_from_name(path: Path) -> str:
    return " ".join(clean(path.stem).replace("_", " ").replace("-", " ").split()) or "Document"


_READERS: dict[str, Callable[[bytes, Path], _Read]] = {
    "application/pdf": _read_pdf,
    "text/markdown": _read_markdown,
    "text/html": _read_html,
    MEDIA_TYPES[".docx"]: _read_docx,
    "text/plain": _read_text,
}
_BINARY = frozenset({"application/pdf", MEDIA_TYPES[".docx"]})
