"""Every rule of a card held against a firm: met, not met, or unknown, with the sentence it rests on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.composition.eligibility import find_schemes, match_scheme
from assistant.model import CompanyProfile, Criterion, SchemeMatch, Verdict
from corpus.model import Document, Eligibility, Language, SchemeCard


@pytest.fixture
def match(cards: dict[str, SchemeCard], documents: dict[str, Document]):  # type: ignore[no-untyped-def]
    def matched(scheme_id: str, language: Language = "fr", **firm: object) -> SchemeMatch:
        profile = CompanyProfile(**firm)  # type: ignore[arg-type]
        return match_scheme(cards[scheme_id], documents[f"{scheme_id}.{language}"], profile, language)

    return matched


def criterion(found: SchemeMatch, name: str) -> Criterion:
    return next(c for c in found.criteria if c.name == name)


@pytest.mark.parametrize(
    ("scheme_id", "name", "firm", "verdict"),
    [
        ("vulcain", "employees", {"employees": 9}, "not_met"),
        ("vulcain", "employees", {"employees": 10}, "met"),
        ("vulcain", "employees", {"employees": 2000}, "met"),
        ("vulcain", "employees", {"employees": 2001}, "not_met"),
        ("vulcain", "employees", {"employees": 0}, "not_met"),
        ("vulcain", "employees", {}, "unknown"),
        ("vulcain", "turnover_eur", {"turnover_eur": 1_000_000.0}, "met"),
        ("vulcain", "turnover_eur", {"turnover_eur": 999_999.0}, "not_met"),
        ("vulcain", "turnover_eur", {}, "unknown"),
        ("vulcain", "age_years", {"age_years": 1.0}, "met"),
        ("vulcain", "age_years", {"age_years": 0.5}, "not_met"),
        ("vulcain", "age_years", {}, "unknown"),
        ("vulcain", "region", {}, "met"),
        ("vulcain", "region", {"region": "bretagne"}, "met"),
        ("vulcain", "sector", {"sector": "health-industry"}, "met"),
        ("vulcain", "sector", {"sector": "trade"}, "unknown"),
        ("vulcain", "sector", {}, "unknown"),
        ("junon", "project_eur", {"project_eur": 300_000.0}, "met"),
        ("junon", "project_eur", {"project_eur": 299_999.0}, "not_met"),
        ("junon", "project_eur", {"project_eur": 3_000_001.0}, "not_met"),
        ("junon", "project_eur", {}, "unknown"),
        ("junon", "region", {"region": "auvergne-rhone-alpes"}, "met"),
        ("junon", "region", {"region": "bretagne"}, "not_met"),
        ("junon", "region", {}, "unknown"),
        ("junon", "partner", {"has_laboratory_partner": True}, "met"),
        ("junon", "partner", {}, "unknown"),
        ("junon-national", "partner", {}, "met"),
        ("junon", "project", {}, "unknown"),
        ("apollon", "region", {}, "not_met"),
        ("apollon", "region", {"region": "grand-est"}, "met"),
    ],
)
def test_each_rule(match, scheme_id: str, name: str, firm: dict[str, object], verdict: Verdict) -> None:  # type: ignore[no-untyped-def]
    """Bounds are included; what the firm did not say is unknown; a list of sectors excludes no one."""
    assert criterion(match(scheme_id, **firm), name).verdict == verdict


def test_no_limit_is_met_and_unknown_is_not_a_rule(match) -> None:  # type: ignore[no-untyped-def]
    """ "There is no limit" is a rule that any firm meets, with its sentence; "no source says" gives no criterion."""
    no_limit = criterion(match("junon", employees=3), "employees")
    assert (no_limit.verdict, no_limit.rule) == ("met", "aucune limite")
    assert no_limit.citation is not None
    assert match("mercure", employees=3).criteria == ()


def test_each_rule_rests_on_the_sentence_that_states_it(match, documents: dict[str, Document]) -> None:  # type: ignore[no-untyped-def]
    """The citation is the tagged statement, verbatim at its offsets, in the reader's language."""
    for language, said in (("fr", "10 à 2 000 salariés"), ("en", "10 to 2,000 employees")):
        found = criterion(match("vulcain", language, employees=7), "employees")
        assert found.citation is not None
        text = documents[f"vulcain.{language}"].text
        assert text[found.citation.start : found.citation.end] == found.citation.quote
        assert said in found.citation.quote
        assert said in found.rule


