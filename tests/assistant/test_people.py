"""Who somebody is: known when nothing else is asked, and answered by what sets an office beside the name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.composition.kinds import kind_of
from assistant.evidence.known_questions import Nearness
from assistant.evidence.people import introduces, named_bodies, named_people, person_asked
from corpus.model import Document, SchemeCard
from tests.assistant.conftest import Ask

PEOPLE = {"lovelace": "ada"}


@pytest.mark.parametrize(
    "question",
    ["Qui est Ada Lovelace ?", "c'est qui Lovelace", "Who's Ada Lovelace?", "et Ada Lovelace, quel est son poste ?"],
)
def test_who_somebody_is_is_never_refused(ask: Ask, cards: dict[str, SchemeCard], question: str) -> None:
    """However unlikely an answer looks, the corpus names the person."""
    assert person_asked(question, PEOPLE) == "lovelace"
    assert kind_of(ask(question), cards, PEOPLE, 0.001, Nearness()) == "question"


@pytest.mark.parametrize(
    "question",
    ["Who is Bill Gates?", "Is Ada Lovelace on Instagram?", "Qui est Ada ?", "What salary does Ada Lovelace earn?"],
)
def test_strangers_and_other_matters_are_not_answered(ask: Ask, cards: dict[str, SchemeCard], question: str) -> None:
    """A person whom no statement names, or anything but who somebody is."""
    assert person_asked(question, PEOPLE) == ""
    assert kind_of(ask(question), cards, PEOPLE, 0.001, Nearness()) == "outside"


def test_an_office_stands_beside_the_name() -> None:
    """In apposition, in either language; a further name or a verb is no office."""
    assert introduces("La feuille est signée par Ada Lovelace, vice-présidente de la Région.", "lovelace")
    assert not introduces("Ada Lovelace, who spoke, left.", "lovelace")
    assert not introduces("Signed by Ada Lovelace, and Charles Babbage.", "lovelace")


def test_names_are_read_off_the_documents(documents: dict[str, Document]) -> None:
    """People from statements about people; bodies are what is only ever written as a name."""
    document = documents["vulcain.en"]
    text = document.text.replace("Marie Lune", "Marie Lunaire")
    start = text.index("Diag Vulcain is run by")
    told = next(s for s in document.statements if s.start == start)
    people = named_people([replace(document, text=text, statements=(replace(told, end=told.end + 3),))])
    assert people["lunaire"] == "marie"
    assert "vulcain" in named_bodies([document])
    assert "diagnosis" not in named_bodies([document])
