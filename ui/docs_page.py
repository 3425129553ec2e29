"""The description of the HTTP interface as a page of our own: no script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import Response

from ui.pages import Pages


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, or a field of a body."""

    name: str
    kind: str
    required: bool
    about: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path."""

    method: str
    path: str
    title: str
    about: str
    parameters: tuple[Field, ...]
    body: tuple[Field, ...]


def add_docs(app: FastAPI, pages: Pages) -> None:
    """``/docs``, made from the same OpenAPI description that ``/openapi.json`` gives."""

    @app.get("/docs", include_in_schema=False)
    def docs(request: Request) -> Response:
        schema = app.openapi()
        base = str(request.base_url).rstrip("/") + pages.root
        return pages.page(request, "docs.html", operations=list(operations(schema)), base=base, api=schema["info"])


def operations(schema: Mapping[str, Any]) -> Iterator[Operation]:
    """What an OpenAPI description offers, in its order."""
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            yield Operation(
                method.upper(),
                path,
                told.get("summary", ""),
                told.get("description", ""),
                tuple(
                    Field(p["name"], _kind(p["schema"]), bool(p.get("required")), p.get("description", ""))
                    for p in told.get("parameters", ())
                ),
                _body(schema, told),
            )


def _body(schema: Mapping[str, Any], told: Mapping[str, Any]) -> tuple[Field, ...]:
    content = told.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
    model = schema.get("components", {}).get("schemas", {}).get(name, {})
    required = model.get("required", ())
    return tuple(
        Field(field, _kind(value), field in required, value.get("description", ""))
        for field, value in model.get("properties", {}).items()
    )


def _kind(value: Mapping[str, Any]) -> str:
    if "$ref" in value:
        return str(value["$ref"]).rpartition("/")[2]
    if "anyOf" in value:
        return " | ".join(_kind(v) for v in value["anyOf"])
    if "enum" in value:
        return " | ".join(map(str, value["enum"]))
    if value.get("type") == "array":
        return f"[{_kind(value.get('items', {}))}]"
    return str(value.get("type", "any"))
