"""The catalog of one generation: documents, passages, where their vectors lie, and the ledger.

One SQLite file. While a generation is being written its catalog is private to the
writer; once published it never changes, so that readers need no locks.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from corpus.model import Document
from ingest.codec import from_json, to_json
from ingest.errors import IndexMismatch
from ingest.listing import Root
from ingest.model import Passage
from ingest.plan import LedgerRow

LAYOUT = "2"  # raise it when the tables change: the index is then built anew
_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE roots (path TEXT PRIMARY KEY, is_folder INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE ledger (key TEXT PRIMARY KEY, path TEXT NOT NULL, document_id TEXT NOT NULL, digest TEXT NOT NULL,
  fingerprint TEXT NOT NULL, signature TEXT NOT NULL, passages INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (id TEXT PRIMARY KEY, data TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE passages (id TEXT PRIMARY KEY, document_id TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  page INTEGER, section TEXT NOT NULL, language TEXT NOT NULL, context TEXT NOT NULL, text TEXT NOT NULL,
  vector_key TEXT NOT NULL);
CREATE INDEX passages_by_document ON passages (document_id, id);
CREATE INDEX passages_by_vector ON passages (vector_key);
CREATE TABLE questions (document_id TEXT NOT NULL, start INTEGER NOT NULL, text TEXT NOT NULL,
  vector_key TEXT NOT NULL);
CREATE INDEX questions_by_vector ON questions (vector_key);
CREATE TABLE vectors (key TEXT PRIMARY KEY, segment TEXT NOT NULL, row INTEGER NOT NULL,
  start INTEGER NOT NULL, length INTEGER NOT NULL) WITHOUT ROWID;
"""
_PASSAGE = 'id, document_id, text, start, "end", page, section, language, context'
QUESTION = "?"  # begins the vector key of a question, and no passage's
UNANSWERED = -1  # where the statement would start that answers a question, if there were one
_MANY = 500  # bound parameters in one statement


_QUESTIONS = (QUESTION, chr(ord(QUESTION) + 1))  # all keys that begin with ``QUESTION`` lie between these


