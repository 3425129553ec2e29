"""Which scheme a question is answered about."""

from __future__ import annotations

from dataclasses import replace

from assistant.composition.subject import is_in_name, predecessors
from assistant.dialogue.conversation import resolve
from assistant.evidence.selection import Query
from assistant.language.entities import NameIndex
from assistant.language.intent import Intent
from corpus.model import SchemeCard


def test_what_came_before_a_scheme_is_the_one_it_replaced(cards: dict[str, SchemeCard], names: NameIndex) -> None:
    """A question after the programme before another is about that one; a time before it is no programme."""
    replaced = replace(cards["apollon"], status=replace(cards["apollon"].status, replaced_by="vulcain"))
    own = {**cards, "apollon": replaced}

    def before(question: str) -> tuple[str, ...]:
        return predecessors(resolve(question, (), names, own), own)

    assert before("Which programme came before Diag Vulcain?") == ("apollon",)
    assert before("Avant le Diag Vulcain un autre programme existait : lequel ?") == ("apollon",)
    assert before("Quel était le prédécesseur du Diag Vulcain ?") == ("apollon",)
    assert before("How many firms used AI before Diag Vulcain?") == ()


def test_what_a_thing_is_a_part_of_is_not_what_is_asked_after(cards: dict[str, SchemeCard]) -> None:
    """ "Vulcain audits, Diag Vulcain": a scheme named only in another's name is its frame."""
    audits = replace(cards["junon"], names={"fr": "Audits Cérès, Diag Vulcain", "en": "Ceres audits, Diag Vulcain"})
    query = Query("Ceres audits, Diag Vulcain: top rate", Intent(("rate",), "plain"), "en")
    assert is_in_name(cards["vulcain"], audits, query)
    assert not is_in_name(audits, cards["vulcain"], query)
