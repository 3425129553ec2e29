"""Which language a text is in, however short or misspelt."""

from __future__ import annotations

import pytest

from assistant.language.detection import detect_language
from assistant.language.entities import NameIndex
from corpus.model import Language


@pytest.mark.parametrize(
    "text",
    [
        "Qui gère le Diag Vulcain ?",
        "c koi le diag",
        "kel aide pr 1 boulangerie",
        "combien sa coute",
        "et pour une PME ?",
        "depuis quand ?",
        "cest encore ouver",
        "bonjour",
        "merci !",
        "jai 4 salarié a chambery",
        "aides",
        "l'État paie quoi",
        "duree",
        "calendrier lancement",
        "L’entreprise est-elle éligible ?",
    ],
)
def test_french(text: str) -> None:
    """French is recognised in text-message spelling, without accents and in two words."""
    assert detect_language(text, fallback="en") == "fr"


@pytest.mark.parametrize(
    "text",
    [
        "Who runs Diag Vulcain?",
        "how much is it",
        "since when?",
        "wich compagny can aply",
        "is it stil open",
        "and for an SME?",
        "hello",
        "thanks!",
        "by whom?",
        "ai suppliers count",
        "launch date",
        "grant for a bakery",
        "whats the dead line for the aplication",
    ],
)
def test_english(text: str) -> None:
    """English is recognised with its mistakes."""
    assert detect_language(text, fallback="fr") == "en"


@pytest.mark.parametrize("fallback", ["fr", "en"])
@pytest.mark.parametrize("text", ["", "2026 ?", "???", "12 345"])
def test_nothing_to_tell_by(text: str, fallback: Language) -> None:
    """Where nothing tells, the language in use goes on."""
    assert detect_language(text, fallback) == fallback


def test_a_schemes_name_tells_nothing_of_the_language(names: NameIndex) -> None:
    """The French name inside an English question is taken out before the language is read."""
    assert names.without_names("who runs the Fonds Junon national?") == "who runs the"
