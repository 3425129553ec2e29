"""What is counted is known again in the statements, by whichever name."""

from __future__ import annotations

import pytest

from assistant.language.counting import counted, holds_count
from assistant.language.intent import read_intent


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Combien de clients par an ?", "En 2023, l'agence accompagnait environ 1 200 entreprises par an."),
        ("Junon membership size", "Junon had 475 members in September 2021."),
        ("Fonds Junon, adhérents", "Le Fonds Junon compte plus de 250 membres."),
        ("Découpé en combien de parties ?", "Il était divisé en quatre volets."),
        ("How many schools?", "It had about 150 courses and six schools."),
        ("Combien de start-up ?", "Il y avait 23 grandes entreprises, 21 PME et 11 start-up."),
    ],
)
def test_a_statement_with_a_number_of_what_is_counted_holds_the_count(question: str, text: str) -> None:
    """Figures and words alike, and other names for the same things."""
    things = counted(question)
    assert things is not None
    assert holds_count(text, things)


@pytest.mark.parametrize("question", ["Combien d'argent ?", "Combien de jours ?", "How many millions?", "Combien ?"])
def test_money_and_time_are_not_counted(question: str) -> None:
    """They are facets of their own."""
    assert counted(question) is None


def test_a_year_or_a_share_is_no_count() -> None:
    """ "In 2023 firms" and "10 % of firms" do not say how many there are."""
    things = counted("Combien d'entreprises ?")
    assert things is not None
    assert not holds_count("En 2023 les entreprises payaient.", things)
    assert not holds_count("Il vise 10 % des entreprises.", things)


def test_what_is_asked_before_a_count_comes_first() -> None:
    """ "The least size, and the number of partners" is led by the size."""
    assert counted("Minimum size and maximum number of partners?") is None


def test_a_number_of_things_asked_one_by_one_is_a_count() -> None:
    """ "The three strands" are found where three axes are told, whatever they are called."""
    for question in ("Les trois volets du plan ?", "What are the 3 axes of the plan?"):
        things = counted(question)
        assert things is not None
        assert holds_count("Le plan suit trois axes : voir, dire, faire.", things)
    assert counted("Les 300 entreprises ?") is None


@pytest.mark.parametrize(
    "question",
    [
        "Les ambassadeurs IA, il y en a combien ?",
        "les ambassadeurs, ils sont combien ?",
        "The ambassadors, how many are there?",
    ],
)
def test_what_is_counted_may_stand_before(question: str) -> None:
    """ "The ambassadors, how many are there?" counts ambassadors and asks for no sum."""
    things = counted(question)
    assert things is not None
    assert holds_count("Le plan prévoit 300 ambassadeurs.", things) or holds_count("It has 300 ambassadors.", things)
    assert "amount" not in read_intent(question).facets


def test_a_number_that_is_not_known_is_told_of_too() -> None:
    """ "The number of courses is not known" answers how many there are."""
    things = counted("How many courses are on the map?")
    assert things is not None
    assert holds_count("The number of courses of the map is not known.", things)
    assert not holds_count("The courses of the map are old.", things)
