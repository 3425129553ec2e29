"""What a document's front matter, or the ``.yaml`` file beside it, may say of it."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from corpus.model import Evidence, Language, Status
from ingest.errors import UnreadableFile

MAX_YAML_BYTES = 65_536
_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)(?:\r?\n)?^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)


class Metadata(BaseModel):
    """The keys a person may write; everything is optional, nothing else is accepted."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    title: str = ""
    language: Language | None = None
    publisher: str = ""
    url: str = ""
    as_of: str = ""
    evidence: Evidence = "second_hand"
    status: Status = "unknown"

    @field_validator("as_of", mode="before")
    @classmethod
    def _iso_date(cls, value: object) -> object:
        text = value.isoformat()[:10] if isinstance(value, dt.date) else str(value if value is not None else "").strip()
        if not text:
            return ""
        try:
            dt.date.fromisoformat(text if len(text) == 10 else f"{text}-01-01"[:10])
        except ValueError:
            raise ValueError("must be a date such as 2026-09-26, 2026-09 or 2026") from None
        return text

    @field_validator("url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if value and not re.match(r"https?://[^\s]+$", value):
            raise ValueError("must be a web address that starts with https://")
        return value


def split_front_matter(text: str, name: str) -> tuple[Metadata, str]:
    """The metadata at the head of a Markdown text, and the text after it."""
    found = _FRONT_MATTER.match(text)
    if not found:
        return Metadata(), text
    return parse_metadata(found.group(1), f"the front matter of {name}"), text[found.end() :]


def sidecars(path: Path) -> tuple[Path, ...]:
    """Where the metadata of ``path`` may stand beside it: ``report.pdf.yaml``, then ``report.yaml``."""
    return (path.with_name(f"{path.name}.yaml"), path.with_suffix(".yaml"))


def read_sidecar(path: Path) -> Metadata:
    """The metadata beside ``path``, or all defaults where there is no such file."""
    for sidecar in sidecars(path):
        if sidecar.is_file():
            return parse_metadata(sidecar.read_text("utf-8", errors="replace"), sidecar.name)
    return Metadata()


def parse_metadata(yaml_text: str, where: str) -> Metadata:
    """``yaml_text`` checked key by key; raises ``UnreadableFile`` with the place and the allowed values."""
    import yaml

    if len(yaml_text.encode("utf-8", errors="replace")) > MAX_YAML_BYTES:
        raise UnreadableFile(f"{where} is longer than {MAX_YAML_BYTES // 1024} KB: keep only the metadata in it.")
    try:
        values = yaml.safe_load(yaml_text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        at = "" if line is None else f" (line {line + 1})"
        raise UnreadableFile(f"{where} is not valid YAML{at}: write lines such as “title: My document”.") from error
    if values is None:
        return Metadata()
    if not isinstance(values, dict):
        raise UnreadableFile(f"{where} must hold lines such as “title: My document”.")
    try:
        return Metadata.model_validate({str(key): value for key, value in values.items() if value is not None})
    except ValidationError as error:
        raise UnreadableFile(f"{where}: {_sentence(error)}") from error


def _sentence(error: ValidationError) -> str:
    problem = error.errors()[0]
    key = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        return f"“{key}” is not a known key; the known ones are {', '.join(Metadata.model_fields)}."
    if problem["type"] == "literal_error":
        return f"“{key}” is “{problem['input']}” but must be one of {problem['ctx']['expected']}."
    return f"“{key}”: {problem['msg'].removeprefix('Value error, ')}."
