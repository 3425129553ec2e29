"""Composition without a language model: an answer about one scheme, two compared, or what was found.

The direct answer comes first, then what else matters, then what a reader must be warned
of, then the page to check. A line is a quoted statement, or a short frame of the
assistant's own around one.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from assistant.composition import asking
from assistant.composition.companions import alike, companions
from assistant.composition.comparing import facets_compared, most_telling, side_by_side, things_compared
from assistant.composition.draft import Draft, Line, quoted
from assistant.composition.eligibility import match_scheme
from assistant.composition.leading import (
    LIKELY,
    as_the_card_opens,
    best_first,
    closed_first,
    expected_first,
    leads,
    raced,
    reason_first,
    sector_first,
    surest_first,
    told_together,
    with_verdict,
)
from assistant.composition.sizes import sized_first
from assistant.evidence.answerability import subject_terms
from assistant.evidence.extracts import Extract, distinct, statements_of
from assistant.evidence.selection import ELSEWHERE, Query, Selector, is_eligibility
from assistant.language.criteria import with_given
from assistant.language.entities import without_words_of
from assistant.language.intent import ELIGIBILITY_TAGS, SUMS, Intent, read_intent
from assistant.language.profile import read_profile, without_firm
from assistant.language.text import fold
from assistant.language.wording import framed, phrase
from assistant.model import CompanyProfile, Criterion
from corpus.model import Document, Language, SchemeCard, Tag


class Composer:
    """Makes drafts from one generation of the index."""

    def __init__(self, selector: Selector) -> None:
        self._selector = selector
        self._cards = selector.cards

    # -- one subject -------------------------------------------------------------------------------------------

    def on_scheme(
        self, scheme_id: str, query: Query, profile: CompanyProfile, extra: Sequence[Extract] = (), most: int = 5
    ) -> Draft:
        """Answer about one scheme; ``extra`` are extracts of other documents that name it."""
        intent = query.intent
        ranked = self._selector.of_scheme(scheme_id, query)
        if not ranked:
            return Draft()
        ranked = sorted([*ranked, *_elsewhere(extra, ranked)], key=lambda e: -e.score)
        lines = self._direct(scheme_id, ranked, query, profile)
        used = [e for line in lines for e in line.extracts]
        lines += [quoted(e) for e in companions(ranked, used, query, max(0, min(most, LINES) - len(lines)))]
        notices, warned = self._notices(scheme_id, ranked, lines, intent)
        return Draft((*lines, *warned), notices, (scheme_id,), tuple(t for e in used for t in e.tags))

    def _direct(self, scheme_id: str, ranked: Sequence[Extract], query: Query, profile: CompanyProfile) -> list[Line]:
        """The lines that answer the question itself, the one that answers it best first."""
        intent, card = query.intent, self._cards[scheme_id]
        ranked = raced(ranked, query)
        lines: list[Line] = []
        excluded, judged = self._excludes(scheme_id, ranked, profile), False
        asks = is_eligibility(intent) and (not _only_asks_other(intent) or excluded)
        told = _tells_of_firm(query) and set(intent.facets) <= set(ELIGIBILITY_TAGS)
        firm = replace(read_profile(query.text), goals=())  # a scheme's name may tell of a wish
        if asks or told or (excluded and (firm != CompanyProfile() or not intent.facets)):
            lines = self._eligibility(scheme_id, ranked, profile, query)
            if lines and lines[0].text == quoted(lines[0].extracts[0]).text:  # nothing was held against the firm
                lines = best_first(lines, ranked, query) if asks else []
            elif lines and not excluded and subject_terms(without_words_of(card, query.text), query.language):
                lines = best_first(lines, ranked, query)
            judged = excluded and bool(lines)
        if not lines:
            lines = [quoted(e, "lead") for e in leads(ranked, intent)]
        lines = expected_first(lines, ranked, query.text)
        if not excluded:
            lines = sector_first(lines, card, ranked, query)
        if not judged and not asking.ENDED.search(fold(query.text)):  # "is it closed?" is answered by the status itself
            lines = as_the_card_opens(lines, card, ranked, query)
            lines = with_verdict(lines, card, query)
        lines = reason_first(told_together(surest_first(lines, ranked, query), card, ranked, query), ranked, query)
        if not excluded:
            lines = sized_first(lines, ranked, query, profile)
        return closed_first(lines, card, ranked, query)

    def _notices(
        self, scheme_id: str, ranked: Sequence[Extract], lines: Sequence[Line], intent: Intent
    ) -> tuple[tuple[str, ...], list[Line]]:
        card = self._cards[scheme_id]
        used = {e.key for line in lines for e in line.extracts}
        codes: list[str] = []
        warned: list[Line] = []

        def warn(code: str, tag: Tag) -> None:
            codes.extend([code] if code else [])
            told = [e for e in ranked if tag in e.tags and e.document.scheme_id == scheme_id]
            if told and not any(e.key in used for e in told):
                chosen = min(told, key=lambda e: e.start)
                used.add(chosen.key)
                warned.append(quoted(chosen, "notice"))

        if card.status.value in ("closed", "replaced"):
            warn(card.status.value, "status")
        if card.scope == "other_region":
            warn("other_region", "region")
        facets = set(intent.facets)
        if card.status.value == "unknown" and not facets & _OF_THE_PAST:
            warn("", "status")
        disputed = _disputed(scheme_id, ranked, facets)
        if disputed or any("disputed" in e.tags for line in lines for e in line.extracts):
            codes.append("disputed")
        if disputed and not any(e.key in used for e in disputed):
            used.add(disputed[0].key)
            warned.append(quoted(disputed[0], "notice"))
        if card.evidence == "article_only":
            codes.append("article_only")
        check = [e for e in ranked if "apply" in e.tags and "http" in e.text]
        if check and not any("http" in e.text for line in (*lines, *warned) for e in line.extracts):
            warned.append(quoted(min(check, key=lambda e: e.start), "check"))
        return tuple(codes), warned

    # -- eligibility -------------------------------------------------------------------------------------------

    def _excludes(self, scheme_id: str, ranked: Sequence[Extract], profile: CompanyProfile) -> bool:
        """Whether what the firm told fails a rule: then that is the answer, whatever else is asked."""
        own = _card_among(ranked, scheme_id)
        match = match_scheme(self._cards[scheme_id], own, profile, own.language)
        return any(c.verdict == "not_met" and c.given and c.citation for c in match.criteria)

    def _eligibility(
        self, scheme_id: str, ranked: Sequence[Extract], profile: CompanyProfile, query: Query
    ) -> list[Line]:
        language, barred = query.language, bool(asking.BARRED.search(fold(query.text)))
        document = _card_among(ranked, scheme_id)
        match = match_scheme(self._cards[scheme_id], document, profile, language)
        at = {(e.start, e.end): e for e in statements_of(document)}
        told = [(c, at[(c.citation.start, c.citation.end)]) for c in match.criteria if c.citation]
        failed = [(c, e) for c, e in told if c.verdict == "not_met"]
        met = [(c, e) for c, e in told if c.verdict == "met" and c.given]
        open_ones = [e for c, e in told if c.verdict == "unknown" or (c.verdict == "met" and not c.given)]
        if not told and not set(ranked[0].tags) & set(ELIGIBILITY_TAGS):
            return []
        if not told:
            return [quoted(e, "lead") for e in ranked if set(e.tags) & set(ELIGIBILITY_TAGS)][:2]
        lines = [self._judged("outside" if barred else "not_met", c, e, language) for c, e in failed[:2]]
        if not failed:
            lines = [self._judged("within" if barred else "met", c, e, language) for c, e in met[:3]]
        judged = {e.key for line in lines for e in line.extracts}
        beside = [quoted(e) for e in distinct(open_ones) if e.key not in judged]
        return [*lines, *beside[: 2 if lines else 3]]

    def _judged(self, key: str, criterion: Criterion, extract: Extract, language: Language) -> Line:
        named = fold(criterion.given) if criterion.name == "region" else ""
        named = fold(criterion.given).partition(" ")[0] if criterion.name == "sector" else named
        told = criterion.given and named in fold(extract.text)
        if not told:  # of a town the asker named, the sentence would name the region, which nobody has said
            return quoted(extract, "lead")
        frame = phrase(key, language, given=with_given(criterion.name, criterion.given, language))
        return Line(framed(frame, quoted(extract).text, language), (extract,), "lead")

    # -- several subjects --------------------------------------------------------------------------------------

    def comparison(self, scheme_ids: Sequence[str], query: Query) -> Draft:
        """Two or three schemes side by side: what sets them apart, then for each the facets asked or the usual ones."""
        chosen = scheme_ids[:3]
        unsaid = without_firm(query.text)  # what the firm tells of itself is not compared
        asked, things = facets_compared(unsaid, read_intent(unsaid)), things_compared(query.text)
        asked = asked or (("definition",) if things else ())
        facets: tuple[Tag, ...] = asked[:2] or ("definition", "employees", "amount")
        apart = self._apart(chosen, query)
        if (
            apart
            and unsaid == fold(query.text)
            and not (query.intent.facets or things)
            and query.near.of(apart[0]) >= LIKELY
        ):
            return Draft((quoted(apart[0], "lead"),), (), tuple(chosen))  # known to answer this very question
        ranked = {
            s: self._selector.of_scheme(s, query.asking(Intent(facets, "comparison")))
            for s in chosen
        }  # fmt: skip
        figures = [e for s in chosen for f in facets if asked for e in [most_telling(ranked[s], f, things)] if e]
        if {e.document.scheme_id for e in figures} == set(chosen):
            lines = [*side_by_side(figures, query.language), *(quoted(e) for e in apart[:1] if e not in figures)]
        else:
            figures, lines = [], [quoted(e, "lead") for e in apart[:1]]
        notices: list[str] = []
        for scheme_id in chosen:
            told = [] if figures else self._usual(ranked[scheme_id], facets)
            lines += [quoted(e, "item" if i == 0 else "item_more") for i, e in enumerate(told)]
            codes, warned = self._notices(scheme_id, ranked[scheme_id], lines, Intent((), "plain"))
            notices += codes
            lines += [replace(w, role="item_more" if told else "notice") for w in warned if w.role == "notice"]
        return Draft(tuple(lines), tuple(dict.fromkeys(notices)), tuple(chosen))

    def _apart(self, chosen: Sequence[str], query: Query) -> list[Extract]:
        """The statements that set one scheme apart from another of those compared."""
        return [
            e
            for s in chosen
            for e in self._selector.of_scheme(s, query.asking(Intent(("lookalike",), "plain")))
            if "lookalike" in e.tags and any(_names(e, self._cards[o]) for o in chosen if o != s)
        ]

    @staticmethod
    def _usual(ranked: Sequence[Extract], facets: Sequence[Tag]) -> list[Extract]:
        """What a scheme is, and what is known of the facets."""
        kept = ("definition", *(f for f in facets if f != "definition"))
        known = [e for e in ranked if "lookalike" not in e.tags and ("unknown" not in e.tags or len(facets) == 1)]
        told = [next((e for e in known if f in e.tags), None) for f in kept]
        return distinct([e for e in told if e])

    # -- no subject --------------------------------------------------------------------------------------------

    def on_evidence(self, extracts: Sequence[Extract], language: Language, most: int = 4) -> Draft:
        """Answer from whatever was found: the best extract, and those that nearly match it."""
        if not extracts:
            return Draft()
        best = extracts[0]
        close = [e for e in extracts[1:] if e.score >= 0.6 * best.score][: most - 1]
        lines = [quoted(best, "lead"), *(quoted(e) for e in close)]
        notices = ("original_language",) if best.document.language != language else ()
        if notices:
            lines.append(Line(phrase("original", language), (best,), "notice"))
        return Draft(
            tuple(lines),
            notices,
            tuple(dict.fromkeys(e.document.scheme_id for e in (best, *close) if e.document.scheme_id)),
        )


def _card_among(ranked: Sequence[Extract], scheme_id: str) -> Document:
    """The scheme's own card among the documents of the extracts."""
    return next((e.document for e in ranked if e.document.scheme_id == scheme_id), ranked[0].document)


