"""Texts and vectors for benchmarks: made from the packaged corpus, the same each time."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ingest.model import PassageVectors, QueryVectors

if TYPE_CHECKING:
    from ingest.model import Embedder


def sentences_of_corpus() -> list[str]:
    """Every French sentence of the packaged corpus, without its mark."""
    from corpus import PACKAGED

    lines = [line for path in sorted(PACKAGED.glob("*/*/fr.md")) for line in path.read_text("utf-8").splitlines()]
    plain = [re.sub(r"\s*\[[^\]]*\]\s*$", "", line).strip() for line in lines if not line.startswith("#")]
    return [line for line in plain if len(line) > 40]


def synthetic_texts(count: int, characters: int, seed: int = 0) -> list[str]:
    """``count`` texts of at most about ``characters`` each, of shuffled sentences, no two alike."""
    sentences, chance = sentences_of_corpus(), random.Random(seed)
    texts = []
    for number in range(count):
        text = f"Fiche {number}."
        while len(text) < characters - 120:
            text += " " + chance.choice(sentences)
        texts.append(text[: characters + 120])
    return texts


def write_texts(texts: Sequence[str], folder: Path) -> None:
    """One Markdown file a text."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(texts):
        (folder / f"fiche-{number:06d}.md").write_text(f"# Fiche {number}\n\n{text}\n", encoding="utf-8")


def golden_questions(count: int) -> list[str]:
    """Questions of the development half, evenly spread."""
    from evals import DATASETS_DIR
    from evals.cases import load_dataset

    asked = [c.question for c in load_dataset(["golden"], DATASETS_DIR).of("dev") if not c.history]
    return asked[:: max(1, len(asked) // count)][:count]


@dataclass
class SyntheticVectors:
    """Real vectors for queries, random ones for passages: an index of any size in minutes.

    Where vectors lie does not change what a search costs; that is all this measures.
    """

    inner: Embedder
    seed: int = 0
    _chance: np.random.Generator = field(init=False, repr=False)
    _tokens: list[np.ndarray | None] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._chance = np.random.default_rng(self.seed)
        sample = self.inner.embed_passages(synthetic_texts(4, 900))
        self._tokens = [vectors.tokens for vectors in sample]

    @property
    def fingerprint(self) -> str:
        return f"synthetic over {self.inner.fingerprint}"

    @property
    def dimensions(self) -> int:
        return self.inner.dimensions

    def embed_query(self, text: str) -> QueryVectors:
        """The real query's vectors."""
        return self.inner.embed_query(text)

    def embed_queries(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        """The real queries' vectors."""
        return self.inner.embed_queries(texts, progress)

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> list[PassageVectors]:
        """Random unit vectors, and token vectors of real passages in turn."""
        vectors = self._chance.standard_normal((len(texts), self.dimensions)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        if progress:
            progress(len(texts))
        return [PassageVectors(v, self._tokens[i % len(self._tokens)]) for i, v in enumerate(vectors)]
