"""What an answer claims is read as a careful person would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.claims import figures, names, sentences


def test_each_sentence_has_its_own_markers() -> None:
    """Markers belong to the sentence before them, and to no other."""
    found = sentences("Premier fait. Deuxième fait. [1] [2] Troisième ?\n\n- Quatrième, en liste. [3]")
    assert [(s.text, s.numbers) for s in found] == [
        ("Premier fait.", ()),
        ("Deuxième fait.", (1, 2)),
        ("Troisième ?", ()),
        ("Quatrième, en liste.", (3,)),
    ]


def test_markers_before_the_full_stop_count_too() -> None:
    """ "… 40 % [1]. Suite. [2]" is two cited sentences, not three."""
    assert [s.numbers for s in sentences("L'aide est de 40 % [1]. La suite vient. [2]")] == [(1,), (2,)]


@pytest.mark.parametrize(
    "text",
    [
        "Voir M. Dupont à Lyon. [1]",
        "Le coût est d'env. 10 000 €. [1]",
        "Version 2.0 du texte. [1]",
        "Voir www.exemple.fr. [1]",
    ],
)
def test_abbreviations_and_addresses_do_not_cut_a_sentence(text: str) -> None:
    """A full stop that ends no sentence leaves no uncited half behind."""
    assert len(sentences(text)) == 1


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("10 000 €", "€10,000"),
        ("1 500 000 euros", "1.5 million euros"),
        ("le 1 août 2026", "1 August 2026"),
        ("40 %", "40%"),
        ("3,5 jours", "3.5 days"),
        ("300 M€", "€300 million"),
        ("trois experts", "3 experts"),
    ],
)
def test_figures_are_the_same_in_both_languages(french: str, english: str) -> None:
    """Notation, language and scale words do not make another figure."""
    assert figures(french) == figures(english) != frozenset()


def test_different_figures_stay_different() -> None:
    """One digit, one month or one scale makes another figure."""
    assert not figures("40 %") & figures("41 %")
    assert figures("mai 2026") != figures("juin 2026")
    assert figures("10 millions") != figures("10 000")


def test_names_are_found_inside_sentences() -> None:
    """Names count with their capitals; months, weekdays and first words do not."""
    found = names("Depuis mardi 3 March, l'Agence Minalogic et i-Nov aident. Elle répond.")
    assert {"agence", "minalogic", "i-nov"} <= found
    assert not {"march", "elle", "depuis"} & found


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    """No answer, however strange, stops an evaluation."""
    for sentence in sentences(text):
        figures(sentence.text)
        names(sentence.text)
