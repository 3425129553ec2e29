"""The bindery: files to passages, passages to an index, the index read back."""

from ingest.chunking import chunk
from ingest.errors import (
    EmbeddingUnavailable,
    IndexBusy,
    IndexMismatch,
    IndexMissing,
    IngestError,
    UnreadableFile,
)
from ingest.live import LiveIndex
from ingest.model import (
    Embedder,
    FileOutcome,
    Hit,
    IndexReader,
    IndexSettings,
    Passage,
    PassageVectors,
    Progress,
    QueryVectors,
    ReindexReport,
)
from ingest.plan import ReindexPlan, plan_reindex
from ingest.readers import read_file
from ingest.reindex import reindex

__all__ = [
    "Embedder",
    "EmbeddingUnavailable",
    "FileOutcome",
    "Hit",
    "IndexBusy",
    "IndexMismatch",
    "IndexMissing",
    "IndexReader",
    "IndexSettings",
    "IngestError",
    "LiveIndex",
    "Passage",
    "PassageVectors",
    "Progress",
    "QueryVectors",
    "ReindexPlan",
    "ReindexReport",
    "UnreadableFile",
    "chunk",
    "plan_reindex",
    "read_file",
    "reindex",
]
