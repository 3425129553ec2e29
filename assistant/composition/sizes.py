"""What a sum is for a firm of the asker's size, where a statement gives it by size: "60% (small), 50% (medium) …"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.composition.draft import Line, quoted
from assistant.dialogue.swapping import LARGE, MID_CAP
from assistant.evidence.extracts import Extract
from assistant.evidence.selection import Query
from assistant.language.text import fold
from assistant.language.wording import criterion_given, joined_after_colon, phrase
from assistant.model import CompanyProfile
from corpus.model import Tag

MEDIUM = 50  # staff from which a firm is medium-sized (recommendation 2003/361/EC)
_SIZES: dict[str, re.Pattern[str]] = {
    "small": re.compile(r"\bpetites?\b|\bsmall\b"),
    "medium": re.compile(r"\bmoyennes?\b|\bmedium\b"),
    "mid_cap": re.compile(r"\beti\b|mid-?cap|intermediaire"),
    "large": re.compile(r"\bgrandes?\b|\blarge\b"),
}
_BY_SIZE: tuple[Tag, ...] = ("rate", "amount", "cost")


def sized_first(lines: list[Line], ranked: Sequence[Extract], query: Query, profile: CompanyProfile) -> list[Line]:
    """The statement that gives the sum asked for by size leads, with the name of the size that the firm has told."""
    asked = [facet for facet in query.intent.facets if facet in _BY_SIZE]
    staff = profile.employees
    if staff is None or not asked or not query.intent.facets or query.intent.facets[0] not in (*_BY_SIZE, "employees"):
        return lines
    told = [e for e in ranked if "disputed" not in e.tags and set(e.tags) & set(asked) and "%" in e.text]
    told = [e for e in told if size_in(e.text, staff) and len(_named(e.text)) > 1]
    if not told:
        return lines
    best = min(told, key=lambda e: "rate" not in e.tags if "cost" not in asked else "cost" not in e.tags)
    given = criterion_given("employees", profile, query.language)
    frame = phrase(f"size_{size_in(best.text, staff)}", query.language, given=given)
    colon = " : " if query.language == "fr" else ": "
    lead = Line(f"{frame}{colon}{joined_after_colon(quoted(best).text, query.language)}", (best,), "lead")
    return [lead, *(line for line in lines if all(e.key != best.key for e in line.extracts))][:3]


def size_in(text: str, staff: int) -> str:
    """Which of the sizes that a text names is that of a firm of so many staff; "" where it names none that fits.

    >>> size_in("60% (small), 50% (medium) or 40% (large)", 80), size_in("50% (medium), 35% (mid-cap)", 600)
    ('medium', 'mid_cap')
    """
    named = _named(text)
    if staff < MID_CAP:
        size = "small" if staff < MEDIUM else "medium"
    else:
        size = "mid_cap" if staff < LARGE and "mid_cap" in named else "large"
    return size if size in named else ""


def _named(text: str) -> set[str]:
    return {size for size, pattern in _SIZES.items() if pattern.search(fold(text))}
