"""A firm that says what it is and asks what there is gets what fits it; whoever asks after something else does not."""

from __future__ import annotations

import pytest

from assistant.composition.description import asked_beside, clauses_of, describes, tells_what_it_is
from assistant.composition.kinds import kind_of
from assistant.composition.plea import asks_what_there_is
from assistant.evidence.known_questions import Nearness
from corpus.model import SchemeCard
from tests.assistant.conftest import Ask


@pytest.mark.parametrize(
    "question",
    [
        "I run a 5-person bakery near Annecy, barely digital. Anything free for me?",
        "5-person joinery in Valence, what's out there for us?",
        "Hairdresser in Lyon, 3 staff, any help?",
        "Traiteur à Bron, 15 personnes, on veut de l'IA",
        "Imprimeur, 18 salariés, Villeurbanne : y a quoi pour nous ?",
        "Restaurant 7 salariés à Privas, rien de gratuit ?",
        "Brocanteur à Vichy, qu'est-ce qu'il y a pour moi ?",
        "Usine de 300 personnes à Roanne. Que pouvez-vous nous proposer ?",
        "Any AI help? We are a tannery with 12 staff in Annonay.",
        "Which scheme can pay for a PhD student in our company?",
        "aide pour une thèse en entreprise",
    ],
)
def test_a_firm_or_a_wish_alone_is_advised(ask: Ask, cards: dict[str, SchemeCard], question: str) -> None:
    """Though an answer looks unlikely: whoever tells no more than that can be told what fits."""
    assert asks_what_there_is(ask(question))
    assert kind_of(ask(question), cards, {}, 0.15, Nearness()) == "advice"
    assert kind_of(ask("Boulanger à Annecy : quel temps demain ?"), cards, {}, 0.001, Nearness()) == "outside"


@pytest.mark.parametrize(
    "question",
    [
        "Boulangerie, 5 salariés, Annecy : quel four acheter ?",
        "Restaurant à Lyon, 5 personnes, où dîner ce soir ?",
        "Quel est le meilleur restaurant de Grenoble ?",
        "PME de 40 salariés à Lyon, on cherche un bon notaire",
        "12 salariés à Lyon, qui a gagné le match ? une aide ?",
        "On est 5 à Annecy, le Diag Vulcain, c'est gratuit ?",
        "help me understand",
        "des aides",
    ],
)
def test_what_names_anything_else_is_no_plea(ask: Ask, question: str) -> None:
    """A thing, a scheme or a second question beside the firm; or neither firm nor wish."""
    assert not asks_what_there_is(ask(question))


def test_a_body_that_is_asked_about_beats_the_list(ask: Ask, cards: dict[str, SchemeCard]) -> None:
    """A named body is what is asked about, unless help is asked of it, or whether it would do."""
    bodies = frozenset({"techtera"})
    named = ask("Tisseur à Roanne, 22 salariés. Techtera, ils font quoi côté numérique ?")
    assert kind_of(named, cards, {}, 0.9, Nearness()) == "advice"
    assert kind_of(named, cards, {}, 0.9, Nearness(), bodies=bodies) == "question"
    helped = ask("Tisseur à Roanne, 22 salariés, quelles aides au numérique avec Techtera ?")
    assert kind_of(helped, cards, {}, 0.9, Nearness(), bodies=bodies) == "advice"


def test_what_describes_the_firm_is_no_part_of_a_question_of_money(ask: Ask, cards: dict[str, SchemeCard]) -> None:
    """It would draw what is said of sizes; a size with a name of its own stays by that name."""
    named = [cards["vulcain"]]
    assert asked_beside(ask("80 salariés, Diag Vulcain, quel taux pour nous ?"), named) == (
        "Diag Vulcain, quel taux pour nous ?"
    )
    large = asked_beside(ask("1,900 staff, what share does Diag Vulcain pay?"), named)
    assert large == "Mid-cap of 1900 staff. what share does Diag Vulcain pay?"
    alone = "Quel taux pour 80 salariés au Diag Vulcain ?"
    assert asked_beside(ask(alone), named) == alone
    eligible = "80 salariés, le Diag Vulcain nous convient-il ?"
    assert asked_beside(ask(eligible), named) == eligible


def test_a_need_or_a_question_is_no_description() -> None:
    """A clause that tells a size describes; one that holds a trade's word beside a need does not."""
    assert describes("Ma PME de 80 salariés :")
    assert not describes("on veut juste acheter un logiciel du commerce,")
    assert not describes("12 salariés, c'est trop ?")
    assert clauses_of("12 salariés, CA 1,5 M€. Une aide ?") == ["12 salariés,", "CA 1,5 M€.", "Une aide ?"]


def test_a_firm_told_before_what_it_must_do_is_left_out(ask: Ask) -> None:
    """Its size and place would draw what is said of them; a clause that tells something else stays."""
    asked = asked_beside(ask("Clinique à Lyon, 120 salariés : faut-il former le personnel ?"), ())
    assert asked == "Clinique à Lyon, faut-il former le personnel ?"
    told = "On m'affirme que je dois former chacun de mes 22 salariés. C'est vrai ?"
    assert asked_beside(ask(told), ()) == told


def test_what_a_firm_is_may_stand_before_a_colon() -> None:
    """What is asked after it stands alone where it tells enough and what comes before says nothing of "us"."""
    assert tells_what_it_is("Start-up in Lyon, launched in 2025: by when must generated outputs be marked?")
    assert not tells_what_it_is("Start-up in Lyon, launched in 2025: where do we start?")
    assert not tells_what_it_is("We sort CVs in Lyon: by when must generated outputs be marked?")
    assert not tells_what_it_is("An open question: by when must generated outputs be marked?")
