"""Which of the two languages is a text in."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, cast

from assistant.text import fold, word_list, words
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
    oui non alors aussi etre faire coute payer cest est-ce suis sommes plusieurs liste encore quels lors sans sous entre
    meme autre autres comme leur leurs lui ou si peu tout tous toute toutes trop bien ici rien quelque chose moi toi
    jai salarie employe employes boite societe combiens quelqu chui sui ya fo cb pk pkoi dun dune lia kombien sa couter
    duree taux plafond calendrier lancement eligibilite montants delai delais guichet lien adresse porteur porteurs
    debut cloture effectifs reste charge aidee demarche demarches dossier depot depenses
    """)
)
ENGLISH = frozenset(
    word_list("""
    the a an of and or is are was were who what which whose whom how much many when where why for by with without in
    on at from to my our your this that these those it its they them their we you i can could do does did will would
    should be been has have had not still since until there any some other one please hello hi thanks yes no firm
    company companies business scheme schemes grant grants funding help employees staff get about between than support
    training
    roadmap eligible eligibility apply application open closed cost price which need want into only also each such
    launch launched deadline length rate amount amounts fee fees share size count suppliers operator owner start end
    run runs leads split
    """)
)
AMBIGUOUS = FRENCH & ENGLISH


def detect_language(text: str, fallback: Language = "fr") -> Language:
    """Language of ``text``; ``fallback`` where nothing tells (a bare name, a number).

    Function words decide where they are one-sided; otherwise a character n-gram model
    (lingua, restricted to the two languages), believed only when it is sure.
    """
    found = [w for w in words(text) if w not in AMBIGUOUS and not w.isdigit()]
    french, english = sum(w in FRENCH for w in found), sum(w in ENGLISH for w in found)
    if french != english:
        return "fr" if french > english else "en"
    if not found:
        return fallback
    probability = _probability_of_french(fold(text))
    if probability >= 0.7:
        return "fr"
    return "en" if probability <= 0.3 else fallback


def _probability_of_french(text: str) -> float:
    values = _detector().compute_language_confidence_values(text)
    return float(next(v.value for v in values if v.language.name == "FRENCH"))


@lru_cache(maxsize=1)
def _detector() -> Any:
    from lingua import Language as Lingua
    from lingua import LanguageDetectorBuilder

    return cast(Any, LanguageDetectorBuilder.from_languages(Lingua.FRENCH, Lingua.ENGLISH).build())
