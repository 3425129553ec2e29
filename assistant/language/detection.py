"""Which of the two languages is a text in.

Questions are short: "ENE prices", "diag data ia duree". Three readings are added up as log odds: the words of
the documents and of their questions, by the language that uses them more; lists of function words as people type
them; and a character n-gram model (lingua, restricted to the two languages) for what neither knows.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, cast

from assistant.language.text import WORD, fold, word_list, words
from corpus.model import Language

# Words that settle short questions which a character model cannot ("since when?", "c koi easytek"):
# function words and question words, as people type them.
FRENCH = frozenset(
    word_list("""
    le la les un une des du de d l au aux et ou est sont qui que quoi qu quel quelle quels quelles combien comment
    pourquoi quand pour par avec sans dans sur chez mon ma mes notre nos votre vos ce cette ces ca c cela je j nous
    vous il elle on ils elles as avons avez ont peut puis peux faut pas plus encore toujours depuis jusqu koi kel
    kelle kan ki pr ds svp bonjour salut merci bonsoir aide aides entreprise salaries dispositif subvention y en
    dispositifs subventions financement formation effectif montant feuille route ouvert ferme prix besoin veux
    voudrais appel
    oui non alors aussi etre faire coute payer cest est-ce suis sommes plusieurs liste lors sous entre
    meme autre autres comme leur leurs lui si peu tout tous toute toutes trop bien ici rien quelque chose moi toi
    jai salarie employe employes boite societe combiens quelqu chui sui ya fo cb pk pkoi dun dune lia kombien sa couter
    duree taux plafond calendrier lancement eligibilite montants delai delais guichet lien adresse porteur porteurs
    debut cloture effectifs aidee demarche demarches dossier depot depenses
    """)
)
ENGLISH = frozenset(
    word_list("""
    the an of and or is are was were who what which whose whom how much many when where why for by with without in
    on at from to my our your this that these those it its they them their we you i can could do does did will would
    should be been has have had not still since until there any some other one please hello hi thanks yes no firm
    company companies business scheme schemes grant grants funding help employees staff get about between than support
    training
    roadmap eligible eligibility apply application open closed cost price need want into only also each such
    launch launched deadline length rate amount amounts fee fees share size count suppliers operator owner start end
    run runs leads split
    """)
)

SURE = 2.5  # log odds of a function word, and the most of any other
MARKED = 2.0  # of an accent, which English has in names at most
SPACE = 1.0  # of a space before a question mark
LETTERS = 0.6  # how far the n-gram model is believed: it is trained on longer texts
RARE = 2e-5  # share of a text's words that is added to every count
UNDECIDED = 0.25  # log odds, either way, up to which nothing is told
_MARKS = re.compile(r"[éèêëàâçùûôîïœ]", re.IGNORECASE)
SPACED = re.compile(r"\w\s[?!]")


class Lexicon:
    """How much more one language uses a word than the other, in the texts given. Safe for many threads."""

    def __init__(self, texts: Iterable[tuple[Language, str]] = ()) -> None:
        """``texts`` with their languages."""
        counts: dict[Language, Counter[str]] = {"fr": Counter(), "en": Counter()}
        for language, text in texts:
            counts[language].update(words(text))
        share = {language: {w: n / counted.total() for w, n in counted.items()} for language, counted in counts.items()}
        self._odds = {
            word: math.log((share["fr"].get(word, 0) + RARE) / (share["en"].get(word, 0) + RARE))
            for word in counts["fr"] | counts["en"]
        }

    def log_odds(self, word: str) -> float:
        """Log odds that a folded word is French; 0 for one that no text has."""
        if word in FRENCH ^ ENGLISH:
            return SURE if word in FRENCH else -SURE
        return max(-SURE, min(SURE, self._odds.get(word, 0.0)))


def detect_language(text: str, fallback: Language = "fr", lexicon: Lexicon | None = None) -> Language:
    """Language of ``text``; ``fallback`` where nothing tells (a bare name, a number)."""
    found = [m.group() for m in WORD.finditer(text) if not m.group().isdigit()]
    if not found:
        return fallback
    known = lexicon or _NO_TEXTS
    odds = sum(MARKED if _MARKS.search(word) else known.log_odds(fold(word)) for word in found)
    odds += SPACE * bool(SPACED.search(text))
    if abs(odds) < 2 * SURE:  # no model overrules three words that tell
        french = _probability_of_french(fold(text))
        odds += LETTERS * math.log((french + 0.02) / (1.02 - french))
    return "fr" if odds > UNDECIDED else "en" if odds < -UNDECIDED else fallback


_NO_TEXTS = Lexicon()


@lru_cache(maxsize=1024)
def _probability_of_french(text: str) -> float:
    values = _detector().compute_language_confidence_values(text)
    return float(next(v.value for v in values if v.language.name == "FRENCH"))


@lru_cache(maxsize=1)
def _detector() -> Any:
    from lingua import Language as Lingua
    from lingua import LanguageDetectorBuilder

    return cast(Any, LanguageDetectorBuilder.from_languages(Lingua.FRENCH, Lingua.ENGLISH).build())
