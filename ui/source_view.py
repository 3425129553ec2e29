"""A source as a reader sees it: the passage in its surroundings, and what vouches for it."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, urlencode

from corpus.model import Document, Source
from ingest.model import IndexReader
from ui.standing import standing

AROUND = 700  # code points shown on each side of a passage, cut at a line or sentence


def summary(document: Document, passages: int) -> dict[str, Any]:
    """One row of the contract's list of sources."""
    return {
        "document_id": document.id,
        "title": document.title,
        "language": document.language,
        "publisher": document.publisher,
        "url": document.url,
        "as_of": document.as_of,
        "evidence": document.evidence,
        "status": document.status,
        "media_type": document.media_type,
        "passages": passages,
    }


def summaries(reader: IndexReader) -> list[dict[str, Any]]:
    """Every indexed document, by title."""
    rows = [summary(d, len(reader.passages_of(d.id))) for d in reader.documents()]
    return sorted(rows, key=lambda r: (str(r["title"]).casefold(), r["document_id"]))


def page_count(document: Document) -> int | None:
    return document.text.count("\f") + 1 if document.media_type == "application/pdf" else None


def passage_view(document: Document, start: int, end: int) -> dict[str, Any]:
    """The passage ``[start, end)`` with its surroundings; offsets are clipped to the text."""
    start = max(0, min(start, len(document.text)))
    end = max(start, min(end, len(document.text)))
    left, right = _surroundings(document, start, end)
    section = document.section_at(start)
    page = document.page_of(start) if end > start else (1 if page_count(document) else None)
    origins = sources_of(document, start, end)
    vouched = {}  # as in a citation: the source that the passage names first speaks for it
    if origins:
        first = origins[0]
        vouched = {"publisher": first.publisher, "url": first.url or document.url, "evidence": first.evidence}
    base = quote(document.id, safe="")
    place = urlencode({"start": start, "end": end})
    return (
        summary(document, 0)
        | vouched
        | {
            "passages": None,
            "standing": standing(document.id, document.status),
            "section": section.heading if section else "",
            "page": page,
            "pages": page_count(document),
            "start": start,
            "end": end,
            "before": document.text[left:start],
            "passage": document.text[start:end],
            "after": document.text[end:right],
            "sources": [source_json(s) for s in origins],
            "file": f"/api/file/{base}",
            "page_image": f"/api/page/{base}/{page}.png?{place}" if page else None,
            "read": f"/sources/{base}?{place}#passage",
        }
    )


def source_json(source: Source) -> dict[str, str]:
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "date": source.date,
        "evidence": source.evidence,
    }


def sources_of(document: Document, start: int, end: int) -> tuple[Source, ...]:
    """The register's rows on which the statements of the passage rest, best first, each once."""
    known = {s.id: s for s in document.sources}
    named = [i for s in document.statements if s.start < end and start < s.end for i in s.source_ids]
    return tuple(known[i] for i in dict.fromkeys(named) if i in known)


def _surroundings(document: Document, start: int, end: int) -> tuple[int, int]:
    text = document.text
    low, high = 0, len(text)
    if document.media_type == "application/pdf":  # a page is what the reader has before the eyes
        low = text.rfind("\f", 0, start) + 1
        high = next((i for i in [text.find("\f", end)] if i >= 0), high)
    left = max(low, start - AROUND)
    if left > low:
        cut = re.search(r"\n+|(?<=[.!?]) ", text[left:start])
        left = left + cut.end() if cut else left
    right = min(high, end + AROUND)
    if right < high:
        cuts = [m.start() for m in re.finditer(r"\n|(?<=[.!?]) ", text[end:right])]
        right = end + cuts[-1] if cuts else right
    return left, right
