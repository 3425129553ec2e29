"""Headers, content-security policy and guards for every response, as plain ASGI."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Rewrites the HTML of a page: (html, nonce, scope) -> html. Only for the chat page,
# whose scripts Gradio writes into the page; our own pages have no inline script at all.
Rewrite = Callable[[str, str, Scope], str]

CHAT_PATHS = ("/", "/embed")  # both are Gradio's page; the second without our header
BODY_LIMIT = 2_000_000  # bytes of any request that is not an administrator's upload
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # "no-referrer" would make browsers send our own forms with "Origin: null"
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


def policy(nonce: str | None, frame_ancestors: str) -> str:
    """The content-security policy; with a nonce only where the page needs inline scripts."""
    script = f"'self' 'nonce-{nonce}'" if nonce else "'self'"
    return (
        f"default-src 'none'; script-src {script}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'self'; "
        f"frame-src 'self'; frame-ancestors {frame_ancestors}; form-action 'self'"
    )


class Guard:
    """Refuses what must not come in and dresses what goes out.

    ``embed_origins`` are the sites that may frame ``/embed``; no other page can be framed.
    ``root_path`` is where a reverse proxy shows the pages; it takes it off before it passes a request on.
    """

    def __init__(
        self, app: ASGIApp, rewrite: Rewrite, embed_origins: str, upload_limit: int, root_path: str = ""
    ) -> None:
        self._app, self._rewrite, self._root = app, rewrite, root_path
        self._embed, self._upload_limit = embed_origins, upload_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refuse(scope)
        if refusal is not None:
            await refusal(scope, receive, self._dressed(scope, send))
            return
        if scope["path"] in CHAT_PATHS and scope["method"] == "GET":
            scope = dict(scope) | {"aura_chat": scope["path"], "path": "/", "raw_path": b"/"}
        await self._app(scope, self._limited(scope, receive), self._dressed(scope, send))

    def _limit(self, scope: Scope) -> int:
        return self._upload_limit if scope["path"].startswith("/admin") else BODY_LIMIT

    def _refuse(self, scope: Scope) -> JSONResponse | None:
        path, headers = scope["path"], Headers(scope=scope)
        if "/gradio_api/upload" in path or "/gradio_api/file" in path or "/gradio_api/proxy" in path:
            return JSONResponse({"detail": "Files are not taken or given here."}, 403)
        length = headers.get("content-length", "0")
        if length.isdigit() and int(length) > self._limit(scope):
            return JSONResponse({"detail": "This is larger than what is accepted here."}, 413)
        if scope["method"] in ("POST", "PUT", "PATCH", "DELETE"):
            origin = headers.get("origin")
            if origin is not None and urlsplit(origin).netloc != headers.get("host"):
                return JSONResponse({"detail": "Requests from other sites are not accepted."}, 403)
        return None

    def _limited(self, scope: Scope, receive: Receive) -> Receive:
        """A body sent in pieces, without its length, stops at the limit."""
        limit, seen = self._limit(scope), 0

        async def limited() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            return message if seen <= limit else {"type": "http.disconnect"}

        return limited

    def _dressed(self, scope: Scope, send: Send) -> Send:
        start: Message | None = None
        body = bytearray()
        nonce = secrets.token_urlsafe(16)

        async def dressed(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if headers.get("location", "").startswith("/"):
                    headers["location"] = self._root + headers["location"]
                if scope.get("aura_chat") and headers.get("content-type", "").startswith("text/html"):
                    headers["Content-Security-Policy"] = policy(nonce, self._ancestors(scope))
                    headers.setdefault("Cache-Control", "no-store")
                    start = message  # held back until its length is known
                    return
                _dress(headers)
                if message["status"] == 200 and _never_changes(scope):
                    headers.setdefault("Cache-Control", "public, max-age=31536000, immutable")
            elif message["type"] == "http.response.body" and start is not None:
                body.extend(message.get("body", b""))
                if message.get("more_body"):
                    return
                page = self._rewrite(body.decode("utf-8"), nonce, scope).encode("utf-8")
                MutableHeaders(scope=start)["Content-Length"] = str(len(page))
                await send(start)
                message = {"type": "http.response.body", "body": page}
            await send(message)

        return dressed

    def _ancestors(self, scope: Scope) -> str:
        return f"'self' {self._embed}".strip() if scope.get("aura_chat") == "/embed" else "'none'"


def _never_changes(scope: Scope) -> bool:
    """Whether the address tells the version: Gradio's assets, fonts, and scripts and styles of ours."""
    path: str = scope["path"]
    return path.startswith(("/assets/", "/ui/fonts/")) or (path.startswith("/ui/") and bool(scope["query_string"]))


def _dress(headers: MutableHeaders) -> None:
    """The policy of a response that has none of its own, by what it is."""
    kind = headers.get("content-type", "")
    if kind.startswith("text/html"):
        headers.setdefault("Content-Security-Policy", policy(None, "'none'"))
        headers.setdefault("Cache-Control", "no-store")
    elif kind.startswith("application/pdf"):  # stricter, and the browser's own viewer stays empty
        headers.setdefault("Content-Security-Policy", "frame-ancestors 'none'")
    else:
        headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
