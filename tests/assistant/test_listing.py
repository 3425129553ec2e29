"""Lists of schemes: those of the scope asked for come first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.composition.listing import Lister
from assistant.evidence.known_questions import Nearness
from assistant.evidence.selection import Selector
from assistant.language.wording import phrase
from assistant.model import CompanyProfile
from corpus.model import Document, Range, SchemeCard
from tests.fakes import HashingEmbedder


@pytest.fixture(scope="module")
def lister(selector: Selector) -> Lister:
    return Lister(selector)


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


def test_a_catalogue_names_every_scheme_once(lister: Lister, cards: dict[str, SchemeCard]) -> None:
    """Each card's title, to the letter, as an item of its own with its own quote; what has ended stands apart."""
    lines = lister.catalogue("fr").lines
    items = [line for line in lines if line.role == "item"]
    assert {line.extracts[0].document.scheme_id for line in items} == set(cards)
    assert len(items) == len(cards)
    assert all(line.text == line.extracts[0].text == line.extracts[0].document.title for line in items)
    heading = ""
    for line in lines:
        heading = line.text if line.role == "head" else heading
        card = cards[line.extracts[0].document.scheme_id or ""] if line.extracts else None
        if card and card.scope != "other_region":
            ended = card.status.value in ("closed", "replaced")
            assert (heading == phrase("all_ended", "fr")) == ended


def test_a_catalogue_of_a_scope_holds_no_other(lister: Lister, cards: dict[str, SchemeCard]) -> None:
    """ "All regional schemes" names no national one."""
    items = [line for line in lister.catalogue("en", "regional").lines if line.extracts]
    found = {line.extracts[0].document.scheme_id for line in items}
    assert found == {s for s, c in cards.items() if c.scope == "regional"}


def test_headings_cite_nothing(lister: Lister) -> None:
    """What opens a list states nothing: its items carry the quotes."""
    drafts = (
        lister.catalogue("fr"),
        lister.advice(CompanyProfile(employees=60), {}, "fr"),
        lister.by_status(("open",), "en"),
    )
    for draft in drafts:
        assert draft.lines[0].role == "head"
        assert all(bool(line.extracts) == (line.role != "head") for line in draft.lines)


def test_what_is_known_to_answer_is_told_of_its_scheme(lister: Lister, documents: dict[str, Document]) -> None:
    """A statement whose known question comes near stands in the item of its scheme, right after what it is."""
    place = 4
    statement = documents["vulcain.fr"].statements[place]
    near = Nearness({("vulcain", place): 0.9}, {("vulcain.fr", statement.start): ("vulcain", place)})
    profile = CompanyProfile(employees=60, turnover_eur=2e6, age_years=5)
    lines = lister.advice(profile, {}, "fr", scope="national", near=near).lines
    at = next(i for i, line in enumerate(lines) if line.role == "item" and "Vulcain" in line.text)
    assert lines[at + 1].text == documents["vulcain.fr"].text[statement.start : statement.end]


def test_a_need_that_no_scheme_serves_leaves_those_that_fit_the_firm(lister: Lister) -> None:
    """Nothing of the small corpus helps to comply with a law: the firm's own schemes are told all the same."""
    firm = CompanyProfile(employees=60, turnover_eur=2e6, age_years=5, department="69")
    assert lister.advice(replace(firm, goals=("comply",)), {}, "fr").subjects == lister.advice(firm, {}, "fr").subjects


def test_what_the_money_is_for_outweighs_that_it_is_money(lister: Lister, cards: dict[str, SchemeCard]) -> None:
    """Whoever wants money for a PhD is offered what pays PhDs before what pays anything."""
    phd = replace(cards["mercure"], id="mercure", seeks=("recruit_phd",), status=cards["vulcain"].status)
    swapped = Lister(Selector(lister._selector.reader, {**cards, "mercure": phd}, HashingEmbedder()))
    profile = CompanyProfile(employees=60, goals=("recruit_phd", "finance_project"))
    assert swapped.advice(profile, {}, "fr").subjects[0] == "mercure"


def test_little_is_offered_of_what_only_big_firms_may_have(lister: Lister, cards: dict[str, SchemeCard]) -> None:
    """A firm that has not said its size is offered what has no minimum first."""
    vulcain = cards["vulcain"]
    rules = replace(vulcain.eligibility, employees=Range(60, None, ()))
    swapped = Lister(
        Selector(lister._selector.reader, {**cards, "vulcain": replace(vulcain, eligibility=rules)}, HashingEmbedder())
    )
    before = lister.advice(CompanyProfile(sector="trade"), {}, "fr", 9).subjects
    after = swapped.advice(CompanyProfile(sector="trade"), {}, "fr", 9).subjects
    assert after.index("vulcain") >= before.index("vulcain")
    assert swapped._doubts(swapped._cards["vulcain"], CompanyProfile()) > lister._doubts(vulcain, CompanyProfile())
    sized = CompanyProfile(employees=80)
    assert swapped._doubts(swapped._cards["vulcain"], sized) == lister._doubts(vulcain, sized)
