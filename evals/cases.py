"""The golden questions: how a data set file is read, and what a case is once read.

A file holds one JSON object a line. Patterns are regular expressions, searched in the
answer text without markers, accents and letter case, with white space folded
(:func:`evals.folding.folded`).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from assistant.model import CompanyProfile, Outcome, Turn
from corpus.model import Language
from evals.errors import EvaluationError
from evals.folding import pattern

Split = Literal["dev", "test"]


def _is_pattern(source: str) -> str:
    try:
        pattern(source)
    except re.error as error:
        raise ValueError(f"not a regular expression: {source!r} ({error})") from error
    return source


Pattern = Annotated[str, AfterValidator(_is_pattern)]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")


class TurnRow(_Row):
    """An earlier question of a dialogue case."""

    question: str
    answer: str = ""


class FactRow(_Row):
    """A key fact: found where any of its patterns is."""

    name: str
    any: list[Pattern] = Field(min_length=1)


class ProfileRow(_Row):
    """What a case says of the asker's firm; the fields of ``CompanyProfile``."""

    employees: int | None = None
    turnover_eur: float | None = None
    age_years: float | None = None
    project_eur: float | None = None
    department: str | None = None
    region: str | None = None
    sector: str | None = None
    goals: list[str] = []
    has_laboratory_partner: bool | None = None


class CaseRow(_Row):
    """One line of a data set file."""

    id: str = Field(min_length=1)
    split: Split
    language: Language
    category: str
    scheme: str | None = None
    history: list[TurnRow] = []
    profile: ProfileRow | None = None
    question: str
    outcome: Outcome
    facts: list[FactRow] = []
    must_not: list[Pattern] = []
    documents: list[str] = []
    notices: list[str] = []
    standalone: list[Pattern] = []
    why: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A key fact, found where any of ``patterns`` is found in the answer."""

    name: str
    patterns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One golden question: what is asked and what is right.

    ``documents`` are ids any one of which is a right source; ``notices`` are the codes due;
    ``standalone`` are patterns that the question as understood must all match.
    """

    id: str
    split: Split
    language: Language
    category: str
    scheme: str
    question: str
    outcome: Outcome
    history: tuple[Turn, ...] = ()
    profile: CompanyProfile | None = None
    facts: tuple[Fact, ...] = ()
    must_not: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    standalone: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Dataset:
    """Cases in the order of their files. ``data_hash``: SHA-256 of the files' bytes, 12 digits."""

    name: str
    data_hash: str
    cases: tuple[Case, ...] = field(default=())

    def of(self, split: str) -> tuple[Case, ...]:
        """The cases of one half, or of both where ``split`` is ``all``."""
        return tuple(c for c in self.cases if split in ("all", c.split))


def load_dataset(names: Sequence[str | Path], directory: Path) -> Dataset:
    """Read data sets by name (``directory/NAME.jsonl``) or by path.

    Raises :class:`EvaluationError` naming file and line where a file is missing, a row is
    malformed or an id stands twice.
    """
    digest = hashlib.sha256()
    cases: list[Case] = []
    stems = []
    for path in [_find(name, directory) for name in names]:
        content = path.read_bytes()
        digest.update(content)
        stems.append(path.stem)
        cases += _read_rows(path.name, content.decode("utf-8").splitlines())
    _refuse_twins(cases)
    return Dataset("+".join(stems), digest.hexdigest()[:12], tuple(cases))


def _find(name: str | Path, directory: Path) -> Path:
    for candidate in (directory / f"{name}.jsonl", Path(name)):
        if candidate.is_file():
            return candidate
    known = ", ".join(sorted(p.stem for p in directory.glob("*.jsonl"))) or "none yet"
    raise EvaluationError(f"There is no data set {str(name)!r}: give the path of a JSONL file or one of {known}.")


def _read_rows(file: str, lines: Iterable[str]) -> list[Case]:
    cases = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            cases.append(case_from(CaseRow.model_validate(json.loads(line))))
        except json.JSONDecodeError as error:
            raise EvaluationError(f"{file}, line {number}, is not JSON: {error.msg}.") from error
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(p) for p in first["loc"])
            raise EvaluationError(f"{file}, line {number}, field {place}: {first['msg']}.") from error
    return cases


def _refuse_twins(cases: Sequence[Case]) -> None:
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            raise EvaluationError(f"Two cases are called {case.id!r}: give each its own id.")
        seen.add(case.id)


def case_from(row: CaseRow) -> Case:
    """The frozen case of a validated row."""
    profile = None
    if row.profile is not None:
        plain = row.profile.model_dump()
        profile = CompanyProfile(**{**plain, "goals": tuple(plain["goals"])})
    return Case(
        id=row.id,
        split=row.split,
        language=row.language,
        category=row.category,
        scheme=row.scheme or "",
        question=row.question,
        outcome=row.outcome,
        history=tuple(Turn(t.question, t.answer) for t in row.history),
        profile=profile,
        facts=tuple(Fact(f.name, tuple(f.any)) for f in row.facts),
        must_not=tuple(row.must_not),
        documents=tuple(row.documents),
        notices=tuple(row.notices),
        standalone=tuple(row.standalone),
        why=row.why,
    )
