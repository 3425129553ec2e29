"""What a program or a form may send: read strictly, refused with one sentence."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from assistant.language.profile import DEPARTMENTS
from assistant.model import CompanyProfile, Turn

QUESTION_LENGTH = 4000  # characters
HISTORY_LENGTH = 50  # earlier questions

Question = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=QUESTION_LENGTH)]
Word = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", str_max_length=20_000)


class TurnIn(_Strict):
    """An earlier question of the conversation."""

    question: Question
    answer: str = ""

    def turn(self) -> Turn:
        return Turn(self.question, self.answer)


class ProfileIn(_Strict):
    """What is known of the firm; leave out what is not known."""

    employees: int | None = Field(None, ge=0, le=1_000_000, description="full-time staff")
    turnover_eur: float | None = Field(None, ge=0, le=1e12, description="euros a year")
    age_years: float | None = Field(None, ge=0, le=1000, description="years since creation")
    project_eur: float | None = Field(None, ge=0, le=1e12, description="euros of project budget")
    department: Word | None = Field(None, description="French département number, as 38")
    region: Word | None = Field(None, description="region, as auvergne-rhone-alpes")
    sector: Word | None = None
    goals: list[Word] = Field(default_factory=list, max_length=20)
    has_laboratory_partner: bool | None = None

    def profile(self) -> CompanyProfile:
        """The firm; its region follows from its département where only that is given."""
        region = self.region
        if region is None and self.department in DEPARTMENTS:
            region = "auvergne-rhone-alpes"
        return CompanyProfile(**(self.model_dump() | {"goals": tuple(self.goals), "region": region}))


class AskIn(_Strict):
    """A question, with what was asked before and what is known of the firm."""

    question: Question
    history: list[TurnIn] = Field(default_factory=list, max_length=HISTORY_LENGTH)
    profile: ProfileIn | None = None


class BatchLine(AskIn):
    """One line of ``aura ask --batch``."""

    id: str | int | None = None


class FindIn(_Strict):
    """A firm, and the language of the answer."""

    profile: ProfileIn
    language: Literal["fr", "en"] = "fr"


class FeedbackIn(_Strict):
    """A thumb for an answer of the chat, and why."""

    answer_id: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    useful: bool
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] = ""


class ExportIn(_Strict):
    """Which answers of the chat, in the order wanted."""

    answers: list[Annotated[str, StringConstraints(max_length=64)]] = Field(min_length=1, max_length=100)
    language: Literal["fr", "en"] = "fr"


def sentence_for(errors: list[Any]) -> str:
    """One clear sentence for pydantic's first complaint."""
    if not errors:
        return "The request cannot be read."
    first = errors[0]
    if first["type"] in ("json_invalid", "json_type"):
        return "The body is not valid JSON."
    where = ".".join(str(p) for p in first["loc"] if p != "body") or "The body"
    message = str(first["msg"])
    if first["type"] == "extra_forbidden":
        return f"{where} is not a field of this request."
    if first["type"] == "missing":
        return f"{where} is missing."
    return f"{where}: {message[:1].lower()}{message[1:]}."


def sentence_of(error: ValidationError) -> str:
    return sentence_for(list(error.errors()))
