"""Names that begin like a scheme's and are another's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.dialogue.namesakes import namesake
from assistant.language.entities import NameIndex
from corpus.model import SchemeCard


@pytest.fixture
def plan(cards: dict[str, SchemeCard]) -> NameIndex:
    """The names of a roadmap."""
    names = {"fr": "feuille de route IA", "en": "AI roadmap"}
    return NameIndex(
        {"plan": replace(cards["vulcain"], id="plan", names=names, aliases=("feuille de route", "roadmap"))}
    )


def _read(question: str, names: NameIndex) -> tuple[str, ...]:
    return namesake(question, names.mentions(question)[0], names, lambda scheme, word: False)


@pytest.mark.parametrize(
    ("question", "matter"),
    [
        ("Who wrote the roadmap for mountain resorts?", ("mountain", "resorts")),
        ("Qui a écrit la feuille de route pour la montagne ?", ("montagne",)),
        ("Qui a écrit la feuille de route de la nautique ?", ("nautique",)),
    ],
)
def test_what_a_plan_is_for_makes_it_another(plan: NameIndex, question: str, matter: tuple[str, ...]) -> None:
    """A plan for something that the card never speaks of is another plan, whatever letters that begins with."""
    assert _read(question, plan) == matter


@pytest.mark.parametrize(
    "question",
    [
        "What does the roadmap change for us?",
        "What is in the roadmap for us?",
        "Que prévoit la feuille de route pour mon entreprise ?",
        "Que prévoit la feuille de route pour nous ?",
    ],
)
def test_a_plan_for_the_asker_is_the_one_meant(plan: NameIndex, question: str) -> None:
    """Whom the asker speaks for is no part of the plan's name."""
    assert _read(question, plan) == ()
