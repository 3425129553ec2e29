"""Text to the model's token ids: its SentencePiece unigram vocabulary, best cut by Viterbi.

Why not the ``tokenizers`` package: its unigram model spends 260 MB and two seconds on
these 250,000 pieces; a dictionary and a word cache spend 60 MB and half a second, and
words repeat so much that the search itself hardly runs. The two are compared in the tests.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import lru_cache

from ingest.embedding.weights import Vocabulary

METASPACE = "▁"
UNKNOWN_PENALTY = 10.0  # below the rarest piece, as SentencePiece has it
WORDS_CACHED = 1 << 15


@dataclass(frozen=True, slots=True)
class Tokens:
    """``ids`` with the begin and end tokens, and the ``pieces`` of text they stand for ("" for these two)."""

    ids: list[int]
    pieces: list[str]


class Tokenization:
    """Cuts text as the model learnt it, to at most ``max_tokens`` tokens."""

    def __init__(self, vocabulary: Vocabulary, max_tokens: int) -> None:
        self._character_map = vocabulary.character_map
        self._begin, self._end, self._unknown = vocabulary.begin, vocabulary.end, vocabulary.unknown
        self._room = max_tokens - 2
        special = {self._begin, self._end, self._unknown}
        self._scores = array("f", (score for _, score in vocabulary.pieces))
        self._pieces = {piece: index for index, (piece, _) in enumerate(vocabulary.pieces) if index not in special}
        self._longest = max(map(len, self._pieces))
        self._unknown_score = min(self._scores) - UNKNOWN_PENALTY
        self._cut = lru_cache(WORDS_CACHED)(self._best_cut)

    def __call__(self, text: str) -> Tokens:
        ids, pieces = [self._begin], [""]
        for word in self._words(text):
            word_ids, word_pieces = self._cut(word)
            ids += word_ids
            pieces += word_pieces
            if len(ids) > self._room:
                break
        del ids[self._room + 1 :], pieces[self._room + 1 :]
        return Tokens([*ids, self._end], [*pieces, ""])

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where each token of ``self(text)`` stands in ``text``, begin and end tokens as empty spans.

        A token that is only the space before a word stands on that space's place.
        """
        at = self._places(text)
        spans = [(0, 0)]
        first = 0
        pieces = self(text).pieces
        for piece in pieces[1:-1]:
            last = min(first + len(piece), len(at))
            start = first + (piece.startswith(METASPACE) and len(piece) > 1)
            spans.append((at[min(start, len(at) - 1)], at[last - 1] + 1 if last > first else at[-1]))
            first = last
        return [*spans, (len(text), len(text))]

    def _places(self, text: str) -> list[int]:
        """The place in ``text`` of each character of what is cut up: the normalised text after one space."""
        if text and text[0] != " " and "  " not in text and text.translate(self._character_map) == text:
            return [0, *range(len(text))]
        at: list[int] = []
        plain: list[str] = []
        for place, character in enumerate(text):
            for mapped in self._character_map.get(ord(character), character):
                if mapped == " " and plain and plain[-1] == " ":
                    continue
                plain.append(mapped)
                at.append(place)
        return at if plain and plain[0] == " " else [0, *at]

    def _words(self, text: str) -> list[str]:
        """Words with their leading ``▁``, after the model's own character normalisation."""
        plain = re.sub(" {2,}", " ", text.translate(self._character_map)).replace(" ", METASPACE)
        if not plain.startswith(METASPACE):
            plain = METASPACE + plain
        return [METASPACE + word for word in plain.split(METASPACE)[1:]]

    def _best_cut(self, word: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """The cut of highest total log probability; an unknown character is a token of its own."""
        size = len(word)
        best: list[tuple[float, int, int]] = [(0.0, 0, 0)]  # score, start and id of the last piece
        for end in range(1, size + 1):
            found = (best[end - 1][0] + self._unknown_score, end - 1, self._unknown)
            for start in range(max(0, end - self._longest), end):
                piece = self._pieces.get(word[start:end])
                if piece is not None and (score := best[start][0] + self._scores[piece]) > found[0]:
                    found = (score, start, piece)
            best.append(found)
        ids: list[int] = []
        pieces: list[str] = []
        end = size
        while end > 0:
            _, start, index = best[end]
            if index == self._unknown and ids and ids[-1] == self._unknown:
                pieces[-1] = word[start:end] + pieces[-1]  # neighbouring unknown characters are one token
            else:
                ids.append(index)
                pieces.append(word[start:end])
            end = start
        return tuple(reversed(ids)), tuple(reversed(pieces))


@lru_cache(WORDS_CACHED)
def is_word(piece: str) -> bool:
    """Whether a piece holds a letter or a digit (and is not punctuation alone)."""
    return any(unicodedata.category(character)[0] in "LN" for character in piece)
