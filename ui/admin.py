"""The admin pages: documents in and out, the index, what readers missed, evaluations."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, HTTPException, Request, UploadFile
from fastapi.responses import FileResponse, JSONResponse, RedirectResponse, Response

from corpus.errors import AuraError
from corpus.model import Language
from ui.admin_desk import FATES, AdminDesk
from ui.feedback import listed
from ui.sessions import COOKIE, LASTS, TooManyAttempts
from ui.uploads import FIELDS, Filed, UploadRefused, free_megabytes, safe_name
from ui.words import spoken_date, words

FILES_AT_ONCE = 10
FEEDBACK_LISTED = 200  # rows on the page; the export holds all
REPORT_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src 'self' data:; "
    "frame-ancestors 'none'; sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox"
)


class Busy(AuraError):
    """A second piece of work was asked for while one runs."""


class LoginNeeded(HTTPException):
    """Shown as the login page."""

    def __init__(self) -> None:
        super().__init__(401, "Log in first.")


def admin_router(desk: AdminDesk) -> APIRouter:
    """Everything under ``/admin``; each route but the login asks for an open session."""

    def logged_in(request: Request) -> None:
        if not desk.sessions.is_open(request.cookies.get(COOKIE)):
            raise LoginNeeded

    router = APIRouter(include_in_schema=False)
    door = APIRouter(prefix="/admin")
    inner = APIRouter(prefix="/admin", dependencies=[Depends(logged_in)])
    _login_routes(door, desk)
    _page_routes(inner, desk)
    _staging_routes(inner, desk)
    _held_routes(inner, desk)
    _feedback_routes(inner, desk)
    router.include_router(door)
    router.include_router(inner)
    return router


def login_page(desk: AdminDesk) -> Callable[[Request, Exception], Awaitable[Response]]:
    """Answers ``LoginNeeded``: the form for a person, one sentence for a program."""

    async def show(request: Request, error: Exception) -> Response:
        if request.method != "GET" or request.url.path == "/admin/job":
            return JSONResponse({"detail": "Log in first."}, 401)
        return desk.pages.page(request, "login.html", 401, path="/admin", problem="")

    return show


def _login_routes(router: APIRouter, desk: AdminDesk) -> None:
    @router.post("/login")
    def log_in(request: Request, password: Annotated[str, Form(max_length=1000)] = "") -> Response:
        word = words(desk.pages.language(request))
        try:
            token = desk.sessions.log_in(password, request.client.host if request.client else "?")
        except TooManyAttempts as error:
            problem = word["a_wait"].format(minutes=int(error.seconds // 60) + 1)
            return desk.pages.page(request, "login.html", 429, path="/admin", problem=problem)
        if token is None:
            return desk.pages.page(request, "login.html", 401, path="/admin", problem=word["a_refused"])
        response = RedirectResponse("/admin", 303)
        secure = request.url.scheme == "https"
        response.set_cookie(
            COOKIE, token, max_age=int(LASTS), path=desk.cookie_path, httponly=True, samesite="strict", secure=secure
        )
        return response

    @router.post("/logout")
    def log_out(request: Request) -> Response:
        desk.sessions.log_out(request.cookies.get(COOKIE))
        response = RedirectResponse("/admin", 303)
        response.delete_cookie(COOKIE, path=desk.cookie_path)
        return response


def _page_routes(router: APIRouter, desk: AdminDesk) -> None:
    @router.get("")
    def admin(request: Request) -> Response:
        return _page(request, desk)

    @router.get("/job")
    def job() -> dict[str, Any]:
        latest = desk.jobs.latest
        return {"job": asdict(latest) if latest else None}

    @router.post("/reindex")
    def reindex(request: Request, dry_run: Annotated[bool, Form()] = False) -> Response:
        return _after(request, desk, desk.reindex(dry_run))

    @router.post("/evaluate")
    def evaluate(request: Request) -> Response:
        return _after(request, desk, desk.evaluate())

    @router.get("/evaluation/{name:path}")
    def evaluation(name: str) -> Response:
        """The report's files. Its page filters its rows by a script: it runs in a sandbox, cut off from this site."""
        path = (desk.report_dir / (name or "report.html")).resolve()
        if not path.is_relative_to(desk.report_dir.resolve()) or not path.is_file():
            raise HTTPException(404, "There is no report yet.")
        return FileResponse(path, headers={"Content-Security-Policy": REPORT_POLICY})


