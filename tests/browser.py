"""A real Chromium on a real server, loopback only; shared by the browser tests.

Tests that use it carry the mark ``browser``. They are skipped, with the reason, where no
Chromium is installed, unless ``CI`` is set: there a missing browser is a failure.
"""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Path(__file__).parent / "assets" / "axe.min.js"
WAIT = 20_000  # milliseconds; generous, for a busy machine must not fail a test


def chromium() -> str:
    """Path of a Chromium; skips the test where there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    reason = "no Chromium on this machine (Debian: apt-get install chromium)"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def running(app: Any) -> Iterator[str]:
    """Serves an ASGI application on a free loopback port; gives its base address."""
    import uvicorn

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(app, port=port, log_level="error", timeout_keep_alive=75, timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while not server.started:
        if time.monotonic() > deadline:
            raise TimeoutError("the server did not start")
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


@contextmanager
def launched() -> Iterator[Any]:
    """A browser without a network of its own."""
    from playwright.sync_api import sync_playwright

    path = chromium()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


class Visit:
    """One person at one page: what it asked the network for, and what went wrong in it."""

    def __init__(self, browser: Any, base: str, **context: Any) -> None:
        given: dict[str, Any] = {"viewport": {"width": 1280, "height": 860}, "locale": "fr-FR"} | context
        self.base = base
        self.context = browser.new_context(**given)
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page = self.context.new_page()
        self.page.set_default_timeout(WAIT)
        self.context.on("request", lambda r: self.requests.append(r.url))
        self.context.route("**/*", self._loopback_only)
        self.page.on("pageerror", lambda e: self.errors.append(str(e)))
        self.page.on("console", lambda m: self.errors.append(m.text) if "Content Security Policy" in m.text else None)

    def _loopback_only(self, route: Any) -> None:
        if urlsplit(route.request.url).hostname in ("127.0.0.1", None):
            route.continue_()
        else:
            route.abort()

    @property
    def outside(self) -> list[str]:
        """Requests that would have left the machine."""
        local = (self.base, "data:", "blob:")
        return [u for u in self.requests if not u.startswith(local)]

    def chat(self, path: str = "/") -> Any:
        """The chat page, once it can be used."""
        self.page.goto(self.base + path)
        self.page.locator("body[data-ready=yes]").wait_for()
        return self.page

    def ask(self, question: str) -> Any:
        """The finished answer's bubble."""
        before = self.page.locator(".aura-answer").count()
        self.page.fill("#aura-box textarea", question)
        self.page.keyboard.press("Enter")
        answer = self.page.locator(".aura-answer").nth(before)
        answer.wait_for()
        return answer

    def axe(self) -> list[str]:
        """What axe-core complains of: rule, impact and element."""
        session = self.context.new_cdp_session(self.page)  # past the page's own policy, which allows no such script
        session.send("Runtime.evaluate", {"expression": AXE.read_text("utf-8")})
        found = session.send(
            "Runtime.evaluate",
            {"expression": "axe.run(document).then(r => JSON.stringify(r.violations.map(v => `${v.id} (${v.impact}): "
             "${v.nodes.map(n => n.html.slice(0, 160)).join(' ¦ ')}`)))", "awaitPromise": True, "returnByValue": True},
        )  # fmt: skip
        import json

        return list(json.loads(found["result"]["value"]))

    def close(self) -> None:
        self.context.close()
