"""Which scheme a question is answered about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.composition.subject import is_in_name, of_predecessors, predecessors, subject_of, tells_of
from assistant.dialogue.conversation import resolve
from assistant.evidence.extracts import statements_of
from assistant.evidence.known_questions import Nearness
from assistant.evidence.selection import Query, Selector
from assistant.language.entities import NameIndex
from assistant.language.intent import Intent, read_intent
from corpus.model import Document, SchemeCard


def test_what_came_before_a_scheme_is_the_one_it_replaced(cards: dict[str, SchemeCard], names: NameIndex) -> None:
    """A question after the programme before another is about that one; a time before it is no programme."""
    replaced = replace(cards["apollon"], status=replace(cards["apollon"].status, replaced_by="vulcain"))
    own = {**cards, "apollon": replaced}

    def before(question: str) -> tuple[str, ...]:
        return predecessors(resolve(question, (), names, own), own)

    assert before("Which programme came before Diag Vulcain?") == ("apollon",)
    assert before("Avant le Diag Vulcain un autre programme existait : lequel ?") == ("apollon",)
    assert before("Quel était le prédécesseur du Diag Vulcain ?") == ("apollon",)
    assert before("l'ancêtre du Diag Vulcain, c'était quoi son petit nom") == ("apollon",)
    assert before("How many firms used AI before Diag Vulcain?") == ()


def test_what_a_thing_is_a_part_of_is_not_what_is_asked_after(cards: dict[str, SchemeCard]) -> None:
    """ "Vulcain audits, Diag Vulcain": a scheme named only in another's name is its frame."""
    audits = replace(cards["junon"], names={"fr": "Audits Cérès, Diag Vulcain", "en": "Ceres audits, Diag Vulcain"})
    query = Query("Ceres audits, Diag Vulcain: top rate", Intent(("rate",), "plain"), "en")
    assert is_in_name(cards["vulcain"], audits, query)
    assert not is_in_name(audits, cards["vulcain"], query)


def test_whose_name_is_asked_for_is_told_of(cards: dict[str, SchemeCard], names: NameIndex) -> None:
    """Where only the predecessor's name is asked for, what it was answers; what else is asked stays."""
    named = resolve("What was the forerunner of Diag Vulcain called?", (), names, cards)
    assert of_predecessors(named, ("apollon",), cards).text == "Tell me about the Apollon grant"
    cost = resolve("How much did the forerunner of Diag Vulcain pay?", (), names, cards)
    assert of_predecessors(cost, ("apollon",), cards).text == cost.text


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("ce truc de l'Agence Vulcain où quelqu'un vient voir, combien ?", "mercure"),
        ("ce truc où quelqu'un vient voir, combien ?", None),
    ],
)
def test_a_thing_of_a_bodys_is_the_nearest_that_it_publishes(
    selector: Selector, question: str, subject: str | None
) -> None:
    """A description that only comes near a known question is of its scheme where its publisher is named."""
    near = Nearness({("mercure", 0): 0.55})
    assert subject_of(Query(question, read_intent(question), "fr", None, False, near), (), (), selector) == subject


def test_what_a_scheme_is_mistaken_for_tells_nothing_of_it(
    cards: dict[str, SchemeCard], documents: dict[str, Document]
) -> None:
    """A statement of a lookalike's card serves a scheme that was named only where it names it as well."""
    [extract, *_] = statements_of(documents["mercure.en"])
    assert tells_of(extract, cards["vulcain"], cards, bare=False, named=True)
    assert not tells_of(extract, cards["apollon"], cards, bare=False, named=True)
    assert tells_of(extract, cards["apollon"], cards, bare=False, named=False)
