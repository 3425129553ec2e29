"""A question that leans on the turns before it becomes one that stands alone."""

from __future__ import annotations

import pytest

from assistant.dialogue.conversation import resolve
from assistant.evidence.selection import is_eligibility
from assistant.language.entities import NameIndex
from assistant.language.profile import merge_profiles, read_profile
from assistant.model import CompanyProfile, Turn
from corpus.model import SchemeCard
from tests.assistant.conftest import Ask


def test_a_whole_question_is_left_as_it_is(ask: Ask) -> None:
    """Without a past, or naming its own subject, a question stands alone already."""
    assert ask("C'est quoi le Diag Vulcain ?").text == "C'est quoi le Diag Vulcain ?"
    later = ask("C'est quoi le Diag Vulcain ?", "Qui prête avec le Prêt Mercure ?")
    assert (later.text, later.subjects) == ("Qui prête avec le Prêt Mercure ?", ("mercure",))


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("What is Diag Vulcain?", "who runs it?"),
        ("C'est quoi le Diag Vulcain ?", "Qui le gère ?"),
        ("C'est quoi le Diag Vulcain ?", "combien ?"),
        ("C'est quoi le Diag Vulcain ?", "Et pour une PME ?"),
        ("C'est quoi le Diag Vulcain ?", "c'est encore ouvert ?"),
        ("C'est quoi le Diag Vulcain ?", "existe-t-il toujours ?"),
        ("What is Diag Vulcain?", "and for a company of 7 people?"),
        ("What is Diag Vulcain?", "How do I apply?"),
        ("What is Diag Vulcain?", "is that scheme free?"),
    ],
)
def test_the_subject_is_carried(ask: Ask, first: str, then: str) -> None:
    """Pronouns and ellipses take their subject from the turn before, and the standalone question names it."""
    found = ask(first, then)
    assert found.subjects == ("vulcain",)
    assert "Diag Vulcain" in found.text
    assert then.removeprefix("Et ").casefold() in found.text.casefold()
    assert found.own == then


def test_what_was_asked_is_carried_to_a_new_subject(ask: Ask) -> None:
    """ "And X?" asks of X what was asked before."""
    found = ask("Who runs Diag Vulcain?", "and the Mercure loan?")
    assert found.subjects == ("mercure",)
    assert "operator" in found.intent.facets


def test_a_bare_name_answers_of_which_scheme(ask: Ask) -> None:
    """After a question about nothing in particular, a name alone completes it."""
    found = ask("how much is it?", "Diag Vulcain")
    assert found.subjects == ("vulcain",)
    assert "amount" in found.intent.facets


def test_a_fragment_keeps_the_question_before_it(ask: Ask) -> None:
    """ "By whom?" is understood with the verb of the question before."""
    assert "directed" in ask("Diag Vulcain: since when is it directed?", "By whom?").text


def test_the_language_follows_the_last_question(ask: Ask) -> None:
    """Changing language changes the answer's; a bare figure goes on in the language in use."""
    assert ask("C'est quoi le Diag Vulcain ?", "who runs it?").language == "en"
    assert ask("What is Diag Vulcain?", "Qui le gère ?").language == "fr"
    assert ask("What is Diag Vulcain?", "2026?").language == "en"


def test_a_change_of_subject_leaves_the_past_behind(ask: Ask) -> None:
    """A whole question about something else does not inherit the subject."""
    found = ask("C'est quoi le Diag Vulcain ?", "Quels organismes forment les demandeurs d'emploi à la cybersécurité ?")
    assert found.subjects == ()
    assert "Vulcain" not in found.text


def test_something_of_the_askers_own_is_a_new_subject(ask: Ask) -> None:
    """ "Who can pay for my training?" is not about the scheme before it, "for my company" is."""
    assert ask("La Bourse Apollon existe encore ?", "Alors qui peut payer mes formations ?").subjects == ()
    assert ask("C'est quoi le Diag Vulcain ?", "combien pour ma boîte ?").subjects == ("vulcain",)


