"""Figures of twin sentences compare equal, and unequal figures do not."""

from __future__ import annotations

import pytest

from corpus.figures import figures, has_figure


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("entre 75 000 et 500 000 €", "between €75,000 and €500,000"),
        ("1,5 milliard d'euros en 2021", "€1.5 billion in 2021"),
        ("de 10 à 2 000 salariés", "10 to 2,000 staff"),
        ("3,5 heures et 15 % au 1er mai 2026", "3.5 hours and 15% on 1 May 2026"),
        ("en 2023, 1 200 entreprises", "in 2023, 1,200 firms"),
        (
            "le règlement (UE) 2026/1744, voir https://a.example/1744.",
            "Regulation (EU) 2026/1744, see https://a.example/1744.",
        ),
        ("Une entreprise peut agir.", "A firm may act."),
    ],
)
def test_twin_sentences_have_the_same_figures(french: str, english: str) -> None:
    """Spelling of numbers, months and units is each language's own."""
    assert figures(french, "fr") == figures(english, "en")


@pytest.mark.parametrize("english", ["€75,001", "€75,000 on 3 May", "75,000", "€75,000 and 40%", "€75 million"])
def test_another_figure_is_noticed(english: str) -> None:
    """A different number, scale, date or unit is a difference."""
    assert figures("75 000 €", "fr") != figures(english, "en")


def test_a_year_or_a_name_is_no_figure_that_needs_a_source() -> None:
    """Amounts, shares and durations are; France 2030, a day and an address are not."""
    assert not has_figure("Rien n'est connu de France 2030 au 22 novembre 2026, voir https://a.example/40.")
    assert all(map(has_figure, ("Il reste 6 000 €.", "It is 40%.", "Il dure 18 mois.", "It takes 8 days.")))