@pytest.mark.parametrize(
    ("scheme_id", "firm", "fit"),
    [
        ("vulcain", {"employees": 60, "turnover_eur": 2e6, "age_years": 9.0, "sector": "health-industry"}, "fits"),
        ("vulcain", {"employees": 60}, "may_fit"),
        ("vulcain", {"employees": 7, "turnover_eur": 2e6}, "does_not_fit"),
        ("mercure", {"employees": 60}, "may_fit"),
        ("junon-national", {"region": "bretagne"}, "may_fit"),
        ("apollon", {"employees": 60}, "does_not_fit"),
    ],
)
def test_fit(match, scheme_id: str, firm: dict[str, object], fit: str) -> None:  # type: ignore[no-untyped-def]
    """All rules met: fits; one not met: does not; anything unknown, the rule on size included: may."""
    assert match(scheme_id, **firm).fit == fit


def test_schemes_are_ranked_open_first_and_excluded_last(
    cards: dict[str, SchemeCard], documents: dict[str, Document]
) -> None:
    """Closed schemes come last, schemes that exclude the firm after those that do not, goals first among equals."""
    french = {card_id: documents[f"{card_id}.fr"] for card_id in cards}
    profile = CompanyProfile(employees=7, region="auvergne-rhone-alpes", goals=("borrow",))
    order = [m.scheme_id for m in find_schemes(cards, french, profile, "fr")]
    assert order[0] == "mercure"
    assert order[-2:] == ["vulcain", "apollon"]


def test_a_scheme_without_a_goal_or_a_document_is_left_out(
    cards: dict[str, SchemeCard], documents: dict[str, Document]
) -> None:
    """Strategies offer a firm nothing to ask for; a card whose document is not indexed cannot be cited."""
    strategy = replace(cards["mercure"], seeks=())
    given = {"mercure": strategy, "junon": cards["junon"], "vulcain": cards["vulcain"]}
    texts = {"mercure": documents["mercure.fr"], "vulcain": documents["vulcain.fr"]}
    assert [m.scheme_id for m in find_schemes(given, texts, CompanyProfile(), "fr")] == ["vulcain"]


def test_a_scheme_of_another_region_excludes_even_without_a_rule(
    cards: dict[str, SchemeCard], documents: dict[str, Document]
) -> None:
    """The card's scope excludes where its rules are silent."""
    silent = replace(cards["apollon"], eligibility=Eligibility())
    found = match_scheme(silent, documents["apollon.en"], CompanyProfile(), "en")
    assert [(c.name, c.verdict, c.rule) for c in found.criteria] == [("region", "not_met", "another region only")]


def test_a_sector_rests_on_the_statement_that_names_it(
    cards: dict[str, SchemeCard], documents: dict[str, Document]
) -> None:
    """Of several statements on sectors, the one with the firm's own word; it is said by its name, not its key."""
    document = documents["vulcain.fr"]
    other = next(s for s in document.statements if "employees" in s.tags)
    marked = tuple(replace(s, tags=("sector",)) if s is other else s for s in document.statements)
    profile = CompanyProfile(sector="health-industry")
    found = match_scheme(cards["vulcain"], replace(document, statements=marked), profile, "fr")
    sector = criterion(found, "sector")
    assert sector.given == "industrie de la santé"
    assert sector.citation is not None
    assert "santé" in sector.citation.quote
