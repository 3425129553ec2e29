"""The small corpus, read once for all tests of the reference desk."""

from __future__ import annotations

import pytest

from assistant.language.entities import NameIndex
from corpus.model import Document, SchemeCard
from tests.assistant import small_corpus


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
