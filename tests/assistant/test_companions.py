"""After the direct answer comes only what helps with what was asked."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assistant.composition.companions import ADDED, ADMITTED, CLOSE, alike, companions
from assistant.evidence.extracts import Extract
from assistant.evidence.selection import Query
from assistant.language.intent import Intent
from corpus.model import Document, Statement, Tag

AMOUNT = Query("", Intent(("amount",), "plain"), "fr")
NOTHING = Query("", Intent((), "plain"), "fr")


@pytest.fixture
def document(documents: dict[str, Document]) -> Document:
    return documents["vulcain.fr"]


def extract(document: Document, place: int, score: float, *tags: Tag, position: int = 0) -> Extract:
    """The statement at a place of the document, marked with other tags."""
    s = document.statements[place]
    told = Statement(s.start, s.end, s.source_ids, tags)
    return Extract(document, document.id, s.start, s.end, told, "support", position, score)


def test_what_comes_close_follows_the_best(document: Document) -> None:
    """Nearly as good a match is told, whatever it is about; a far one is not."""
    best = extract(document, 0, 5.0, "amount")
    close = extract(document, 1, 5.0 - 0.9 * CLOSE, "people")
    far = extract(document, 2, 5.0 - 1.1 * CLOSE, "region")
    assert companions([best, close, far], [best], AMOUNT, 4) == [close]


def test_what_matches_the_rest_of_the_question_comes_first(document: Document) -> None:
    """Of two that come close, the one that matches words which the lead leaves open; one further off may too."""
    best, like, other = (extract(document, i, 5.0 - i / 10, "amount") for i in range(3))
    far = extract(document, 3, 5.0 - CLOSE - 0.2, "operator")
    added = 1.0 / ADDED
    rows = {best.key: (0.8, 0.2, 0.2), like.key: (0.8, 0.2, 0.2), other.key: (0.2, 0.2 + 3 * added, 0.2)}
    rows[far.key] = (0.2, 0.2, 0.2 + 3 * added)
    asked = replace(AMOUNT, matches={key: np.array(row, np.float32) for key, row in rows.items()})
    assert companions([best, like, other, far], [best], asked, 4) == [other, like, far]
    assert companions([best, like, other, far], [best], AMOUNT, 4) == [like, other]


def test_nothing_unknown_of_another_facet_fills_an_answer(document: Document) -> None:
    """That something else is not known is no help, however near it comes; of what was asked it is."""
    best = extract(document, 0, 5.0, "amount")
    beside = extract(document, 1, 4.9, "contact", "unknown")
    asked = extract(document, 2, 4.9, "amount", "unknown")
    assert companions([best, beside, asked], [best], AMOUNT, 4) == [asked]


def test_what_is_not_known_may_answer_where_no_facet_was_read(document: Document) -> None:
    """Where nothing says what is asked for, an admission right behind the best may be the answer."""
    best = extract(document, 0, 5.0, "definition")
    near = extract(document, 1, 5.0 - 0.9 * ADMITTED, "contact", "unknown")
    far = extract(document, 2, 5.0 - 1.1 * ADMITTED, "status", "unknown")
    assert companions([best, near, far], [best], NOTHING, 4) == [near]


def test_what_is_usually_asked_next_is_told_where_nothing_came_close(document: Document) -> None:
    """One fact of a facet that people ask for after this one, and no more."""
    best = extract(document, 0, 9.0, "amount")
    rate, status = extract(document, 1, 1.0, "rate"), extract(document, 2, 0.9, "status")
    assert companions([best, rate, status], [best], AMOUNT, 4) == [rate]


def test_what_opens_a_section_stands_before_what_held_once(document: Document) -> None:
    """Of the other statements on the facet asked, those at the head of their section are preferred."""
    best = extract(document, 0, 9.0, "amount")
    once = [extract(document, i, 3.0, "amount", position=6) for i in (1, 2)]
    today = extract(document, 3, 1.0, "amount", position=1)
    assert companions([best, *once, today], [best], AMOUNT, 4)[0] == today


def test_there_is_never_more_than_room(document: Document) -> None:
    """Close matches beyond the room are left out."""
    many = [extract(document, i, 5.0 - i / 100, "amount") for i in range(6)]
    assert len(companions(many, many[:1], AMOUNT, 2)) == 2
    assert companions([], [], AMOUNT, 2) == []


def test_figures_that_were_told_are_not_told_again(document: Document) -> None:
    """A sentence that brings together the figures of others, in other words, adds nothing; one new figure does."""
    text = (
        "L'aide va de 10 à 20 € en 2025. Elle dure 3 mois au plus. Prévoir 3 mois et 10 à 20 €, dit-on en 2025. Ou 4."
    )
    ends = [i + 1 for i, c in enumerate(text) if c == "."]
    spans = list(zip([0, *(end + 1 for end in ends)], ends, strict=False))

    def said(*places: int) -> Extract:
        start, end = spans[places[0]][0], spans[places[-1]][1]
        return replace(extract(document, 0, 5.0, "amount"), document=replace(document, text=text), start=start, end=end)

    assert alike(said(2), [said(0), said(1)])
    assert not alike(said(2, 3), [said(0), said(1)])
    assert not alike(said(2), [said(0)])


def test_other_figures_are_another_thing_said(document: Document) -> None:
    """Nearly the same words with other figures are not the same; with the same figures they are."""
    text = "Le volet apportait de 250 000 € par projet. Le volet apportait de 10 millions par projet. "
    text += "Le volet apportait bien de 250 000 € par projet."
    told = replace(document, text=text)
    spans = [(0, 43), (44, 91), (92, len(text))]
    one, other, again = (Extract(told, told.id, a, b) for a, b in spans)
    assert not alike(other, [one])
    assert alike(again, [one])
