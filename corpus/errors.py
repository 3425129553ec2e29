"""Errors a person may read.

    AuraError            every expected failure of the product: one clear sentence that says what to do
    └── CorpusError      a corpus file is missing, faulty or contradicts another

Each room hangs its own branch under ``AuraError``; whatever else escapes is a fault of ours.
"""

from __future__ import annotations


class AuraError(Exception):
    """An expected failure; ``str(error)`` is one sentence for the person at the keyboard."""


class CorpusError(AuraError):
    """A file of the corpus cannot be used as it is; the sentence names the file and, where known, the line."""
