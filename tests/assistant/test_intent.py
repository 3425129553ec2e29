"""What a question asks for is read from the way it is asked."""

from __future__ import annotations

import pytest

from assistant.evidence.selection import is_eligibility, numbers_asked, numbers_in
from assistant.language.intent import ELIGIBILITY_TAGS, hints, is_hinted, read_intent


@pytest.mark.parametrize(
    ("question", "facet"),
    [
        ("Joint AI roadmap: what's it aiming at?", "aim"),
        ("What is the goal of Diag Vulcain?", "aim"),
        ("How old is Agence Vulcain?", "dates"),
        ("How old must my firm be?", "age"),
        ("Qu'est-ce que le Diag Vulcain ?", "definition"),
        ("Qui puis-je appeler pour le Diag Vulcain ?", "contact"),
        ("Where can I watch the webinars?", "apply"),
        ("Dans quelle entreprise s'est passée la signature ?", "place"),
        ("Which company hosted the signing?", "place"),
        ("L'agence Vulcain a quel âge ?", "dates"),
        ("L'agence Vulcain avait quel âge en 2023 ?", "dates"),
        ("Diag Vulcain: what did it leave to the company?", "cost"),
        ("Who was at the helm of Agence Vulcain?", "operator"),
        ("What does the whole thing get over how long?", "amount"),
        ("Prochain appel du Diag Vulcain ?", "dates"),
        ("Pourquoi 25 % et 40 % ?", "disputed"),
        ("Why do some say 200?", "disputed"),
        ("Diag Vulcain, argent pour une PME", "amount"),
        ("Who should I ring?", "contact"),
        ("Diag Vulcain, à qui ?", "operator"),
        ("Financés par quel programme ?", "operator"),
        ("Une suite au Diag Vulcain ?", "status"),
        ("Diag Vulcain = Fonds Junon ?", "lookalike"),
        ("CA max Diag Vulcain", "turnover"),
        ("What proportion of eligible expenditure may Fonds Junon reach?", "rate"),
        ("Which institutions lead Fonds Junon?", "operator"),
        ("Qui retient les experts ?", "operator"),
        ("Le Fonds Junon, il pèse combien ?", "budget"),
        ("agence vulcain : adresse", "place"),
        ("Fonds Junon : qui tient les cordons de la bourse ?", "operator"),
        ("Who is holding the purse for Fonds Junon?", "operator"),
        ("Who foots the bill?", "operator"),
        ("And to what tune?", "amount"),
        ("Smallest and largest aid of Fonds Junon?", "amount"),
        ("Fonds Junon, c'est râpé ?", "status"),
        ("Same animal as Fonds Junon?", "lookalike"),
        ("Le Fonds Junon, c'est le même genre que le Diag Vulcain ?", "lookalike"),
        ("What is left to us after the aid?", "cost"),
        ("Diag Vulcain, c'est quoi le plafond et qui gère ?", "amount"),
        ("Sur combien d'années ?", "duration"),
    ],
)
def test_the_first_facet_is_the_one_asked(question: str, facet: str) -> None:
    """Words that only lead up to a question do not decide what it asks."""
    assert read_intent(question).facets[0] == facet


def test_a_way_or_a_place_is_not_eligibility() -> None:
    """ "Where can I" asks for a place, "can I" whether one may."""
    assert not is_eligibility(read_intent("Where can I watch the webinars?"))
    assert not is_eligibility(read_intent("Comment puis-je le contacter ?"))
    assert is_eligibility(read_intent("Can I have Diag Vulcain?"))
    assert set(ELIGIBILITY_TAGS) <= set(read_intent("Diag Vulcain, c'est pour moi ?").facets)


def test_what_takes_our_time_is_no_right() -> None:
    """ "Ça nous prend combien de temps" asks how long; "nous prend-on" whether one may."""
    assert not is_eligibility(read_intent("Ça nous prend combien de temps ?"))
    assert is_eligibility(read_intent("Est-ce que le Fonds Junon nous accepte ?"))


