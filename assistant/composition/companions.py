"""What else to say: the extracts that add to a direct answer."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evidence.extracts import Extract
from assistant.evidence.selection import numbers_in
from assistant.language.intent import Intent
from assistant.language.text import words
from corpus.model import Tag

FIRST = 2  # statements that open a section: what holds today stands before what held once
CLOSE = 1.25  # how far below the best extract one may lie and still help: of those further off, 1 in 50 would answer
ADMITTED = 0.75  # how far one may lie that only says that something is not known
FEW = 2  # extracts that are found by their tags, beside those that come close
MANY = 4  # figures that make a statement the same as those that tell them all
NEXT = 1  # up to which what is usually asked next is told

# What a reader usually wants to know next, by the facet asked.
_NEXT: dict[Tag, tuple[Tag, ...]] = {
    "definition": ("employees", "amount", "operator", "status"),
    "aim": ("amount", "employees", "status"),
    "operator": ("contact", "status"),
    "people": ("dates", "place"),
    "amount": ("budget", "cost", "rate", "duration", "status"),
    "rate": ("cost", "duration", "status"),
    "cost": ("rate", "amount", "status"),
    "duration": ("amount", "cost"),
    "budget": ("amount", "dates"),
    "status": ("dates", "apply"),
    "dates": ("status", "apply"),
    "apply": ("contact", "status"),
    "contact": ("apply", "operator"),
    "employees": ("turnover", "age", "status"),
    "lookalike": ("definition",),
}


def companions(ranked: Sequence[Extract], used: Sequence[Extract], intent: Intent, room: int) -> list[Extract]:
    """At most ``room`` extracts that add to the direct answer: close matches first, then what is usually asked next."""
    if not ranked:
        return []
    chosen: list[Extract] = []
    for extract in ranked:
        helps = _helps(extract, ranked[0].score, used, intent)
        if helps and len(chosen) < room and not alike(extract, [*used, *chosen]):
            chosen.append(extract)
    asked, after = _by_tag(ranked, used, intent)
    for extract, most in [*((e, FEW) for e in asked), *((e, NEXT) for e in after)]:
        if len(chosen) < min(room, most) and not alike(extract, [*used, *chosen]):
            chosen.append(extract)
    return chosen


def _helps(extract: Extract, best: float, used: Sequence[Extract], intent: Intent) -> bool:
    """Whether an extract may answer too; what is not known of something else never helps."""
    if (extract.kind == "disputed" and "disputed" not in intent.facets) or extract.score < best - CLOSE:
        return False
    if "unknown" not in extract.tags:
        return True
    if intent.facets and intent.facets[0] in extract.tags:
        return True
    may_admit = not intent.facets or any("unknown" in e.tags for e in used[:1])
    return may_admit and extract.score >= best - ADMITTED


def _by_tag(ranked: Sequence[Extract], used: Sequence[Extract], intent: Intent) -> tuple[list[Extract], list[Extract]]:
    """What is known of the facet asked, and the best of each facet that is usually asked next."""
    card = used[0].document_id if used else ranked[0].document_id
    known = [e for e in ranked if "unknown" not in e.tags and e.kind != "disputed" and e.document_id == card]
    first = intent.facets[0] if intent.facets else "definition"
    if intent.facets and used and first not in used[0].tags:
        return [], []  # the way of asking was misread, or the answer is of another kind
    asked = sorted((e for e in known if first in e.tags), key=lambda e: e.position >= FIRST)
    after = (next((e for e in known if tag in e.tags), None) for tag in _NEXT.get(first, ()))
    return asked, [e for e in after if e is not None]


def alike(extract: Extract, others: Sequence[Extract]) -> bool:
    """Whether one of ``others`` says nearly the same words, or all of them together the same ``MANY`` figures."""
    figures = numbers_in(extract.text)
    told = frozenset[str]().union(*(numbers_in(o.text) for o in others))
    return (len(figures) >= MANY and figures <= told) or any(_same(extract, o) for o in others)


def _same(extract: Extract, other: Extract) -> bool:
    """Whether two extracts say the same: most words of the shorter one, and the figures of one of them."""
    mine, theirs = set(words(extract.text)), set(words(other.text))
    if extract.key == other.key:
        return True
    figures, others = numbers_in(extract.text), numbers_in(other.text)
    differ = bool(figures - others) and bool(others - figures)
    return not differ and len(mine & theirs) >= 0.7 * min(len(mine), len(theirs))
