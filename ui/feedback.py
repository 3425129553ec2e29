"""Thumbs and unanswered questions, kept in SQLite on this machine for a limited time."""

from __future__ import annotations

import csv
import datetime as dt
import io
import sqlite3
import threading
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from assistant.language.text import words

Kind = Literal["useful", "not_useful", "unanswered"]

_TABLE = """create table if not exists feedback (
    id integer primary key, at text not null, kind text not null, language text not null,
    question text not null, answer text not null default '', reason text not null default '')"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thumb, or one question that the corpus could not answer. ``at`` is a UTC time, ISO."""

    id: int
    at: str
    kind: Kind
    language: str
    question: str
    answer: str
    reason: str


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry as it is listed, with how many times it was met."""

    entry: Entry
    times: int


def listed(entries: Sequence[Entry]) -> list[Listed]:
    """Entries with each unanswered question once, as it was put last; case, accents and punctuation do not part two.

    A thumb stands for one answer and stays on its own. The order is that of ``entries``, newest first.
    """
    times: Counter[object] = Counter()
    shown: dict[object, Entry] = {}
    for entry in entries:
        asked = tuple(words(entry.question)) or entry.question
        key = (entry.language, asked) if entry.kind == "unanswered" else entry.id
        times[key] += 1
        shown.setdefault(key, entry)
    return [Listed(entry, times[key]) for key, entry in shown.items()]


class FeedbackStore:
    """The file ``feedback.sqlite``; entries older than ``days`` are deleted whenever one is added."""

    def __init__(self, path: Path, days: int) -> None:
        self._path, self._days = path, days
        self._lock = threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._lock, closing(self._open()) as db, db:
            db.execute(_TABLE)
            self._forget(db)

    def thumb(self, question: str, answer: str, useful: bool, reason: str, language: str) -> None:
        self._add("useful" if useful else "not_useful", question, answer, reason, language)

    def unanswered(self, question: str, language: str) -> None:
        self._add("unanswered", question, "", "", language)

    def entries(self, *kinds: Kind) -> list[Entry]:
        """Newest first; of the kinds named, or all."""
        with self._lock, closing(self._open()) as db, db:
            self._forget(db)
            rows = db.execute("select id, at, kind, language, question, answer, reason from feedback order by id desc")
            return [e for e in (Entry(*r) for r in rows) if not kinds or e.kind in kinds]

    def clear(self) -> None:
        with self._lock, closing(self._open()) as db, db:
            db.execute("delete from feedback")

    def csv(self, *kinds: Kind) -> str:
        """The entries as CSV with a heading; cells that a spreadsheet would run are defused."""
        out = io.StringIO()
        writer = csv.DictWriter(out, list(Entry.__dataclass_fields__))
        writer.writeheader()
        for entry in self.entries(*kinds):
            writer.writerow({k: _inert(str(v)) for k, v in asdict(entry).items()})
        return out.getvalue()

    def _add(self, kind: Kind, question: str, answer: str, reason: str, language: str) -> None:
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        with self._lock, closing(self._open()) as db, db:
            self._forget(db)
            db.execute(
                "insert into feedback (at, kind, language, question, answer, reason) values (?, ?, ?, ?, ?, ?)",
                (now, kind, language, question, answer, reason),
            )

    def _forget(self, db: sqlite3.Connection) -> None:
        oldest = dt.datetime.now(dt.UTC) - dt.timedelta(days=self._days)
        db.execute("delete from feedback where at < ?", (oldest.isoformat(timespec="seconds"),))

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=10)


def _inert(cell: str) -> str:
    """A cell beginning with a formula sign would be run by a spreadsheet."""
    return "'" + cell if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