def _staging_routes(router: APIRouter, desk: AdminDesk) -> None:
    """From a file sent to a document filed: upload, review, acceptance."""
    uploads = desk.uploads

    @router.post("/upload")
    def upload(request: Request, files: list[UploadFile]) -> Response:
        problems: list[AuraError] = []
        if len(files) > FILES_AT_ONCE:
            problems.append(UploadRefused("many", most=FILES_AT_ONCE))
        for file in files[:FILES_AT_ONCE]:
            try:
                uploads.take(file.filename or "document", file.file)
            except AuraError as error:
                problems.append(error)
        return _page(request, desk, problems, 422 if problems else 200)

    @router.post("/accept")
    async def accept(request: Request) -> Response:
        """Metadata for every staged file, in fields named ``NAME/FIELD``; then all are filed and indexed."""
        form = await request.form()
        names = [str(n) for n in form.getlist("name")]
        problems: list[AuraError] = []
        for name in names:
            try:
                uploads.describe("staged", name, {f: str(form.get(f"{name}/{f}", "")) for f in FIELDS})
                uploads.file(name)
            except AuraError as error:
                problems.append(error)
        started = len(problems) == len(names) or desk.reindex()
        return _page(request, desk, problems, 422, form) if problems else _after(request, desk, started)

    @router.post("/discard")
    def discard(request: Request, discard: Annotated[str, Form(max_length=200)]) -> Response:
        """A field of its own: the form around the button holds the names of all staged files."""
        return _attempt(request, desk, lambda: uploads.discard(safe_name(discard)), then_reindex=False)


def _held_routes(router: APIRouter, desk: AdminDesk) -> None:
    """What is done with files that are indexed already."""
    uploads = desk.uploads

    @router.post("/describe")
    async def describe(request: Request) -> Response:
        form = await request.form()
        name = str(form.get("name", ""))
        try:
            uploads.describe("held", name, {f: str(form.get(f"{name}/{f}", "")) for f in FIELDS})
        except AuraError as error:
            return _page(request, desk, [error], 422, form)
        return _after(request, desk, desk.reindex())

    @router.post("/remove")
    def remove(request: Request, name: Annotated[str, Form(max_length=200)]) -> Response:
        return _attempt(request, desk, lambda: uploads.remove(safe_name(name)))

    @router.post("/restore")
    def restore(request: Request, name: Annotated[str, Form(max_length=200)]) -> Response:
        return _attempt(request, desk, lambda: uploads.restore(safe_name(name)))


def _attempt(request: Request, desk: AdminDesk, what: Callable[[], None], then_reindex: bool = True) -> Response:
    try:
        what()
    except AuraError as error:
        return _page(request, desk, [error], 422)
    return _after(request, desk, desk.reindex() if then_reindex else True)


def _feedback_routes(router: APIRouter, desk: AdminDesk) -> None:
    @router.get("/feedback.csv")
    def export() -> Response:
        text = desk.feedback.csv() if desk.feedback else ""
        headers = {"Content-Disposition": 'attachment; filename="feedback.csv"'}
        return Response("\ufeff" + text, media_type="text/csv; charset=utf-8", headers=headers)

    @router.get("/feedback/clear")
    def sure(request: Request) -> Response:
        """Asks before anything is lost; a page of its own works without a script and with every aid."""
        n = len(desk.feedback.entries()) if desk.feedback else 0
        return desk.pages.page(request, "clear.html", path="/admin", n=n) if n else RedirectResponse("/admin", 303)

    @router.post("/feedback/clear")
    def clear() -> Response:
        if desk.feedback:
            desk.feedback.clear()
        return RedirectResponse("/admin", 303)


def _after(request: Request, desk: AdminDesk, started: bool) -> Response:
    if started:
        return RedirectResponse("/admin#job", 303)
    return _page(request, desk, [Busy()], 409)


def _page(
    request: Request,
    desk: AdminDesk,
    problems: Sequence[AuraError] = (),
    status: int = 200,
    typed: Mapping[str, object] | None = None,
) -> Response:
    """The page; ``typed`` are the fields of a form that could not be used, shown again as they were."""
    from ingest.readers import MEDIA_TYPES

    reader = desk.parts.index.current()
    return desk.pages.page(
        request,
        "admin.html",
        status,
        path="/admin",
        problems=[_told(p, desk.pages.language(request)) for p in problems],
        reader=reader,
        documents=len(reader.documents()),
        script_words={n: w for n, w in words(desk.pages.language(request)).items() if n.startswith("stage_")},
        job=desk.jobs.latest,
        fates=FATES,
        date=spoken_date,
        staged=[_retyped(f, typed or {}) for f in desk.uploads.listed("staged")],
        held=[_retyped(f, typed or {}) for f in desk.uploads.listed("held")],
        removed=desk.uploads.listed("removed"),
        feedback=listed(desk.feedback.entries())[:FEEDBACK_LISTED] if desk.feedback else [],
        has_report=(desk.report_dir / "report.html").is_file(),
        kinds=", ".join(sorted(MEDIA_TYPES)),
        free_mb=free_megabytes(desk.parts.settings.data_dir),
    )


def _told(problem: AuraError, language: Language) -> tuple[str, str]:
    """The sentence in the page's language, then what is known in English only."""
    if isinstance(problem, UploadRefused):
        return problem.said(language), problem.detail
    return (words(language)["a_busy"], "") if isinstance(problem, Busy) else ("", str(problem))


def _retyped(file: Filed, typed: Mapping[str, object]) -> Filed:
    given = {f: str(typed[f"{file.name}/{f}"]) for f in FIELDS if f"{file.name}/{f}" in typed}
    return replace(file, metadata={**file.metadata, **given})