@pytest.mark.parametrize("correction", ["non, l'autre", "no, the other one", "non, pas celui-là, l'autre"])
def test_a_correction_goes_back_to_the_other_one(ask: Ask, correction: str) -> None:
    """ "No, the other one" asks the same of the other scheme of the conversation."""
    found = ask("Qui gère le Prêt Mercure ?", "Qui gère le Diag Vulcain ?", correction)
    assert found.subjects == ("mercure",)
    assert "operator" in found.intent.facets


def test_the_other_one_is_what_the_subject_is_confused_with(ask: Ask) -> None:
    """Where only one scheme was spoken of, the other is the one it is mistaken for."""
    assert ask("C'est quoi le Prêt Mercure ?", "non, l'autre").subjects == ("apollon",)


def test_a_correction_by_name(ask: Ask) -> None:
    """ "No, I mean X" is about X."""
    assert ask("C'est quoi le Prêt Mercure ?", "Non, je parle du Diag Vulcain").subjects == ("vulcain",)


@pytest.mark.parametrize("then", ["Et la version nationale ?", "and the national one?"])
def test_a_neighbour_is_named_by_its_scope(ask: Ask, then: str) -> None:
    """ "The national one" is the national scheme that the subject is confused with."""
    assert ask("C'est quoi le Fonds Junon régional ?", then).subjects == ("junon-national",)


def test_thanks_and_refusals_correct_nothing(ask: Ask) -> None:
    """ "Non merci" is not a correction."""
    assert ask("C'est quoi le Prêt Mercure ?", "non merci").text == "non merci"
    assert ask("C'est quoi le Prêt Mercure ?", "merci", "et combien ?").subjects == ("mercure",)


def test_both_and_ordinals(ask: Ask) -> None:
    """ "Both" are the last two subjects; "the second one" is the second of a pair."""
    assert ask("Qui gère le Diag Vulcain ?", "Et le Prêt Mercure ?", "quelle différence entre les deux ?").subjects == (
        "vulcain",
        "mercure",
    )
    assert ask("Diag Vulcain or Mercure loan?", "and the second one, who runs it?").subjects == ("mercure",)


def test_the_new_name_takes_the_old_ones_place(ask: Ask) -> None:
    """The standalone question reads as a person would ask it."""
    assert ask("Who runs Diag Vulcain?", "and the Mercure loan?").text == "Who runs the Mercure loan?"
    assert (
        ask("Qui gère le Diag Vulcain ?", "pardon, je voulais dire le Prêt Mercure").text
        == "Qui gère le Prêt Mercure ?"
    )


def test_a_firm_told_between_two_questions_changes_no_subject(ask: Ask) -> None:
    """ "We are four" between two questions is remembered, and "am I eligible?" is still about the scheme."""
    found = ask("C'est quoi le Diag Vulcain ?", "je suis menuisier, 4 salariés", "j'y ai droit ?")
    assert (found.subjects, found.profile.employees) == (("vulcain",), 4)
    assert found.text == "Sur le Diag Vulcain : j'y ai droit ?"


def test_the_weather_is_no_subject(ask: Ask) -> None:
    """The impersonal "il" points at nothing."""
    assert ask("C'est quoi le Diag Vulcain ?", "quel temps fait-il à Lyon ?").subjects == ()


def test_the_firm_is_carried_and_corrected(ask: Ask) -> None:
    """What is said of the firm holds for the rest of the conversation, the last figure winning."""
    found = ask("On est 45 à Lyon", "non pardon, 8 salariés", "Ai-je droit au Diag Vulcain ?")
    assert (found.profile.employees, found.profile.department) == (8, "69")


def test_a_firm_told_late_is_held_against_the_question_before(ask: Ask) -> None:
    """ "We are 8" after "am I eligible?" asks again, of that firm."""
    found = ask("Ai-je droit au Diag Vulcain ?", "On est 8 dans l'Ain.")
    assert found.subjects == ("vulcain",)
    assert found.profile.employees == 8
    assert "employees" in found.intent.facets


