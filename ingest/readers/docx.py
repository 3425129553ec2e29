"""Word documents to blocks: paragraphs, headings and tables in reading order."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from ingest.errors import UnreadableFile
from ingest.readers.blocks import Block

MAX_UNPACKED = 200 * 1024 * 1024
MAX_PARTS = 5_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING = re.compile(r"(?:heading|titre)\s*([1-6])$", re.IGNORECASE)


def read_docx(data: bytes, name: str) -> tuple[list[Block], str]:
    """The blocks of a Word document and the title in its properties ("" where it has none)."""
    import docx

    _refuse_bomb(data, name)
    try:
        document = docx.Document(io.BytesIO(data))
        headings = _heading_styles(document)
        blocks = list(_blocks(document.element.body, headings))
        return blocks, str(document.core_properties.title or "")
    except Exception as error:  # a damaged package can make the parser fail in any way
        raise UnreadableFile(f"{name} is damaged and cannot be opened as a Word document: save it again.") from error


def _refuse_bomb(data: bytes, name: str) -> None:
    """The sizes a package declares are checked before anything is unpacked; zipfile then holds it to them."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableFile(f"{name} is not a Word document (.docx): save it again in that format.") from error
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise UnreadableFile(f"{name} unpacks to more than {MAX_UNPACKED >> 20} MB: remove its pictures or split it.")


def _heading_styles(document: Any) -> dict[str, int]:
    """Style id → heading level, for the styles called "heading N" or "Title"."""
    levels = {}
    for style in document.styles.element.iter(f"{_W}style"):
        label = style.find(f"{_W}name")
        value = "" if label is None else str(label.get(f"{_W}val", ""))
        found = _HEADING.match(value)
        if found or value.lower() == "title":
            levels[str(style.get(f"{_W}styleId"))] = int(found.group(1)) if found else 1
    return levels


def _blocks(body: Any, headings: dict[str, int]) -> Iterator[Block]:
    stack = [iter(body)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif element.tag == f"{_W}p":
            yield Block(_text(element), _level(element, headings))
        elif element.tag == f"{_W}tbl":
            yield from (Block(row) for row in _rows(element))
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}smartTag", f"{_W}customXml"):
            stack.append(iter(element))


def _rows(table: Any) -> Iterator[str]:
    """One line a row, cells parted by a bar; a table inside a cell is read as part of it."""
    for row in table.iter(f"{_W}tr"):
        if any(parent.tag == f"{_W}tc" for parent in row.iterancestors()) and row.getparent() is not table:
            continue
        cells = [" ".join(_text(p) for p in cell.iter(f"{_W}p")) for cell in row.iterchildren(f"{_W}tc")]
        yield " | ".join(cell.strip() for cell in cells if cell.strip())


def _level(paragraph: Any, headings: dict[str, int]) -> int:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return 0 if style is None else headings.get(str(style.get(f"{_W}val")), 0)


def _text(paragraph: Any) -> str:
    parts: list[str] = []
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if any(parent.tag == _FALLBACK for parent in node.iterancestors()):
            continue  # the same text box a second time, for old readers
        parts.append(_PLAIN.get(node.tag) or node.text or "")
    return "".join(parts)


_PLAIN = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
