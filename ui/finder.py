"""The finder: a firm's few facts held against every card, criterion by criterion."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import ValidationError

from assistant.model import CompanyProfile, Criterion, SchemeMatch
from corpus.model import Language, SchemeCard
from corpus.schema import GOALS
from ui.pages import Pages
from ui.parts import Parts
from ui.requests import ProfileIn
from ui.standing import standing_label
from ui.words import spoken_date, words

DEPARTMENTS = {
    "01": "Ain", "03": "Allier", "07": "Ardèche", "15": "Cantal", "26": "Drôme", "38": "Isère", "42": "Loire",
    "43": "Haute-Loire", "63": "Puy-de-Dôme", "69": "Rhône", "73": "Savoie", "74": "Haute-Savoie",
}  # fmt: skip
SECTORS = ("health-industry", "sustainable-materials", "microelectronics-ai", "hydrogen", "other")
NUMBERS = ("employees", "turnover_eur", "age_years", "project_eur")
GROUPS = ("fits", "may_fit", "aside", "past", "does_not_fit")


def finder_router(parts: Parts, pages: Pages) -> APIRouter:
    """The form and its results; the firm stands in the address, so that the page can be kept or sent on."""
    router = APIRouter(include_in_schema=False)

    @router.get("/finder")
    def finder(request: Request) -> Response:
        language = pages.language(request)
        profile, problem = read_profile(request, language)
        groups = _found(parts, profile, language) if profile else None
        return pages.page(
            request,
            "finder.html",
            422 if problem else 200,
            given=request.query_params,
            goals_given=request.query_params.getlist("goals"),
            groups=groups,
            problem=problem,
            numbers=NUMBERS,
            departments=DEPARTMENTS,
            sectors=SECTORS,
            goals=GOALS,
            order=GROUPS,
            link=source_link,
            date=spoken_date,
            query=request.url.query,
            profile_json=profile_json(profile) if profile else "",
            profile_words=profile_words(profile, language) if profile else "",
        )

    @router.get("/finder.md")
    def export(request: Request) -> Response:
        language = pages.language(request)
        profile, problem = read_profile(request, language)
        if profile is None:
            return Response(problem or "?", 422, media_type="text/plain; charset=utf-8")
        text = as_markdown(profile, _found(parts, profile, language), language)
        headers = {"Content-Disposition": 'attachment; filename="aura.md"'}
        return Response(text, media_type="text/markdown; charset=utf-8", headers=headers)

    return router


def _found(parts: Parts, profile: CompanyProfile, language: Language) -> dict[str, list[SchemeMatch]]:
    return grouped(parts.desk.find_schemes(profile, language), parts.cards, profile.goals)


def read_profile(request: Request, language: Language) -> tuple[CompanyProfile | None, str]:
    """The firm in the address; ``None`` where the form was not sent or, with a sentence, is unusable."""
    query = request.query_params
    if not query:
        return None, ""
    values: dict[str, object] = {n: "".join(query[n].split()).replace(",", ".") for n in NUMBERS if query.get(n)}
    if query.get("department") == "elsewhere":
        values["region"] = "other"
    elif query.get("department"):
        values["department"] = query["department"]
    if query.get("sector"):
        values["sector"] = query["sector"]
    if query.get("lab") in ("yes", "no"):
        values["has_laboratory_partner"] = query["lab"] == "yes"
    values["goals"] = [g for g in query.getlist("goals") if g in GOALS]
    try:
        return ProfileIn.model_validate(values).profile(), ""
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0])
        label = words(language).get({"has_laboratory_partner": "f_lab"}.get(field, f"f_{field}"), field)
        kind = "number" if field in NUMBERS else "choice"
        return None, words(language)[f"f_wrong_{kind}"].format(field=label)


def grouped(
    matches: Sequence[SchemeMatch], cards: Mapping[str, SchemeCard], goals: Sequence[str]
) -> dict[str, list[SchemeMatch]]:
    """Matches by how they fit, in the order given; apart stand the closed ones and those that serve no goal given."""
    groups: dict[str, list[SchemeMatch]] = {name: [] for name in GROUPS}
    for match in matches:
        card = cards.get(match.scheme_id)
        name: str = match.fit
        if name != "does_not_fit" and match.status in ("closed", "replaced"):
            name = "past"
        elif name != "does_not_fit" and goals and card is not None and not set(goals) & set(card.seeks):
            name = "aside"
        groups[name].append(match)
    return groups


def source_link(criterion: Criterion) -> str:
    """Where the rule can be read, highlighted."""
    c = criterion.citation
    if c is None:
        return ""
    return f"/sources/{quote(c.document_id, safe='')}?{urlencode({'start': c.start, 'end': c.end})}#passage"


def profile_json(profile: CompanyProfile) -> str:
    """The firm as ``POST /api/ask`` takes it; what is not known is left out."""
    fields = {n: getattr(profile, n) for n in CompanyProfile.__dataclass_fields__}
    return json.dumps({k: list(v) if isinstance(v, tuple) else v for k, v in fields.items() if v not in (None, ())})


def profile_words(profile: CompanyProfile, language: Language) -> str:
    """The firm in a few words, for the chat page."""
    word = words(language)
    said = [f"{word['c_' + n]} {getattr(profile, n):g}" for n in NUMBERS if getattr(profile, n) is not None]
    if profile.department:
        said.append(DEPARTMENTS.get(profile.department, profile.department))
    if profile.sector and f"sector_{profile.sector}" in word:
        said.append(word[f"sector_{profile.sector}"])
    said += [word[f"goal_{g}"] for g in profile.goals]
    return ", ".join(said)


def as_markdown(profile: CompanyProfile, groups: Mapping[str, Sequence[SchemeMatch]], language: Language) -> str:
    """The results as a text to keep."""
    word: Mapping[str, str] = words(language)
    lines = [f"# {word['finder_title']}", "", profile_words(profile, language), "", word["disclaimer"], ""]
    for name, found in groups.items():
        if not found:
            continue
        lines += [f"## {word['fit_' + name]}", ""]
        for match in found:
            date = spoken_date(match.as_of, language) or word["unknown_date"]
            lines.append(f"### {match.name} ({standing_label(match.document_id, match.status, language)}, {date})")
            lines += [f"<{match.url}>"] if match.url.startswith("http") else []
            for c in match.criteria:
                lines.append(f"- {word['c_' + c.name]}{word['colon']} {word['verdict_' + c.verdict]} — {c.rule}")
            lines.append("")
    return "\n".join(lines) + "\n"