def test_the_form_is_overruled_by_what_is_said(ask: Ask) -> None:
    """The finder's form is where the profile starts; the conversation goes on from there."""
    form = CompanyProfile(employees=100, turnover_eur=5e6)
    found = ask("On est 8, ai-je droit au Diag Vulcain ?", profile=form)
    assert (found.profile.employees, found.profile.turnover_eur) == (8, 5e6)


def test_a_subject_lasts_several_turns(ask: Ask) -> None:
    """Three elliptic questions in a row stay on the subject."""
    found = ask("What is Diag Vulcain?", "who runs it?", "how much?", "and is it open?")
    assert found.subjects == ("vulcain",)
    assert "status" in found.intent.facets


@pytest.mark.parametrize(
    ("then", "language", "facet"),
    [("in English please", "en", "operator"), ("et en anglais ?", "en", "operator")],
)
def test_the_same_in_the_other_language(ask: Ask, then: str, language: str, facet: str) -> None:
    """Asking for a language asks the question before again, in that language, and the conversation stays in it."""
    found = ask("Qui gère le Diag Vulcain ?", then)
    assert (found.language, found.subjects, found.text) == (language, ("vulcain",), "Who runs Diag Vulcain?")
    assert facet in found.intent.facets
    assert ask("Qui gère le Diag Vulcain ?", then, "2026?").language == language


@pytest.mark.parametrize("then", ["c'est la même chose que le Prêt Mercure ?", "et par rapport au Prêt Mercure ?"])
def test_a_name_is_held_against_the_subject(ask: Ask, then: str) -> None:
    """ "Is it the same as X?" is about both."""
    found = ask("C'est quoi le Diag Vulcain ?", then)
    assert (found.subjects, found.paired) == (("vulcain", "mercure"), True)


def test_which_one_is_of_the_last_two(ask: Ask) -> None:
    """ "Which one is better?" compares the last two subjects."""
    found = ask("What is Diag Vulcain?", "And the Mercure loan?", "which one is better for a firm of 12?")
    assert (set(found.subjects), found.profile.employees) == ({"vulcain", "mercure"}, 12)


@pytest.mark.parametrize("then", ["pour revenir au premier, c'est combien ?", "et le diag, c'est combien ?"])
def test_back_to_an_earlier_subject(ask: Ask, then: str) -> None:
    """An ordinal or a word of its name brings back a subject of some turns before."""
    found = ask("C'est quoi le Diag Vulcain ?", "Et le Prêt Mercure ?", then)
    assert found.subjects == ("vulcain",)
    assert "Mercure" not in found.text


def test_the_second_of_the_answers_list(ask: Ask, names: NameIndex, cards: dict[str, SchemeCard]) -> None:
    """ "And the second?" is what the answer named second, read off the answer or asked for again."""
    question = "Quelles aides pour mon projet ?"
    answer = "- Le Diag Vulcain est un diagnostic [1].\n- Le Prêt Mercure est un prêt [2]."
    told = resolve("et le deuxième ?", [Turn(question, answer)], names, cards)
    asked = resolve("et le deuxième ?", [Turn(question)], names, cards, recall=lambda s: ("vulcain", "mercure"))
    assert told.subjects == asked.subjects == ("mercure",)


def test_what_the_answer_was_about_can_be_meant(names: NameIndex, cards: dict[str, SchemeCard]) -> None:
    """A pronoun may point at the scheme that only the answer named."""
    past = [Turn("Par quoi commencer ?", "Le Diag Vulcain est un diagnostic [1].")]
    assert resolve("ça coûte combien ?", past, names, cards).subjects == ("vulcain",)


@pytest.mark.parametrize("then", ["t'es sûr ?", "source ?", "de quand date cette info ?"])
def test_doubts_are_about_the_answer_before(ask: Ask, then: str) -> None:
    """Asking for the source asks the question before again."""
    found = ask("Qui gère le Diag Vulcain ?", then)
    assert found.subjects == ("vulcain",)
    assert found.intent.facets[0] == "operator"


