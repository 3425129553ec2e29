"""From use to golden questions: reviewed questions become draft cases.

A draft says what was asked and what the reviewer holds to be right; its key facts and
documents are still to be written. It goes to the development half: who asks has been seen.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from evals.cases import CaseRow
from evals.errors import EvaluationError
from evals.folding import folded
from evals.metrics import language_of

# Contact details of a person asking have no place in a file that is committed.
_PRIVATE = (
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"), "[e-mail]"),
    (re.compile(r"(?<!\d)(?:\+33|0)[ .-]?[1-9](?:[ .-]?\d{2}){4}(?!\d)"), "[phone]"),
    (re.compile(r"(?<!\d)\d{3} ?\d{3} ?\d{3} ?\d{5}(?!\d)"), "[SIRET]"),
)


def without_private_data(text: str) -> str:
    """E-mail addresses, French telephone numbers and SIRET numbers replaced.

    >>> without_private_data("Écrivez à jean@exemple.fr ou au 04 72 00 00 00, aide de 10 000 € ?")
    'Écrivez à [e-mail] ou au [phone], aide de 10 000 € ?'
    """
    for pattern, word in _PRIVATE:
        text = pattern.sub(word, text)
    return text


def draft(row: Mapping[str, Any]) -> CaseRow:
    """A draft case of one reviewed question. Raises :class:`EvaluationError` where the row is unfit."""
    question = without_private_data(str(row.get("question", "")).strip())
    if not question:
        raise EvaluationError("A reviewed question has no text.")
    history = [{"question": without_private_data(str(turn["question"]))} for turn in row.get("history") or ()]
    told = "\n".join([*(t["question"] for t in history), question])
    try:
        return CaseRow.model_validate({
            "id": "use-" + hashlib.sha256(folded(told).encode()).hexdigest()[:10],
            "split": "dev",
            "language": row.get("language") or language_of(question) or "fr",
            "category": row.get("category") or "what",
            "scheme": row.get("scheme") or None,
            "history": history,
            "profile": row.get("profile") or None,
            "question": question,
            "outcome": row.get("outcome") or "answered",
            "why": f"from use: {row.get('reason') or 'reviewed'}; key facts and documents to be written",
        })  # fmt: skip
    except ValidationError as error:
        first = error.errors()[0]
        raise EvaluationError(f"{question!r} makes no case: {first['loc'][0]}, {first['msg']}.") from error


def append_drafts(rows: Sequence[Mapping[str, Any]], path: Path) -> int:
    """Append the drafts that ``path`` does not hold yet; returns how many. All or none is written."""
    drafts = {d.id: d for d in map(draft, rows)}
    known = set()
    if path.is_file():
        known = {json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()}
    fresh = [d for d in drafts.values() if d.id not in known]
    if fresh:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.writelines(d.model_dump_json(exclude_none=False) + "\n" for d in fresh)
    return len(fresh)


def read_export(path: Path) -> list[dict[str, str]]:
    """Rows of the administration page's export, a CSV file with a column ``question``. Raises EvaluationError."""
    try:
        rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines(keepends=True)))
    except (OSError, UnicodeError, csv.Error) as error:
        raise EvaluationError(f"{path} cannot be read as exported questions: {error}.") from error
    if rows and "question" not in rows[0]:
        raise EvaluationError(f"{path} cannot be read as exported questions: it has no column named question.")
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """``python -m evals.feedback EXPORT``: append what has been reviewed as draft cases; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evals.feedback", description="Turn reviewed questions into cases.")
    parser.add_argument("export", type=Path, help="the administration page's export, with what is no case taken out")
    parser.add_argument("--to", type=Path, default=Path(__file__).parent / "datasets" / "from-use.jsonl")
    options = parser.parse_args(arguments)
    try:
        added = append_drafts(read_export(options.export), options.to)
    except EvaluationError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{added} draft cases added to {options.to}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
