"""The small corpus, read once for all tests of the reference desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.composition import kinds, plan
from assistant.dialogue.conversation import Standalone, resolve
from assistant.evidence import search
from assistant.evidence.answerability import load_calibration
from assistant.evidence.selection import Selector
from assistant.language.entities import NameIndex
from assistant.model import CompanyProfile, Turn
from assistant.service import Assistant
from corpus.model import Document, SchemeCard
from tests.assistant import small_corpus
from tests.assistant.small_corpus import MemoryIndex
from tests.fakes import HashingEmbedder

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


@pytest.fixture(scope="session")
def index(documents: dict[str, Document], tmp_path_factory: pytest.TempPathFactory) -> MemoryIndex:
    return MemoryIndex(list(documents.values()), HashingEmbedder(), tmp_path_factory.mktemp("lexical"))


@pytest.fixture(scope="session")
def selector(index: MemoryIndex, cards: dict[str, SchemeCard]) -> Selector:
    return Selector(index, cards, HashingEmbedder())


@pytest.fixture(scope="session")
def desk(index: MemoryIndex, cards: dict[str, SchemeCard]) -> Assistant:
    return Assistant(index, HashingEmbedder(), cards)


@pytest.fixture
def sure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is refused, and no part: the calibration is fitted to the bundled model, not to the hashing stand-in."""
    fitted = load_calibration()
    certain = replace(fitted, threshold=0.0, intercept=fitted.intercept + 1)
    for module in (kinds, plan, search):
        monkeypatch.setattr(module, "load_calibration", lambda: certain)
