"""The web application: one process that serves pages, chat, HTTP interface and MCP endpoint."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.staticfiles import StaticFiles

from corpus.errors import AuraError
from ui.admin import LoginNeeded, admin_router, login_page
from ui.admin_desk import AdminDesk
from ui.api import api_router
from ui.chat import SHOWN, Conversation, build_blocks
from ui.chat_page import ChatPage
from ui.docs_page import add_docs
from ui.feedback import FeedbackStore
from ui.finder import finder_router
from ui.library import library_router
from ui.missing import MissingPage
from ui.pages import STATIC, Pages, text_router
from ui.parts import Parts
from ui.recent import RecentAnswers
from ui.requests import sentence_for
from ui.security import Guard
from ui.settings import Settings
from ui.stops import Stops, stop_router
from ui.turns import InTurns
from ui.uploads import Uploads
from ui.warm import warm
from ui.wiring import uploads_dir
from ui.words import words


def create_app(parts: Parts, chat: bool = True) -> Any:
    """The ASGI application; ``chat=False`` leaves Gradio out (its import costs four seconds)."""
    settings = parts.settings
    if settings.llm == "none":  # else most of an answer is waiting for the language model
        parts = replace(parts, desk=InTurns(parts.desk))
    pages = Pages(settings)
    feedback = (
        FeedbackStore(settings.data_dir / "feedback.sqlite", settings.feedback_days) if settings.feedback else None
    )
    recent = RecentAnswers()
    app = _application(settings)
    _errors(app, pages)
    app.include_router(api_router(parts, recent, feedback))
    app.include_router(finder_router(parts, pages))
    app.include_router(library_router(parts, pages))
    app.include_router(text_router(pages))
    if settings.admin_password is not None:
        limit = settings.upload_mb * 10**6
        desk = AdminDesk(parts, pages, feedback, Uploads(uploads_dir(settings), settings.data_dir, limit))
        app.include_router(admin_router(desk))
        app.add_exception_handler(LoginNeeded, login_page(desk))
    add_docs(app, pages)
    app.mount("/ui", StaticFiles(directory=STATIC), name="ui")
    if chat:
        stops = Stops()
        app.include_router(stop_router(stops))
        app = mount_chat(app, parts, Conversation(parts, recent, feedback, stops))
    _wrap(app, pages, settings)
    return app


def _application(settings: Settings) -> FastAPI:
    return FastAPI(
        title="Aura",
        description="Cited answers on the AI roadmap and the support schemes of Auvergne-Rhône-Alpes.",
        version="0.1.0",
        servers=[{"url": settings.root_path}] if settings.root_path else None,
        docs_url=None,
        redoc_url=None,
        lifespan=_nothing_to_start,
    )


@asynccontextmanager
async def _nothing_to_start(_: FastAPI) -> AsyncIterator[None]:
    yield


def _wrap(app: FastAPI, pages: Pages, settings: Settings) -> None:
    """What every request passes on its way in, the last named first."""
    app.add_middleware(MissingPage, pages=pages)
    app.add_middleware(
        Guard,
        rewrite=ChatPage(pages),
        embed_origins=settings.embed_origins,
        upload_limit=settings.upload_mb * 11 * 10**5,
        root_path=settings.root_path,
    )
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(settings.host_names))


def mount_chat(app: FastAPI, parts: Parts, conversation: Conversation) -> FastAPI:
    """Gradio at the root, after every route of ours; nothing it offers by default is left on."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(10**9)  # else statistics of all events after each of them
    os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "1"
    os.environ.setdefault("MPLBACKEND", "agg")  # else Gradio's first event looks for a screen, which takes a second
    import gradio as gr

    from ui.mcp import offer

    i18n = gr.I18n(**{code: {name: words(code)[name] for name in SHOWN} for code in ("fr", "en")})
    blocks = build_blocks(conversation, i18n, lambda: offer(parts))
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        blocks,
        "/",
        footer_links=[],
        run_history=False,
        pwa=False,
        ssr_mode=False,
        show_error=False,
        enable_monitoring=False,
        max_file_size="1kb",
        theme=gr.themes.Default(font=["Atkinson Hyperlegible", "system-ui", "sans-serif"], font_mono=["monospace"]),
        i18n=i18n,
        root_path=parts.settings.root_path or None,
        mcp_server=True,
    )
    return mounted


def _errors(app: FastAPI, pages: Pages) -> None:
    def reply(request: Request, status: int, sentence: str) -> Response:
        if request.url.path.startswith("/api") or "text/html" not in request.headers.get("accept", ""):
            return JSONResponse({"detail": sentence}, status)
        said = words(pages.language(request)).get(f"error_{status}")
        return pages.page(request, "error.html", status, sentence=sentence, said=said)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        return reply(request, 422, sentence_for(list(error.errors())))

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        response = reply(request, error.status_code, str(error.detail))
        response.headers.update(error.headers or {})
        return response

    @app.exception_handler(AuraError)
    def expected(request: Request, error: AuraError) -> Response:
        return reply(request, 503, str(error))

    @app.exception_handler(Exception)
    def unexpected(request: Request, error: Exception) -> Response:
        return reply(request, 500, "Something went wrong here; the service's log says what kind of error it was.")


def serve(settings: Settings) -> None:
    """Build the parts, then serve until stopped."""
    import uvicorn

    from ui.terminal import ProgressLine
    from ui.wiring import build

    with ProgressLine() as progress:
        parts = build(settings, progress)
    app = create_app(parts)
    threading.Thread(target=warm, args=(parts,), daemon=True, name="warm").start()
    print(f"Aura: http://{settings.host}:{settings.port}", file=sys.stderr, flush=True)
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,  # addresses of readers and what they opened are nobody's business
        timeout_keep_alive=75,
        timeout_graceful_shutdown=3,
        server_header=False,
    )