class Catalog:
    """Reads and writes one catalog file; one connection, safe for many threads."""

    def __init__(self, path: Path, *, writable: bool = False) -> None:
        mode = "mode=rwc" if writable else "mode=ro&immutable=1"
        self._lock = threading.RLock()
        self._db = sqlite3.connect(
            f"{path.absolute().as_uri()}?{mode}", uri=True, check_same_thread=False, isolation_level=None
        )
        if writable:  # a crash throws the whole generation away: no journal is needed
            self._db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-64000;")
            if not self._rows("SELECT 1 FROM sqlite_master WHERE name = 'meta'"):
                self._db.executescript(_SCHEMA)
                self.set_meta(layout=LAYOUT)
            self._db.execute("BEGIN")
        if self.meta("layout") != LAYOUT:
            self.close()
            raise IndexMismatch("The index was written by another version of Aura: run `aura reindex`.")

    def close(self) -> None:
        """Commits what was written and closes the file."""
        with self._lock:
            if self._db.in_transaction:
                self._db.execute("COMMIT")
            self._db.close()

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def _rows_in(self, sql: str, values: Sequence[str]) -> Iterator[Any]:
        """``sql`` with its ``{}`` standing for a list of any length."""
        for at in range(0, len(values), _MANY):
            part = values[at : at + _MANY]
            yield from self._rows(sql.format(",".join("?" * len(part))), part)

    # what the generation is

    def meta(self, name: str) -> str:
        found = self._rows("SELECT value FROM meta WHERE name = ?", (name,))
        return str(found[0][0]) if found else ""

    def set_meta(self, **values: str) -> None:
        self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())

    def roots(self) -> list[Root]:
        return [Root(path, bool(is_folder)) for path, is_folder in self._rows("SELECT * FROM roots ORDER BY path")]

    def set_roots(self, roots: Iterable[Root]) -> None:
        self._db.execute("DELETE FROM roots")
        self._db.executemany("INSERT INTO roots VALUES (?, ?)", [(r.path, r.is_folder) for r in roots])

    def ledger(self) -> dict[str, LedgerRow]:
        rows = (LedgerRow(*row) for row in self._rows("SELECT * FROM ledger ORDER BY key"))
        return {row.key: row for row in rows}

    # documents

    def put(
        self,
        document: Document,
        passages: Sequence[tuple[Passage, str]],
        questions: Sequence[tuple[int, str, str]],
        row: LedgerRow,
    ) -> None:
        """Writes a document, its passages with their vector keys, its questions, and last its ledger row.

        ``questions``: (start of the statement that answers or ``UNANSWERED``, text, vector key).
        """
        self.drop(document.id)
        self._db.execute("INSERT INTO documents VALUES (?, ?, ?)", (document.id, to_json(document), document.text))
        self._db.executemany(
            f"INSERT INTO passages ({_PASSAGE}, vector_key) VALUES (?,?,?,?,?,?,?,?,?,?)",
            [
                (p.id, p.document_id, p.text, p.start, p.end, p.page, p.section, p.language, p.context, vector_key)
                for p, vector_key in passages
            ],
        )
        self._db.executemany(
            "INSERT INTO questions VALUES (?,?,?,?)", [(document.id, *question) for question in questions]
        )
        self._db.execute(
            "INSERT OR REPLACE INTO ledger VALUES (?,?,?,?,?,?,?)",
            (row.key, row.path, row.document_id, row.digest, row.fingerprint, row.signature, row.passages),
        )

    def drop(self, document_id: str) -> None:
        """Removes a document, its passages, its questions and its ledger row."""
        self._db.execute("DELETE FROM questions WHERE document_id = ?", (document_id,))
        self._db.execute("DELETE FROM passages WHERE document_id = ?", (document_id,))
        self._db.execute("DELETE FROM documents WHERE id = ?", (document_id,))
        self._db.execute("DELETE FROM ledger WHERE document_id = ?", (document_id,))

    def document_ids(self) -> list[str]:
        return [row[0] for row in self._rows("SELECT id FROM documents ORDER BY id")]

    def document(self, document_id: str) -> Document | None:
        found = self._rows("SELECT data, text FROM documents WHERE id = ?", (document_id,))
        return from_json(*found[0]) if found else None

    # passages

    def passage_count(self) -> int:
        return int(self._rows("SELECT count(*) FROM passages")[0][0])

    def all_passages(self) -> Iterator[Passage]:
        """Every passage, in order of id, one document's worth of memory at a time."""
        for document_id in self.document_ids():
            yield from self.passages_of(document_id)

    def passages_of(self, document_id: str) -> list[Passage]:
        sql = f"SELECT {_PASSAGE} FROM passages WHERE document_id = ? ORDER BY start"
        return [Passage(*row) for row in self._rows(sql, (document_id,))]

    def passages(self, passage_ids: Sequence[str]) -> dict[str, Passage]:
        rows = self._rows_in(f"SELECT {_PASSAGE} FROM passages WHERE id IN ({{}})", passage_ids)
        return {row[0]: Passage(*row) for row in rows}

    # vectors

    def passages_by_vector(self, keys: Sequence[str]) -> dict[str, list[str]]:
        """Vector key → ids of the passages it stands for (more than one where a text is repeated)."""
        found: dict[str, list[str]] = {}
        for key, passage_id in self._rows_in(
            "SELECT vector_key, id FROM passages WHERE vector_key IN ({}) ORDER BY id", keys
        ):
            found.setdefault(key, []).append(passage_id)
        return found

    def token_places(self, passage_ids: Sequence[str]) -> dict[str, tuple[str, int, int]]:
        """Passage id → (segment, first row, number of rows) of its token vectors."""
        sql = (
            "SELECT p.id, v.segment, v.start, v.length FROM passages p"
            " JOIN vectors v ON v.key = p.vector_key WHERE p.id IN ({})"
        )
        return {row[0]: (row[1], row[2], row[3]) for row in self._rows_in(sql, passage_ids)}

    def vectors_missing(self) -> list[tuple[str, str, str]]:
        """(key, context, text) of every passage whose vector is nowhere yet."""
        sql = (
            "SELECT vector_key, context, text FROM passages"
            " WHERE vector_key NOT IN (SELECT key FROM vectors) GROUP BY vector_key ORDER BY min(id)"
        )
        return self._rows(sql)

    def questions_missing(self) -> list[tuple[str, str]]:
        """(key, text) of every question whose vector is nowhere yet."""
        sql = (
            "SELECT vector_key, text FROM questions"
            " WHERE vector_key NOT IN (SELECT key FROM vectors) GROUP BY vector_key ORDER BY min(rowid)"
        )
        return self._rows(sql)

    def questions(self) -> list[tuple[str, int, str, int]]:
        """(document id, start of the statement or ``UNANSWERED``, segment, row) of every question."""
        sql = (
            "SELECT q.document_id, q.start, v.segment, v.row FROM questions q"
            " JOIN vectors v ON v.key = q.vector_key ORDER BY v.segment, v.row, q.document_id"
        )
        return self._rows(sql)

    def vectors_unused(self) -> list[str]:
        sql = (
            "SELECT key FROM vectors WHERE key NOT IN"
            " (SELECT vector_key FROM passages UNION ALL SELECT vector_key FROM questions)"
        )
        return [row[0] for row in self._rows(sql)]

    def add_vectors(self, rows: Iterable[tuple[str, str, int, int, int]]) -> None:
        """(key, segment, row, first token row, number of token rows); replaces the place of a known key."""
        self._db.executemany("INSERT OR REPLACE INTO vectors VALUES (?,?,?,?,?)", rows)

    def drop_vectors(self, keys: Sequence[str]) -> None:
        self._db.executemany("DELETE FROM vectors WHERE key = ?", [(key,) for key in keys])

    def vector_rows(self) -> dict[str, list[tuple[str, int, int, int]]]:
        """Segment → (key, row, first token row, number of token rows) of the vectors it holds."""
        found: dict[str, list[tuple[str, int, int, int]]] = {}
        for segment, *rest in self._rows("SELECT segment, key, row, start, length FROM vectors ORDER BY segment, row"):
            found.setdefault(segment, []).append((rest[0], rest[1], rest[2], rest[3]))
        return found

    def vector_keys(self) -> set[str]:
        """Keys of the passages' vectors; the questions' are not among them."""
        return {row[0] for row in self._rows("SELECT key FROM vectors WHERE key < ? OR key >= ?", _QUESTIONS)}

    def segments(self) -> set[str]:
        return {row[0] for row in self._rows("SELECT DISTINCT segment FROM vectors")}
