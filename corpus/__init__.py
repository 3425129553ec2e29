"""The archive: the documents and scheme cards, and the code that reads them."""

from corpus.cards import PACKAGED, is_corpus, load_cards, load_sources
from corpus.entries import (
    CorpusEntry,
    DocumentMetadata,
    entries,
    read_entry,
    read_metadata,
    read_pdf_entry,
    statements_in,
)
from corpus.errors import AuraError, CorpusError

__all__ = [
    "PACKAGED",
    "AuraError",
    "CorpusEntry",
    "CorpusError",
    "DocumentMetadata",
    "entries",
    "is_corpus",
    "load_cards",
    "load_sources",
    "read_entry",
    "read_metadata",
    "read_pdf_entry",
    "statements_in",
]
