"""Headings and paragraphs in reading order, and the canonical text they make."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.model import Section
from ingest.readers.cleaning import clean


@dataclass(frozen=True, slots=True)
class Block:
    """One heading (``level`` 1 to 6) or one paragraph (``level`` 0) of a document."""

    text: str
    level: int = 0


def tidy(text: str) -> str:
    """Clean text with single spaces, line breaks kept, no empty lines."""
    lines = (" ".join(line.split()) for line in re.split(r"[\n\f]", clean(text)))
    return "\n".join(line for line in lines if line)


def assemble(blocks: Iterable[Block]) -> tuple[str, tuple[Section, ...]]:
    """The canonical text (blocks parted by a blank line) and its sections.

    A section is what stands between two headings of any level; what stands before
    the first one is a section with an empty heading. A section's body is without its
    heading, which stays in the text.
    """
    parts: list[str] = []
    sections: list[Section] = []
    heading, start, end, at = "", 0, 0, 0
    for block in blocks:
        text = tidy(block.text)
        if not text:
            continue
        if parts:
            at += 2
        if block.level:
            if end > start:
                sections.append(Section(heading, start, end))
            heading = text.replace("\n", " ")
            start = end = at + len(text)
        else:
            start = at if end == start else start
            end = at + len(text)
        parts.append(text)
        at += len(text)
    if end > start:
        sections.append(Section(heading, start, end))
    return "\n\n".join(parts), tuple(sections)
