"""What a question asks one after the other, and which of it nothing answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.composition.missing import MissingParts, gap_in
from assistant.composition.parts import asks, name_used, named, parts_of
from assistant.evidence.selection import Selector
from corpus.model import SchemeCard
from ingest.model import QueryVectors
from tests.assistant.conftest import Ask
from tests.fakes import HashingEmbedder


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "le diag vulcain ça vient d'où, et le patron il touche combien ?",
            ["le diag vulcain ça vient d'où", "le patron il touche combien"],
        ),
        ("c'est quoi le diag vulcain, et ils ont une crèche ?", ["c'est quoi le diag vulcain", "ils ont une crèche"]),
        (
            "Fonds Junon: how much aid, at most what share, until when?",
            ["Fonds Junon: how much aid", "Fonds Junon: at most what share", "Fonds Junon: until when"],
        ),
        (
            "minalogic c'est où, et l'adhésion c'est cher, et ils ont un gymnase ?",
            ["minalogic c'est où", "l'adhésion c'est cher", "ils ont un gymnase"],
        ),
        ("On est 12 dans le bois, et le diag nous intéresse.", []),
        (
            "Fonds Junon : mini, maxi ? encore ouvert ?",
            [f"Fonds Junon : {p}" for p in ("mini, maxi", "encore ouvert")],
        ),
        (
            "Fonds Junon, le taux et le nombre de partenaires ?",
            ["Fonds Junon, le taux", "Fonds Junon, le nombre de partenaires"],
        ),
        ("How long is the short path, and the longer one?", ["How long is the short path", "the longer one"]),
        ("Qui trie les experts et ça prend combien de temps ?", ["Qui trie les experts", "ça prend combien de temps"]),
        ("Is it free? by whom is it run", ["Is it free", "by whom is it run"]),
        ("Which experts and operators support projects?", []),
        ('Who said "with the State, and the Region"?', []),
        ("Ai-je droit au diag, ou à autre chose ?", []),
    ],
)
def test_each_part_asks(question: str, parts: list[str]) -> None:
    """By its own last words, or by its tone after one that does; what only tells is no part."""
    assert parts_of(question) == parts


def test_a_part_that_names_its_subject_is_left(ask: Ask, cards: dict[str, SchemeCard]) -> None:
    """By whichever of its names; another has the name put before it."""
    standalone = ask("Who runs VULC, and what does it cost?")
    assert named("Who runs VULC", standalone, cards) == "Who runs VULC"
    assert named("what does it cost", standalone, cards) == "Diag Vulcain : what does it cost"


def test_a_part_keeps_the_number_asked_about(ask: Ask, cards: dict[str, SchemeCard]) -> None:
    """What is called by its number is said again with a part that calls nothing so."""
    standalone = ask("What does phase 2 of Diag Vulcain give, and until when?")
    assert named("until when", standalone, cards) == "Diag Vulcain, phase 2 : until when"
    assert named("phase 3 of it", standalone, cards) == "Diag Vulcain : phase 3 of it"


def test_an_elliptic_part_leaves_what_it_asks_to_the_one_before() -> None:
    """ "Pour le labo" asks nothing by itself; a noun that can be asked for does."""
    assert not asks("Fonds Junon : pour le labo public")
    assert asks("Fonds Junon : le taux")


def _missing(  # noqa: PLR0917
    ask: Ask, selector: Selector, question: str, alone: float, of_it: float = 0.9, probability: float = 0.99
) -> list[str]:
    """The missing parts where each is as likely as told: ``alone`` by itself, ``of_it`` beside the scheme's name."""

    def odds(text: str, _intent: object) -> float:
        return of_it if "vulcain" in text.casefold() else alone

    def embed(text: str) -> QueryVectors:
        return HashingEmbedder().embed_query(text)

    return MissingParts(ask(question), selector, probability, embed, odds).among(parts_of(question))


def test_strange_words_are_missing_where_they_are_unlikely_by_themselves(ask: Ask, selector: Selector) -> None:
    """However likely the whole question is; words of the card are not strange."""
    assert _missing(ask, selector, "Who runs Diag Vulcain, and what did they eat?", 0.01) == ["what did they eat"]
    assert not _missing(ask, selector, "Who runs Diag Vulcain, and what does the expert do?", 0.01)
    assert not _missing(ask, selector, "Who runs Diag Vulcain, and how sure is that?", 0.01)


def test_words_that_no_document_has_are_missing_where_nothing_else_is_asked(ask: Ask, selector: Selector) -> None:
    """Unless the corpus very likely answers them beside the name."""
    question = "diag vulcain opérateur + abonnement gymnase"
    assert _missing(ask, selector, question, 0.3, 0.5) == ["abonnement gymnase"]


def test_what_points_to_a_missing_part_is_missing_too(ask: Ask, selector: Selector) -> None:
    """Who runs what nothing is known of is not known."""
    question = "what about the Lyon Quantum Booster, who runs it?"
    assert _missing(ask, selector, question, 0.05, probability=0.5) == parts_of(question)


@pytest.mark.parametrize(
    ("question", "part"),
    [
        (
            "Qui gère le Diag Vulcain, et quel logiciel de caisse choisir ?",
            "quel logiciel de caisse choisir",
        ),
        ("What is Diag Vulcain, and what's the wifi password there?", "what's the wifi password there"),
    ],
)
def test_recommendations_and_secrets_are_missing(ask: Ask, selector: Selector, question: str, part: str) -> None:
    """No card tells them, however likely they seem."""
    assert part in _missing(ask, selector, question, 0.9)


def test_a_part_is_quoted_back_only_as_it_was_typed(ask: Ask) -> None:
    """What was mended or put before it are not the asker's words."""
    standalone = replace(ask("Fonds Junon: how much, and a garden?"), typed="Fonds Junon: how much, and a gardn?")
    assert "“how much”" in gap_in("how much", standalone)
    assert "garden" not in gap_in("a garden", standalone)


def test_what_a_card_speaks_of(selector: Selector) -> None:
    """Any form of a word that the card or its questions hold, in either language; no word of another card."""
    assert selector.speaks_of("vulcain", "experts")
    assert selector.speaks_of("vulcain", "clinique")
    assert not selector.speaks_of("vulcain", "hydrogène")
    assert not selector.speaks_of("unknown", "expert")


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Quatre axes ou onze pour le plan ? Je lis les deux, ça m'agace", []),
        (
            "Quand l'État met un euro, la Région met combien ? et quel total ?",
            [],
        ),
        ("Quand ferme le diag et qui paie ?", ["Quand ferme le diag", "qui paie"]),
    ],
)
def test_what_is_told_is_no_part(question: str, parts: list[str]) -> None:
    """A feeling, or "when the State pays one euro", asks nothing; "when does it close" does."""
    found = parts_of(question)
    assert not any(part in ("ça m'agace", "Quand l'État met un euro") for part in found)
    assert found == parts or not parts


def test_an_own_name_that_shares_no_word_is_kept(ask: Ask, cards: dict[str, SchemeCard]) -> None:
    """A part is asked of the name the asker used where it may mean another thing than the usual one."""
    standalone = ask("Qui porte le Diag Vulcain, et c'est cher ?")
    assert name_used(cards["vulcain"], standalone) == "Diag Vulcain"
    aliased = replace(cards["vulcain"], aliases=("BRAISE",))
    assert name_used(aliased, replace(standalone, text="Qui porte BRAISE, et c'est cher ?")) == "BRAISE"
