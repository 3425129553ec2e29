"""Addresses where nothing is: a page of ours for a person instead of the chat component's JSON."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.pages import Pages
from ui.words import words


class MissingPage:
    """Answers what nobody behind it found, where a browser asks for a page; programs keep their JSON."""

    def __init__(self, app: ASGIApp, pages: Pages) -> None:
        self._app, self._pages = app, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _wants_page(scope):
            await self._app(scope, receive, send)
            return
        missing = False

        async def watched(message: Message) -> None:
            nonlocal missing
            if message["type"] == "http.response.start":
                kind = Headers(raw=message["headers"]).get("content-type", "")
                missing = message["status"] == 404 and not kind.startswith("text/html")
            if not missing:
                await send(message)

        await self._app(scope, receive, watched)
        if missing:
            await self._page(scope)(scope, receive, send)

    def _page(self, scope: Scope) -> HTMLResponse:
        request = Request(scope)
        said = words(self._pages.language(request))["error_404"]
        return self._pages.page(request, "error.html", 404, sentence="", said=said)


def _wants_page(scope: Scope) -> bool:
    path, accept = str(scope["path"]), Headers(scope=scope).get("accept", "")
    return scope["method"] == "GET" and not path.startswith(("/api/", "/gradio_api/")) and "text/html" in accept
