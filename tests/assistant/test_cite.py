"""Citations: quotes at their offsets, numbered in the order a reader meets them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence.extracts import statements_of
from assistant.verification.cite import MARKER, Numbering, citation_of, renumbered, with_markers
from corpus.model import Document


def test_a_citation_is_verbatim_and_names_its_source(documents: dict[str, Document]) -> None:
    """Quote, section, publisher, address and date are those of the statement and of the source it names first."""
    document = documents["vulcain.fr"]
    extract = next(e for e in statements_of(document) if "operator" in e.tags)
    found = citation_of(extract, 4)
    assert document.text[found.start : found.end] == found.quote
    assert (found.number, found.section, found.language, found.page) == (4, "Qui ?", "fr", None)
    assert (found.publisher, found.url, found.evidence) == (
        "Agence Vulcain",
        "https://vulcain.example/diag",
        "official",
    )
    assert [s.id for s in found.sources] == ["S01"]


def test_a_source_without_an_address_falls_back_on_the_cards(documents: dict[str, Document]) -> None:
    """Where the source has no public address the card's official page stands in."""
    found = citation_of(statements_of(documents["mercure.fr"])[0], 1)
    assert found.url == "https://vulcain.example/mercure"


def test_one_number_for_one_span(documents: dict[str, Document]) -> None:
    """The same span keeps its number; another span gets the next."""
    first, second = statements_of(documents["vulcain.fr"])[:2]
    numbering = Numbering()
    assert [numbering.number(e) for e in (first, second, replace(first, score=9.0))] == [1, 2, 1]
    assert [c.number for c in numbering.citations] == [1, 2]


@given(st.permutations([1, 2, 3, 4, 5]), st.integers(1, 5))
def test_numbers_follow_the_text(documents: dict[str, Document], order: list[int], kept: int) -> None:
    """Markers are numbered from 1 as they appear; citations no marker names go; each marker keeps its quote."""
    extracts = statements_of(documents["vulcain.fr"])[:5]
    citations = tuple(citation_of(e, i) for i, e in enumerate(extracts, 1))
    text = " ".join(f"Phrase [{n}]." for n in order[:kept])
    new_text, new = renumbered(text, citations)
    assert [int(n) for n in MARKER.findall(new_text)] == list(range(1, kept + 1))
    assert [c.number for c in new] == list(range(1, kept + 1))
    assert [c.quote for c in new] == [citations[n - 1].quote for n in order[:kept]]


def test_a_marker_without_a_citation_is_taken_out(documents: dict[str, Document]) -> None:
    """No number is shown that opens nothing."""
    one = citation_of(statements_of(documents["vulcain.fr"])[0], 1)
    text, kept = renumbered("Vrai [1]. Faux [7].", (one,))
    assert MARKER.findall(text) == ["1"]
    assert len(kept) == 1


@pytest.mark.parametrize(
    ("sentence", "marked"),
    [
        ("It is open.", "It is open [1] [2]."),
        ("It is open", "It is open [1] [2]"),
        ("Really?!", "Really [1] [2]?!"),
        ("Voir https://vulcain.example/diag.", "Voir https://vulcain.example/diag [1] [2]."),
        ("Est-ce ouvert ?", "Est-ce ouvert [1] [2] ?"),
    ],
)
def test_markers_stand_before_the_full_stop(sentence: str, marked: str) -> None:
    """However a reader cuts sentences, each keeps its markers; without numbers nothing changes."""
    assert with_markers(sentence, [1, 2]) == marked
    assert with_markers(sentence, []) == sentence
