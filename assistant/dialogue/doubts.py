"""Questions about the answer itself: is it sure, where does it come from, how old is it?"""

from __future__ import annotations

import re


def doubts(folded: str) -> bool:
    """Whether a folded question is about the answer before.

    >>> doubts("who says so?"), doubts("who runs it?")
    (True, False)
    """
    return bool(_DOUBTS.search(folded) or _OF_THE_FIGURE.search(folded))


def without_doubts(folded: str) -> str:
    """What a folded question says beside that."""
    return _OF_THE_FIGURE.sub(" ", _DOUBTS.sub(" ", folded))


_INFO = r"(?:info\w*|chiffres?|figures?|numbers?|donnees?|data|dates?|montants?|amounts?|reponses?|answers?|sources?)"
_CHECKED = r"(?:verif|releve|constat|compte|mesure|count|measur|check|confirm|updat|mis a jour|actualis)\w*"
_DOUBTS = re.compile(
    r"\b(?:(?:t'es|tu (?:en )?es|t'en es|vous (?:en )?etes|c'est|are you|is (?:it|that)) (?:bien |vraiment |"
    r"really )?(?:sure?s?|certaine?s?|fiable|reliable)|vraiment \?|really \?|says who|"
    r"who (?:says?|said|told|claims)(?: you)?(?: so| that| this| it)?|"
    r"(?:qui) (?:t'|te |vous )?(?:l['e] ?|a |l'a )?(?:dit|ecrit|affirme|pretend)(?: ca| cela)?|prove|preuve|"
    r"(?:cette|l'|this|that|the|ton|ta|votre|your|la|ces|these) ?(?:info\w*|reponse|answer|donnees?|data|figures?|"
    r"chiffres?|sources?)|d'ou (?:ca |cela |tu )?(?:vien\w+|tien\w+|sor\w+)|"
    r"where (?:does|did) (?:that|this|it) come from|"
    r"(?:where|where'd|how|d'ou|ou|comment) (?:do|did|have|avez|as|tu|vous)?[ -]?(?:you|tu|vous)? ?(?:l'|le |"
    r"la )?(?:get|got|find|found|read|know|trouve|tire|sors|tiens|lu|sais|"
    r"savez)(?: (?:that|this|it|ca|cela))?(?: from)?|tu (?:confirmes?|es certaine?)|vous confirmez|"
    r"can you (?:confirm|check)|to (?:be )?verif\w+|a verifier)\b|"
    r"^(?:et |and )?(?:la |les |ta |tes |vos |votre |the |your |quelles? |which |what )?(?:sources?|preuves?|proof|sur|"
    r"sure|vraiment|really)\W*$"
)
# Asked of a figure: how old, how official, since when known.
_OF_THE_FIGURE = re.compile(
    r"\b(?:(?:depuis|de) quand\b.{0,20}\b(?:sais|savez|sait|datent?|dates?|"
    rf"{_INFO})(?: (?:ca|cela|cette|ce|ces|l[ae]s?) ?{_INFO}?)?(?: ca| cela)?|"
    r"since when (?:do|did|have) (?:you|we) \w+(?: (?:that|this|it))?|"
    rf"(?:as of|from|at) (?:when|what date|which date) (?:is|was|does|dates?) (?:that|this|{_INFO})(?: {_INFO})?|"
    rf"how (?:old|recent|fresh|up to date|reliable|official) (?:is|are) (?:that|this|these|those|the)(?: {_INFO})?|"
    r"(?:tu as|t'as|vous avez|you(?: have)?) (?:lu|vu|trouve|pris|read|seen|found|got) (?:ca|cela|that|this|"
    rf"it)(?: ou)?|(?:tu |vous |t')(?:as|avez|(?:tien|tir|sor|pren|trouv)\w+) (?:ca|cela|ce {_INFO}|"
    rf"cette {_INFO}) d'ou|(?:c'(?:est|etait)|it's|(?:is|was) (?:it|that|this)) (?:de|from) (?:quand|when)|"
    rf"(?:c'(?:est|etait)|(?:ca|cela) (?:date|a ete)) {_CHECKED} (?:quand|(?:a|de) quelle date|"
    r"le combien)(?:,? (?:ca|cela))?|(?:quand|a quelle date|when|"
    r"on what date)(?: est-ce que)? (?:c'(?:est|etait|a ete)|(?:ca|cela) a ete|"
    rf"(?:was|were|is|did) (?:it|that|this|these|those|you|{_INFO})|"
    rf"(?:a-t-on|avez-vous|as-tu|tu as|vous avez)) (?:last )?{_CHECKED}(?: (?:ca|cela|that|this|it))?|"
    r"when (?:is|was) (?:that|this|it) from|where(?:'s| is| was) (?:that|this|it) from|"
    rf"(?:d'ou|de quand) (?:vien|sor|tien|dat)\w* (?:ce|cette|ces|l[ae]s?) ?{_INFO}|based on what|"
    r"what (?:is|was) (?:that|this|it) based on|"
    r"(?:sur quoi (?:tu te|vous vous)|(?:tu te|vous vous)) bas\w+(?: sur quoi)?|c'est (?:ecrit|marque|dit) ou|"
    r"where is (?:that|this|it) written|sources? (?:svp|stp|please|s'il (?:vous|te) plait)|"
    rf"trust (?:that|this|these|the) {_INFO}|"
    rf"c'est (?:un |une |l')?{_INFO} (?:recente?s?|officiel\w*|fiables?|verifiee?s?|a jour|sure?s?)|"
    rf"c'est (?:officiel|recent|verifie|a jour|fiable)(?:,? (?:ca|cela|comme {_INFO}))?|"
    rf"(?:is|was|are) (?:that|this|it|these|those)(?: {_INFO})? (?:a |an )?(?:official|recent|verified|confirmed|"
    rf"checked|up to date|reliable|current)(?: {_INFO})?|"
    r"(?:is|was) (?:that|this|it) (?:from|on|in) (?:the|an|your) (?:official )?(?:page|site|website|source)|"
    rf"(?:ca|cela|ce {_INFO}|cette {_INFO}) (?:date|vient|sort) d\W?(?:e quand|ou)|"
    rf"where does (?:that|this|it|the {_INFO}) (?:come|date) from)\b"
)
