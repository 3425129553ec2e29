"""The lexical index."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.model import Language
from ingest import lexical
from ingest.model import Passage

TEXTS: dict[str, tuple[Language, str, str]] = {
    "moulin": ("fr", "Le moulin à eau", "Les meuniers d'autrefois y broyaient le blé. L'usine voisine date de 1924."),
    "mill": ("en", "The water mill", "Millers ground wheat here for centuries; the nearby factories closed in 1951."),
    "diag": ("fr", "Diag'IA", "Un expert en R&D passe 10 000 € de budget en revue, puis vient i-Nov."),
    "easy": ("fr", "EasyPOC", "Une preuve de concept avec un laboratoire de l'Auvergne-Rhône-Alpes."),
    "été": ("fr", "L'été à la ferme", "Financé par la commune, le marché s'ouvre au cœur du bourg."),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> lexical.LexicalIndex:
    directory = tmp_path_factory.mktemp("lexical")
    passages = [
        Passage(f"{key}#0000", key, text, 0, len(text), None, "", language, context)
        for key, (language, context, text) in TEXTS.items()
    ]
    lexical.build(passages, directory)
    return lexical.open(directory)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("meunier", "moulin"),  # French stem
        ("factory", "mill"),  # English stem
        ("l'usine", "moulin"),  # elision
        ("Qu’est-ce que l’usine ?", "moulin"),  # typographic apostrophe
        ("finance", "été"),  # accents do not matter, on either side
        ("COMMUNE", "été"),
        ("coeur", "été"),  # nor do ligatures
        ("1951", "mill"),
        ("R&D", "diag"),
        ("r & d", "diag"),
        ("rd", "diag"),
        ("Diag'IA", "diag"),
        ("diagia", "diag"),
        ("diag ia", "diag"),
        ("inov", "diag"),
        ("i-Nov", "diag"),
        ("10000 euros", "diag"),
        ("10.000", "diag"),
        ("easy poc", "easy"),  # a name written in two words
        ("auvergne rhone alpes", "easy"),
        ("labratoire", "easy"),  # a letter missing
        ("mueniers", "moulin"),  # two letters swapped
        ("laborattoires", "easy"),  # a letter doubled, in the plural
    ],
)
def test_a_passage_is_found_as_people_write(index: lexical.LexicalIndex, query: str, first: str) -> None:
    """Stems of either language, elisions, accents, names in parts, figures, typos."""
    hits = index.search(query, 3)
    assert hits
    assert hits[0].passage_id == f"{first}#0000"


@pytest.mark.parametrize("query", ["", "   ", "???", "que qui quoi le la les", "zzzzzzzz", "xyz"])
def test_a_query_that_shares_no_word_finds_nothing(index: lexical.LexicalIndex, query: str) -> None:
    """Stopwords, punctuation and words that resemble none are no reason to return a passage."""
    assert index.search(query, 3) == []


def test_a_known_word_is_never_mended(index: lexical.LexicalIndex) -> None:
    """Typos are sought only for words the index has not seen."""
    assert index.terms("blé") == [lexical.term("ble", "fr")]


def test_hits_come_best_first_and_no_more_than_asked(index: lexical.LexicalIndex) -> None:
    """A word of the title counts more than one of the text; `k` bounds the hits."""
    hits = index.search("moulin blé wheat", 10)
    assert [hit.passage_id for hit in hits] == ["moulin#0000", "mill#0000"]
    assert hits[0].score > hits[1].score > 0
    assert index.search("moulin blé wheat", 1) == hits[:1]
    assert index.search("moulin", 0) == []


def test_an_index_of_one_passage_without_words_can_be_searched(tmp_path: Path) -> None:
    """The smallest corpus there is."""
    lexical.build([Passage("a#0000", "a", "…", 0, 1, None, "", "fr")], tmp_path)
    assert lexical.open(tmp_path).search("rien", 5) == []
