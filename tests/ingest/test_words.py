"""Words as the lexical index sees them."""

from __future__ import annotations

import doctest

from ingest import words


def test_examples() -> None:
    """The examples in the docstrings are true."""
    result = doctest.testmod(words)
    assert result.attempted
    assert not result.failed


def test_accents_and_ligatures_make_no_difference() -> None:
    """Composed, decomposed and written-out forms are one; letter case is kept."""
    assert words.without_accents("Œuvre d’É\u0301té, cœur ÆON") == "OEuvre d’Ete, coeur AEON"
