"""Schemes compared: figures side by side, and which is higher."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.composition.comparing import facets_compared, most_telling, side_by_side, things_compared
from assistant.composition.draft import Draft, in_turn, quoted, unshown
from assistant.evidence.extracts import Extract, statements_of
from assistant.language.intent import read_intent
from assistant.verification.framing import QUOTE, is_framed
from corpus.model import Document, Tag

HIGH, LOW = "Junon paid €500,000 to €2 million.", "Apollon paid €75,000 to €500,000."


def _statement(document: Document, text: str, at: int = 0) -> Extract:
    made = replace(document, text=text)
    return replace(statements_of(document)[at], document=made, start=0, end=len(text))


@pytest.mark.parametrize(
    ("question", "facets"),
    [
        ("Which gives more, Junon or Apollon?", ("amount",)),
        ("Junon ou Apollon, lequel dure le plus longtemps ?", ("duration",)),
        ("Junon et Apollon : lequel vise les plus gros projets ?", ("project",)),
        ("Is Junon older than Apollon?", ("dates",)),
        ("What is the difference between Junon and Apollon?", ()),
    ],
)
def test_a_comparison_by_degree_is_of_what_its_words_say(question: str, facets: tuple[Tag, ...]) -> None:
    """Of sums where they say nothing; without a degree, of what is asked, if anything."""
    assert facets_compared(question, read_intent(question)) == facets


def test_the_higher_of_two_sums_stands_first(documents: dict[str, Document]) -> None:
    """In one line that says so, whichever was named first."""
    low, high = (_statement(documents["vulcain.en"], text) for text in (LOW, HIGH))
    (line,) = side_by_side([low, high], "en")
    assert line.extracts == (high, low)
    assert line.text == f"From higher to lower: {HIGH[:-1]}; {LOW}"


def test_no_verdict_on_what_cannot_be_held_together(documents: dict[str, Document]) -> None:
    """A project's budget is no aid, and above a sum may be anything."""
    card = documents["vulcain.en"]
    for text in (
        "Apollon asks for a budget of €75,000.",
        "Apollon is for projects above €75,000.",
        "Apollon has 75 members.",
    ):
        told = [_statement(card, HIGH), _statement(card, text)]
        assert [line.extracts for line in side_by_side(told, "en")] == [(told[0],), (told[1],)]


def test_the_verifier_holds_the_verdict_against_the_figures() -> None:
    """It stands over two quotes alone, the first of which is the higher."""
    frame = f"From higher to lower: {QUOTE}; {QUOTE}."
    assert is_framed(frame, [HIGH, LOW], "")
    assert not is_framed(frame, [LOW, HIGH], "")


def test_what_is_counted_is_compared_by_its_number(documents: dict[str, Document]) -> None:
    """ "More members" takes the statement with a number of members."""
    told = [_statement(documents["vulcain.en"], text) for text in ("Junon is a club.", "Junon has 475 members.")]
    assert most_telling(told, "amount", things_compared("Which has more members, Junon or Apollon?")) == told[1]


def test_each_part_has_its_statement_before_the_rest(documents: dict[str, Document]) -> None:
    """The first line of each in turn; what is told already is not told again but gives way to the next lead."""
    a, b, c, d = (quoted(e, "lead") for e in statements_of(documents["vulcain.en"])[:4])
    drafts = [Draft((a, b)), Draft((a, c)), Draft((d,))]
    assert [line.extracts for line in in_turn(drafts, 1).lines] == [x.extracts for x in (a, c, d, b)]
    assert unshown(drafts[1], drafts[:1]).lines == (c,)


def test_a_part_opens_with_a_line_for_each_scheme(documents: dict[str, Document]) -> None:
    """Of schemes compared each is told; of one scheme the first line alone."""
    (a, b), (c, *_) = (
        [quoted(e, "lead") for e in statements_of(documents[card])][:2] for card in ("vulcain.en", "mercure.en")
    )
    assert [line.extracts for line in in_turn([Draft((a, c)), Draft((b,))], 0).lines] == [x.extracts for x in (a, c, b)]
    assert [line.extracts for line in in_turn([Draft((a, b))], 0).lines] == [a.extracts]


def test_more_than_another_counts_nothing_of_its_own() -> None:
    """ "More than Apollon" counts what the question beside it counts."""
    things = things_compared("more than Apollon (how many members does Junon have)?")
    assert things is not None
    assert things.match("members")
