"""What a question asks for is read from the way it is asked."""

from __future__ import annotations

import pytest

from assistant.intent import ELIGIBILITY_TAGS, hints, is_hinted, read_intent
from assistant.selection import is_eligibility, numbers_asked


@pytest.mark.parametrize(
    ("question", "facet"),
    [
        ("Joint AI roadmap: what's it aiming at?", "aim"),
        ("What is the goal of Diag Vulcain?", "aim"),
        ("How old is Agence Vulcain?", "dates"),
        ("How old must my firm be?", "age"),
        ("Qu'est-ce que le Diag Vulcain ?", "definition"),
        ("Qui puis-je appeler pour le Diag Vulcain ?", "contact"),
        ("Where can I watch the webinars?", "apply"),
    ],
)
def test_the_first_facet_is_the_one_asked(question: str, facet: str) -> None:
    """Words that only lead up to a question do not decide what it asks."""
    assert read_intent(question).facets[0] == facet


def test_a_way_or_a_place_is_not_eligibility() -> None:
    """ "Where can I" asks for a place, "can I" whether one may."""
    assert not is_eligibility(read_intent("Where can I watch the webinars?"))
    assert not is_eligibility(read_intent("Comment puis-je le contacter ?"))
    assert is_eligibility(read_intent("Can I have Diag Vulcain?"))
    assert set(ELIGIBILITY_TAGS) <= set(read_intent("Diag Vulcain, c'est pour moi ?").facets)


def test_an_expected_word_is_not_found_inside_another() -> None:
    """The end that is asked for is not in "endroit", nor in "finance"."""
    expected = hints("Jusqu'à quand court le label ?")
    assert is_hinted("Le label court jusqu'en 2026.", expected)
    assert not is_hinted("Son site est l'endroit à consulter, il finance des projets.", expected)


def test_numbers_that_name_are_kept() -> None:
    """ "Phase 2 pays" is about the second phase; "the 4 axes" only says how many there are."""
    assert numbers_asked("how much does phase 2 pay") == {"2"}
    assert numbers_asked("the 4 axes") == frozenset()