@pytest.mark.parametrize(
    "then",
    [
        "tu connais un bon comptable ?",
        "Quelles aides pour recruter un apprenti ?",
        "How do I bake sourdough bread?",
        "Quelle est la population de Lyon ?",
        "I want to train my 20 employees in AI, what is there?",
    ],
)
def test_a_question_of_its_own_drags_no_subject(ask: Ask, then: str) -> None:
    """Words that no scheme is asked about with open a new subject."""
    found = ask("C'est quoi le Diag Vulcain ?", then)
    assert (found.subjects, found.text) == ((), then)


@pytest.mark.parametrize(
    ("then", "employees"), [("pardon, 40 pas 14", 40), ("40 not 14 employees", 40), ("et avec 300 ?", 300)]
)
def test_a_figure_is_corrected(ask: Ask, then: str, employees: int) -> None:
    """A bare figure, or one that takes another back, changes the firm and asks again."""
    found = ask("On est 14, ai-je droit au Diag Vulcain ?", then)
    assert (found.subjects, found.profile.employees) == (("vulcain",), employees)


def test_moving_leaves_the_old_department_behind() -> None:
    """A firm that turns out to be in another region has no département of ours."""
    moved = merge_profiles([read_profile("On est 9 à Grenoble"), read_profile("notre boîte est à Paris")])
    assert (moved.employees, moved.department, moved.region) == (9, None, "ile-de-france")


def test_a_denied_name_is_not_the_subject(ask: Ask) -> None:
    """ "Not X, Y" is about Y."""
    assert ask("Qui gère le Prêt Mercure ?", "pas le Prêt Mercure, le Diag Vulcain").subjects == ("vulcain",)


def test_names_stand_with_their_article(ask: Ask) -> None:
    """A name put before a question, or in another's place, bears the article and the preposition it needs."""
    assert ask("Qui s'occupe du Diag Vulcain ?", "et la Bourse Apollon ?").text == "Qui s'occupe de la Bourse Apollon ?"
    assert ask("What is Diag Vulcain?", "en français ?").text.startswith("Qu'est-ce que le Diag Vulcain")


@pytest.mark.parametrize(
    ("then", "subjects"),
    [
        ("même question pour le Prêt Mercure", ("mercure",)),
        ("pareil pour le Prêt Mercure stp", ("mercure",)),
        ("pas celui-là, je pensais au Prêt Mercure", ("mercure",)),
        ("on peut le demander où ?", ("vulcain",)),
        ("vous êtes sûrs de ça ?", ("vulcain",)),
        ("les grandes entreprises aussi ?", ("vulcain",)),
        ("cette mesure est utile ?", ("vulcain",)),
        ("Answer in English, I'm with a client", ("vulcain",)),
    ],
)
def test_what_a_turn_leaves_out_is_put_back(ask: Ask, then: str, subjects: tuple[str, ...]) -> None:
    """Repeating, correcting, pointing, doubting and adding each find their subject."""
    assert ask("Qui gère le Diag Vulcain ?", then).subjects == subjects


@pytest.mark.parametrize("then", ["l'URSSAF, c'est quoi leur numéro ?", "Au fait, tu saurais réparer un toit ?"])
def test_a_subject_before_its_own_pronoun_is_new(ask: Ask, then: str) -> None:
    """A pronoun that follows its own subject points at nothing said before."""
    assert ask("C'est quoi le Diag Vulcain ?", then).subjects == ()


def test_both_names_of_a_correction_are_told_apart(ask: Ask) -> None:
    """ "Not the regional one, the national one" denies the first and asks the same of the second."""
    found = ask("Qui gère le Fonds Junon régional ?", "non, pas le régional, le national")
    assert (found.subjects, found.intent.facets[0]) == (("junon-national",), "operator")


def test_a_greeting_is_told(ask: Ask) -> None:
    """Thanks alone ask nothing; thanks before a question are left aside."""
    assert ask("C'est quoi le Diag Vulcain ?", "ok merci").social
    found = ask("C'est quoi le Diag Vulcain ?", "super merci ! et c'est gratuit ?")
    assert (found.social, found.text) == (False, "Sur le Diag Vulcain : c'est gratuit ?")


