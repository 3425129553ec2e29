"""Which schemes fit a firm: every rule of a card held against a profile, with the sentence it rests on.

The one place where eligibility is decided: answers and the finder both call it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from assistant.evidence.extracts import statements_of
from assistant.language.criteria import criterion_given, criterion_rule
from assistant.language.entities import display_name
from assistant.language.text import fold
from assistant.model import Citation, CompanyProfile, Criterion, SchemeMatch, Verdict
from assistant.verification.cite import citation_of
from corpus.model import Choice, Document, Language, Range, Rule, SchemeCard, Tag

# Field of ``Eligibility`` -> tag of the statement that states the rule.
RULE_TAGS: dict[str, Tag] = {
    "employees": "employees", "turnover_eur": "turnover", "age_years": "age", "project_eur": "amount",
    "region": "region", "sector": "sector", "project": "project", "partner": "partner",
}  # fmt: skip
_EVERYWHERE = {"france", "european-union"}


def match_scheme(card: SchemeCard, document: Document, profile: CompanyProfile, language: Language) -> SchemeMatch:
    """Hold one card against a profile, criterion by criterion."""
    criteria = tuple(
        _criterion(name, getattr(card.eligibility, name), document, profile, language)
        for name in RULE_TAGS
        if getattr(card.eligibility, name) != "unknown"
    )
    if card.scope == "other_region" and not any(c.name == "region" and c.verdict == "not_met" for c in criteria):
        criteria = (*criteria, Criterion("region", "not_met", criterion_rule("region", None, language), "", None))
    return SchemeMatch(
        card.id, document.id, display_name(card, language), _fit(card, criteria), card.status.value, card.status.as_of,
        card.url,
        _score(card, criteria, profile), criteria, card.kinds,
    )  # fmt: skip


def _fit(card: SchemeCard, criteria: tuple[Criterion, ...]) -> Literal["fits", "may_fit", "does_not_fit"]:
    """One rule failed excludes; a scheme fits only if every rule is met and its rule on size is known."""
    verdicts = [c.verdict for c in criteria]
    if "not_met" in verdicts:
        return "does_not_fit"
    known = bool(verdicts) and card.eligibility.employees != "unknown"
    return "fits" if known and "unknown" not in verdicts else "may_fit"


def find_schemes(
    cards: Mapping[str, SchemeCard], documents: Mapping[str, Document], profile: CompanyProfile, language: Language
) -> list[SchemeMatch]:
    """Every scheme a firm can ask for, best first: open before unknown before closed, fitting before doubtful.

    ``documents`` maps scheme ids to cards' documents in ``language``. Cards that offer a
    firm nothing to ask for (strategies, look-alikes without a goal) are left out.
    """
    matches = [
        match_scheme(card, documents[card.id], profile, language)
        for card in cards.values()
        if card.id in documents and card.seeks
    ]
    return sorted(matches, key=_rank)


def _rank(match: SchemeMatch) -> tuple[int, int, float, str]:
    fit = {"fits": 0, "may_fit": 0, "does_not_fit": 1}[match.fit]
    closed = int(match.status in ("closed", "replaced"))
    return (closed, fit, -match.score, match.scheme_id)


def _score(card: SchemeCard, criteria: tuple[Criterion, ...], profile: CompanyProfile) -> float:
    wanted = len(set(card.seeks) & set(profile.goals))
    met = sum(c.verdict == "met" for c in criteria)
    failed = sum(c.verdict == "not_met" for c in criteria)
    known = {"open": 1.0, "unknown": 0.0, "closed": -1.0, "replaced": -1.5}[card.status.value]
    graded = {"official": 0.3, "press": 0.2, "second_hand": 0.2, "article_only": -2.0}[card.evidence]
    return 2.5 * wanted + 0.6 * met - 2.0 * failed + known + graded


def _criterion(name: str, rule: Rule, document: Document, profile: CompanyProfile, language: Language) -> Criterion:
    return Criterion(
        name,
        _verdict(name, rule, profile),
        criterion_rule(name, rule, language),
        criterion_given(name, profile, language),
        _citation(name, document, criterion_given(name, profile, language)),
    )


def _citation(name: str, document: Document, given: str) -> Citation | None:
    """The statement of the rule: of a sector, one that names the firm's where there is one."""
    tag = RULE_TAGS[name]
    tagged = [e for e in statements_of(document) if tag in e.tags and "unknown" not in e.tags]
    named = fold(given).partition(" ")[0] if name == "sector" and given else ""
    tagged.sort(key=lambda e: (named not in fold(e.text), e.kind != "audience", e.start))
    return citation_of(tagged[0], 1) if tagged else None


def _verdict(name: str, rule: Rule, profile: CompanyProfile) -> Verdict:
    if isinstance(rule, Range):
        value = getattr(profile, name)
        if value is None:
            return "unknown"
        low = rule.minimum is None or value >= rule.minimum
        high = rule.maximum is None or value <= rule.maximum
        return "met" if low and high else "not_met"
    if isinstance(rule, Choice):
        return _choice_verdict(name, rule, profile)
    return "met" if rule == "no_limit" else "unknown"


def _choice_verdict(name: str, rule: Choice, profile: CompanyProfile) -> Verdict:
    """Only a region can be failed: a list of sectors or partners seldom names all that is accepted."""
    if name == "region":
        return _region_verdict(rule, profile)
    if name == "partner":
        alone = "none" in rule.values and not profile.has_laboratory_partner
        joint = "laboratory" in rule.values and profile.has_laboratory_partner
        return "met" if alone or joint else "unknown"
    if name == "sector":
        return "met" if profile.sector in rule.values else "unknown"
    return "unknown"


def _region_verdict(rule: Choice, profile: CompanyProfile) -> Verdict:
    if _EVERYWHERE & set(rule.values):
        return "met"
    if profile.region is None:
        # The product serves one region: a firm that says nothing is taken to be in it only where that excludes it.
        return "unknown" if "auvergne-rhone-alpes" in rule.values else "not_met"
    return "met" if profile.region in rule.values else "not_met"
