"""What people say in mid-conversation: back to an earlier scheme, one of a list, another subject, another size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.dialogue.conversation import Standalone, resolve
from assistant.language.entities import NameIndex
from assistant.model import Turn
from corpus.model import SchemeCard
from tests.assistant.conftest import Ask


@pytest.mark.parametrize(
    "then",
    [
        "Revenons au premier : qui le gère ?",
        "back to the first diagnosis: who runs it?",
        "et le tout premier, qui le gère ?",
        "going back to the diagnosis, who runs it?",
        "retour sur le diag : qui le gère ?",
    ],
)
def test_coming_back_finds_what_was_spoken_of_first(ask: Ask, then: str) -> None:
    """ "Back to the first one" and "back to the diagnosis" leave the last scheme for the one they describe."""
    found = ask("C'est quoi le Diag Vulcain ?", "Et le Prêt Mercure ?", then)
    assert found.subjects == ("vulcain",)
    assert "operator" in found.intent.facets


def test_the_way_back_is_not_part_of_the_question(ask: Ask) -> None:
    """The standalone question names the scheme in place of "back to the first one"."""
    found = ask("C'est quoi le Diag Vulcain ?", "Et le Prêt Mercure ?", "Revenons au premier : c'est cher ?")
    assert found.text == "Sur le Diag Vulcain : c'est cher ?"


@pytest.mark.parametrize(
    ("first", "then", "text"),
    [
        ("Quels sont les trois volets du Diag Vulcain ?", "et le deuxième ?", "que prévoit le volet 2 ?"),
        (
            "Quels sont les trois volets du Diag Vulcain ?",
            "le dernier, il dure combien ?",
            "volet 3, il dure combien ?",
        ),
        ("What are the phases of Diag Vulcain?", "how long is the second one?", "phase 2, how long is it"),
        ("What are the two axes of Diag Vulcain?", "what does the first say?", "what is axis 1 about?"),
    ],
)
def test_an_ordinal_means_an_item_of_the_list_asked_for(ask: Ask, first: str, then: str, text: str) -> None:
    """After a list of axes or phases "the second" is one of them, and the standalone question says which."""
    found = ask(first, then)
    assert found.subjects == ("vulcain",)
    assert text in found.text


def test_a_choice_among_items_keeps_the_list(ask: Ask) -> None:
    """ "Which of them …?" is asked of the things that the question before wanted listed."""
    found = ask("What are the four phases of Diag Vulcain?", "Which of them includes training?")
    assert found.text == "Four phases of Diag Vulcain: which of them includes training?"


def test_the_list_lasts_while_the_subject_does(ask: Ask) -> None:
    """After "the first?", "the second?" is still of the same list; after another subject it is not."""
    assert "phase 2" in ask("Quelles sont les phases du Diag Vulcain ?", "la première ?", "et la deuxième ?").text
    assert (
        "phase"
        not in ask("Quelles sont les phases du Diag Vulcain ?", "Qui prête avec le Prêt Mercure ?", "le premier ?").text
    )


@pytest.mark.parametrize("then", ["autre chose : les deepfakes, quand ?", "Unrelated: any rules on deepfakes?"])
def test_an_announced_change_of_subject(ask: Ask, then: str) -> None:
    """ "Different thing: …" leaves the past behind, and the announcement with it."""
    found = ask("C'est quoi le Diag Vulcain ?", then)
    assert found.subjects == ()
    assert found.text == then.partition(": ")[2]


@pytest.mark.parametrize(
    "then",
    [
        "qui le dit ?",
        "who says so?",
        "since when do you know that?",
        "c'est officiel, ça ?",
        "vous avez lu ça où ?",
        "tu tiens ça d'où ?",
        "t'as ça d'où, et c'est de quand ?",
        "d'où vient ce chiffre ?",
        "where'd you get that?",
        "sur quoi tu te bases ?",
    ],
)
def test_the_figure_itself_is_doubted(ask: Ask, then: str) -> None:
    """Asking who says so, or since when it is known, asks the question before again."""
    found = ask("Combien coûte le Diag Vulcain ?", then)
    assert found.text == "Combien coûte le Diag Vulcain ?"


def test_who_runs_it_doubts_nothing(ask: Ask) -> None:
    """A question about the scheme is no doubt about the answer."""
    assert "(" not in ask("Combien coûte le Diag Vulcain ?", "who runs it?").text


@pytest.mark.parametrize(
    ("first", "then", "text"),
    [
        ("Quel taux du Diag Vulcain pour une petite entreprise ?", "et une grande ?",
         "Quel taux du Diag Vulcain pour une grande entreprise ?"),
        ("What did Diag Vulcain give a small firm?", "and a mid-cap?", "What did Diag Vulcain give a mid-cap?"),
        ("Quand s'applique l'annexe III du Diag Vulcain ?", "et celles de l'annexe I ?",
         "Quand s'applique l'annexe I du Diag Vulcain ?"),
    ],
)  # fmt: skip
def test_a_fragment_takes_the_place_of_its_like(ask: Ask, first: str, then: str, text: str) -> None:
    """A size of firm or a numbered thing stands where the one before it stood."""
    assert ask(first, then).text == text


@pytest.mark.parametrize(
    ("first", "then", "text"),
    [
        ("Who launched Diag Vulcain?", "and where exactly?", "Where was Diag Vulcain launched?"),
        ("Who launched Diag Vulcain?", "and when, precisely?", "When was Diag Vulcain launched?"),
        ("Qui a lancé le Diag Vulcain ?", "c'était quand au juste ?", "Quand a été lancé le Diag Vulcain ?"),
        ("When was Diag Vulcain launched?", "and where?", "Where was Diag Vulcain launched?"),
    ],
)
def test_when_and_where_take_the_verb_before_them(ask: Ask, first: str, then: str, text: str) -> None:
    """Who did it is asked again as when or where it was done."""
    assert ask(first, then).text == text


@pytest.mark.parametrize(
    ("then", "text"),
    [
        ("non, l'autre : le Prêt Mercure, c'est où ?", "le Prêt Mercure, c'est où ?"),
        ("not Diag Vulcain, the Mercure loan: who lends?", "the Mercure loan: who lends?"),
        ("pardon, je parle du Prêt Mercure, projet minimum ?", "pardon, je parle du Prêt Mercure, projet minimum ?"),
    ],
)
def test_a_correction_that_names_the_right_one_asks_of_it(ask: Ask, then: str, text: str) -> None:
    """What was not meant is left out; what is asked is not taken from the question before."""
    found = ask("C'est quoi le Diag Vulcain ?", then)
    assert (found.subjects, found.text) == (("mercure",), text)


def test_two_schemes_are_held_against_one_another_by_what_was_asked(ask: Ask) -> None:
    """ "Is it more?" is of the amount asked before, of both."""
    found = ask("Quel montant pour le Prêt Mercure ?", "et le Diag Vulcain, c'est plus ?")
    assert set(found.subjects) == {"mercure", "vulcain"}
    assert "amount" in found.intent.facets


def test_somebody_named_before_a_pronoun_is_a_subject_of_their_own(ask: Ask) -> None:
    """The pronoun means the name right before it, not the scheme spoken of."""
    assert ask("Qui dirige le Diag Vulcain ?", "et Flore Janvier, elle fait quoi ?").subjects == ()


@pytest.fixture
def ask_of_cards(names: NameIndex, cards: dict[str, SchemeCard]) -> Callable[..., Standalone]:
    """Dialogues where the Vulcain card speaks of labels, chatbots and scanners."""

    def asked(*turns: str) -> Standalone:
        history = [Turn(t) for t in turns[:-1]]
        told = ("label", "scanner", "scanners", "chatbots")
        return resolve(turns[-1], history, names, cards, speaks_of=lambda s, w: s == "vulcain" and w in told)

    return asked


def test_something_definite_that_the_card_tells_of_is_the_schemes(ask_of_cards: Callable[..., Standalone]) -> None:
    """ "The label" is that of the scheme spoken of; "the moon", of which no card speaks, is not."""
    assert ask_of_cards("What is Diag Vulcain?", "and who brings in the label?").subjects == ("vulcain",)
    assert ask_of_cards("What is Diag Vulcain?", "and who paints the moon yellow?").subjects == ()


def test_another_matter_takes_the_place_of_the_one_before(ask_of_cards: Callable[..., Standalone]) -> None:
    """Two matters of one card are asked after in turn, not both together."""
    then = ask_of_cards("Que dit le Diag Vulcain sur les chatbots ?", "et sur les scanners ?")
    assert then.text == "Que dit le Diag Vulcain sur les scanners ?"
    assert "chatbots" not in ask_of_cards("Que dit le Diag Vulcain des chatbots ?", "et les scanners ?").text


@pytest.mark.parametrize("then", ["would we keep the subsidy?", "la subvention vaut pour nous ?"])
def test_money_for_us_is_money_for_a_firm_of_our_size(ask: Ask, then: str) -> None:
    """A firm of 400 told before is called a mid-cap where money is asked of a scheme; one of 40 is not."""
    told = ask("We are 400 people in Lyon.", "What is Diag Vulcain?", then).text
    assert "Mid-cap of 400 staff" in told or "ETI de 400 salariés" in told
    assert "40 " not in ask("We are 40 people in Lyon.", "What is Diag Vulcain?", then).text


@pytest.mark.parametrize(
    ("then", "scope"),
    [
        ("y a-t-il une aide régionale pour nous ?", "regional"),
        ("quelles aides nationales pour nous ?", "national"),
        ("any European funding for us?", "european"),
        ("qqch de local ?", "local"),
        ("quelles aides pour nous ?", ""),
    ],
)
def test_the_scope_of_the_schemes_asked_for(ask: Ask, then: str, scope: str) -> None:
    """ "Une aide régionale" asks for schemes of that scope, and not about the scheme before."""
    found = ask("On est 8 à Valence.", "C'est quoi le Diag Vulcain ?", then)
    assert (found.scope, found.subjects) == (scope, ())


def test_what_else_there_is(ask: Ask) -> None:
    """ "And otherwise, what is there for us?" asks for schemes beside the last one, that serve what it serves."""
    found = ask("On est 8 à Valence.", "C'est quoi le Diag Vulcain ?", "et sinon, y a quoi pour nous ?")
    assert (found.subjects, found.besides, found.profile.goals) == ((), ("vulcain",), ("diagnose",))
    assert found.text == "À part le Diag Vulcain, quelles aides y a-t-il pour notre entreprise ?"


def test_a_name_is_no_wish(ask: Ask) -> None:
    """A scheme called a diagnosis does not make the firm want one."""
    assert ask("On est 8 à Valence.", "C'est quoi le diagnostic Vulcain ?").profile.goals == ()


def test_others_like_it(ask: Ask) -> None:
    """ "Are there others?" asks for what the scheme is near to."""
    found = ask("C'est quoi le Prêt Mercure ?", "y en a d'autres dans le genre ?")
    assert (found.subjects, found.intent.facets[:1]) == (("mercure",), ("lookalike",))


@pytest.mark.parametrize("then", ["which of them is open?", "lequel est encore ouvert ?"])
def test_which_of_them_is_of_all_that_were_named(ask: Ask, then: str) -> None:
    """ "Which of them" is of the three schemes spoken of; "both" is of the last two."""
    turns = ("C'est quoi le Diag Vulcain ?", "Et le Prêt Mercure ?", "Et la Bourse Apollon ?")
    assert set(ask(*turns, then).subjects) == {"vulcain", "mercure", "apollon"}
    assert set(ask(*turns, "are both open?").subjects) == {"mercure", "apollon"}


def test_a_bare_scope_after_its_denial(ask: Ask) -> None:
    """ "Not regional, national" is the national one."""
    assert ask("Qui gère le Fonds Junon régional ?", "no not regional, national").subjects == ("junon-national",)


def test_the_language_may_be_asked_for_before_the_question(ask: Ask) -> None:
    """ "In English: …" sets the language and is no part of the question."""
    found = ask("Qui gère le Diag Vulcain ?", "en anglais stp : c'est cher ?")
    assert (found.language, found.text.endswith("c'est cher ?"), "anglais" in found.text) == ("en", True, False)
    assert ask("Combien dure le Diag Vulcain ?", "and in English?").text == "Diag Vulcain: how long does it last?"


def test_a_scheme_described_by_words_of_its_name(ask: Ask) -> None:
    """ "The Apollon one" is the only scheme with that in its name, even where it was not spoken of."""
    found = ask("Qui gère le Diag Vulcain ?", "no, the Apollon one")
    assert (found.subjects, found.intent.facets[0]) == (("apollon",), "operator")


def test_what_is_asked_after_a_scheme_is_no_wish_of_the_firm(ask: Ask) -> None:
    """A loan asked about is not a loan wanted; a wish said of the firm stays."""
    assert (
        ask(
            "Le Prêt Mercure sert à emprunter combien ?", "Une menuiserie de 6 salariés : quelles aides ?"
        ).profile.goals
        == ()
    )
    assert "borrow" in ask("On veut emprunter.", "Une menuiserie de 6 salariés : quelles aides ?").profile.goals


@pytest.mark.parametrize(
    "then",
    [
        "OK forget Diag Vulcain. Who runs Prêt Mercure?",
        "Laissons le Diag Vulcain de côté, qui gère le Prêt Mercure ?",
        "oublions le Diag Vulcain : qui gère le Prêt Mercure ?",
    ],
)
def test_a_scheme_put_aside_is_not_asked_after(ask: Ask, then: str) -> None:
    """Only what follows "forget X" is the question."""
    assert ask("C'est quoi le Diag Vulcain ?", then).subjects == ("mercure",)


@pytest.mark.parametrize(
    ("then", "text"),
    [
        ("le quatrième axe, il vise qui ?", "Le Diag Vulcain : axe 4, il vise qui ?"),
        ("et le second axe ?", "Le Diag Vulcain : que prévoit l'axe 2 ?"),
    ],
)
def test_an_item_is_meant_by_its_own_noun(ask: Ask, then: str, text: str) -> None:
    """After a list of axes, "the fourth axis" is one of them."""
    assert ask("Quels sont les quatre axes du Diag Vulcain ?", then).text == text


@pytest.mark.parametrize(
    ("first", "then", "text"),
    [
        ("Combien dure VULC ?", "et c'est cher ?", "Sur VULC : c'est cher ?"),
        ("How long is a VULC?", "et c'est cher ?", "Sur le Diag Vulcain : c'est cher ?"),
        ("Combien dure le diagnostic Vulcain ?", "et c'est cher ?", "Sur le Diag Vulcain : c'est cher ?"),
    ],
)
def test_a_scheme_keeps_the_name_its_asker_gave_it(ask: Ask, first: str, then: str, text: str) -> None:
    """Another name than the one shown is said again, while the language stays."""
    assert ask(first, then).text == text


@pytest.mark.parametrize("then", ["c'était vérifié quand, ça ?", "when was that last checked?"])
def test_when_it_was_checked_is_asked_of_the_answer(ask: Ask, then: str) -> None:
    """The question before is answered again: its statements tell their dates."""
    assert ask("Combien coûte le Diag Vulcain ?", then).text == "Combien coûte le Diag Vulcain ?"


@pytest.mark.parametrize(("then", "private"), [("et sa date de naissance ?", True), ("Qui le gère ?", True)])
def test_who_was_asked_after_is_pointed_at(ask: Ask, then: str, private: bool) -> None:
    """After a question on a person, a pronoun may mean that person."""
    assert ask("Qui a signé le Diag Vulcain ?", then).of_person is private
    assert not ask("Combien coûte le Diag Vulcain ?", then).of_person


@pytest.mark.parametrize(
    "then", ["et la Bretagne, ils ont un truc comme ça ?", "what about Catalonia, do they have one like that?"]
)
def test_another_region_with_its_own_pronoun_is_another_subject(ask: Ask, then: str) -> None:
    """What others have is not asked of the scheme spoken of."""
    assert ask("C'est quoi le Diag Vulcain ?", then).subjects == ()


@pytest.mark.parametrize("then", ["No, the other one, the loan", "non, l'autre, le prêt"])
def test_the_other_one_may_be_described(ask: Ask, then: str) -> None:
    """A description set beside "the other one" says which."""
    assert ask("Prêt Mercure?", "Fonds Junon?", "Diag Vulcain?", then).subjects == ("mercure",)


@pytest.mark.parametrize(
    ("question", "subjects"),
    [
        ("Le Diag Vulcain Montagne, c'est quoi ?", ()),
        ("Le Diag Vulcain Lyon, c'est où ?", ("vulcain",)),
        ("Le Diag Vulcain IA, c'est quoi ?", ("vulcain",)),
    ],
)
def test_a_longer_name_is_another_s(ask: Ask, question: str, subjects: tuple[str, ...]) -> None:
    """Capitals after a name make it another one, but for places and letters that name no one."""
    assert ask(question).subjects == subjects


@pytest.mark.parametrize(
    ("turns", "text"),
    [
        (("Qui a signé le Diag Vulcain ?", "quelle est sa fonction ?"), "Qui a signé le Diag Vulcain ?"),
        (("Qui gère le Diag Vulcain ?", "et le Prêt Mercure, pareil ?"), "Qui gère le Prêt Mercure ?"),
        (("Does Diag Vulcain lend money?", "then who does?"),
         "About Diag Vulcain: then who does? (Does Diag Vulcain lend money?)"),
        (("How many ambassadors does Diag Vulcain have?", "and who are they?"),
         "About Diag Vulcain: who are they (ambassadors)?"),
        (("C'est quoi le Diag Vulcain ?", "et à Lyon, y a la même chose ?"),
         "Quelles autres aides ressemblent au Diag Vulcain ?"),
        (("What is Diag Vulcain?", "and what came after?"), "About Diag Vulcain: what came after?"),
    ],
)  # fmt: skip
def test_what_is_left_out_is_taken_from_the_turn_before(ask: Ask, turns: tuple[str, ...], text: str) -> None:
    """A post, a verb, what was counted, the same elsewhere, what followed."""
    assert ask(*turns).text == text


def test_what_took_a_scheme_s_place_is_spoken_of_next(names: NameIndex, cards: dict[str, SchemeCard]) -> None:
    """After "what replaced it?" a pronoun means the successor."""
    status = replace(cards["vulcain"].status, value="replaced", replaced_by="mercure")
    replaced = {**cards, "vulcain": replace(cards["vulcain"], status=status)}
    turns = [Turn("What is Diag Vulcain?"), Turn("what replaced it?")]
    assert resolve("who runs it?", turns, names, replaced).subjects == ("mercure",)
