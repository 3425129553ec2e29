"""Questions offered, and choices where it is asked back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.dialogue.phrasing import asking_of, choice_of, offer_of, with_article
from corpus.model import SchemeCard


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_regulation_is_not_asked_what_it_pays(cards: dict[str, SchemeCard], language: str) -> None:
    """Of a rule, one asks what to do and what applies; of a scheme, how to apply and what it pays."""
    scheme = cards["vulcain"]
    rule = replace(scheme, kinds=("regulation",))
    assert offer_of("amount", rule, language) == ""  # type: ignore[arg-type]
    for facet in ("apply", "status", "employees"):
        told = offer_of(facet, rule, language)  # type: ignore[arg-type]
        assert told
        assert told != asking_of(facet, scheme, language)  # type: ignore[arg-type]
        assert offer_of(facet, scheme, language) == asking_of(facet, scheme, language)  # type: ignore[arg-type]


def test_a_choice_asks_what_was_asked(cards: dict[str, SchemeCard]) -> None:
    """Whom to contact, and until when, of a scheme that is named."""
    assert choice_of("contact", cards["vulcain"], "en") == "Whom to contact for Diag Vulcain?"
    assert "Jusqu'à quand" in choice_of("dates", cards["vulcain"], "fr")
    assert choice_of("operator", cards["vulcain"], "en") == asking_of("operator", cards["vulcain"], "en")


@pytest.mark.parametrize(
    ("name", "said"),
    [("Pactes de Recherche", "les Pactes de Recherche"), ("Contrats doctoraux en IA", "les contrats doctoraux en IA")],
)
def test_a_proper_name_keeps_its_first_capital(cards: dict[str, SchemeCard], name: str, said: str) -> None:
    """A name that ends in a capitalised word is a proper name; words with one capital are a description."""
    assert with_article(replace(cards["vulcain"], names={"fr": name, "en": name}), "fr") == said
