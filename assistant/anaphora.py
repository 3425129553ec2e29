"""How a question leans on what was said before it: pronouns, ellipses, corrections (folded text, both languages)."""

from __future__ import annotations

import re

from assistant.intent import Intent
from assistant.profile import read_profile
from assistant.text import STOPWORDS, word_list, words

_PRONOUN = re.compile(
    r"\b(it|its|they|them|their|this|that|these|those|one|ones|there|ca|cela|celui-ci|celle-ci|ceci|ce dernier|il|elle|"
    r"ils|elles|le|la|les|lui|leur|en|y|c'est|son|sa|ses|ce dispositif|cette aide|ce programme|this scheme|that scheme|"
    r"the scheme|the programme|le dispositif|l'aide|ce plan)\b"
)
_STRONG_PRONOUN = re.compile(
    r"\b(it|its|they|them|their|this|that|these|those|ca|cela|celui-ci|celle-ci|ceci|ce dernier|lui|"
    r"j'y|n'y|on y|c'est (quand|ou|pour|qui|combien|encore|gratuit|ouvert|reserve|payant|obligatoire)|"
    r"(a|en|y|est|sont|faut|finance|donne|paie|existe|dure|coute|commence|sert|concerne)-?t?-?(il|elle|ils|elles)|"
    r"ce (dispositif|programme|plan|reseau|fonds)|cette (aide|mesure|offre)|"
    r"(this|that|the same) (scheme|programme|aid|one))\b|"
    r"^(il|elle|ils|elles|en|y|on y) |"
    r"\b(son|sa|ses|leurs?) (adresse|montant|budget|cout|prix|but|objectif|role|site|operateur|duree|membres|contact)"
)
CONTINUES = re.compile(
    r"^(et|and|mais|but|ou|or|alors|so|donc|ok|d'accord|what about|how about|et si|and if|sinon|otherwise|puis|also|"
    r"aussi)\b"
)
CORRECTION = re.compile(
    r"^(non|no|nope|pas)\b.*\b(autre|other|second|deuxieme|premier|first|plutot|instead|mean|parl|veux dire|"
    r"voulais)|^(non|no|pas) (celui|celle|that one|this one)|\bl'autre\b$|^(the|et l') ?other( one)?\b"
)
# "the national one", "la version régionale": the neighbour of the subject with that scope.
SCOPED = re.compile(
    r"\b(?:version|celui|celle|dispositif|appel|scheme|call|one|volet|edition)s?\b[^.?!]{0,20}\b(national|regional|europe)|"
    r"\b(national|regional|europe)\w* (?:one|version|scheme|call|edition|equivalent)"
)
MEANT = re.compile(r"\b(i meant?|je (parle|parlais|voulais dire|veux dire)|plutot|rather|instead|sorry|pardon)\b")
BOTH = re.compile(r"\b(les deux|l'un et l'autre|both|the two|between them|entre (eux|elles))\b")
ORDINAL = re.compile(r"\b(?:(premier|premiere|first|former)|(deuxieme|second|seconde|latter))(?: one)?\b")
THANKS = re.compile(
    r"^(non )?(merci|thanks|thank you|no thanks|bonjour|hello|hi|au revoir|bye|ok|d'accord)\b[\s!.,]*(beaucoup|"
    r"bien)?\W*$"
)
_ASKS = re.compile(
    r"\b(qui|quoi|que|qu|quand|ou|combien|comment|pourquoi|quel|quelle|quels|quelles|lequel|laquelle|est-ce|who|whom|what|when|"
    r"where|how|why|which|whose)\b|^(is|are|was|were|do|does|did|can|could|will|has|have|should) |\?$"
)
_BY_WHOM = re.compile(r"^(and |et )?(by|with|for|from|to|par|avec|pour|de|a|chez) (whom|who|qui)\W*$")
# "my training", "nos formations": something of the asker's that is neither the firm nor its project.
_OWN_THING = re.compile(
    r"\b(?:mon|ma|mes|nos|notre|my|our) (?!(?:entreprise|societe|boite|firme?|pme|tpe|eti|structure|cas|projet|dossier|"
    r"demande|activite|secteur|company|business|sme|start-?up|case|project|application|sector|team|equipe|region|size|taille)\w*\b)[a-z]{4,}"
)
# What a scheme may be called before its name.
KINDS = frozenset(word_list("dispositif programme program scheme aide plan appel call concours one about"))
_ALONE = 3  # a question of at most this many content words may lean on the turn before


def is_fragment(folded: str, question: str, intent: Intent) -> bool:
    """Asks nothing that can be understood without the question before it ("by whom?", "pour la Région ?")."""
    if _BY_WHOM.match(folded):
        return True
    content = [w for w in words(question) if w not in STOPWORDS]
    if content and _STRONG_PRONOUN.search(folded):
        return False
    asks_alone = bool(content) and bool(_ASKS.search(folded.rstrip(" ?"))) and not CONTINUES.search(folded)
    return not intent.facets and not asks_alone


def only_tells_of_the_firm(folded: str, question: str) -> bool:
    """ "Sorry, 8 employees": the question before is asked again of another firm."""
    told = read_profile(question)
    figures = (told.employees, told.turnover_eur, told.age_years, told.project_eur, told.region)
    return any(f is not None for f in figures) and not _ASKS.search(folded)


def leans_on_past_subject(folded: str, question: str, intent: Intent) -> bool:
    if re.search(r"\bfait[- ]il\b", folded):  # the weather's "il"
        return False
    if _STRONG_PRONOUN.search(folded):
        return True
    if _OWN_THING.search(folded) and _ASKS.search(folded):
        return False
    content = [w for w in words(question) if w not in STOPWORDS]
    if CONTINUES.search(folded) and len(content) <= _ALONE + 2:
        return True
    return len(content) <= _ALONE and (bool(intent.facets) or bool(_PRONOUN.search(folded)) or len(content) <= 1)
