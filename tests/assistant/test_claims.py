"""Figures, months, names and denials that can be checked, as both languages write them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.claims import Figure, figures, is_negation, months, name_sequences, number_words
from assistant.language.text import sentence_spans, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("10 000 €", [Figure(10000, "€")]),
        ("10\u202f000\u00a0€", [Figure(10000, "€")]),
        ("€10,000", [Figure(10000, "€")]),
        ("10.000 euros", [Figure(10000, "€")]),
        ("1,5 million d'euros", [Figure(1.5e6, "€")]),
        ("€1.5 million", [Figure(1.5e6, "€")]),
        ("3 millions", [Figure(3e6)]),
        ("2 milliards d’euros", [Figure(2e9, "€")]),
        ("€2bn", [Figure(2e9, "€")]),
        ("300 k€ et 3 M€", [Figure(3e5, "€"), Figure(3e6, "€")]),
        ("40 %, 40%, 40 percent, 40 pour cent", [Figure(40, "%")] * 4),
        ("40 €", [Figure(40, "€")]),
        ("10 à 2 000 salariés", [Figure(10), Figure(2000)]),
        ("2022-2028", [Figure(2022), Figure(2028)]),
        ("le 26 septembre 2026", [Figure(26), Figure(2026)]),
        ("60 €9,000,000", [Figure(60), Figure(9e6, "€")]),
        ("7 000 à 10 000 €", [Figure(7000), Figure(10000, "€")]),
        ("aucun chiffre", []),
    ],
)
def test_figures(text: str, found: list[Figure]) -> None:
    """Spaces, commas, magnitudes and units give one value in either language."""
    assert figures(text) == found


@given(st.integers(1000, 999_999_999))
def test_thousands_agree_between_the_languages(number: int) -> None:
    """French spaces, English commas and no separator are the same figure."""
    comma = f"{number:,}"
    assert figures(f"{comma.replace(',', ' ')} €") == figures(f"€{comma}") == figures(f"{number} euros")


def test_number_words() -> None:
    """Numbers in words count from two: "un" and "one" are articles."""
    assert number_words("un plan, trois axes, eleven firms, one call") == [3, 11]
    assert number_words("eighteen months, soixante jours, seventy firms") == [18, 60, 70]


def test_months() -> None:
    """A month is a month in both languages; "may" and "mars" only beside a figure."""
    assert months("le 2 mars, in March 2026, en août, in May 2026") == [3, 3, 8, 5]
    assert months("it may be, sur Mars") == []


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Signé par Marie Lune et Paul Soleil.", [("marie", "lune"), ("paul", "soleil")]),
        ("L'Agence Vulcain finance.", [("agence", "vulcain")]),
        ("Le plan est né. Un autre suit.", []),
        ("Bpifrance et l’INSA", [("insa",)]),
        ("la DGE ; la BPI", [("dge",), ("bpi",)]),
        ("en Mars 2026", []),
    ],
)
def test_names(text: str, runs: list[tuple[str, ...]]) -> None:
    """Capitals inside a sentence are names, in runs; a plain capital at its head tells nothing."""
    assert name_sequences(text) == runs


@pytest.mark.parametrize(
    ("text", "denials"),
    [
        ("It isn't open, nor free.", ["isn", "nor"]),
        ("Ce n'est ni l'un ni l'autre.", ["n", "ni", "ni"]),
        ("Rien.", ["rien"]),
        ("It is.", []),
    ],
)
def test_denials(text: str, denials: list[str]) -> None:
    """Each word that denies is known for one, cut forms included."""
    assert [word for word in words(text) if is_negation(word)] == denials


@pytest.mark.parametrize(
    "text",
    [
        "Il paie 3.5 jours. Fin.",
        "Voir https://vulcain.example/a.b?c=d. Fin.",
        "M. Lune a signé. Fin.",
        "C'est vrai ! Fin.",
    ],
)
def test_sentences(text: str) -> None:
    """Full stops of numbers, addresses and abbreviations end no sentence."""
    assert len(sentence_spans(text)) == 2


@given(st.text(max_size=300))
def test_sentences_are_spans_of_the_text(text: str) -> None:
    """Spans are in order, do not overlap, and lose no visible character."""
    spans = sentence_spans(text)
    assert all(a < b for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
