"""The archive's own types: what a document, a source and a scheme are.

Everything here is frozen and plain: it crosses every doorway of the house.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Literal

Language = Literal["fr", "en"]
Evidence = Literal["official", "press", "second_hand", "article_only"]
Status = Literal["open", "closed", "replaced", "unknown"]

SectionKind = Literal[
    "summary",  # what it is
    "operator",  # who runs it, who is behind it
    "audience",  # who it is for: the eligibility rules
    "support",  # what it gives: amounts, rates, days
    "cost",  # what it costs the firm
    "apply",  # how to apply, where, whom to call
    "status",  # status and dates
    "lookalikes",  # what it is not
    "disputed",  # contradictions between sources, newest first
    "context",  # anything else worth knowing
]
SECTION_KINDS: tuple[SectionKind, ...] = (
    "summary", "operator", "audience", "support", "cost", "apply", "status", "lookalikes", "disputed", "context",
)  # fmt: skip

Tag = Literal[
    "definition", "aim", "people", "place", "operator", "employees", "turnover", "age", "region", "sector",
    "project", "partner", "amount", "rate", "duration", "cost", "budget", "apply", "contact", "dates", "status",
    "lookalike", "disputed", "unknown", "list",
]  # fmt: skip
TAGS: tuple[Tag, ...] = Tag.__args__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Source:
    """A page or publication that the corpus rests on (one row of ``corpus/sources.yaml``).

    ``url`` is empty where no public address is known; ``date`` is what the copy
    seen printed (ISO date, "2022", …), empty where it printed none.
    """

    id: str
    title: str
    publisher: str
    url: str
    date: str
    evidence: Evidence
    publisher_en: str = ""  # where ``publisher`` describes it in French rather than names it

    def said_in(self, language: Language) -> Source:
        """The same row with its publisher as the language says it."""
        return replace(self, publisher=self.publisher_en) if language == "en" and self.publisher_en else self


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of a document, with what it rests on: ``document.text[start:end]``.

    ``source_ids`` names rows of the source register, best first; it is empty for a
    statement about what is *not* known, which carries the tag ``unknown``.
    ``inferred`` marks a conclusion of ours drawn from the sources named. ``questions``
    are some that the statement answers; they serve to find it and are never shown.
    """

    start: int
    end: int
    source_ids: tuple[str, ...] = ()
    tags: tuple[Tag, ...] = ()
    inferred: bool = False
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a document; ``text[start:end]`` is its body, without the heading."""

    heading: str
    start: int
    end: int
    kind: SectionKind | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it is indexed and quoted.

    ``text`` is the canonical text: code points, pages joined by form feed. Every
    offset anywhere in the product (section, statement, passage, citation) counts in it.
    """

    id: str
    title: str
    language: Language
    text: str
    media_type: str
    sections: tuple[Section, ...] = ()
    statements: tuple[Statement, ...] = ()
    publisher: str = ""
    url: str = ""
    as_of: str = ""  # ISO date of the newest evidence, "" where unknown
    evidence: Evidence = "second_hand"
    status: Status = "unknown"
    scheme_id: str | None = None  # set where the document is a scheme's card
    axes: tuple[int, ...] = ()
    sources: tuple[Source, ...] = ()  # the register's rows that the statements name
    unanswered: tuple[str, ...] = ()  # questions one might ask of it and that no document answers; never shown

    def page_of(self, offset: int) -> int | None:
        """Page number (from 1) that holds ``offset``; ``None`` where the format has no pages."""
        if self.media_type != "application/pdf":
            return None
        return self.text.count("\f", 0, offset) + 1

    def section_at(self, offset: int) -> Section | None:
        """The innermost section whose body holds ``offset``."""
        holding = [s for s in self.sections if s.start <= offset < s.end]
        return min(holding, key=lambda s: s.end - s.start, default=None)


@dataclass(frozen=True, slots=True)
class Range:
    """A numeric eligibility rule, bounds included. ``None`` on a side means no bound on that side."""

    minimum: float | None
    maximum: float | None
    source_ids: tuple[str, ...]
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """An eligibility rule that lists what is accepted (regions, sectors, projects, partners)."""

    values: tuple[str, ...]
    source_ids: tuple[str, ...]
    as_of: str = ""


# A rule, or one of two words: "no_limit" (the sources say there is none) and
# "unknown" (no source says). They are never the same thing.
Rule = Range | Choice | Literal["no_limit", "unknown"]


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Who may use a scheme, criterion by criterion.

    Units: ``employees`` in full-time staff, ``turnover_eur`` in euros a year,
    ``age_years`` in years since creation, ``project_eur`` in euros of project budget.
    """

    employees: Rule = "unknown"
    turnover_eur: Rule = "unknown"
    age_years: Rule = "unknown"
    project_eur: Rule = "unknown"
    region: Rule = "unknown"
    sector: Rule = "unknown"
    project: Rule = "unknown"
    partner: Rule = "unknown"


@dataclass(frozen=True, slots=True)
class Amount:
    """A dated figure of a scheme: aid, cost, rate, days, budget."""

    what: str  # "aid", "cost", "rate", "duration", "budget", "loan", "target"
    minimum: float | None
    maximum: float | None
    unit: str  # "EUR", "percent", "days", "hours", "months", "firms"
    as_of: str
    source_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SchemeStatus:
    """The status we can defend, the date of its evidence, and what replaced the scheme."""

    value: Status
    as_of: str
    source_ids: tuple[str, ...]
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True)
class SchemeCard:
    """What the product knows of a scheme or body beside its prose (``scheme.yaml``)."""

    id: str
    names: dict[str, str]  # language -> official name or gloss
    aliases: tuple[str, ...]  # former names, abbreviations, both languages
    misspellings: tuple[str, ...]
    confused_with: tuple[str, ...]  # ids of other cards
    axes: tuple[int, ...]  # axes of the roadmap, 1 to 4
    in_roadmap_article: bool
    kinds: tuple[str, ...]  # see ``Kind`` in schema.py
    scope: Literal["regional", "national", "european", "other_region"]
    publisher: str
    url: str  # the official page to check
    evidence: Evidence
    as_of: str
    status: SchemeStatus
    eligibility: Eligibility
    opens: str = ""
    closes: str = ""
    amounts: tuple[Amount, ...] = ()
    seeks: tuple[str, ...] = field(default=())  # what a firm wants when this fits: see ``GOALS`` in schema.py


def today() -> dt.date:
    """The day, as one replaceable function."""
    return dt.date.today()
