"""What kind of question it is: everything there is, or one on nothing at all."""

from __future__ import annotations

import pytest

from assistant.composition import asking
from assistant.composition.kinds import asks_for_all, kind_of, scope_of_all
from assistant.evidence.known_questions import Nearness
from corpus.model import SchemeCard
from tests.assistant.conftest import Ask


@pytest.mark.parametrize(
    "question",
    [
        "list all schemes",
        "liste tous les dispositifs",
        "Quelles sont toutes les aides que tu connais ?",
        "what schemes do you know?",
        "Montre-moi tous les dispositifs régionaux",
        "give me the full list of schemes",
        "Quels sont les dispositifs d'aide ?",
    ],
)
def test_everything_is_asked_for(ask: Ask, question: str) -> None:
    """All schemes, in whatever words."""
    assert asks_for_all(ask(question))


def test_everything_is_asked_for_by_a_firm_that_is_known(ask: Ask) -> None:
    """What was said of it before takes nothing from the list."""
    assert asks_for_all(ask("On est une menuiserie de 6 salariés.", "liste tous les dispositifs"))


@pytest.mark.parametrize(
    "question",
    [
        "aides",
        "Quelles aides pour une menuiserie ?",
        "list all schemes for a bakery",
        "Toutes les aides pour 30 salariés",
        "Liste les critères du Diag Vulcain",
        "liste tous les dispositifs de Vénus",
    ],
)
def test_something_of_its_own_is_not_everything(ask: Ask, question: str) -> None:
    """A bare word, a firm, a scheme or anything else beside it asks for less than everything."""
    assert not asks_for_all(ask(question))


def test_the_scope_of_everything_is_read(ask: Ask) -> None:
    """ "Regional schemes" are of a scope, "schemes in the region" are all there are."""
    assert scope_of_all(ask("liste toutes les aides régionales")) == "regional"
    assert scope_of_all(ask("list all national schemes")) == "national"
    assert scope_of_all(ask("list all schemes in the region")) == ""


@pytest.mark.parametrize(
    "question",
    [
        "how does it work?",
        "does it still exist?",
        "et pour nous ça donne quoi ?",
        "combien de temps ça prend ?",
        "c'est combien ?",
        "and the deadline?",
        "on peut y aller nous aussi ?",
        "what about the other one",
        "et le deuxième ?",
        "lequel est le moins cher ?",
        "the one you mentioned",
    ],
)
def test_a_question_on_nothing_is_asked_back(ask: Ask, cards: dict[str, SchemeCard], question: str) -> None:
    """Without a subject before it, a pronoun means nothing."""
    assert kind_of(ask(question), cards, {}, 0.9, Nearness()) == "vague"


@pytest.mark.parametrize(
    "question",
    [
        "Serait-il possible d'en savoir davantage ?",
        "Quelles sont les démarches à accomplir ?",
        "Could you advise me, please?",
        "ça vaut le coup ou pas ?",
        "got anything for me?",
        "je fais quoi maintenant ?",
        "t'aurais pas un tuyau ?",
        "je voudrais m'inscrire",
        "nous cherchons à adhérer",
        "I'd love to take part",
        "can we join?",
    ],
)
def test_words_that_say_nothing_are_asked_back(ask: Ask, cards: dict[str, SchemeCard], question: str) -> None:
    """However likely an answer seems; with a firm or a scheme named they do say something."""
    assert kind_of(ask(question), cards, {}, 0.95, Nearness()) == "vague"
    assert kind_of(ask(f"Diag Vulcain : {question}"), cards, {}, 0.95, Nearness()) != "vague"


def test_a_secret_beside_a_question_leaves_the_question(ask: Ask, cards: dict[str, SchemeCard]) -> None:
    """By itself it is outside; where the other part is answered, only the part is."""
    asked = ask("Who runs Diag Vulcain, and what's the wifi password there?")
    assert kind_of(asked, cards, {}, 0.9, Nearness()) == "outside"
    assert kind_of(asked, cards, {}, 0.9, Nearness(), besides=True) == "question"


@pytest.mark.parametrize(
    "turns", [("How does Diag Vulcain work?",), ("C'est quoi le Diag Vulcain ?", "how does it work?")]
)
def test_where_something_is_named_nothing_is_asked_back(
    ask: Ask, cards: dict[str, SchemeCard], turns: tuple[str, ...]
) -> None:
    """The question's own subject, or that of the turn before, is what it is about."""
    assert kind_of(ask(*turns), cards, {}, 0.9, Nearness()) == "question"


