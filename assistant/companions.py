"""What else to say: the extracts that add to a direct answer."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.extracts import Extract
from assistant.intent import Intent
from assistant.text import words
from corpus.model import Tag

FIRST = 2  # statements that open a section: what holds today stands before what held once
CLOSE = 0.5  # how far below the best extract one may lie and still belong to the answer

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
    best = max((e.score for e in ranked), default=0.0)
    chosen: list[Extract] = []
    tags = {t for e in used for t in e.tags}
    close = [e for e in ranked if e.score >= best - CLOSE]
    wanted = _NEXT.get(intent.facets[0] if intent.facets else "definition", ())
    little_known = all("unknown" in e.tags for e in ranked if {"amount", "operator"} & set(e.tags))
    after = [
        e
        for tag in wanted
        for e in sorted((x for x in ranked if tag in x.tags), key=lambda x: ("unknown" in x.tags, -x.score))[:1]
        if "unknown" not in e.tags or little_known
    ]
    same = [e for e in ranked if intent.facets[:1] and intent.facets[0] in e.tags and e.position < FIRST][:2]
    for extract in [*close, *same, *after]:
        if len(chosen) >= room:
            break
        fresh = set(extract.tags) - tags - {"unknown", "disputed"}
        asked = intent.facets[:1] and intent.facets[0] in extract.tags and extract.position < FIRST
        if extract.kind == "disputed" or not (fresh or asked) or alike(extract, [*used, *chosen]):
            continue
        chosen.append(extract)
        tags |= set(extract.tags)
    return chosen


def alike(extract: Extract, others: Sequence[Extract]) -> bool:
    """Whether one of ``others`` says nearly the same words."""
    mine = set(words(extract.text))
    return any(
        extract.key == o.key or len(mine & set(words(o.text))) >= 0.7 * min(len(mine), len(set(words(o.text))))
        for o in others
    )
