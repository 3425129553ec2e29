"""What the YAML files of the corpus may say: unknown keys and values are refused, in plain words."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, ValidationError

from corpus.errors import CorpusError
from corpus.model import Evidence, Status

Goal = Literal[
    "diagnose", "train", "finance_project", "research", "recruit_phd", "innovate", "network", "find_supplier",
    "digitise", "understand", "comply", "borrow",
]  # fmt: skip
GOALS: tuple[Goal, ...] = Goal.__args__  # type: ignore[attr-defined]

Kind = Literal[
    "advice", "grant", "loan", "guarantee", "training", "research", "network", "regulation", "information", "strategy",
]  # fmt: skip
Scope = Literal["regional", "national", "european", "other_region"]
Region = Literal["auvergne-rhone-alpes", "france", "ile-de-france", "grand-est", "european-union"]
Partner = Literal["laboratory", "company", "cluster_label", "none"]
What = Literal["aid", "cost", "rate", "loan", "guarantee", "duration", "budget", "target"]
Unit = Literal["EUR", "percent", "days", "hours", "months", "firms"]


def _partial_date(value: str) -> str:
    """Accept "", "2022", "2022-06" or "2022-06-30"; the day, where given, must exist."""
    if value and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value):
        raise ValueError("a date is written 2026-09-26, 2026-09 or 2026, or left empty")
    try:
        dt.date.fromisoformat((value + "-01-01")[:10] if value else "2000-01-01")
    except ValueError:
        raise ValueError(f"there is no such date as {value}") from None
    return value


def _https(value: str) -> str:
    if value and not re.fullmatch(r"https?://\S+", value):
        raise ValueError("an address starts with https:// and holds no space")
    return value


def _year_as_text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


PartialDate = Annotated[str, BeforeValidator(_year_as_text), AfterValidator(_partial_date)]
Address = Annotated[str, AfterValidator(_https)]
SourceId = Annotated[str, Field(pattern=r"^(S\d{2,3}|AURA)$")]
CardId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Words = Annotated[str, Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceRow(_Strict):
    """One row of ``sources.yaml``."""

    id: SourceId
    title: Words
    publisher: Words
    publisher_en: str = ""  # where the publisher is described rather than named
    url: Address = ""
    date: PartialDate = ""
    evidence: Evidence


class SourceRegister(_Strict):
    """All of ``sources.yaml``."""

    sources: tuple[SourceRow, ...]


class RangeRule(_Strict):
    """Bounds, included; a bound left out does not exist."""

    min: float | None = None
    max: float | None = None
    as_of: PartialDate = ""
    sources: tuple[SourceId, ...] = Field(min_length=1)


class RegionRule(_Strict):
    values: tuple[Region, ...] = Field(min_length=1)
    as_of: PartialDate = ""
    sources: tuple[SourceId, ...] = Field(min_length=1)


class PartnerRule(_Strict):
    values: tuple[Partner, ...] = Field(min_length=1)
    as_of: PartialDate = ""
    sources: tuple[SourceId, ...] = Field(min_length=1)


class ChoiceRule(_Strict):
    values: tuple[CardId, ...] = Field(min_length=1)
    as_of: PartialDate = ""
    sources: tuple[SourceId, ...] = Field(min_length=1)


def _word_or_rule(value: object) -> str:
    return "word" if isinstance(value, str) else "rule"


_Word = Annotated[Literal["unknown", "no_limit"], Tag("word")]
_ByShape = Discriminator(_word_or_rule)
RangeOrWord = Annotated[_Word | Annotated[RangeRule, Tag("rule")], _ByShape]
RegionOrWord = Annotated[_Word | Annotated[RegionRule, Tag("rule")], _ByShape]
PartnerOrWord = Annotated[_Word | Annotated[PartnerRule, Tag("rule")], _ByShape]
ChoiceOrWord = Annotated[_Word | Annotated[ChoiceRule, Tag("rule")], _ByShape]


class EligibilityRules(_Strict):
    employees: RangeOrWord = "unknown"
    turnover_eur: RangeOrWord = "unknown"
    age_years: RangeOrWord = "unknown"
    project_eur: RangeOrWord = "unknown"
    region: RegionOrWord = "unknown"
    sector: ChoiceOrWord = "unknown"
    project: ChoiceOrWord = "unknown"
    partner: PartnerOrWord = "unknown"


class AmountRow(_Strict):
    what: What
    min: float | None = None
    max: float | None = None
    unit: Unit
    as_of: PartialDate = ""
    sources: tuple[SourceId, ...] = Field(min_length=1)


class StatusRow(_Strict):
    value: Status
    as_of: PartialDate = ""
    sources: tuple[SourceId, ...] = ()
    replaced_by: CardId | None = None


class Names(_Strict):
    fr: Words
    en: Words


class SchemeFile(_Strict):
    """``schemes/<id>/scheme.yaml``."""

    id: CardId
    names: Names
    aliases: tuple[Words, ...] = ()
    misspellings: tuple[Words, ...] = ()
    confused_with: tuple[CardId, ...] = ()
    axes: tuple[Annotated[int, Field(ge=1, le=4)], ...] = ()
    in_roadmap_article: bool
    kinds: tuple[Kind, ...] = Field(min_length=1)
    scope: Scope
    publisher: Words
    url: Address = ""
    evidence: Evidence
    as_of: PartialDate = ""
    status: StatusRow
    opens: PartialDate = ""
    closes: PartialDate = ""
    eligibility: EligibilityRules = EligibilityRules()
    amounts: tuple[AmountRow, ...] = ()
    seeks: tuple[Goal, ...] = ()


class DocumentFile(_Strict):
    """``documents/<id>/document.yaml``."""

    id: CardId
    format: Literal["markdown", "pdf"] = "markdown"
    collected: PartialDate = ""  # the day on which its facts were gathered; printed in a PDF
    publisher: Words
    url: Address = ""
    evidence: Evidence
    as_of: PartialDate = ""
    status: Status = "unknown"
    axes: tuple[Annotated[int, Field(ge=1, le=4)], ...] = ()


class _TextLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which 2026-09-26 stays the text it is."""


_TextLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

_Model = TypeVar("_Model", bound=BaseModel)


def faults_in(path: Path, model: type[_Model]) -> tuple[_Model | None, list[tuple[int, str]]]:
    """Read a YAML file as ``model``; the faults are (line from 1, sentence)."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None, [(1, "the file is missing")]
    except (OSError, UnicodeDecodeError) as error:
        return None, [(1, f"the file cannot be read as UTF-8 text ({error})")]
    try:
        data = yaml.load(text, Loader=_TextLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "it cannot be read"
        return None, [(mark.line + 1 if mark else 1, f"this is not valid YAML: {what}; mind indentation and quotes")]
    if not isinstance(data, dict):
        return None, [(1, "the file must be a list of 'key: value' lines")]
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
        return None, [(_line_of(tree, _keys(e["loc"])), _sentence(e)) for e in error.errors()]


def read_yaml(path: Path, model: type[_Model]) -> _Model:
    """Like ``faults_in``, but the first fault is raised as a ``CorpusError``."""
    read, faults = faults_in(path, model)
    if read is None:
        line, sentence = faults[0]
        raise CorpusError(f"{path}, line {line}: {sentence}.")
    return read


def _keys(location: tuple[int | str, ...]) -> list[int | str]:
    return [key for key in location if key not in ("word", "rule")]


def _line_of(node: Any, keys: list[int | str]) -> int:
    """Line of the deepest node that ``keys`` lead to (a missing key leads to its parent)."""
    for key in keys:
        if isinstance(node, yaml.MappingNode):
            found = [(name, value) for name, value in node.value if name.value == str(key)]
            if not found:
                break
            node = found[0][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            node = node.value[key]
        else:
            break
    return int(node.start_mark.line) + 1


def _sentence(error: Any) -> str:
    name = " › ".join(str(k + 1) if isinstance(k, int) else k for k in _keys(error["loc"]))
    given, context = error.get("input"), error.get("ctx", {})
    sentences = {
        "extra_forbidden": f"the key '{name}' is not known here; correct its spelling or remove it",
        "missing": f"the key '{name}' is missing",
        "literal_error": f"'{name}' must be {context.get('expected')}, not '{given}'",
        "string_pattern_mismatch": f"'{name}' has an unexpected form: '{given}'",
        "value_error": f"'{name}': {context.get('error')}",
        "too_short": f"'{name}' must not be empty",
    }
    return sentences.get(error["type"], f"'{name}' is not as expected: {error['msg']}")
