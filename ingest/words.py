"""French and English words as the lexical index and late interaction see them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from corpus.model import Language

# Function words and question words, accents folded. Letters left alone by an elision ("l'", "d'") are here;
# "ia" and "ai" are not: in this corpus they are the subject.
STOPWORDS_BY_LANGUAGE: dict[Language, str] = {
    "fr": """a au aux avec avons avez c ce ceci cela celle celles celui ces cet cette ceux chez ci comme comment combien
    d dans de des du dont donc elle elles en encore entre es est et etaient etait etant ete etes etre eu eux il ils j
    je l la le les leur leurs lui m ma mais me meme memes mes moi mon n ne ni nos notre nous on ont or ou par pas pour
    pourquoi qu quand que quel quelle quelles quels qui quoi s sa sans se sera seront ses si soit son sont sous sur
    t ta te tes toi ton tu un une va vers vos votre vous y lequel laquelle lesquels lesquelles auquel duquel""",
    "en": """a am an and any are as at be been being but by can could did do does for from had has have he her his how
    i if in into is it its itself me my no nor not of on or our out she so some such than that the their them then
    there these they this those to too was we were what when where which while who whom whose why will with would you
    your""",
}
STOPWORDS = frozenset(word for words in STOPWORDS_BY_LANGUAGE.values() for word in words.split())

_ELISION = re.compile(r"\b(?:[ldjmtscn]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=\w)", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f.,]\d{3})+(?!\d)")
_LOOSE_AMPERSAND = re.compile(r"\b(\w) & (\w)\b")
_COMPOUND = re.compile(r"[^\W_]+(?:[-&'’.][^\W_]+)*")
_PART = re.compile(r"[^\W_]+")


def words_of(text: str) -> Iterator[str]:
    """The words of ``text``, folded, stopwords left out; names in parts are also given whole.

    >>> list(words_of("L'aide Diag'IA (R&D) : 10 000 € d'i-Nov"))
    ['aide', 'diag', 'ia', 'diagia', 'r', 'rd', '10000', 'nov', 'inov']
    """
    if "'" in text or "’" in text:
        text = _ELISION.sub("", text)
    if " & " in text:
        text = _LOOSE_AMPERSAND.sub(r"\1&\2", text)
    text = _THOUSANDS.sub(lambda number: "".join(filter(str.isdigit, number[0])), text)
    for compound in _COMPOUND.findall(text):
        if compound.isalnum():
            if (word := fold(compound)) not in STOPWORDS:
                yield word
            continue
        parts = [fold(part) for part in _PART.findall(compound)]
        yield from (part for part in parts if part not in STOPWORDS)
        if 1 < len(parts) <= 3 and min(map(len, parts)) <= 2:
            yield "".join(parts)


@lru_cache(1 << 16)
def stem(word: str, language: Language) -> str:
    """The Snowball stem of a folded word, in either language.

    >>> stem("entreprises", "fr"), stem("companies", "en")
    ('entrepris', 'compani')
    """
    return str(_stemmer(language).stemWord(word))


@lru_cache
def _stemmer(language: Language) -> Any:
    import Stemmer

    return Stemmer.Stemmer({"fr": "french", "en": "english"}[language])


@lru_cache(1 << 16)
def fold(word: str) -> str:
    """Lower case without accents.

    >>> fold("Été"), fold("Cœur")
    ('ete', 'coeur')
    """
    return without_accents(word.lower())


def without_accents(text: str) -> str:
    """``text`` without accents, its ligatures written out and its look-alikes (NFKD) made one; letter case is kept."""
    if text.isascii():
        return text
    for ligature, letters in _LIGATURES:
        text = text.replace(ligature, letters)
    return unicodedata.normalize("NFKD", text).translate(_BARE)


_LIGATURES = (("œ", "oe"), ("Œ", "OE"), ("æ", "ae"), ("Æ", "AE"))
_USUAL = 0x3000  # the scripts of Europe and the marks of all others: what the table may hold


class _WithoutAccents(dict[int, int | None]):
    """A table for ``str.translate`` that drops combining characters; it learns usual characters as it meets them."""

    def __missing__(self, code: int) -> int | None:
        kept = None if unicodedata.combining(chr(code)) else code
        if code < _USUAL:
            self[code] = kept
        return kept


_BARE = _WithoutAccents()
