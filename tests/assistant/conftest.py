"""The small corpus, read once for all tests of the reference desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.dialogue.conversation import Standalone, resolve
from assistant.language.entities import NameIndex
from assistant.model import CompanyProfile, Turn
from corpus.model import Document, SchemeCard
from tests.assistant import small_corpus

Ask = Callable[..., Standalone]  # the turns in order, the question last: the question as it is understood


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, SchemeCard], dict[str, Document]]:
    """Cards and documents of the small corpus."""
    return small_corpus.read(small_corpus.write(tmp_path_factory.mktemp("corpus")))


@pytest.fixture(scope="session")
def cards(small: tuple[dict[str, SchemeCard], dict[str, Document]]) -> dict[str, SchemeCard]:
    return small[0]


@pytest.fixture(scope="session")
def documents(small: tuple[dict[str, SchemeCard], dict[str, Document]]) -> dict[str, Document]:
    return small[1]


@pytest.fixture(scope="session")
def names(cards: dict[str, SchemeCard]) -> NameIndex:
    return NameIndex(cards)


@pytest.fixture
def ask(names: NameIndex, cards: dict[str, SchemeCard]) -> Ask:
    def asked(*turns: str, profile: CompanyProfile | None = None) -> Standalone:
        return resolve(turns[-1], [Turn(t) for t in turns[:-1]], names, cards, profile)

    return asked