def test_what_can_be_seen_or_who_may_apply() -> None:
    """ "What can we see there" asks for no right; "who can apply" and "qui peut toucher" for no way and no sum."""
    assert not is_eligibility(read_intent("What can a manufacturer see there?"))
    assert not is_eligibility(read_intent("Que peut-on y voir ?"))
    assert read_intent("Can I see the list online?").facets[:1] == ("apply",)
    for question in ("Who can apply for Diag Vulcain?", "Qui peut toucher le Fonds Junon ?"):
        intent = read_intent(question)
        assert is_eligibility(intent)
        assert not {"apply", "amount"} & set(intent.facets)


def test_the_size_of_a_team_is_no_budget() -> None:
    """Of a team people are counted; of a fund the sum is asked for."""
    assert "budget" not in read_intent("How big is the team?").facets
    assert "budget" in read_intent("How big is the fund?").facets


def test_editions_that_differ_are_disputed() -> None:
    """Two editions of one scheme are not two schemes that are confused."""
    assert read_intent("Quelle différence entre l'édition 2022 et la page de l'agence ?").facets[0] == "disputed"


def test_something_else_beside_a_choice_is_no_wish() -> None:
    """ "Supplier or something else?" asks what one is."""
    assert read_intent("On est quoi, fournisseur ou autre chose ?").form != "advice"
    assert read_intent("Je voudrais autre chose").form == "advice"


def test_how_long_asks_for_no_sum() -> None:
    """ "Combien dure" holds the word for how much."""
    assert "amount" not in read_intent("Combien dure le Diag Vulcain ?").facets
    assert "amount" in read_intent("Combien donne le Fonds Junon ?").facets


def test_a_leg_up_is_advice() -> None:
    """Slang for support asks for schemes as the word does."""
    assert read_intent("un coup de pouce pour les boîtes du textile").form == "advice"


def test_spending_that_counts_is_not_eligibility_of_a_firm() -> None:
    """ "Eligible costs" are those of a project."""
    assert not is_eligibility(read_intent("What share of eligible costs does Fonds Junon cover?"))
    assert is_eligibility(read_intent("Which firms are eligible for Fonds Junon?"))


def test_a_headcount_up_to_which_expects_no_date() -> None:
    """ "Jusqu'à quel effectif" is not "jusqu'à quand"."""
    assert not hints("Jusqu'à quel effectif va le Fonds Junon ?")
    assert hints("Jusqu'à quelle date va le Fonds Junon ?")


def test_an_expected_word_is_not_found_inside_another() -> None:
    """The end that is asked for is not in "endroit", nor in "finance"."""
    expected = hints("Jusqu'à quand court le label ?")
    assert is_hinted("Le label court jusqu'en 2026.", expected)
    assert not is_hinted("Son site est l'endroit à consulter, il finance des projets.", expected)


def test_numbers_that_name_are_kept() -> None:
    """ "Phase 2 pays" is about the second phase; "the 4 axes" only says how many there are."""
    assert numbers_asked("how much does phase 2 pay") == {"2"}
    assert numbers_asked("the 4 axes") == frozenset()
    assert numbers_asked("l'axe 3 de la feuille de route") == {"3"}


def test_roman_numerals_are_numbers_after_a_word_that_is_numbered() -> None:
    """ "Annex III" is the third, "I need" is nobody's number."""
    assert numbers_asked("what is in annex III?") == numbers_in("High risk is listed in annex III.") == {"3"}
    assert numbers_in("Annexe I") == {"1"}
    assert numbers_asked("Can I have it?") == frozenset()


def test_a_count_is_no_sum_of_money() -> None:
    """ "How many members" asks for a number of members, "how much" and "how many millions" for money."""
    assert "amount" not in read_intent("Combien de membres ?").facets
    assert "age" not in read_intent("Combien de start-up au Diag Vulcain ?").facets
    assert "amount" in read_intent("Combien de millions ?").facets


