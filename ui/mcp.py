"""The two functions that other assistants may call over the model context protocol."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from pydantic import ValidationError

from corpus.errors import AuraError
from ui.parts import Desk, Parts
from ui.requests import AskIn, ProfileIn, sentence_of


def offer(parts: Parts) -> None:
    """Registers ``ask`` and ``find_schemes``; called inside a Gradio ``Blocks``."""
    import gradio

    offered: Any = gradio
    offered.api(_ask(parts.desk), api_name="ask", queue=False)
    offered.api(_find_schemes(parts.desk), api_name="find_schemes", queue=False)


# The docstrings of the functions within are what another assistant reads of them.


def _ask(desk: Desk) -> Callable[..., str]:
    import gradio as gr

    def ask(question: str) -> str:
        """Answer a question on the State-Region AI roadmap in Auvergne-Rhône-Alpes and the support around it.

        Every sentence of the answer carries markers such as [1] that name its citations; every
        citation quotes its document word for word. Answers are in the language of the question.
        The result is the JSON object of POST /api/ask.

        Args:
            question: the question, in French or English
        """
        try:
            return _json(desk.ask(AskIn(question=question).question).to_json())
        except ValidationError as error:
            raise gr.Error(sentence_of(error)) from error
        except AuraError as error:
            raise gr.Error(str(error)) from error

    return ask


def _find_schemes(desk: Desk) -> Callable[..., str]:
    import gradio as gr

    def find_schemes(  # noqa: PLR0917 - each is an option of the outside's
        employees: int | None = None,
        turnover_eur: float | None = None,
        age_years: float | None = None,
        department: str | None = None,
        sector: str | None = None,
        goals: list[str] | None = None,
        language: str = "fr",
    ) -> str:
        """List the support schemes that fit a firm, each rule met, not met or unknown, with its source.

        The result is a JSON list, best fit first.

        Args:
            employees: full-time staff
            turnover_eur: euros a year
            age_years: years since creation
            department: French département number, as 38
            sector: a sector in one word
            goals: any of diagnose, train, finance_project, research, recruit_phd, innovate, network, find_supplier,
                digitise, understand, comply, borrow
            language: fr or en
        """
        try:
            values = {
                "employees": employees,
                "turnover_eur": turnover_eur,
                "age_years": age_years,
                "department": department,
                "sector": sector,
                "goals": goals or [],
            }
            firm = ProfileIn.model_validate(values)
        except ValidationError as error:
            raise gr.Error(sentence_of(error)) from error
        matches = desk.find_schemes(firm.profile(), "en" if language == "en" else "fr")
        return _json([asdict(m) for m in matches])

    return find_schemes


def _json(value: Any) -> str:
    """As text: over this protocol Gradio would write an object in Python's own notation, which is no JSON."""
    return json.dumps(value, ensure_ascii=False)
