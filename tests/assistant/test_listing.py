"""Lists of schemes: those of the scope asked for come first."""

from __future__ import annotations

import pytest

from assistant.composition.listing import Lister
from assistant.evidence.selection import Selector
from assistant.model import CompanyProfile
from corpus.model import Document, SchemeCard
from tests.assistant.small_corpus import MemoryIndex
from tests.fakes import HashingEmbedder


@pytest.fixture(scope="module")
def lister(
    cards: dict[str, SchemeCard], documents: dict[str, Document], tmp_path_factory: pytest.TempPathFactory
) -> Lister:
    embedder = HashingEmbedder()
    index = MemoryIndex(list(documents.values()), embedder, tmp_path_factory.mktemp("lexical"))
    return Lister(Selector(index.current(), cards, embedder))


@pytest.mark.parametrize(("scope", "first"), [("regional", "junon"), ("national", "vulcain")])
def test_the_scope_asked_for_comes_first(lister: Lister, cards: dict[str, SchemeCard], scope: str, first: str) -> None:
    """A scheme of the scope asked for leads, however well one of another scope was found."""
    far = {s: float(card.scope != scope) for s, card in cards.items()}
    profile = CompanyProfile(employees=60, turnover_eur=2e6, age_years=5, department="69")
    draft = lister.advice(profile, far, "fr", scope=scope)
    assert cards[draft.subjects[0]].scope == scope
    assert first in draft.subjects


def test_what_was_spoken_of_is_left_out(lister: Lister) -> None:
    """Other leads do not name the scheme they are beside."""
    draft = lister.advice(CompanyProfile(employees=60), {}, "fr", without=("vulcain",), scope="national")
    assert "vulcain" not in draft.subjects
