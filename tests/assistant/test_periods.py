"""A month that is asked for is found inside the period that a statement tells of."""

from __future__ import annotations

import pytest

from assistant.language.periods import asks_of_now, is_over, is_within, period_asked


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("Début 2026, de janvier jusqu'au 17 juin 2026, la part était de 25 %.", True),
        ("From January until 17 June 2026, the share was 25%.", True),
        ("À partir de janvier 2026, il coûtait 10 000 €.", True),
        ("La part est passée à 40 % le 17 juin 2026.", False),
        ("Depuis juillet 2026, la part est de 40 %.", False),
        ("Avant janvier 2026, la part était de 42 %.", False),
    ],
)
def test_a_period_holds_its_months(text: str, within: bool) -> None:
    """March lies between January and June, and after January; not in what began later or was before."""
    month = period_asked("Quel taux en mars 2026 ?")
    assert month is not None
    assert is_within(text, month) is within


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("Fin 2025, avant janvier 2026, il était à 13 000 €.", True),
        ("Before January 2026, it was at €13,000.", True),
        ("À partir de janvier 2026, il était à 10 000 €.", False),
        ("De janvier à juin 2026, la part était de 25 %.", False),
        ("Avant juin 2026, la part était de 25 %.", False),
    ],
)
def test_before_a_year_is_what_was_before_it(text: str, within: bool) -> None:
    """A bound asked for is met by what held until then at the latest."""
    for question in ("Quel prix avant 2026 ?", "What did it cost before January 2026?"):
        bound = period_asked(question)
        assert bound is not None
        assert is_within(text, bound) is within


def test_a_day_lies_in_its_month() -> None:
    """What was checked on 26 September tells of September."""
    month = period_asked("Quel taux en septembre 2026 ?")
    assert month is not None
    assert is_within("Le taux est de 40 %, vérifié le 26 septembre 2026.", month)


def test_what_opens_with_its_end_is_over() -> None:
    """A price "before June" is not today's; a step "before you apply" has no date to be over at."""
    assert is_over("Avant le 17 juin 2026, il coûtait 10 000 €.")
    assert not is_over("Avant de déposer, il faut un label.")
    assert not is_over("Il coûte moins qu'avant janvier 2026.")
    assert asks_of_now("Combien reste-t-il à payer aujourd'hui ?")
    assert asks_of_now("If we sign this month, what is left to pay?")
    assert not asks_of_now("Combien coûtait-il ?")


def test_a_whole_date_or_no_date_names_no_month() -> None:
    """A day is looked for by its own numbers."""
    assert period_asked("le 26 septembre 2026") is None
    assert period_asked("Quel taux ?") is None
