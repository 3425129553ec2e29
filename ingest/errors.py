"""What can go wrong in the bindery, in sentences a person may read.

AuraError                       (corpus.errors) every expected failure of the product
└── IngestError                 reindexing or reading the index cannot go on
    ├── UnreadableFile          one file cannot be read; the others go on
    ├── IndexMissing            there is no index yet
    ├── IndexMismatch           the index was made by another model or layout
    ├── IndexBusy               another process is writing the index
    └── EmbeddingUnavailable    the embedding model cannot be loaded or reached
"""

from __future__ import annotations

from corpus.errors import AuraError


class IngestError(AuraError):
    """Reindexing or reading the index cannot go on; the sentence says what to do."""


class UnreadableFile(IngestError):
    """One file cannot be read: damaged, empty, protected, too large or of an unknown kind."""


class IndexMissing(IngestError):
    """No index has been built in this data directory."""


class IndexMismatch(IngestError):
    """The index on disk does not fit this program or its embedding model: reindex."""


class IndexBusy(IngestError):
    """Another process is writing the index just now."""


class EmbeddingUnavailable(IngestError):
    """The embedding model cannot be loaded or its server does not answer."""
