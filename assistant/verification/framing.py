"""The frames the assistant may put around quotes: its own phrases, whole and in their places.

A frame is a phrase of ``wording.PHRASES``, not a bag of its words: "Yes: …" is one,
"… and has ended" is not, although both words stand in some phrase.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.language.claims import is_negation, outranks
from assistant.language.criteria import slot_words
from assistant.language.text import STOPWORDS, fold, words
from assistant.language.wording import HEADINGS, PHRASES

QUOTE = "\u2022"  # stands for a quote taken out of a sentence
_TOKEN = re.compile(rf"{QUOTE}|[^\W_]+(?:&[^\W_]+)*")
_QUOTES = rf"{QUOTE}(?: (?:et |and )?{QUOTE})*"
_ENDED = re.compile(
    r"\b(ferme|clos|close|closed|cloture|termine|fini|finished|ended|over|expired?|remplace|replaced|acheve|arrete|stopped|"
    r"pris fin|est plus\b|sont plus\b|no longer|renomme|renamed)"
)

_RUNNING = re.compile(
    r"\b(ouvert|open|en cours|en service|running|acti[fv]|fonctionn|works?\b|encore|still|disponible|available)"
)


def is_framed(rest: str, quotes: Sequence[str], said: str) -> bool:
    """Whether ``rest``, a sentence with ``QUOTE`` in place of its quotes, is one of the frames.

    A frame that opens a quote ends with a colon. A slot of a frame holds the asker's words (``said``) and units alone.

    >>> is_framed("Yes : \u2022", ["It is open."], ""), is_framed("\u2022 and has ended", ["It is open."], "")
    (True, False)
    """
    tokens = " ".join(_TOKEN.findall(fold(rest)))
    if re.fullmatch(_QUOTES, tokens):
        return True
    asked = set(words(said))
    opened = QUOTE not in rest or rest.partition(QUOTE)[0].rstrip().endswith(":")
    for key, pattern in _frames() if opened else ():
        match = pattern.fullmatch(tokens)
        if match and all(_fills(slot, asked) for slot in match.groups()):
            return _agrees(key, quotes)
    return False


def is_heading(body: str) -> bool:
    """Whether a sentence is one of the phrases that open a list, to the letter: its items carry the markers."""
    return body in _headings()


@lru_cache(maxsize=1)
def _headings() -> frozenset[str]:
    return frozenset(text for key in HEADINGS for text in PHRASES[key].values())


def frame_words() -> frozenset[str]:
    """Folded words of all phrases."""
    return _words_of_frames()


@lru_cache(maxsize=1)
def _words_of_frames() -> frozenset[str]:
    texts = [re.sub(r"\{\w+\}", " ", text) for forms in PHRASES.values() for text in forms.values()]
    return frozenset(w for text in texts for w in words(text))


@lru_cache(maxsize=1)
def _frames() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((key, _pattern(text)) for key, forms in PHRASES.items() for text in forms.values())


def _pattern(phrase: str) -> re.Pattern[str]:
    parts = [" ".join(re.escape(w) for w in _TOKEN.findall(fold(part))) for part in re.split(r"\{\w+\}", phrase)]
    body = rf" ([^{QUOTE}]+) ".join(parts).strip()
    return re.compile(rf"{body}(?: {_QUOTES})?")


def _fills(slot: str, asked: set[str]) -> bool:
    return all(
        w in asked or w in slot_words() or w[0].isdigit() or (w in STOPWORDS and not is_negation(w))
        for w in words(slot)
    )


def _agrees(key: str, quotes: Sequence[str]) -> bool:
    """A bare "yes" does not stand before a quote that says no, nor a bare "no" before one that says yes.

    What is said to be the higher comes first, and is.
    """
    if key == "higher_first":
        return len(quotes) == 2 and outranks(*quotes)
    if key not in ("yes", "no"):
        return True
    joined = " ".join(map(fold, quotes))
    if key == "yes":
        return bool(_RUNNING.search(joined)) or not _ENDED.search(joined)
    return bool(_ENDED.search(joined)) or any(map(is_negation, words(joined)))
