"""Documents to passages: stretches of about 900 characters that start and end with sentences."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from corpus.model import Document, Section
from ingest.model import Passage

CHUNKER_VERSION = "1"  # raise it when the same document gives other passages
TARGET_CHARACTERS = 900  # about 220 tokens of the bundled model, in French

# A sentence ends at a stop or a line's end; not after an initial or an abbreviation of
# French or English ("M. Dupont", "env. 3 mois", "e.g. loans").
_STOP = re.compile(r"[.!?…][\"”»)\]]*\s+|\n+")
_ABBREVIATED = re.compile(
    r"(?:\b[A-ZÀ-Ý]|\b(?:M|MM|Mme|Mr|Mrs|Ms|Dr|Pr|env|art|al|p|pp|cf|ex|fig|vol|no|min|max|approx|tél|e\.g|i\.e|c\.-à-d))\.\s+$"
)


def chunk(document: Document) -> list[Passage]:
    """The passages of ``document`` in reading order; none crosses a page or a section.

    Holds always: ``document.text[p.start:p.end] == p.text``, without white space at
    either end, and every passage is at most ``TARGET_CHARACTERS`` long.
    """
    passages: list[Passage] = []
    for heading, start, end in _stretches(document):
        for first, last in _cut(document.text, start, end):
            passages.append(
                Passage(
                    id=f"{document.id}#{len(passages):04d}",
                    document_id=document.id,
                    text=document.text[first:last],
                    start=first,
                    end=last,
                    page=document.page_of(first),
                    section=heading,
                    language=document.language,
                    context=f"{document.title} — {heading}" if heading else document.title,
                )
            )
    return passages


def _stretches(document: Document) -> Iterator[tuple[str, int, int]]:
    """(heading, start, end) of what may be cut: the sections, or the whole, page by page."""
    whole: tuple[Section, ...] = (Section("", 0, len(document.text)),)
    holding = tuple(s for s in document.sections if document.text[s.start : s.end].strip())
    for section in holding or whole:
        start = section.start
        while start <= section.end:
            stop = document.text.find("\f", start, section.end)
            stop = section.end if stop < 0 else stop
            yield section.heading, start, stop
            start = stop + 1


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Bounds of the passages of ``text[start:end]``, trimmed of white space."""
    start, end = _trim(text, start, end)
    if end - start <= TARGET_CHARACTERS:
        if end > start:
            yield start, end
        return
    at = start
    for piece in _sentences_packed(text[start:end]):
        first = text.find(piece, at, end)
        if first < 0:  # the splitter gave back something that is not in the text
            break
        for low in range(first, first + len(piece), TARGET_CHARACTERS):
            bounds = _trim(text, low, min(low + TARGET_CHARACTERS, first + len(piece)))
            if bounds[1] > bounds[0]:
                yield bounds
        at = first + len(piece)
    else:
        return
    for low in range(at, end, TARGET_CHARACTERS):
        bounds = _trim(text, low, min(low + TARGET_CHARACTERS, end))
        if bounds[1] > bounds[0]:
            yield bounds


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _sentences_packed(text: str) -> Sequence[str]:
    """LlamaIndex's sentence splitter at an even length, so that no stub is left at the end."""
    parts = math.ceil(len(text) / TARGET_CHARACTERS)
    even = math.ceil(1.15 * len(text) / parts / 50) * 50
    return list(_splitter(min(TARGET_CHARACTERS, even)).split_text(text))


@lru_cache(maxsize=32)
def _splitter(characters: int) -> Any:
    from llama_index.core.node_parser import SentenceSplitter

    # Length is counted in characters: exact, offline, and the same for every model.
    # Its own sentence tokenizer knows no abbreviations and wants data files of NLTK's.
    return SentenceSplitter(
        chunk_size=characters,
        chunk_overlap=0,
        tokenizer=list,
        chunking_tokenizer_fn=sentences,
        include_metadata=False,
    )


def sentences(text: str) -> list[str]:
    """``text`` cut after each sentence; joined again, the pieces are ``text``.

    >>> sentences("M. Dupont paie. Combien ? 10,5 %.")
    ['M. Dupont paie. ', 'Combien ? ', '10,5 %.']
    """
    pieces, start = [], 0
    for stop in _STOP.finditer(text):
        if "\n" not in stop.group() and _ABBREVIATED.search(text, max(start, stop.end() - 12), stop.end()):
            continue
        pieces.append(text[start : stop.end()])
        start = stop.end()
    return [*pieces, text[start:]] if start < len(text) else pieces
