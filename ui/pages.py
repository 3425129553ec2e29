"""What every page shares: language, theme, templates, and the pages that hold only text."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from corpus.model import Language
from ui.settings import Settings
from ui.standing import standing
from ui.words import words

HERE = Path(str(files("ui")))
STATIC = HERE / "static"
YEAR = 365 * 24 * 3600
THEMES = ("auto", "light", "dark")


class Pages:
    """Renders templates with everything that every page needs; autoescape is always on."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self.root = settings, settings.root_path
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def language(self, request: Request) -> Language:
        """The reader's choice, else the browser's, else French."""
        chosen = request.cookies.get("aura_language")
        if chosen in ("fr", "en"):
            return chosen  # type: ignore[return-value]
        for part in request.headers.get("accept-language", "").split(","):
            code = part.strip()[:2].lower()
            if code in ("fr", "en"):
                return code  # type: ignore[return-value]
        return "fr"

    def render(self, request: Request, template: str, path: str | None = None, **values: Any) -> str:
        """The page's HTML. ``path`` says which entry of the navigation is the current one."""
        language = self.language(request)
        theme = request.cookies.get("aura_theme")
        query = request.url.query
        shown = path or request.url.path
        given = {
            "lang": language,
            "w": words(language),
            "theme": theme if theme in THEMES else "auto",
            "root": self.root,
            "path": shown,
            "here": shown + (f"?{query}" if query else ""),
            "admin": self._settings.admin_password is not None,
            "embedded": False,
            "version": version(),
            "standing": standing,
            "settings": self._settings,
            "script_words": {},
        }
        return self._templates.get_template(template).render(given | values)

    def page(self, request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        return HTMLResponse(self.render(request, template, **values), status)


@lru_cache(maxsize=1)
def version() -> str:
    """Changes whenever a script or style does, so that browsers may keep them for long."""
    digest = hashlib.sha256()
    for path in sorted(STATIC.glob("*.*")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


def text_router(pages: Pages) -> APIRouter:
    """The language switch and the pages of plain text."""
    router = APIRouter(include_in_schema=False)

    @router.get("/language/{code}")
    def language(code: str, next: str = "/") -> Response:
        """Remember the choice and go back; only to a page of ours."""
        local = next if next.startswith("/") and not next.startswith(("//", "/\\")) else "/"
        response = RedirectResponse(local, 303)
        if code in ("fr", "en"):
            response.set_cookie("aura_language", code, max_age=YEAR, samesite="lax", httponly=True)
        return response

    for name in ("about", "privacy", "accessibility"):
        router.add_api_route(f"/{name}", _text_page(pages, name), methods=["GET"])
    return router


def _text_page(pages: Pages, name: str) -> Any:
    def show(request: Request) -> HTMLResponse:
        return pages.page(request, f"{name}_{pages.language(request)}.html")

    return show
