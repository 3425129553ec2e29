"""How a question is planned: whether it is answered, before what it is answered with."""

from __future__ import annotations

import pytest

from assistant.composition.plan import Inquiry
from assistant.evidence.selection import Selector
from tests.assistant.conftest import Ask
from tests.fakes import HashingEmbedder


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("How do I register a trade mark, and how much does it cost?", "not_in_corpus"),
        ("Who repairs lifts, and how much does the Vulcain audit cost?", "answered"),
    ],
)
def test_how_much_it_is_makes_nothing_known(ask: Ask, selector: Selector, question: str, outcome: str) -> None:
    """Of a foreign question, the part that could be asked of anything is foreign too; a part of its own is not."""

    def odds(text: str, _: object) -> float:
        return 0.9 if "cost" in text else 0.01

    inquiry = Inquiry(ask(question), (), selector, 0.01, HashingEmbedder().embed_query, odds)
    assert inquiry.answer()[1] == outcome
