"""Typing errors are mended before a question is read; what may be meant is left."""

from __future__ import annotations

import pytest

from assistant.language.spelling import Spelling

TEXTS = ["The roadmap has a budget and challenges for the region", "Le budget"] * 50 + [
    "La feuille de route a un budget, des critères, une subvention ; un courriel suffit, les courses aussi"
] * 20


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return Spelling(TEXTS, {"king", "bucket", "cite"}.__contains__)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("budjet of the raodmap", "budget of the roadmap"),  # letters swapped, one for another
        ("la subvntion de la region", "la subvention de la region"),
        ("the chalenges of the region", "the challenges of the region"),  # a letter left out
        ("c koi le budget", "c quoi le budget"),  # as on a phone
    ],
)
def test_a_slip_is_mended(spelling: Spelling, typed: str, meant: str) -> None:
    """The word that the documents use takes its place; the rest stays as typed."""
    assert spelling.mended(typed) == meant


def test_what_is_shortened_is_written_out(spelling: Spelling) -> None:
    """Names of bodies as people shorten them, too."""
    assert spelling.mended("le budget de bpi") == "le budget de Bpifrance"
    assert spelling.mended("combien de tps") == "combien de temps"


@pytest.mark.parametrize(
    "typed",
    [
        "the king of the region",  # a word of the language that no document holds
        "the budgets of the region",  # another form of a word that is known
        "the budget of Budjet in the region",  # a name, by its capital
        "Courtier de la region",  # trades of which no document speaks, two slips from words that they do
        "un coursier de la region",
        "hoeveel kost een treinkaartje",  # another language
        "",
    ],
)
def test_what_may_be_meant_is_left(spelling: Spelling, typed: str) -> None:
    """A wrong mending would answer another question."""
    assert spelling.mended(typed) == typed


def test_a_known_verb_in_another_person_is_no_slip() -> None:
    """ "Utilisons" is "utiliser", not "utilisent" misspelt."""
    spelling = Spelling(["ils utilisent et vont utiliser la carte, on l'utilise"] * 3, {"nous"}.__contains__)
    assert spelling.mended("nous utilisons la carte") == "nous utilisons la carte"