def test_what_is_said_to_the_assistant_is_not_always_about_it(ask: Ask, cards: dict[str, SchemeCard]) -> None:
    """A request that nothing answers stays one, though it says "you"."""
    standalone = ask("Can you answer in rhymes about my cousin?")
    assert kind_of(standalone, cards, {}, 0.9, Nearness()) == "about"
    assert kind_of(standalone, cards, {}, 0.01, Nearness()) == "outside"


@pytest.mark.parametrize(
    "question",
    [
        "which items rest on nothing but the roadmap article?",
        "quelles actions ne reposent que sur l'article ?",
        "what has no source other than the article?",
    ],
)
def test_resting_on_the_article_alone_is_said_in_many_ways(question: str) -> None:
    """Nothing but, no other than, only on: what is known from the article alone."""
    assert asking.ARTICLE_ONLY.search(question)
    assert not asking.ARTICLE_ONLY.search("que dit l'article de la feuille de route ?")


def test_a_person_asked_after_before_stays_private(ask: Ask, cards: dict[str, SchemeCard]) -> None:
    """A pronoun after "who signed it?" stands for a name."""
    asked = ask("Qui a signé le Diag Vulcain ?", "et sa date de naissance ?")
    assert kind_of(asked, cards, {}, 0.9, Nearness()) == "outside"


@pytest.mark.parametrize(("place", "kind"), [("Belgium", "outside"), ("Chambly", "question")])
def test_whether_there_is_one_in_another_land(ask: Ask, cards: dict[str, SchemeCard], place: str, kind: str) -> None:
    """Of a place that no document names nothing is known."""
    asked = ask("What is Diag Vulcain?", f"is there one in {place}?")
    assert kind_of(asked, cards, {}, 0.9, Nearness(), bodies=frozenset({"chambly"})) == kind


@pytest.mark.parametrize(
    "question",
    ["who decides?", "qui choisit ?", "how do they choose?", "qui l'a écrit ?"],
)
def test_who_does_it_is_asked_back_where_nothing_was_spoken_of(
    ask: Ask, cards: dict[str, SchemeCard], question: str
) -> None:
    """However unlikely an answer seems; after a scheme, or where somebody is named, it is a question."""
    assert kind_of(ask(question), cards, {}, 0.2, Nearness()) == "vague"
    assert kind_of(ask("C'est quoi le Diag Vulcain ?", question), cards, {}, 0.9, Nearness()) == "question"
    assert kind_of(ask("who decides at Contoso?"), cards, {}, 0.2, Nearness()) == "outside"


@pytest.mark.parametrize(
    "question",
    [
        "What is the Annecy city council's own grant for shops that adopt AI?",
        "La mairie de Chambéry donne quelle subvention pour l'IA ?",
        "Une aide de la Métropole de Lyon pour mon restaurant qui passe à l'IA ?",
        "Le conseil départemental de l'Isère verse-t-il une prime IA aux TPE ?",
        "le chèque IA de la ville de Grenoble, c'est combien ?",
    ],
)
def test_aid_of_a_town_is_not_held(ask: Ask, cards: dict[str, SchemeCard], question: str) -> None:
    """A list of other schemes would not answer it; a firm in a town asks for what there is."""
    assert kind_of(ask(question), cards, {}, 0.95, Nearness()) == "outside"
    asked = ask("Entreprise de la métropole de Lyon, 30 salariés, quelle aide pour l'IA ?")
    assert kind_of(asked, cards, {}, 0.95, Nearness()) == "advice"


@pytest.mark.parametrize(
    "question",
    [
        "Textile start-up in Lyon, 8 people: by when must generated pictures be marked?",
        "Industrie de 40 salariés à Roanne : faut-il signaler les images faites par IA ?",
        "Food firm of 60 people, what fine do we risk with our chatbot?",
    ],
)
def test_what_is_demanded_of_a_firm_is_no_request_for_aid(
    ask: Ask, cards: dict[str, SchemeCard], question: str
) -> None:
    """A firm that tells its size and trade may ask what it must do."""
    assert kind_of(ask(question), cards, {}, 0.95, Nearness()) == "question"


def test_your_data_beside_a_body_is_not_the_assistants(ask: Ask, cards: dict[str, SchemeCard]) -> None:
    """ "Someone of theirs comes to read your data" asks after what the body offers."""
    asked = ask("Chambly m'envoie quelqu'un éplucher tes données, c'est combien ?")
    assert kind_of(asked, cards, {}, 0.9, Nearness()) == "about"
    assert kind_of(asked, cards, {}, 0.9, Nearness(), bodies=frozenset({"chambly"})) == "question"
