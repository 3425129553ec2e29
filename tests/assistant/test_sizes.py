"""Sums by size are told for the firm's own size; statements on another size step back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.composition.draft import Line, quoted
from assistant.composition.sizes import size_in, sized_first
from assistant.evidence.extracts import Extract, statements_of
from assistant.evidence.selection import Query
from assistant.language.intent import read_intent
from assistant.language.sizes import is_of_another_size
from assistant.model import CompanyProfile
from corpus.model import Document

RATES = "Diag Vulcain pays 60% (small), 50% (medium) or 40% (large)."


@pytest.fixture
def ranked(documents: dict[str, Document]) -> list[Extract]:
    """Two statements: a definition, and one that gives the rate by size in the place of another."""
    document = documents["vulcain.en"]
    old = "Diag Vulcain costs at most €10,000 and the State pays 40% of it, said on 2 March 2026."
    spans = statements_of(replace(document, text=document.text.replace(old, RATES.ljust(len(old)))))
    return [next(e for e in spans if "definition" in e.tags), next(e for e in spans if "rate" in e.tags)]


def sized(ranked: list[Extract], question: str, staff: int | None) -> list[Line]:
    """The lines after the sum by size was looked for, the definition being first before."""
    lines = [quoted(ranked[0], "lead")]
    return sized_first(lines, ranked, Query(question, read_intent(question), "en"), CompanyProfile(employees=staff))


def test_the_size_asked_after_leads_in_the_statement_s_own_words(ranked: list[Extract]) -> None:
    """ "And a large firm?" is answered by the rates of all sizes, whatever the asker's own size."""
    assert [sized(ranked, "Which rate for a large firm?", staff)[0].text for staff in (None, 8)] == [RATES, RATES]


@pytest.mark.parametrize(("staff", "size"), [(8, "small"), (80, "medium"), (600, "large")])
def test_a_rate_by_size_leads_with_the_size_told(ranked: list[Extract], staff: int, size: str) -> None:
    """The asker reads which of the figures is theirs."""
    lead = sized(ranked, "What rate does Diag Vulcain give?", staff)[0]
    assert lead.text == f"With {staff} employees, the size of a {size} firm: {RATES}"
    assert lead.extracts == (ranked[1],)


def test_without_a_size_or_a_sum_nothing_changes(ranked: list[Extract]) -> None:
    """No headcount told, or something else asked."""
    before = [quoted(ranked[0], "lead")]
    assert sized(ranked, "What rate does Diag Vulcain give?", None) == before
    assert sized(ranked, "Who runs Diag Vulcain?", 80) == before


def test_a_size_that_is_not_named_is_none_of_it() -> None:
    """Mid-caps are large firms where they are not told apart."""
    assert size_in(RATES, 600) == "large"
    assert size_in("50% (medium), 35% (mid-cap)", 600) == "mid_cap"
    assert size_in("50% (medium), 35% (mid-cap)", 8) == ""


@pytest.mark.parametrize(
    ("text", "staff", "other"),
    [
        ("Une TPE de moins de 10 salariés n'y a pas droit.", 25, True),
        ("Une TPE de moins de 10 salariés n'y a pas droit.", 6, False),
        ("A mid-cap (ETI) is eligible.", 40, True),
        ("A mid-cap (ETI) is eligible.", 1900, False),
        ("It is for SMEs and mid-caps.", 40, False),
        ("It is for firms with 10 to 2,000 staff.", 25, False),
    ],
)
def test_a_statement_on_another_size(text: str, staff: int, other: bool) -> None:
    """One that speaks of very small firms alone, or of mid-caps alone."""
    assert is_of_another_size(text, staff) is other
