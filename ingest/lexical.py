"""The lexical index: BM25 over French and English stems, on disk and memory-mapped.

Each passage is stemmed in its own language and its stems are kept apart by language, so
that a query, whose language nobody knows here, can be stemmed in both without meeting a
passage twice. A query word the index has never seen is replaced by the nearest words it
has seen, so that a typo still finds its passage.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np

from corpus.model import Language
from ingest.model import Hit, Passage
from ingest.words import stem, words_of

LANGUAGES: tuple[Language, ...] = ("fr", "en")
CONTEXT_WEIGHT = 2  # a word of the title or heading counts as this many of the text
K1, B = 1.2, 0.75  # Robertson & Zaragoza 2009; the usual values
NO_WORD = ""  # what a passage without words holds, which no query asks for

PASSAGES, WORDS = "passages.txt", "words.txt"

SHORTEST_TYPO = 4  # letters; shorter words have too many neighbours
LONG_WORD = 8  # letters from which two slips are forgiven
NEIGHBOURS = 2  # words tried for one unseen word


def build(passages: Sequence[Passage], directory: Path) -> None:
    """Writes the index of ``passages`` into ``directory`` (made if need be)."""
    import bm25s

    directory.mkdir(parents=True, exist_ok=True)
    vocabulary = {NO_WORD: 0}
    known: dict[Language, dict[str, int]] = {language: {} for language in LANGUAGES}  # word -> id of its term
    ids = [_term_ids(passage, vocabulary, known[_language(passage)]) for passage in passages]
    seen = {word for words in known.values() for word in words}
    index = bm25s.BM25(k1=K1, b=B, method="lucene")
    index.index((ids, vocabulary), show_progress=False)
    index.save(directory, show_progress=False)
    (directory / PASSAGES).write_text("".join(f"{passage.id}\n" for passage in passages), encoding="utf-8")
    (directory / WORDS).write_text("\n".join(sorted(seen)), encoding="utf-8")


def _language(passage: Passage) -> Language:
    return passage.language if passage.language in LANGUAGES else LANGUAGES[0]


def _term_ids(passage: Passage, vocabulary: dict[str, int], known: dict[str, int]) -> list[int]:
    words = [*list(words_of(passage.context)) * CONTEXT_WEIGHT, *words_of(passage.text)]
    for word in words:
        if word not in known:
            known[word] = vocabulary.setdefault(term(word, _language(passage)), len(vocabulary))
    return [known[word] for word in words] or [0]


def term(word: str, language: Language) -> str:
    """The index's name of a folded word in a language."""
    return f"{language}:{stem(word, language)}"


def open(directory: Path) -> LexicalIndex:
    """The index that ``build`` wrote. Raises ``OSError`` or ``ValueError`` where there is none."""
    return LexicalIndex(directory)


class LexicalIndex:
    """BM25 search in an index on disk. Safe to share between threads."""

    def __init__(self, directory: Path) -> None:
        import bm25s

        self._directory = directory
        self._index = bm25s.BM25.load(directory, mmap=True, show_progress=False)
        self._vocabulary: dict[str, int] = self._index.vocab_dict
        self._passage_ids = (directory / PASSAGES).read_text(encoding="utf-8").splitlines()

    def search(self, query: str, k: int) -> list[Hit]:
        """The ``k`` best passages, best first; those sharing no term with ``query`` are left out."""
        ids = sorted({self._vocabulary[name] for name in self.terms(query)})
        if not ids or k <= 0:
            return []
        scores = self._index.get_scores_from_ids(ids)
        best = np.argpartition(-scores, k - 1)[:k] if k < len(scores) else np.arange(len(scores))
        best = best[np.lexsort((best, -scores[best]))]
        found = zip(best.tolist(), scores[best].tolist(), strict=True)
        return [Hit(self._passage_ids[at], score) for at, score in found if score > 0]

    def terms(self, query: str) -> list[str]:
        """The index's terms that ``query`` asks for, after joining split names and mending typos."""
        words = list(dict.fromkeys(words_of(query)))
        found: list[str] = []
        for word in words:
            found += self._known(word) or self._nearest(word)
        for first, second in pairwise(words):
            found += self._known(first + second)  # "easy poc" for EasyPOC
        return found

    def _known(self, word: str) -> list[str]:
        return [name for language in LANGUAGES if (name := term(word, language)) in self._vocabulary]

    def _nearest(self, word: str) -> list[str]:
        """Terms of the seen words closest to an unseen one; transposed letters are one slip."""
        if len(word) < SHORTEST_TYPO or not word.isalpha():
            return []
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        slips = 2 if len(word) >= LONG_WORD else 1
        names: list[str] = []
        best = slips
        for other, distance, _ in process.extract(
            word, self._neighbourhood(word), scorer=OSA.distance, score_cutoff=slips, limit=NEIGHBOURS
        ):
            if distance <= best:
                best = distance
                names += self._known(other)
        return list(dict.fromkeys(names))

    def _neighbourhood(self, word: str) -> list[str]:
        """Seen words of the same first letter and about the same length: typos rarely hit the first letter."""
        words = self._words
        start, end = bisect_left(words, word[0]), bisect_left(words, chr(ord(word[0]) + 1))
        return [other for other in words[start:end] if abs(len(other) - len(word)) <= 2]

    @cached_property
    def _words(self) -> list[str]:
        """Seen words, sorted; read at the first unseen word of a query."""
        return (self._directory / WORDS).read_text(encoding="utf-8").splitlines()
