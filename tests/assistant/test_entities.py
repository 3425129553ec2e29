"""Finding the schemes a question names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.language.entities import NameIndex, display_name, partial_name, without_words_of
from corpus.model import SchemeCard


def named(names: NameIndex, question: str) -> list[str]:
    return [m.scheme_id for m in names.mentions(question)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("C'est quoi le Diag Vulcain ?", ["vulcain"]),
        ("le diagvulcain", ["vulcain"]),
        ("le diag vulcian", ["vulcain"]),
        ("DIAG-VULCAIN?", ["vulcain"]),
        ("diags vulkain", ["vulcain"]),
        ("fonds junon", ["junon"]),
        ("le Fonds Junon national", ["junon-national"]),
        ("Fonds Junon régional ou Fonds Junon national ?", ["junon", "junon-national"]),
        ("prêt mercure et bourse apollon", ["mercure", "apollon"]),
        ("the planet Neptune", []),
        ("un prêt", []),
        ("", []),
    ],
)
def test_names(names: NameIndex, question: str, expected: list[str]) -> None:
    """Names are found glued, hyphenated or misspelt, the longest wins, in order; common words name nothing."""
    assert named(names, question) == expected


def test_words_that_link_a_name_may_be_others(names: NameIndex) -> None:
    """ "Fonds de Junon" is the Fonds Junon; a link at the end of a name is none."""
    assert named(names, "le Fonds de la Junon national") == ["junon-national"]
    assert named(names, "un fonds pour") == []


def test_a_short_name_bears_no_misspelling(names: NameIndex) -> None:
    """Four letters are matched to the letter: "VULC" is found, "VULK" is not."""
    assert named(names, "le VULC") == ["vulcain"]
    assert named(names, "le VULK") == []


def test_the_name_shown_is_in_the_readers_language(cards: dict[str, SchemeCard]) -> None:
    """Each language has its name."""
    assert (display_name(cards["mercure"], "fr"), display_name(cards["mercure"], "en")) == (
        "Prêt Mercure",
        "Mercure loan",
    )


def test_a_link_word_is_no_slip_for_the_end_of_a_name(names: NameIndex) -> None:
    """What follows a part of a name is not taken for its end misspelt."""
    assert "on" in names.blanked("Vulcain, on passe ?").split()


def test_an_alias_unlike_the_name_means_a_part(cards: dict[str, SchemeCard]) -> None:
    """An alias that shares no word with the names shown is what a question is about; the name itself is not."""
    card = replace(cards["vulcain"], aliases=("forge numérique",))
    assert set(partial_name(card, "C'est quoi la forge numérique ?").split()) == {"forge", "numerique"}
    assert partial_name(card, "C'est quoi le Diag Vulcain ?") == ""
    assert partial_name(None, "C'est quoi la forge numérique ?") == ""


def test_a_common_noun_names_its_scheme_only_alone(cards: dict[str, SchemeCard]) -> None:
    """ "An innovation project" is no scheme beside one that is named."""
    own = {**cards, "apollon": replace(cards["apollon"], aliases=("projets d'innovation",))}
    names = NameIndex(own)
    assert named(names, "Nos projets d'innovation vont-ils au Diag Vulcain ?") == ["vulcain"]
    assert named(names, "Quel montant pour les projets d'innovation ?") == ["apollon"]


def test_a_description_in_the_words_of_a_card_leaves_nothing(cards: dict[str, SchemeCard]) -> None:
    """Words of its names and of who publishes it, in whatever order, are taken out; others stay."""
    assert without_words_of(cards["vulcain"], "Le Diag de l'Agence Vulcain, ça passe ?") == "le de l ca passe"
