"""The statement that answers the question itself stands first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.composition.draft import quoted
from assistant.composition.leading import (
    as_the_card_opens,
    best_first,
    closed_first,
    leads,
    raced,
    reason_first,
    sector_first,
    surest_first,
    told_together,
)
from assistant.evidence.extracts import Extract, statements_of
from assistant.evidence.known_questions import Nearness
from assistant.evidence.selection import Query
from assistant.language.intent import Intent
from corpus.model import Document, SchemeCard, SectionKind, Statement, Tag

DEFINITION = Intent(("definition",), "plain")


def ranked(document: Document, *tags: str) -> list[Extract]:
    """A card's statements, those with the tags first, each half a point below the one before."""
    order = sorted(statements_of(document), key=lambda e: not set(tags) & set(e.tags))
    return [e.scored(5 - i / 2) for i, e in enumerate(order)]


def known(best: Extract, cosine: float, apart: float = 0.2) -> Nearness:
    """A question that comes this near to one that an extract answers."""
    pair, other = ("vulcain", 0), ("vulcain", 1)
    return Nearness({pair: cosine, other: cosine - apart}, {(best.document_id, best.start): pair})


@pytest.fixture
def card(documents: dict[str, Document]) -> Document:
    return documents["vulcain.fr"]


def test_a_second_facet_gets_a_lead_of_its_own(card: Document) -> None:
    """Where two things are asked, the best statement does not have to answer both."""
    found = leads(ranked(card, "operator", "employees"), Intent(("operator", "employees"), "plain"))
    assert [set(e.tags) & {"operator", "employees"} for e in found] == [{"operator"}, {"employees"}]


def test_a_plain_question_what_it_is_opens_with_the_definition(card: Document, cards: dict[str, SchemeCard]) -> None:
    """Even where another question, known to be answered otherwise, is as short and so comes near."""
    found = ranked(card, "operator")
    query = Query("Qu'est-ce que le Diag Vulcain ?", DEFINITION, "fr", bare=True, near=known(found[0], 0.9))
    lines = as_the_card_opens([quoted(found[0], "lead")], cards["vulcain"], found, query)
    lines = surest_first(lines, found, query)
    assert lines[0].text.startswith("Le Diag Vulcain est un diagnostic")


def test_what_is_surely_known_to_answer_leads(card: Document) -> None:
    """All but one of the known questions: its statement opens, and of the rest little stays."""
    found = ranked(card, "operator")
    sure = found[-1]
    query = Query("C'est ouvert ?", Intent(("status",), "yes_no"), "fr", near=known(sure, 0.95))
    assert surest_first([quoted(e, "lead") for e in found[:4]], found, query)[0].extracts == (sure,)
    unsure = replace(query, near=known(sure, 0.6))
    assert surest_first([quoted(found[0], "lead")], found, unsure)[0].extracts == (found[0],)


def test_a_closed_scheme_asked_for_today_opens_with_its_end(
    documents: dict[str, Document], cards: dict[str, SchemeCard]
) -> None:
    """ "Can I still…" is answered by the closing; what it once paid is not."""
    found = ranked(documents["apollon.fr"], "definition")
    lines = [quoted(found[0], "lead")]
    still = Query("Puis-je encore demander la Bourse Apollon ?", Intent((), "yes_no"), "fr")
    assert "status" in closed_first(lines, cards["apollon"], found, still)[0].extracts[0].tags
    once = Query("Combien donnait la Bourse Apollon ?", Intent(("amount",), "plain"), "fr")
    assert closed_first(lines, cards["apollon"], found, once) == lines


def test_the_rule_that_leads_gives_way_only_to_a_clearly_better_statement(card: Document) -> None:
    """And only to one that is known to answer such questions."""
    found = ranked(card, "people", "employees")
    rule = next(e for e in found if "age" in e.tags)
    query = Query("Qui le dirige ?", Intent((), "plain"), "fr", near=known(found[0], 0.8))
    assert best_first([quoted(rule)], found, query)[0].extracts == (found[0],)
    assert best_first([quoted(rule)], found, replace(query, near=known(found[0], 0.5)))[0].extracts == (rule,)
    likely = replace(query, near=known(found[0], 0.68))
    assert best_first([quoted(found[1])], found, likely)[0].extracts == (found[1],)


def test_a_rule_gives_way_to_what_is_known_to_answer(card: Document) -> None:
    """However little the better statement is ahead, where the rule itself answers no such question."""
    found = ranked(card, "people", "employees")
    query = Query("Filiale d'un groupe, on passe ?", Intent((), "plain"), "fr", near=known(found[0], 0.8))
    assert best_first([quoted(found[1])], found, query)[0].extracts == (found[0],)


