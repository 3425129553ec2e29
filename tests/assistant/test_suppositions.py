"""Follow-ups that suppose: another turnover, people hired, another bound; and what there is beside or instead."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.dialogue.conversation import resolve
from assistant.dialogue.describing import the_one
from assistant.dialogue.focus import Focus, in_its_place
from assistant.dialogue.swapping import exchanged, reasked, swapped
from assistant.language.entities import NameIndex
from assistant.language.intent import hints, read_intent
from assistant.model import Turn
from corpus.model import SchemeCard
from tests.assistant.conftest import Ask


@pytest.mark.parametrize(
    ("then", "euros"),
    [
        ("what if we only made 600k a year?", 6e5),
        ("and with €9m?", 9e6),
        ("et avec 5 M€ ?", 5e6),
        ("et si le CA tombait à 700 k€ ?", 7e5),
        ("et si on ne faisait que 400 k€ ?", 4e5),
    ],
)
def test_a_supposed_turnover_takes_the_place_of_the_one_told(ask: Ask, then: str, euros: float) -> None:
    """The later turnover holds, and the question before is asked again with it."""
    found = ask("We are 30 people with €2m turnover, is Diag Vulcain for us?", then)
    assert found.profile.turnover_eur == euros
    assert (found.profile.employees, found.subjects) == (30, ("vulcain",))


@pytest.mark.parametrize(
    ("then", "staff"),
    [
        ("et si on embauche 2 personnes ?", 51),
        ("what if we hired one more person?", 50),
        ("et si on perd 3 salariés ?", 46),
        ("et si on passe à 60 ?", 60),
    ],
)
def test_people_hired_or_lost_change_the_headcount(ask: Ask, then: str, staff: int) -> None:
    """Hiring two is no headcount of two: it is two more than were told."""
    found = ask("On est 49, le Diag Vulcain est pour nous ?", then)
    assert found.profile.employees == staff
    assert found.subjects == ("vulcain",)


def test_a_restriction_is_no_question_word(ask: Ask) -> None:
    """ "Si on n'avait que 40 salariés" tells of the firm: nothing else is asked."""
    found = ask("120 salariés : le Diag Vulcain est possible ?", "et si on n'avait que 40 salariés ?")
    assert (found.subjects, found.profile.employees) == (("vulcain",), 40)


def test_a_sum_that_is_asserted_supposes_nothing(ask: Ask) -> None:
    """ "200 millions, c'est ça ?" checks a figure and changes no firm."""
    found = ask("On fait 2 M€ de CA, le Diag Vulcain est pour nous ?", "200 millions, c'est ça ?")
    assert found.profile.turnover_eur == 2e6


def test_the_other_bound_is_asked_in_place_of_the_first() -> None:
    """After the floor, "and the maximum?" asks the same of the maximum."""
    assert swapped("R&D : quel budget minimum ?", "et le maximum ?") == "R&D : quel budget maximum ?"
    assert swapped("Who runs it?", "and the maximum?") is None


def test_a_date_asked_in_full_is_a_when() -> None:
    """ "À quelle date ?" after "who signed it?" asks when it was signed."""
    assert reasked("Qui a signé la charte ?", "à quelle date ?") == "Quand a été signée la charte ?"
    assert reasked("Who signed the charter?", "on what date?") == "When was the charter signed?"


def test_the_french_pronoun_leads_nothing_in() -> None:
    """ "Combien on peut emprunter ?" holds no matter that "et la garantie ?" could take the place of."""
    assert exchanged("Combien on peut emprunter ?", "et la garantie ?", "fr") is None


@pytest.mark.parametrize("then", ["alors qui d'autre peut payer ?", "so who else could pay?"])
def test_whoever_else_stands_in_for_a_scheme_that_ended(
    names: NameIndex, cards: dict[str, SchemeCard], then: str
) -> None:
    """Of a scheme that has ended, "who else?" is asked of its successor; of one that runs, of itself."""
    ended = next(card for card in cards.values() if card.status.value == "closed")
    after = replace(ended, status=replace(ended.status, replaced_by="mercure"))
    found = resolve(then, [Turn(f"{ended.names['fr']}, c'est fini ?")], names, {**cards, ended.id: after})
    assert found.subjects == ("mercure",)
    assert in_its_place(Focus().moved_to(["vulcain"]), cards) == ()


def test_what_is_wanted_instead_is_what_replaced_it() -> None:
    """ "Instead", "à la place" ask what came after, in the words such an answer uses."""
    assert "status" in read_intent("what should we use instead?").facets
    assert "replac" in hints("il y a quoi à la place ?")


def test_a_person_asked_after_is_meant_by_a_pronoun(names: NameIndex, cards: dict[str, SchemeCard]) -> None:
    """After "who is Ada Lovelace?", "she" is she, though the answer spoke of a scheme."""
    before = Turn("Qui est Ada Lovelace ?", "Elle a signé le Diag Vulcain.")
    assert "(Ada Lovelace)" in resolve("elle a dit quoi ?", [before], names, cards).text


@pytest.mark.parametrize(
    "question",
    ["on peut en profiter ?", "le chiffre d'affaires, il suffit ?", "is our turnover enough?", "ça marche ?"],
)
def test_whether_it_is_enough_asks_who_may(question: str) -> None:
    """Whether one may benefit, or has enough, is a question of eligibility."""
    assert {"employees", "turnover", "age"} <= set(read_intent(question).facets)


def test_how_it_works_asks_no_right() -> None:
    """ "Comment ça marche ?" is no question of eligibility."""
    assert "turnover" not in read_intent("comment ça marche ?").facets


def test_several_of_a_body_are_those_of_its_scheme(cards: dict[str, SchemeCard]) -> None:
    """ "The … ones" describes a scheme as "the … one" does."""
    assert the_one("and the mercure ones?", (), ("vulcain",), cards) == ("mercure",)


def test_a_rank_before_the_question_is_left_out(ask: Ask) -> None:
    """The standalone question names the scheme in place of "the second"."""
    found = ask("Diag Vulcain ou Prêt Mercure ?", "et le deuxième, il dure combien ?")
    assert found.text == "Sur le Prêt Mercure : il dure combien ?"


@pytest.mark.parametrize(
    ("first", "then", "text"),
    [
        ("How much is phase 1 of Diag Vulcain?", "and the second?", "How much is phase 2 of Diag Vulcain?"),
        ("Le premier axe du Diag Vulcain ?", "et le suivant ?", "Le deuxième axe du Diag Vulcain ?"),
        ("The first axis of Diag Vulcain?", "and the next one?", "The second axis of Diag Vulcain?"),
        (
            "Combien pour la phase 2 du Diag Vulcain ?",
            "et elle dure combien de temps ?",
            "Sur le Diag Vulcain : elle dure combien de temps (phase 2) ?",
        ),
    ],
)
def test_a_numbered_thing_is_kept_or_counted_on(ask: Ask, first: str, then: str, text: str) -> None:
    """A pronoun means the phase asked about before; "the second", "the next" mean its neighbour."""
    assert ask(first, then).text == text


@pytest.mark.parametrize("then", ["where's that from?", "when was that counted?", "tiens, source ?"])
def test_where_a_figure_comes_from_is_asked_of_the_answer(ask: Ask, then: str) -> None:
    """Asked for the origin or date of what was said, the question before is answered again with its sources."""
    assert ask("How much does Diag Vulcain cost?", then).text == "How much does Diag Vulcain cost?"


def test_the_successor_set_first_is_asked_about(names: NameIndex, cards: dict[str, SchemeCard]) -> None:
    """ "And its successor, who runs it?" is about what took the scheme's place."""
    ended = next(card for card in cards.values() if card.status.value == "closed")
    after = replace(ended, status=replace(ended.status, replaced_by="mercure"))
    turns = [Turn(f"Is {ended.names['en']} over?")]
    found = resolve("and its successor, who runs it?", turns, names, {**cards, ended.id: after})
    assert found.subjects == ("mercure",)


def test_moving_tells_of_the_firm(ask: Ask) -> None:
    """ "Et si on déménage à Lyon ?" asks the question before of a firm of the region, and nothing else."""
    found = ask("On est à Dijon, le Diag Vulcain est pour nous ?", "et si on déménage à Lyon ?")
    assert found.profile.region == "auvergne-rhone-alpes"
    assert found.of_the_firm


def test_a_firm_told_beside_a_bare_name_asks_whether_it_may(ask: Ask) -> None:
    """After nothing but a name, what a firm supposes of itself asks whether it is eligible."""
    found = ask("On est 20, 800 k€ de CA", "Diag Vulcain ?", "et si on passe à 1,1 million ?")
    assert {"employees", "turnover"} <= set(found.intent.facets)
    assert found.profile.turnover_eur == 1.1e6


def test_a_size_that_is_supposed_is_not_the_one_told(ask: Ask) -> None:
    """The size told before is not put before a question that supposes another."""
    found = ask("On est 300", "le Diag Vulcain, quel taux pour nous ?", "et si on était une petite entreprise ?")
    assert "300" not in found.text
