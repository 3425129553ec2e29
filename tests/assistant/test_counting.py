"""What is counted is known again in the statements, by whichever name."""

from __future__ import annotations

import pytest

from assistant.language.counting import counted, holds_count


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
