"""What a sum is for a firm of the asker's size, where a statement gives it by size: "60% (small), 50% (medium) …"."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.composition.draft import Line, quoted
from assistant.evidence.extracts import Extract
from assistant.evidence.selection import Query
from assistant.language.criteria import criterion_given
from assistant.language.sizes import size_of_staff, sizes_in
from assistant.language.wording import framed, phrase
from assistant.model import CompanyProfile
from corpus.model import Tag

_BY_SIZE: tuple[Tag, ...] = ("rate", "amount", "cost")


def sized_first(lines: list[Line], ranked: Sequence[Extract], query: Query, profile: CompanyProfile) -> list[Line]:
    """The statement that gives the sum asked for by size leads: for the size asked after, else the firm's own."""
    asked = [facet for facet in query.intent.facets if facet in _BY_SIZE]
    if not asked or query.intent.facets[0] not in (*_BY_SIZE, "employees"):
        return lines
    told = [e for e in ranked if "disputed" not in e.tags and set(e.tags) & set(asked) and "%" in e.text]
    told = [e for e in told if len(sizes_in(e.text)) > 1]
    staff, named = profile.employees, sizes_in(query.text)
    if named and (staff is None or size_of_staff(staff) not in named):
        told, frame = [e for e in told if named <= sizes_in(e.text)], ""
    elif staff is not None:
        told, frame = [e for e in told if size_in(e.text, staff)], "size"
    else:
        return lines
    if not told:
        return lines
    best = min(told, key=lambda e: "rate" not in e.tags if "cost" not in asked else "cost" not in e.tags)
    lead = quoted(best, "lead")
    if frame and staff is not None:
        given = criterion_given("employees", profile, query.language)
        frame = phrase(f"size_{size_in(best.text, staff)}", query.language, given=given)
        lead = Line(framed(frame, quoted(best).text, query.language), (best,), "lead")
    return [lead, *(line for line in lines if all(e.key != best.key for e in line.extracts))][:3]


def size_in(text: str, staff: int) -> str:
    """Which of the sizes that a text names is that of a firm of so many staff; "" where it names none that fits.

    Where mid-caps are not told apart, they are large firms, and very small firms are small ones.

    >>> size_in("60% (small), 50% (medium) or 40% (large)", 80), size_in("50% (medium), 35% (mid-cap)", 600)
    ('medium', 'mid_cap')
    """
    named, size = sizes_in(text), size_of_staff(staff)
    wider = {"tiny": "small", "mid_cap": "large"}.get(size, size)
    return next((s for s in (size, wider) if s in named), "")
