"""What crosses the reference desk: a question with its past, a firm, an answer with its proof.

An ``Answer`` has no markup; ``ui/render.py`` makes it. "I do not know" is an ``Answer``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from corpus.model import Evidence, Language, Status

Outcome = Literal["answered", "not_in_corpus", "needs_clarification"]
Verdict = Literal["met", "not_met", "unknown"]


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A passage that retrieval proposes, with its fused score (higher is better; 0 to about 1)."""

    passage_id: str
    document_id: str
    score: float
    dense: float = 0.0  # cosine after the corpus mean is taken off
    lexical: float = 0.0  # BM25
    late: float = 0.0  # late interaction, 0 where not computed


@dataclass(frozen=True, slots=True)
class CitedSource:
    """Where a cited sentence comes from originally: a row of the source register."""

    id: str
    title: str
    publisher: str
    url: str
    date: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote: ``quote == document.text[start:end]``, and what a reader must know of it."""

    number: int
    document_id: str
    title: str
    section: str
    page: int | None
    language: Language
    quote: str
    start: int
    end: int
    publisher: str
    url: str
    as_of: str
    evidence: Evidence
    status: Status
    sources: tuple[CitedSource, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of the conversation, with the answer given where it is known."""

    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class CompanyProfile:
    """What is known of the asker's firm; ``None`` or empty is unknown.

    Units: full-time staff, euros a year, years since creation, euros of project budget.
    ``department`` is a French département number ("38"), ``goals`` words of ``corpus.schema.GOALS``.
    """

    employees: int | None = None
    turnover_eur: float | None = None
    age_years: float | None = None
    project_eur: float | None = None
    department: str | None = None
    region: str | None = None  # "auvergne-rhone-alpes", another region's slug, or None
    sector: str | None = None
    goals: tuple[str, ...] = ()
    has_laboratory_partner: bool | None = None

    @property
    def is_empty(self) -> bool:
        return self == CompanyProfile()


@dataclass(frozen=True, slots=True)
class Criterion:
    """One eligibility rule held against a firm, with the sentence it rests on."""

    name: str  # a field of ``Eligibility``
    verdict: Verdict
    rule: str  # the rule in words, in the reader's language
    given: str  # what the firm said, in words; "" where unknown
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class SchemeMatch:
    """A scheme held against a firm."""

    scheme_id: str
    document_id: str
    name: str
    fit: Literal["fits", "may_fit", "does_not_fit"]
    status: Status
    as_of: str
    url: str
    score: float  # for ranking within a fit; higher is better
    criteria: tuple[Criterion, ...]
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds."""

    retrieve: float = 0.0
    compose: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question; see the contract in docs/contract.md for its JSON."""

    question: str
    standalone_question: str
    language: Language
    outcome: Outcome
    answer: str
    citations: tuple[Citation, ...] = ()
    follow_ups: tuple[str, ...] = ()
    timings_ms: Timings = field(default_factory=Timings)
    id: str | None = None
    notices: tuple[str, ...] = ()  # codes: closed, replaced, other_region, disputed, article_only, original_language
    profile: CompanyProfile = field(default_factory=CompanyProfile)

    def to_json(self) -> dict[str, Any]:
        """The contract's JSON object, as plain values."""
        from dataclasses import asdict

        return asdict(self)