@pytest.mark.parametrize(("then", "language"), [("durée ?", "fr"), ("phone number?", "en"), ("2026?", "en")])
def test_the_language_of_a_word_or_two(ask: Ask, then: str, language: str) -> None:
    """Accents and the space before a mark are French; a bare figure follows the conversation."""
    assert ask("What is Diag Vulcain?", then).language == language


def test_a_remark_leaves_the_subject(ask: Ask) -> None:
    """A turn that asks nothing and names nothing changes no subject."""
    assert ask("C'est quoi le Diag Vulcain ?", "Génial, bravo !", "et ça coûte ?").subjects == ("vulcain",)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Que fait AuRA pour les PME ?", "Que fait Auvergne-Rhône-Alpes pour les PME ?"),
        ("Who helps SMEs in AURA?", "Who helps SMEs in Auvergne-Rhône-Alpes?"),
        ("AURA, qui es-tu ?", "AURA, qui es-tu ?"),
        ("Aura, que sais-tu faire ?", "Aura, que sais-tu faire ?"),
        ("Le Diag Vulcain en AuRA, c'est où ?", "Le Diag Vulcain en AuRA, c'est où ?"),
    ],
)
def test_the_regions_letters_are_not_the_assistants_name(ask: Ask, question: str, text: str) -> None:
    """The region is written out where nothing else is named; whoever calls upon the assistant means it."""
    assert ask(question).text == text


@pytest.mark.parametrize(
    ("first", "then", "text"),
    [
        (
            "How much is Diag Vulcain?",
            "is that more than in 2024?",
            "About Diag Vulcain: is that more than in 2024 (How much is Diag Vulcain)?",
        ),
        (
            "How much is Diag Vulcain?",
            "is it more than the Mercure loan?",
            "About Diag Vulcain: is it more than the Mercure loan (How much is Diag Vulcain)?",
        ),
    ],
)
def test_a_figure_is_held_against_another_with_what_was_asked(ask: Ask, first: str, then: str, text: str) -> None:
    """ "Is that more than …?" says of what only with the question before it."""
    assert ask(first, then).text == text


def test_a_comparison_that_says_of_what_is_left_alone(ask: Ask) -> None:
    """One that has its own facet keeps to it."""
    then = "does it last longer, or how long compared with the Mercure loan?"
    assert "How much" not in ask("How much is Diag Vulcain?", then).text


@pytest.mark.parametrize("opening", ["Sinon rien à voir : ", "au fait, autre sujet : ", "Otherwise, unrelated: "])
def test_a_new_subject_is_announced_in_several_words(ask: Ask, opening: str) -> None:
    """The announcement is taken off and the subject before it is left."""
    found = ask("C'est quoi le Diag Vulcain ?", f"{opening}faut-il étiqueter une vidéo truquée ?")
    assert (found.subjects, found.text) == ((), "faut-il étiqueter une vidéo truquée ?")


def test_words_cut_by_what_asks_are_no_subject_of_their_own(ask: Ask) -> None:
    """ "Universities" is asked after as partners are: the rest of the word names nothing, in either language."""
    assert ask("C'est quoi le Diag Vulcain ?", "Who are the two partner universities?").subjects == ("vulcain",)
    assert ask("What is Diag Vulcain?", "Quelles sont les universités partenaires ?").subjects == ("vulcain",)


def test_a_part_is_what_a_question_is_about_not_its_whole(ask: Ask) -> None:
    """ "The Apollon grant of the Diag Vulcain" is of the grant; side by side both are meant."""
    assert ask("Who pays the Apollon grant of Diag Vulcain?").subjects == ("apollon",)
    assert ask("Bourse Apollon et Diag Vulcain, qui paie ?").subjects == ("apollon", "vulcain")


@pytest.mark.parametrize("question", ["ça passe pour nous ?", "est-ce qu'on rentre pour une PME de 20 ?"])
def test_whether_it_fits_us_is_eligibility(ask: Ask, question: str) -> None:
    """ "Ça passe pour nous" asks whether one may; "ça passe par qui" does not."""
    assert is_eligibility(ask(f"Diag Vulcain, {question}").intent)
    assert not is_eligibility(ask("Diag Vulcain, ça passe par qui ?").intent)
