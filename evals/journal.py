"""Answers kept as they come, so that an interrupted run is picked up where it stopped."""

from __future__ import annotations

import json
import threading
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

Row = dict[str, Any]  # all that asking a case gave, nothing of scoring: scoring is done again each time


def read_rows(path: Path) -> dict[str, Row]:
    """Rows of an interrupted run by case id; nothing where there is none or it was finished.

    A last line cut short by a crash is dropped; cases that raised an error are asked again.
    """
    if not path.is_file():
        return {}
    rows: dict[str, Row] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            row = json.loads(line)
        except json.JSONDecodeError:
            continue
        if row.get("finished"):
            return {}
        if not row.get("error"):
            rows[row["id"]] = row
    return rows


class Journal:
    """One JSONL file of rows. Safe to write from several threads; every row is on disk at once.

    The file is named by ``key``, which says everything the answers depend on; the journals
    of other keys in the same folder are removed once this one is finished.
    """

    def __init__(self, folder: Path, key: str, wanted: Collection[str]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / f"answers-{key}.jsonl"
        self._lock = threading.Lock()
        self.rows = {case: row for case, row in read_rows(self._path).items() if case in wanted}
        # Written anew at the start: what a crash cut short, and errors, must not stay behind.
        self._path.write_text("".join(_line(row) for row in self.rows.values()), encoding="utf-8")

    def keep(self, row: Row) -> int:
        """Store a row; returns how many there are."""
        with self._lock:
            self.rows[row["id"]] = row
            self._append(row)
            return len(self.rows)

    def finish(self) -> None:
        """Say that the run is whole: the next one starts from nothing."""
        self._append({"finished": True})
        for old in self._path.parent.glob("answers-*.jsonl"):
            if old != self._path:
                old.unlink(missing_ok=True)

    def _append(self, row: Mapping[str, Any]) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(_line(row))


def _line(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"
