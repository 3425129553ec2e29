"""How answer text is made comparable: accents, letter case, spaces, apostrophes, markers."""

from __future__ import annotations

import re
import unicodedata
import warnings
from functools import lru_cache

MARKER = re.compile(r"\[(\d{1,3})\]")
_MARKERS = re.compile(r"\s*\[\d{1,3}\]")
_SAME = str.maketrans({
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
    "“": '"', "”": '"', "…": "...", "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE",
})  # fmt: skip


def without_accents(text: str) -> str:
    """Accents off and look-alike punctuation made one; letter case kept.

    >>> without_accents("Région : l’œuvre — 10\\u202f000 €")
    "Region : l'oeuvre - 10 000 €"
    """
    # Translated before it is decomposed: the acute sign alone would decompose into a space.
    decomposed = unicodedata.normalize("NFKD", text.translate(_SAME))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def folded(text: str) -> str:
    """``text`` as patterns see it: no accents, lower case, every run of white space one space.

    >>> folded("Jusqu’au 26 SEPTEMBRE\\u00a02026 :\\n10\\u202f000 €")
    "jusqu'au 26 septembre 2026 : 10 000 €"
    """
    return " ".join(without_accents(text).casefold().split())


def without_markers(text: str) -> str:
    """``text`` with its citation markers taken out.

    >>> without_markers("Le taux est de 40 %. [1] [2] C'est ouvert. [3]")
    "Le taux est de 40 %. C'est ouvert."
    """
    return _MARKERS.sub("", text)


@lru_cache(maxsize=8192)
def pattern(source: str) -> re.Pattern[str]:
    """A golden pattern, to be searched in :func:`folded` text. Raises ``re.error`` where it is none.

    Accents are taken off the pattern too; letter case is left, since ``\\\\S`` is not ``\\\\s``.

    >>> bool(pattern(r"10 ?000 (€|euros)").search(folded("10 000 €")))
    True
    >>> bool(pattern("régionalisé").search(folded("France 2030 Régionalisé")))
    True
    """
    with warnings.catch_warnings():
        # "[–-]" becomes "[--]", which re takes for a set operation of the future.
        warnings.simplefilter("ignore", FutureWarning)
        return re.compile(without_accents(source), re.IGNORECASE)
