"""The parts of a question answered one after the other, each for itself and for each scheme it is asked of."""

from __future__ import annotations

import pytest

from assistant.composition.description import without_told
from assistant.composition.parts import in_full, own_clause, parts_of
from assistant.service import Assistant
from corpus.model import SchemeCard

pytestmark = pytest.mark.usefixtures("sure")


def test_each_part_of_a_comparison_is_asked_of_each_scheme(desk: Assistant) -> None:
    """How much and for whom, of one and of the other, before anything else."""
    answer = desk.ask("Diag Vulcain ou Fonds Junon régional : combien, et pour qui ?").answer
    opening = answer.partition("\n\n")[0]
    for told in ("10 000 €", "300 000 € à 3 millions", "10 à 2 000 salariés", "aucune limite d'effectif"):
        assert told in opening


def test_a_part_that_names_one_of_those_compared_is_asked_of_that_one(desk: Assistant) -> None:
    """Who it is for is told of the one asked after."""
    opening = desk.ask("Diag Vulcain vs Mercure loan: same thing? and who is Diag Vulcain for?").answer
    assert "10 to 2,000 employees" in opening.partition("\n\n")[0]
    assert "no rule on size" not in opening.partition("\n\n")[0]


def test_a_rule_that_fails_by_age_leads(desk: Assistant) -> None:
    """A firm of some months hears no, not that its size would do."""
    for question in (
        "We were incorporated nine months ago in Lyon, 14 staff. Can we get Diag Vulcain?",
        "Notre société, immatriculée il y a 8 mois, compte 12 salariés. A-t-on droit au Diag Vulcain ?",
    ):
        assert desk.ask(question).answer.startswith(("No", "Non"))


def test_a_part_after_no_asks_for_its_own(desk: Assistant) -> None:
    """What it would cost is told, though the firm may not."""
    answer = desk.ask(
        "Notre société, créée il y a 5 mois, a 11 salariés. Le Diag Vulcain nous est-il ouvert et combien ?"
    )
    first, second = answer.answer.partition("\n\n")[0].split("[1]")[:2]
    assert first.startswith("Non")
    assert "10 000 €" in second


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Le diag est-il pour nous et combien coûte-t-il ?", ["Le diag est-il pour nous", "combien coûte-t-il"]),
        ("Junon ou Vulcain : lequel paie le plus, et qui gère ?", 2),
        ("On veut un avis avant d'acheter quoi que ce soit. Qui gère Vulcain et où ?", 2),
    ],
)
def test_what_may_be_had_and_which_are_asked(question: str, parts: list[str] | int) -> None:
    """By the verb before its subject, or "lequel"; "quoi que ce soit" asks nothing."""
    found = parts_of(question)
    assert found == parts if isinstance(parts, list) else len(found) == parts


def test_the_own_clause_is_what_asks() -> None:
    """What is told before it is no part of what it asks; all of a part that asks nothing is its own."""
    assert own_clause("Fonds Junon : combien de partenaires") == "combien de partenaires"
    assert own_clause("Fonds Junon") == "Fonds Junon"
    assert own_clause("My cousin in Dijon says Fonds Junon goes on. Game over for us?") == "Game over for us"


def test_a_circumstance_is_one_of_what_was_asked() -> None:
    """ "And when?" asks when that was; what asks by itself is left."""
    assert in_full("quand", "Qui a signé le texte") == "quand a signé le texte"
    assert in_full("to what tune", "How many firms chip in") == "to what tune firms chip in"
    assert in_full("MIAI: pour combien", "MIAI: qui paie") == "MIAI: pour combien paie"
    assert in_full("until when", "Who runs it") == "until when"
    assert in_full("when does it end", "Who runs it") == "when does it end"


def test_what_a_firm_tells_first_is_left_out_where_the_scheme_is_named(cards: dict[str, SchemeCard]) -> None:
    """Unless it tells of a parent company, or the question names nothing by itself."""
    named = [cards["vulcain"]]
    assert without_told("Nous sommes 12 à Lyon. Diag Vulcain, pour nous ?", named) == "Diag Vulcain, pour nous ?"
    for kept in ("12 salariés, filiale d'un groupe. Diag Vulcain, pour nous ?", "On est 12 salariés. Et le prix ?"):
        assert without_told(kept, named) == kept


def test_what_is_told_first_does_not_lead(desk: Assistant) -> None:
    """The clause that asks decides what an answer opens with, whatever the sentences before it tell."""
    told = "Me and a firm of the health industry with a turnover of 2 million in all of France want a diagnosis; "
    answer = desk.ask(f"{told}who holds the purse for Diag Vulcain?").answer
    assert answer.startswith("Diag Vulcain is run by Agence Vulcain")


def test_a_part_is_not_answered_by_what_all_were_asked_on(desk: Assistant) -> None:
    """A part that its occasion answers with what was told already is asked again by itself."""
    question = "Diagnostic mené par un expert : combien de jours dure le Diag Vulcain et quand était-il ouvert ?"
    opening = desk.ask(question).answer.partition("\n\n")[0]
    assert "cinq jours" in opening
    assert "ouvert au 2 mars 2026" in opening
