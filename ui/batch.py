"""Many questions from a file of JSON lines: each line stands and falls alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import ValidationError

from corpus.errors import AuraError
from ui.parts import Desk
from ui.requests import BatchLine, sentence_of


def answer_lines(lines: Iterable[bytes], desk: Desk) -> Iterator[dict[str, Any]]:
    """One JSON answer a line, in order, ``id`` carried over; a bad line gives ``{"id", "error"}``.

    Empty lines are passed over.
    """
    for number, raw in enumerate(lines, 1):
        line = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
        if line.strip():
            yield _answer(number, line, desk)


def _answer(number: int, line: bytes, desk: Desk) -> dict[str, Any]:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        return {"id": None, "error": f"Line {number} is not valid JSON."}
    if not isinstance(values, dict):
        return {"id": None, "error": f"Line {number} is not a JSON object."}
    name = values.get("id")
    name = name if isinstance(name, str | int) else None
    try:
        asked = BatchLine.model_validate(values)
        profile = asked.profile.profile() if asked.profile else None
        answer = desk.ask(asked.question, [t.turn() for t in asked.history], profile)
    except ValidationError as error:
        return {"id": name, "error": f"Line {number}: {sentence_of(error)}"}
    except AuraError as error:
        return {"id": name, "error": f"Line {number}: {error}"}
    except Exception as error:  # one line's accident must not cost the others their answers
        return {"id": name, "error": f"Line {number} could not be answered ({type(error).__name__})."}
    return answer.to_json() | {"id": name}