def _disputed(scheme_id: str, ranked: Sequence[Extract], facets: Set[Tag]) -> list[Extract]:
    """Those that tell where sources differ on what is asked, and come near, or are on a sum of the scheme's own."""
    told = [e for e in ranked if e.kind == "disputed"]
    if "disputed" in facets:
        return told
    return [
        e
        for e in told
        if (facets & set(e.tags) and e.score >= ranked[0].score - BESIDE)
        or (facets & SUMS & set(e.tags) and e.document.scheme_id == scheme_id)
    ]


def _tells_of_firm(query: Query) -> bool:
    """Whether the question says how large or old the firm is."""
    firm = read_profile(query.text)
    return any(v is not None for v in (firm.employees, firm.turnover_eur, firm.age_years))


def _names(extract: Extract, card: SchemeCard) -> bool:
    """Whether an extract names a scheme, by any of its names that is long enough to mean it."""
    text = fold(extract.text)
    return any(fold(name) in text for name in (*card.names.values(), *card.aliases) if len(name) >= 4)


def _only_asks_other(intent: Intent) -> bool:
    """A question that can be read as one of eligibility but names another facet first ("how can I apply")."""
    first = intent.facets[0] if intent.facets else None
    return first in {*SUMS, "apply", "contact", "operator", "status", "people", "dates"}


# What somebody asks who does not mean to use a scheme now: no word on whether it still exists is due.
_OF_THE_PAST: frozenset[Tag] = frozenset(("people", "operator", "lookalike", "aim", "disputed"))
BESIDE = 3.0  # how far below the best extract what sources differ on may lie and be what is asked
LINES = 4  # of an answer about one scheme, before what a reader must be warned of


def _elsewhere(extra: Sequence[Extract], ranked: Sequence[Extract]) -> list[Extract]:
    """Extracts of other documents, handicapped against the subject's own card, without what the card says too."""
    return [
        replace(e, score=e.score - ELSEWHERE * bool(e.document.statements))
        for e in extra
        if e.document_id != ranked[0].document_id and not alike(e, ranked)
    ]
