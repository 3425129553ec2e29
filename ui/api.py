"""The HTTP interface for other programs, and what the pages fetch."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import FileResponse, Response

from assistant.model import Answer
from corpus.model import Document
from ui.export import as_markdown, as_pdf
from ui.page_image import NoSuchPage, page_png
from ui.parts import Parts
from ui.recent import RecentAnswers
from ui.requests import AskIn, ExportIn, FeedbackIn, FindIn
from ui.source_view import page_count, passage_view, summaries

if TYPE_CHECKING:
    from ui.feedback import FeedbackStore

SAFE_INLINE = {"application/pdf", "text/plain"}


def api_router(parts: Parts, recent: RecentAnswers, feedback: FeedbackStore | None) -> APIRouter:
    """Routes under ``/api``; ``feedback`` is ``None`` where keeping it is switched off."""
    router = APIRouter(prefix="/api")

    @router.post("/ask", tags=["answers"], summary="Ask a question")
    def ask(body: AskIn) -> dict[str, Any]:
        """One answer with its citations; every quote is the stored text of its document, exactly."""
        profile = body.profile.profile() if body.profile else None
        answer = parts.desk.ask(body.question, [t.turn() for t in body.history], profile)
        if feedback is not None and answer.outcome == "not_in_corpus":
            feedback.unanswered(body.question, answer.language)
        return answer.to_json()

    @router.post("/schemes", tags=["answers"], summary="Find schemes for a firm")
    def schemes(body: FindIn) -> list[dict[str, Any]]:
        """Every scheme held against the firm, criterion by criterion, best fit first."""
        return [asdict(m) for m in parts.desk.find_schemes(body.profile.profile(), body.language)]

    _health_route(router, parts)
    _source_routes(router, parts)
    _feedback_route(router, recent, feedback)
    _export_routes(router, recent)
    return router


def _health_route(router: APIRouter, parts: Parts) -> None:
    @router.get("/health", tags=["service"], summary="Is the service ready?")
    def health() -> dict[str, Any]:
        """``status`` is ``ok`` where an index is open and holds something.

        ``language_model`` counts since the start: answers with its sentences (``used``) and without (``fell_back``,
        with ``reasons``), sentences that stood (``kept``) and that did not (``dropped``); null where none is set.
        """
        reader = parts.index.current()
        return {
            "status": "ok" if reader.size else "empty",
            "passages": reader.size,
            "documents": len(reader.documents()),
            "index_fingerprint": reader.fingerprint,
            "language_model": _generation(parts),
        }


def _generation(parts: Parts) -> dict[str, Any] | None:
    if parts.generation is None:
        return None
    counts = parts.generation()
    return asdict(counts) | {"reasons": dict(counts.reasons)}


def _feedback_route(router: APIRouter, recent: RecentAnswers, feedback: FeedbackStore | None) -> None:
    @router.post("/feedback", tags=["service"], summary="Say whether an answer helped", status_code=204)
    def keep_feedback(body: FeedbackIn) -> Response:
        """Kept on this machine only, and deleted after the time that the privacy notice gives."""
        if feedback is None:
            raise HTTPException(404, "Feedback is switched off here.")
        answer = recent.get(body.answer_id)
        if answer is None:
            raise HTTPException(410, "This answer is no longer remembered; ask again.")
        feedback.thumb(answer.question, answer.answer, body.useful, body.reason, answer.language)
        return Response(status_code=204)


def _export_routes(router: APIRouter, recent: RecentAnswers) -> None:
    def answers(body: ExportIn) -> list[Answer]:
        found = [a for a in map(recent.get, body.answers) if a is not None]
        if not found:
            raise HTTPException(410, "These answers are no longer remembered; ask again, then export.")
        return found

    @router.post("/export.md", tags=["answers"], summary="A conversation with its sources, as Markdown")
    def markdown(body: ExportIn) -> Response:
        return Response(as_markdown(answers(body), body.language), media_type="text/markdown; charset=utf-8")

    @router.post("/export.pdf", tags=["answers"], summary="A conversation with its sources, as PDF")
    def pdf(body: ExportIn) -> Response:
        return Response(as_pdf(answers(body), body.language), media_type="application/pdf")


def find_document(parts: Parts, document_id: str) -> Document:
    """Raises 404 with a sentence where the index holds no such document."""
    try:
        return parts.index.current().document(document_id)
    except LookupError as error:
        raise HTTPException(404, "There is no document of that id in the index.") from error


def _source_routes(router: APIRouter, parts: Parts) -> None:
    @router.get("/sources", tags=["sources"], summary="What is indexed")
    def sources() -> list[dict[str, Any]]:
        return summaries(parts.index.current())

    @router.get("/source/{document_id}", tags=["sources"], summary="A passage in its surroundings")
    def source(
        document_id: str, start: int = Query(0, ge=0), end: int = Query(0, ge=0), full: bool = False
    ) -> dict[str, Any]:
        """Metadata, the passage ``[start, end)`` and the text around it; ``full`` adds the whole text."""
        document = find_document(parts, document_id)
        view = passage_view(document, start, end)
        return view | {"text": document.text} if full else view

    @router.get("/page/{document_id}/{number}.png", tags=["sources"], summary="A page of a PDF as a picture")
    def page(document_id: str, number: int, start: int = Query(0, ge=0), end: int = Query(0, ge=0)) -> Response:
        """The page with the passage ``[start, end)`` marked."""
        document = find_document(parts, document_id)
        path = parts.locate(document_id)
        if path is None or page_count(document) is None:
            raise HTTPException(404, "This document has no pages.")
        try:
            png = page_png(path, number, document.text[start:end])
        except (NoSuchPage, OSError) as error:
            raise HTTPException(404, "This document has no such page.") from error
        return Response(png, media_type="image/png", headers={"Cache-Control": "private, max-age=300"})

    @router.get("/file/{document_id}", tags=["sources"], summary="The file itself", response_class=FileResponse)
    def file(document_id: str) -> Response:
        """Shown where the browser can do so without running anything in it, else downloaded."""
        document = find_document(parts, document_id)
        path = parts.locate(document_id)
        if path is None or not path.is_file():
            raise HTTPException(404, "The file of this document is not on this machine.")
        if document.media_type not in SAFE_INLINE:  # HTML and the like are never shown as pages of ours
            headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(path.name)}"}
            return FileResponse(path, media_type="application/octet-stream", headers=headers)
        return FileResponse(path, media_type=document.media_type, content_disposition_type="inline", filename=path.name)
