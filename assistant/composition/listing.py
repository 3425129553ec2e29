"""Answers that are lists: every scheme with a status or a property, and the schemes that fit a firm."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from assistant.composition.draft import Draft, Line, quoted
from assistant.composition.eligibility import find_schemes
from assistant.evidence.extracts import Extract, distinct, statements_of
from assistant.evidence.known_questions import Nearness
from assistant.evidence.selection import Selector
from assistant.language.places import departments_in
from assistant.language.text import fold
from assistant.language.wording import phrase
from assistant.model import CompanyProfile, SchemeMatch
from corpus.model import Document, Language, Range, SchemeCard, Tag, today

USUAL_GOALS = {"diagnose", "finance_project", "understand"}  # what a firm wants that does not say
LOCAL = 2.0  # of a body of the firm's own département
NEAR_BY = "local"  # a scope: regional, and of the firm's own département first
FITS = 8.0  # of a scheme all of whose known rules the firm meets, among those of a scope
OF_SCOPE = 20.0  # of a scheme of the scope asked for, above all else
DEMAND = 3.0  # off for each thing that a scheme asks a small firm for and the firm has not spoken of
SIZED = 2.0  # of a scheme that is known to take firms of this size, against one of which no rule on size is known
KNOWN = 0.6  # cosine to a known question from which its answer is told beside what the scheme is
SMALL = 50  # staff below which a firm is small
RARE = 2.0  # of the rarest of what the firm wants and a scheme serves (natural logarithm, see ``_rarity``)
PLAN = 2.0  # off for a plan made of schemes, whose own measures are what a firm can ask for
STALE, STALE_YEARS = 1.0, 2  # off where nothing newer than so many years is known
BIG_ONLY = 3.0  # off where only firms larger than is usual are taken and the firm has not said its size
BARE = 3.0  # off a scheme of which only the article on the roadmap speaks: nobody knows how to ask for it
TINY = 10  # staff below which shops and craftspeople mostly are
_OF_FEW = ("crafts", "trade")
DEMANDS = ("project_eur", "partner")  # a project of a certain cost, a laboratory beside the firm
GROUPS = ("all_regional", "all_national", "all_european", "all_ended", "all_other_region")  # of the catalogue
RELEVANCE = 4.0  # of a card's retrieval, 0 to 1, against criteria met and goals served


class Lister:
    """Makes lists from one generation of the index."""

    def __init__(self, selector: Selector) -> None:
        self._selector = selector
        self._cards = selector.cards

    def _told(self, language: Language) -> Iterator[tuple[SchemeCard, Document]]:
        """Every scheme with its card's document in a language."""
        for scheme_id, card in self._cards.items():
            document = self._selector.card_document(scheme_id, language)
            if document is not None:
                yield card, document

    def by_status(self, wanted: Sequence[str], language: Language) -> Draft:
        """Every scheme with one of the statuses, each with the statement that says so."""
        items: list[Line] = []
        subjects = []
        for card, document in self._told(language):
            if card.status.value not in wanted or card.scope == "other_region":
                continue
            told = [e for e in statements_of(document) if "status" in e.tags]
            if told:
                best = min(told, key=lambda e: (e.kind != "status", e.start))
                items.append(quoted(best, "item"))
                subjects.append(card.id)
        if not items:
            return Draft()
        key = "ended" if "closed" in wanted else "still_open"
        head = Line(phrase(key, language), (), "head")
        return Draft((head, *items), tuple(w for w in wanted if w in ("closed", "replaced")), tuple(subjects))

    def catalogue(self, language: Language, scope: str = "") -> Draft:
        """Every scheme by its name, grouped by where it holds; of one scope where that is asked for."""
        groups: dict[str, list[Line]] = {key: [] for key in GROUPS}
        for card, document in self._told(language):
            if not scope or card.scope == scope:
                groups[_group_of(card)].append(quoted(_title_of(document), "item"))
        lines: list[Line] = []
        for key, items in groups.items():
            by_name = sorted(items, key=lambda line: fold(line.text))
            lines += [Line(phrase(key, language), (), "head"), *by_name] if items else []
        return Draft((Line(phrase("all_schemes", language), (), "head"), *lines)) if lines else Draft()

    def by_property(self, name: str, value: str, language: Language) -> Draft:
        """Every scheme with a property of ``asking.PROPERTIES``, each with the statement that says so."""
        items: list[Line] = []
        subjects = []
        for card, document in self._told(language):
            told = self._telling(card, statements_of(document), name, value)
            if told is not None:
                items.append(quoted(told, "item"))
                subjects.append(card.id)
        return Draft(tuple(items), ("other_region",) if name == "elsewhere" and items else (), tuple(subjects))

    def _telling(self, card: SchemeCard, statements: Sequence[Extract], name: str, value: str) -> Extract | None:
        """The statement of a card that shows a property, or ``None`` where the card has it not."""

        def first(tag: Tag, *holding: str) -> Extract | None:
            known = (e for e in statements if tag in e.tags and "unknown" not in e.tags)
            return next((e for e in known if not holding or any(h in fold(e.text) for h in holding)), None)

        if name == "operator":
            stem = {"state": "state", "etat": "etat"}.get(value, value[:6])
            return first("operator", f" {stem}", f"'{stem}")
        if name == "free":
            return first("cost", "gratuit", "free") or first("definition", "gratuit", "free")
        if name == "elsewhere":
            return first("region") if card.scope == "other_region" else None
        if name == "axis":
            within = card.in_roadmap_article and value.isdigit() and int(value) in card.axes
            return first("definition") if within else None
        return None

    def known_from_article_only(self, language: Language) -> Draft:
        """Everything that only the article on the roadmap supports, each with what it says."""
        items: list[Line] = []
        subjects = []
        for card, document in self._told(language):
            if card.evidence == "article_only":
                told = [e for e in statements_of(document) if "definition" in e.tags and "unknown" not in e.tags]
                items += [quoted(e, "item") for e in told[:1]]
                subjects.append(card.id)
        return Draft(tuple(items), ("article_only",) if items else (), tuple(subjects))

    def advice(
        self,
        profile: CompanyProfile,
        relevance: Mapping[str, float],
        language: Language,
        most: int = 3,
        *,
        without: Sequence[str] = (),
        scope: str = "",
        near: Nearness | None = None,
    ) -> Draft:
        """The schemes that fit a firm and what it wants, each with what it is and the rule that matters.

        ``relevance`` maps scheme ids to how well their card was retrieved for the question, 0 to 1; ``scope``
        is that of the schemes asked for ("une aide régionale", or ``NEAR_BY``): others come after them;
        ``near`` is how near the question comes to known ones: what is known to answer it is told of its scheme.
        """
        goals = _goals(profile)
        wanted = "regional" if scope == NEAR_BY else scope
        chosen = [
            m
            for m in self.schemes(replace(profile, goals=tuple(goals)), language)
            if m.status not in ("closed", "replaced") and m.fit != "does_not_fit" and m.scheme_id not in without
            and set(m.kinds) - {"regulation", "strategy"}
            and (goals & set(self._cards[m.scheme_id].seeks) or self._cards[m.scheme_id].scope == wanted)
        ]  # fmt: skip

        if not chosen and profile.goals:  # nothing serves just that: whatever fits the firm
            return self.advice(
                replace(profile, goals=()), relevance, language, most, without=without, scope=scope, near=near
            )
        merit = partial(self._merit, profile=profile, relevance=relevance, language=language, scope=scope)
        chosen = sorted(chosen, key=merit, reverse=True)[:most]
        items = [line for m in chosen for line in self._lead_lines(m, language, near)]
        head = Line(phrase("alternatives" if without else "advice", language), (), "head")
        return Draft((head, *items), (), tuple(m.scheme_id for m in chosen)) if items else Draft()

    def _merit(
        self,
        match: SchemeMatch,
        profile: CompanyProfile,
        relevance: Mapping[str, float],
        language: Language,
        scope: str,
    ) -> float:
        """What a scheme is worth to a firm: how it fits, was found and is near, less what it demands."""
        near_by = is_local(self._selector.card_document(match.scheme_id, language), profile.department)
        wanted = "regional" if scope == NEAR_BY else scope
        of_scope = (self._cards[match.scheme_id].scope == wanted) + (near_by and scope == NEAR_BY)
        told = match.score + RELEVANCE * relevance.get(match.scheme_id, 0.0) + LOCAL * near_by
        told += SIZED * any(c.name == "employees" and c.verdict == "met" and c.given for c in match.criteria)
        told -= DEMAND * _demands(match, profile) + self._doubts(self._cards[match.scheme_id], profile)
        served = _wishes(profile) & set(self._cards[match.scheme_id].seeks)
        told += RARE * max(map(self._rarity, served), default=0.0)
        return told + OF_SCOPE * of_scope + FITS * (bool(scope) and match.fit == "fits")

    def _rarity(self, goal: str) -> float:
        """Logarithm of how many times fewer cards serve a goal than serve any: money says little, a PhD much."""
        served = [card.seeks for card in self._cards.values() if card.seeks]
        return math.log(len(served) / max(1, sum(goal in seeks for seeks in served)))

    def _doubts(self, card: SchemeCard, profile: CompanyProfile) -> float:
        """What a scheme loses that is a plan of others, is little or no longer known, or is rather for big firms."""
        known = int(card.as_of[:4] or today().year)
        size = card.eligibility.employees
        usual = TINY if profile.sector in _OF_FEW else SMALL
        big = profile.employees is None and isinstance(size, Range) and (size.minimum or 0) >= usual
        doubts = PLAN * ("strategy" in card.kinds) + STALE * (today().year - known > STALE_YEARS)
        return doubts + BIG_ONLY * big + BARE * (card.evidence == "article_only")

    def schemes(self, profile: CompanyProfile, language: Language) -> list[SchemeMatch]:
        """Every scheme held against a profile, best first (the finder)."""
        return find_schemes(self._cards, self._selector.card_documents(language), profile, language)

    def _lead_lines(self, match: SchemeMatch, language: Language, near: Nearness | None) -> list[Line]:
        document = self._selector.card_document(match.scheme_id, language)
        if document is None:
            return []
        statements = statements_of(document)
        definition = [e for e in statements if "definition" in e.tags][:1]
        at = {(e.start, e.end): e for e in statements}
        ruled = [
            at[(c.citation.start, c.citation.end)]
            for c in match.criteria
            if c.citation and (c.given or c.name == "employees")
        ][:1]
        given = [e for e in statements if set(e.tags) & {"amount", "rate"} and "unknown" not in e.tags][:1]
        doubtful = [e for e in statements if "status" in e.tags][:1] if match.status == "unknown" else []
        nearest = max(statements, key=near.of, default=None) if near else None
        known = [nearest] if near and nearest and near.of(nearest) >= KNOWN else []
        told = distinct([*definition, *known, *(ruled or given), *doubtful])
        return [quoted(e, "item" if i == 0 else "item_more") for i, e in enumerate(told)]


