"""A draft: the lines of an answer and the extracts each rests on, before citation and verification."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from assistant.evidence.extracts import Extract
from corpus.model import Tag

Role = Literal["lead", "head", "item", "item_more", "more", "notice", "check"]


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of an answer and the extracts that support it."""

    text: str
    extracts: tuple[Extract, ...]
    role: Role = "more"


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before citation and verification. ``notices`` are codes, ``subjects`` scheme ids shown."""

    lines: tuple[Line, ...] = ()
    notices: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    shown: tuple[Tag, ...] = field(default=())


def quoted(extract: Extract, role: Role = "more") -> Line:
    """A line that is the extract itself."""
    return Line(" ".join(extract.text.split()), (extract,), role)


def in_turn(drafts: Sequence[Draft], more: int) -> Draft:
    """Drafts of the parts of a question: what each opens with in the order asked, then at most ``more`` others.

    That is one line for each scheme that it is about. Warnings stand last, and nothing twice.
    """
    direct: list[Line] = []
    shown: set[tuple[str, int, int]] = set()
    for draft in drafts:
        told = [line for n, line in enumerate(draft.lines) if line.role == "lead" or (not n and line.role == "more")]
        new = [line for line in told if not shown & {e.key for e in line.extracts}]
        opening = _one_each(new)
        direct += [replace(line, role="lead") for line in opening]
        shown |= {e.key for line in opening for e in line.extracts}
    others = [
        replace(line, role="more") if line.role == "lead" else line
        for line in merged([replace(d, lines=d.lines[1:]) for d in drafts]).lines
    ]
    rest = [line for line in others if not shown & {e.key for e in line.extracts}]
    beside = [line for line in rest if line.role == "more"][:more]
    last = [line for line in rest if line.role != "more"]
    return replace(merged(drafts), lines=(*direct, *beside, *last))


def _one_each(lines: Sequence[Line]) -> list[Line]:
    """The first line, and the first that speaks of each other scheme."""
    opening, told = list(lines[:1]), {e.document.scheme_id for line in lines[:1] for e in line.extracts}
    for line in lines[1:]:
        about = {e.document.scheme_id for e in line.extracts}
        if not about <= told:
            opening.append(line)
            told |= about
    return opening


def unshown(draft: Draft, before: Sequence[Draft]) -> Draft:
    """A draft without the first lines of those before it: what is asked again of something else has another answer."""
    shown = {e.key for d in before for line in d.lines[:1] for e in line.extracts}
    return replace(draft, lines=tuple(line for line in draft.lines if not shown & {e.key for e in line.extracts}))


def merged(drafts: Sequence[Draft]) -> Draft:
    """Drafts one after the other: leads first, warnings last, nothing twice."""
    lines: list[Line] = []
    seen: set[tuple[tuple[str, int, int], ...]] = set()
    order = {"lead": 0, "more": 1, "head": 2, "item": 2, "item_more": 2, "notice": 3, "check": 4}
    for line in sorted((line for d in drafts for line in d.lines), key=lambda line: order[line.role]):
        key = tuple(e.key for e in line.extracts)
        if key not in seen:
            seen.add(key)
            lines.append(line)
    return Draft(
        tuple(lines),
        tuple(dict.fromkeys(n for d in drafts for n in d.notices)),
        tuple(dict.fromkeys(s for d in drafts for s in d.subjects)),
        tuple(t for d in drafts for t in d.shown),
    )
