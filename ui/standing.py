"""What a status is called: a regulation is in force where a scheme is open."""

from __future__ import annotations

from functools import cache

from corpus import PACKAGED, load_cards
from corpus.model import Language, Status
from ui.words import words


@cache
def _regulations() -> frozenset[str]:
    return frozenset(card.id for card in load_cards(PACKAGED).values() if "regulation" in card.kinds)


def standing(document_id: str, status: Status) -> str:
    """The key of the status's name among the interface's words, after ``status_``.

    >>> standing("ai-act.fr", "open"), standing("diag-data-ia.fr", "open")
    ('in_force', 'open')
    """
    is_rule = document_id.rpartition(".")[0] in _regulations()
    return "in_force" if is_rule and status == "open" else status


def standing_label(document_id: str, status: Status, language: Language) -> str:
    """The status as the language says it."""
    return words(language)[f"status_{standing(document_id, status)}"]
