"""A document's data (everything but its text) to JSON and back."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from corpus.model import Document, Section, Source, Statement


def to_json(document: Document) -> str:
    """Everything but ``text``, which the catalog holds in a column of its own."""
    fields = asdict(document)
    del fields["text"]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def from_json(data: str, text: str) -> Document:
    """The document that ``to_json`` wrote, with its ``text``."""
    fields: dict[str, Any] = json.loads(data)
    fields["sections"] = tuple(Section(**section) for section in fields["sections"])
    fields["statements"] = tuple(_statement(statement) for statement in fields["statements"])
    fields["sources"] = tuple(Source(**source) for source in fields["sources"])
    fields["axes"] = tuple(fields["axes"])
    fields["unanswered"] = tuple(fields["unanswered"])
    return Document(text=text, **fields)


def _statement(fields: dict[str, Any]) -> Statement:
    return Statement(**{**fields, **{name: tuple(fields[name]) for name in ("source_ids", "tags", "questions")}})
