"""The sources page: everything indexed, searchable, filterable, each readable in full."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from corpus.model import Document, today
from ingest.words import without_accents
from ui.api import find_document
from ui.pages import Pages
from ui.parts import Parts
from ui.source_view import page_count, sources_of
from ui.words import spoken_date

FILTERS = ("axis", "status", "language", "evidence", "age")


def library_router(parts: Parts, pages: Pages) -> APIRouter:
    """The list at ``/sources`` and each document at ``/sources/ID``."""
    router = APIRouter(include_in_schema=False)

    @router.get("/sources")
    def sources(request: Request) -> Response:
        query = request.query_params
        documents = sorted(parts.index.current().documents(), key=lambda d: (folded(d.title), d.id))
        shown = [d for d in documents if is_wanted(d, query.get("q", "")[:200], {f: query.get(f, "") for f in FILTERS})]
        return pages.page(
            request,
            "sources.html",
            rows=shown,
            count=len(documents),
            given=query,
            freshness=freshness(documents),
            date=spoken_date,
            quote=lambda i: quote(i, safe=""),
        )

    @router.get("/sources/{document_id}")
    def read(request: Request, document_id: str, start: int = Query(0, ge=0), end: int = Query(0, ge=0)) -> Response:
        document = find_document(parts, document_id)
        end = min(max(start, end), len(document.text))
        start = min(start, end)
        return pages.page(
            request,
            "source.html",
            path="/sources",
            document=document,
            pieces=_around(document.text, start, end),
            origins=sources_of(document, start, end) if end > start else document.sources,
            pages=page_count(document),
            page=document.page_of(start) or 1,
            start=start,
            end=end,
            has_file=parts.locate(document_id) is not None,
            date=spoken_date,
            base=quote(document_id, safe=""),
        )

    return router


def _around(text: str, start: int, end: int) -> tuple[str, ...]:
    """What stands before a passage, the passage, and what follows; page breaks become paragraphs."""
    return tuple(piece.replace("\f", "\n\n") for piece in (text[:start], text[start:end], text[end:]))


def folded(text: str) -> str:
    """Lower case without accents, for comparing what people type."""
    return without_accents(text.casefold())


def is_wanted(document: Document, search: str, filters: dict[str, str]) -> bool:
    """Whether a document holds all the words searched for and passes every filter that is set."""
    held: dict[str, set[str]] = {
        "axis": {str(a) for a in document.axes},
        "status": {document.status},
        "language": {document.language},
        "evidence": {document.evidence},
        "age": {str(age_band(document.as_of, today()))},
    }
    if any(wanted and wanted not in held[name] for name, wanted in filters.items()):
        return False
    words = folded(search).split()
    if not words:
        return True
    text = folded(f"{document.title} {document.publisher} {document.text}")
    return all(w in text for w in words)


def age_band(as_of: str, day: dt.date) -> int:
    """0 under 3 months, 1 under a year, 2 under three years, 3 older, 4 without a date.

    A date without day or month counts from its first day: evidence is never made younger.
    """
    try:
        date = dt.date.fromisoformat((as_of + "-01-01")[:10])
    except ValueError:
        return 4
    days = (day - date).days
    return next((band for band, most in enumerate((92, 365, 1096)) if days < most), 3)


def freshness(documents: list[Document]) -> list[tuple[int, int, float]]:
    """(age band, documents, share of all in percent), youngest first."""
    counts = Counter(age_band(d.as_of, today()) for d in documents)
    return [(band, counts[band], round(100 * counts[band] / max(1, len(documents)), 1)) for band in range(5)]