def test_open_to_asks_who_may() -> None:
    """ "Open to mid-caps" is about who may, "open" alone about whether it still runs."""
    for question in ("Is it open to mid-caps?", "C'est ouvert aux TPE ?"):
        assert is_eligibility(read_intent(question))
        assert "status" not in read_intent(question).facets[:1]
    assert is_eligibility(read_intent("Ça nous est ouvert ?"))
    assert read_intent("Is Diag Vulcain open?").facets[0] == "status"


def test_parts_that_are_numbered_are_a_list() -> None:
    """ "Les trois volets" asks for all of them; "qu'est-ce" asks nothing that is answered by yes."""
    assert read_intent("Les trois volets du plan Vulcain ?").form == "list"
    assert read_intent("What are the four strands of the plan?").form == "list"
    assert read_intent("Qu'est-ce que le Diag Vulcain ?").form == "plain"
    assert read_intent("Est-ce que le Diag Vulcain est ouvert ?").form == "yes_no"


@pytest.mark.parametrize(
    "question", ["AI law: what must we do?", "Quelles obligations pour nous ?", "Que devons-nous respecter ?"]
)
def test_duties_expect_what_must_be_done(question: str) -> None:
    """Who asks for duties expects to read "must"."""
    assert is_hinted("A firm must tell people.", hints(question))
    assert is_hinted("Une entreprise doit le dire.", hints(question))


def test_what_is_shared_between_two_expects_their_shares() -> None:
    """ "How is it shared between X and Y?" is answered by "equally"."""
    assert is_hinted("X and Y finance it equally.", hints("How is the money shared between X and Y?"))


@pytest.mark.parametrize(
    "question",
    [
        "does Diag Vulcain fit us?",
        "would it suit a bakery?",
        "is it right for us?",
        "est-ce que ça nous correspond ?",
        "on rentre dans les cases ?",
        "sommes-nous trop petits ?",
    ],
)
def test_whether_it_fits_asks_who_may(question: str) -> None:
    """In whatever words."""
    assert is_eligibility(read_intent(question))


def test_a_size_told_beside_a_sum_is_not_asked_for() -> None:
    """What is paid to "my firm of 80" asks for the sum; a mid-cap is no cap."""
    assert read_intent("Ma PME de 80 salariés : quel taux ?").facets[0] == "rate"
    assert not is_eligibility(read_intent("Ma PME de 80 salariés : quel taux ?"))
    assert is_eligibility(read_intent("Ma PME de 80 salariés, Diag Vulcain ?"))
    assert "amount" not in read_intent("We are a mid-cap.").facets


def test_reading_or_finding_it_asks_for_no_right() -> None:
    """ "Can I see it online?" asks where it is, not whether the firm may."""
    for question in ("Can I see it online?", "Peut-on consulter la carte en ligne ?"):
        assert "turnover" not in read_intent(question).facets
    assert "turnover" in read_intent("Can I get this aid?").facets


def test_a_name_asked_for_is_nothing_it_may_be_confused_with() -> None:
    """ "What is it called and whom to write to" asks for a contact; "is it still called so" for a former name."""
    assert read_intent("Il s'appelle comment et à qui on écrit ?").facets == ("contact",)
    assert "lookalike" in read_intent("Il s'appelle encore comme cela ?").facets


@pytest.mark.parametrize("question", ["et Junon, on passe ?", "do we make the cut for Junon?", "Junon, ça passe ?"])
def test_getting_through_is_being_eligible(question: str) -> None:
    """Asked in everyday words, whether one may is still asked."""
    assert "employees" in read_intent(question).facets


@pytest.mark.parametrize("question", ["which one closes first?", "lequel ferme en premier ?"])
def test_what_comes_first_is_a_matter_of_dates(question: str) -> None:
    """The order in which calls open or close is told by their dates."""
    assert "dates" in read_intent(question).facets


def test_what_others_want_seeks_no_advice() -> None:
    """ "What does the plan want?" asks after the plan, "we want help" for a scheme."""
    assert read_intent("What does the plan want the region to become?").form != "advice"
    assert read_intent("We want help with AI").form == "advice"