def _group_of(card: SchemeCard) -> str:
    """Which group of the catalogue a card stands in."""
    if card.status.value in ("closed", "replaced") and card.scope != "other_region":
        return "all_ended"
    return f"all_{card.scope}"


def _title_of(document: Document) -> Extract:
    """The title at the head of a document's text."""
    return Extract(document, document.id, 0, len(document.title))


def _goals(profile: CompanyProfile) -> set[str]:
    """What a firm wants the money for; where it tells neither that nor a project, what firms like it mostly want."""
    goals = set(profile.goals)
    if profile.project_eur is not None:
        return goals or USUAL_GOALS
    if _wishes(profile):
        return _wishes(profile)
    is_small = profile.sector in _OF_FEW if profile.employees is None else profile.employees < SMALL
    return USUAL_GOALS | ({"digitise"} if is_small else set())


def _wishes(profile: CompanyProfile) -> set[str]:
    """What a firm wants beside money: what the money is for."""
    return set(profile.goals) - {"finance_project"}


def _demands(match: SchemeMatch, profile: CompanyProfile) -> int:
    """How many things a scheme asks for of which a small firm, that seeks no research either, has said nothing."""
    if {"research", "recruit_phd"} & set(profile.goals) or profile.employees is None or profile.employees >= SMALL:
        return 0
    return sum(c.name in DEMANDS and c.verdict == "unknown" and not c.given for c in match.criteria)


def is_local(document: Document | None, department: str | None) -> bool:
    """Whether a statement on what a card's scheme is, or where, names one département alone, the firm's."""
    if document is None or department is None:
        return False
    told = [
        e.text for e in statements_of(document) if {"definition", "place"} & set(e.tags) and "unknown" not in e.tags
    ]
    return any(set(departments_in(text)) == {department} for text in told)
