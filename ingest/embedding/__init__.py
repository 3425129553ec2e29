"""Text to vectors: the bundled model, or any OpenAI-compatible server, behind one protocol."""

from ingest.embedding.late_interaction import best_cosines, late_interaction, token_cosines
from ingest.embedding.load import fingerprint_of, load_embedder

__all__ = ["best_cosines", "fingerprint_of", "late_interaction", "load_embedder", "token_cosines"]