def test_a_trade_told_with_a_scheme_opens_with_what_the_card_says_of_sectors(
    card: Document, cards: dict[str, SchemeCard]
) -> None:
    """Whatever the trade; not where something else is asked."""
    found = ranked(card, "definition")
    sector = next(e for e in found if "sector" in e.tags)
    lines = [quoted(found[0], "lead")]
    trade = Query("Je fais de la menuiserie, le Diag Vulcain ?", Intent((), "plain"), "fr")
    assert sector_first(lines, cards["vulcain"], found, trade)[0].extracts == (sector,)
    cost = Query("Je fais de la menuiserie, combien ça coûte ?", Intent(("cost",), "plain"), "fr")
    assert sector_first(lines, cards["vulcain"], found, cost) == lines


def test_a_sector_held_against_the_rule_opens(card: Document, cards: dict[str, SchemeCard]) -> None:
    """ "Yes, in the health industry" stands before what else was held against the firm."""
    found = ranked(card, "employees")
    rule, sector = found[0], next(e for e in found if "sector" in e.tags)
    judged = replace(quoted(sector, "lead"), text=f"Oui sur ce point : {sector.text}")
    query = Query("Je fais de la menuiserie, le Diag Vulcain ?", Intent(("sector",), "yes_no"), "fr")
    lines = sector_first([quoted(rule, "lead"), judged], cards["vulcain"], found, query)
    assert lines == [judged, quoted(rule, "lead")]


def test_a_list_asked_for_is_not_put_behind_what_is_surely_known(card: Document) -> None:
    """Who asks for all parts is answered by naming them, not by what is told of them."""
    found = ranked(card, "operator")
    sure = found[-1]
    assert found[0].statement
    named = replace(found[0], statement=replace(found[0].statement, tags=("list",)))
    query = Query("Quels sont les trois volets ?", Intent((), "list"), "fr", near=known(sure, 0.95))
    assert surest_first([quoted(named, "lead")], [named, *found[1:]], query)[0].extracts == (named,)


def _made(document: Document, *texts: str, kind: SectionKind = "support", tags: tuple[Tag, ...] = ()) -> list[Extract]:
    """Statements with these texts, each a quarter of a point below the one before, as of one card."""
    body = " ".join(texts)
    made = replace(document, text=body)
    return [
        Extract(
            made, document.id, body.index(t), body.index(t) + len(t),
            Statement(body.index(t), body.index(t) + len(t), ("S01",), tags), kind, i, 5 - i / 4,
        )
        for i, t in enumerate(texts)
    ]  # fmt: skip


def test_what_it_is_gives_way_to_what_is_asked_of_it(card: Document) -> None:
    """The card's first words do not stand before the sum that is asked for."""
    found = sorted(ranked(card, "definition", "amount"), key=lambda e: -e.score)
    by_tag = {t: next(e for e in found if t in e.tags) for t in ("definition", "amount")}
    near = [by_tag["definition"].scored(5.0), by_tag["amount"].scored(4.5)]
    assert leads(near, Intent(("amount",), "plain"))[0].key == by_tag["amount"].key
    assert leads(near, Intent(("amount",), "yes_no"))[0].key == by_tag["definition"].key


def test_between_near_equals_a_known_question_decides(card: Document) -> None:
    """Not where the best answers what is asked first."""
    first, second = (e.scored(s) for e, s in zip(ranked(card, "operator")[1:3], (5.0, 4.9), strict=True))
    near = known(second, 0.9, apart=0.3)
    assert raced([first, second], Query("?", Intent((), "plain"), "fr", near=near))[0].key == second.key
    asked = Query("?", Intent(first.tags[:1], "plain"), "fr", near=near)
    assert raced([first, second], asked)[0].key == first.key


def test_the_statement_of_the_very_number_leads(card: Document, cards: dict[str, SchemeCard]) -> None:
    """Of a phase that is named, before one of all phases; of two years, the statement that holds both."""
    phases = _made(card, "Phase 1 pays 5.", "Phase 2 pays 7.")
    lines = [quoted(phases[0], "lead")]
    query = Query("how much is phase 2?", Intent(("amount",), "plain"), "en")
    assert told_together(lines, cards["vulcain"], phases, query)[0].text == "Phase 2 pays 7."
    years = _made(card, "It had 17 members in 2024.", "It had 25 in 2025, against 17 in 2024.")
    query = Query("members: 2024 vs 2025?", Intent((), "comparison"), "en")
    assert told_together([quoted(years[0], "lead")], cards["vulcain"], years, query)[0].extracts == (years[1],)


def test_why_figures_differ_is_answered_by_what_explains_it(card: Document) -> None:
    """The statement we infer comes before the one that only tells that they do."""
    found = _made(
        card, "Sources differ: 110 or 18.", "The 110 seem to include the aid.", kind="disputed", tags=("disputed",)
    )
    assert found[1].statement is not None
    found[1] = replace(found[1], statement=replace(found[1].statement, inferred=True))
    why = Query("why 110 and 18?", Intent(("disputed", "aim"), "plain"), "en")
    assert reason_first([quoted(found[0], "lead")], found, why)[0].extracts == (found[1],)
    plain = Query("110 or 18?", Intent(("disputed",), "plain"), "en")
    assert reason_first([quoted(found[0], "lead")], found, plain)[0].extracts == (found[0],)
