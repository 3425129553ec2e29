"""Mending typing errors: a word that nobody uses, and one like it that the documents or their questions do.

Whether a word is used at all is told by the stems of the documents and their questions, and
by the vocabulary of the embedding model, which holds the usual words of every language.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.language.text import LANGUAGES, STOPWORDS, fold, stems, word_list, words

SHORTEST = 4  # letters; shorter words have too many neighbours
LONG = 8  # letters from which two slips are forgiven
USUAL = 10  # times a word stands in the texts before it is taken for what was meant
UNLIKELIER = 10  # how much more usual it must be for each further slip, and where a letter stands for another
STRANGE = 0.5  # share of a question's words from which it is rather in another language

# How people shorten words on a phone.
SHORTENED = dict(
    pair.split("=")
    for pair in word_list("""
        koi=quoi cest=c'est kan=quand ki=qui ke=que kel=quel kelle=quelle pk=pourquoi pkoi=pourquoi cb=combien
        bcp=beaucoup pr=pour ds=dans ns=nous jai=j'ai ya=y-a wat=what wot=what wich=which teh=the abt=about
        doi=dois thru=through bpi=Bpifrance tjrs=toujours qd=quand rdv=rendez-vous dept=département
        tps=temps mtn=maintenant qqn=quelqu-un slmt=seulement tjs=toujours dispo=disponible nb=nombre mn=minutes
        ppl=people biz=business yrs=years mths=months govt=government
    """)
)

_WORD = re.compile(r"[^\W\d_]+")
_INFLECTED = re.compile(r"(?<=\w{4})i?(?:ons|ez)$")  # "utilisons", which the stemmer leaves apart from "utiliser"


class Spelling:
    """Knows the words of one generation of the index. Safe for many threads."""

    def __init__(self, texts: Iterable[str], has_word: Callable[[str], bool]) -> None:
        """``has_word`` tells whether a word is a usual one of some language."""
        counted = Counter(word for text in texts for word in words(text))
        self._has_word = has_word
        self._known = STOPWORDS | counted.keys()
        self._stems = {stem for word in self._known for language in LANGUAGES for stem in stems(word, language)}
        self._usual = sorted(word for word, count in counted.items() if count >= USUAL and len(word) >= SHORTEST)
        self._counts = counted

    def mended(self, question: str) -> str:
        """``question`` with unknown words replaced by the known ones they are a slip away from.

        Words with a capital inside a sentence are left: they may be names. So is a
        question most of whose words are unknown.
        """
        question = _WORD.sub(lambda m: SHORTENED.get(m.group().lower(), m.group()).replace("-", " "), question)
        found = list(_WORD.finditer(question))
        strange = [m for m in found if not self._is_known(m.group())]
        if not strange or len(strange) > max(1, STRANGE * len(found)):
            return question
        text = question
        for match in reversed(strange):
            if match.group()[0].islower() or match.start() == 0:
                meant = self._meant(fold(match.group()))
                text = text[: match.start()] + (meant or match.group()) + text[match.end() :]
        return text

    def _is_known(self, word: str) -> bool:
        folded = fold(word)
        return (
            len(folded) < SHORTEST
            or folded in self._known
            or any(stem in self._stems for language in LANGUAGES for stem in stems(folded, language))
            or _INFLECTED.sub("", folded) in self._stems
            or self._has_word(word)
        )

    def _meant(self, word: str) -> str | None:
        """The likeliest of the near words with the same first letter; transposed letters are one slip.

        Where none is usual enough for the slips it takes, the one typed is rather a word of its own ("courtier").
        """
        start, end = bisect_left(self._usual, word[0]), bisect_left(self._usual, chr(ord(word[0]) + 1))
        slips = 2 if len(word) >= LONG else 1
        near = process.extract(word, self._usual[start:end], scorer=OSA.distance, score_cutoff=slips, limit=None)
        likely = ((self._counts[w] / UNLIKELIER ** (taken - 1 + _is_swapped(word, w)), w) for w, taken, _ in near)
        weight, meant = max(likely, default=(0.0, ""))
        return meant if weight >= USUAL else None


def _is_swapped(word: str, other: str) -> bool:
    """Whether a letter of one word stands in place of another letter."""
    return len(word) == len(other) and sorted(word) != sorted(other)
