"""The interface's words in French and English. Business facts never stand here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from corpus.model import Language
from ui.words import administration, chat, finder, frame, source

_ALL = frame.WORDS | chat.WORDS | source.WORDS | finder.WORDS | administration.WORDS
_MONTHS: dict[Language, tuple[str, ...]] = {
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
           "novembre", "décembre"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
}  # fmt: skip


def spoken_date(iso: str, language: Language) -> str:
    """An ISO date, or part of one, as it is written in the language; anything else as it is.

    >>> spoken_date("2026-09-01", "fr"), spoken_date("2026-09", "en"), spoken_date("2026", "en")
    ('1er septembre 2026', 'September 2026', '2026')
    """
    parts = iso.split("-")
    if not all(p.isdigit() for p in parts) or len(parts) not in (2, 3) or not 1 <= int(parts[1]) <= 12:
        return iso
    month = f"{_MONTHS[language][int(parts[1]) - 1]} {parts[0]}"
    if len(parts) == 2:
        return month
    day = int(parts[2])
    return f"{'1er' if day == 1 and language == 'fr' else day} {month}"


@cache
def chat_words(language: Language) -> Mapping[str, str]:
    """What the chat's script and Gradio need."""
    return {name: words(language)[name] for name in (*chat.WORDS, *source.PANEL)}


@cache
def words(language: Language) -> Mapping[str, str]:
    """All words of one language."""
    place = 0 if language == "fr" else 1
    return {name: pair[place] for name, pair in _ALL.items()}
