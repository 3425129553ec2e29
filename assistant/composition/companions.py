"""What else to say: the extracts that add to a direct answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.evidence.extracts import Extract
from assistant.evidence.selection import Query, numbers_in
from assistant.language.intent import Intent
from assistant.language.text import words
from corpus.model import Tag

FIRST = 2  # statements that open a section: what holds today stands before what held once
CLOSE = 1.25  # how far below the best extract one may lie and still help: of those further off, 1 in 50 would answer
ADMITTED = 0.75  # how far one may lie that only says that something is not known
FEW = 2  # extracts that are found by their tags, beside those that come close
MANY = 4  # figures that make a statement the same as those that tell them all
ADDED = 10.0  # of the mean, over the question's tokens, of the cosine by which an extract matches them better
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


def companions(ranked: Sequence[Extract], used: Sequence[Extract], query: Query, room: int) -> list[Extract]:
    """At most ``room`` extracts that add to the direct answer: close matches first, then what is usually asked next.

    A match is the closer the more of the question it matches that nothing told so far does.
    """
    if not ranked:
        return []
    chosen: list[Extract] = []
    covered = Covered(query, used)
    left = [e for e in ranked if not alike(e, used)]
    while left and len(chosen) < room:
        worth, at = max((e.score + covered.added_by(e), -i) for i, e in enumerate(left))
        extract = left.pop(-at)
        if worth < ranked[0].score - CLOSE:
            break
        if _helps(extract, ranked[0].score - worth, used, query.intent) and not alike(extract, chosen):
            chosen.append(extract)
            covered.add(extract)
    asked, after = _by_tag(ranked, used, query.intent)
    for extract, most in [*((e, FEW) for e in asked), *((e, NEXT) for e in after)]:
        if len(chosen) < min(room, most) and not alike(extract, [*used, *chosen]):
            chosen.append(extract)
    return chosen


class Covered:
    """How well each token of a question is matched by what has been told so far."""

    def __init__(self, query: Query, told: Iterable[Extract]) -> None:
        self._matches = query.matches
        self._best: NDArray[np.float32] | None = None
        for extract in told:
            self.add(extract)

    def add(self, extract: Extract) -> None:
        """Tell one extract more."""
        row = self._matches.get(extract.key)
        if row is not None:
            self._best = row if self._best is None else np.maximum(self._best, row)

    def added_by(self, extract: Extract) -> float:
        """What an extract's score gains by the tokens that it matches better than all that has been told; at most 1."""
        row = self._matches.get(extract.key)
        if row is None or self._best is None:
            return 0.0
        return min(1.0, ADDED * float(np.maximum(row - self._best, 0).mean()))


def _helps(extract: Extract, below: float, used: Sequence[Extract], intent: Intent) -> bool:
    """Whether an extract so far below the best may answer too; what is not known of something else never helps."""
    if extract.kind == "disputed" and "disputed" not in intent.facets:
        return False
    if "unknown" not in extract.tags:
        return True
    if intent.facets and intent.facets[0] in extract.tags:
        return True
    may_admit = not intent.facets or any("unknown" in e.tags for e in used[:1])
    return may_admit and below <= ADMITTED


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
