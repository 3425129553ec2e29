"""What a question is about beside schemes: the words that no scheme is asked about with."""

from __future__ import annotations

import re

from assistant.dialogue.anaphora import points_back
from assistant.dialogue.utterance import goes_on, set_first
from assistant.language.entities import NameIndex
from assistant.language.intent import without_asking
from assistant.language.number_words import with_digits
from assistant.language.places import without_places
from assistant.language.profile import without_firm
from assistant.language.text import STOPWORDS, word_list, words
from assistant.language.trades import without_trades

# Beginnings of words that any scheme may be asked about with.
_USUAL = re.compile(
    "|".join(
        word_list(r"""
    document piece papier paperwork fourn provide rempli fill prepar obligat mandator compuls possib necess besoin
    need limit plafon retroac cumul combin exist donne give gave avance advance rembours reimburs verse paiement
    payment paid jour day projet project depens expens frais salai wage materiel equipment logiciel software licen
    etape step result exempl livrable deliverab rapport report avantag benefi interess interet util worth marche
    fonction work avis detail precis info annee year mois month semaine week exclu compris includ inclus charg start
    association group filial subsidiar client membre member adher entrepris firm compan societe boite pme sme eti
    tpe laureat president respons chef equipe team ceo patron boss demand request ask regl rule critere max min
    total easy facil difficil hard vite fast quick soon encore question chose thing truc send sent\b envo[iy] parl
    tell dire dis\b say savoir know sais profit commenc demarr debut begin begun pass(?:e|er|ait)\b use prend prenn
    tak(?:e|es|ing)\b took\b obten recev receive touch download telecharg trouv find access acced deposer depot
    place region local aura ia ai dispositif scheme programm help support option volet strand axes?\b axis cas genre
    type kind sort vont va all(?:er|ez|ons)\b aur(?:a|ai|ez|ons|ont)\b prochain next current actuel maintenant now
    aujourd today derni last premi first second deuxi third troisi former latter moins less least more most nouve
    new autre other revenir retour back go precedent previous adresse address delai delay inscri ensuite ones?\b
    money argent cel(?:ui|le) ceux mieux better best bon bien part recent old source really vrai plutot ok merci
    thank stp please sure?s?\b whats whos cote\b hello jamais ever toujours seul only just autant meme same reponse
    answer mean talking voulais pardon sorry desole non oui yes si oh ah bref anyway hein quoi concret exact roughly
    environ about rappel remind see\b voir\b consult itself figur chiffre certain vien tien sor[ts]\b get\b developp
    elabor mention dont\b well\b apres hand(?:s|ed)?\b out\b issu award attribu accord big large small high long
    must\b doi[st]\b many\b jusqu vers\b else\b then\b avai[st]\b etai[st]\b suite\b lequel laquelle
    lesquel concern niveau quid regard
        """)
    )
)


def strange_words(text: str, names: NameIndex) -> list[str]:
    """Content words that are neither a scheme's name nor words that any scheme may be asked about with.

    Many of them mean a subject of its own ("how do I bake sourdough bread?").
    """
    bare = with_digits(without_places(without_firm(names.blanked(text))))
    if goes_on(text):  # "and for a bakery?" tells of the firm, "any good restaurant?" does not
        bare = without_trades(bare)
    whole = words(bare)  # an asking pattern may take only the beginning of a word
    rest = [w for w in words(without_asking(bare)) if w in whole]
    return [w for w in rest if len(w) > 1 and w not in STOPWORDS and not w.isdigit() and not _USUAL.match(w)]


def is_usual(word: str) -> bool:
    """Whether any scheme may be asked about with a folded word, or what begins with it."""
    return bool(_USUAL.match(word))


def opens_anew(folded: str, names: NameIndex) -> bool:
    """Small talk, a new subject before its own pronoun, or a request for what something else is."""
    if _SMALL_TALK.search(folded) or strange_words(set_first(folded), names):
        return True
    defines = _DEFINES.match(folded)
    return defines is not None and not points_back(folded[defines.end() :])


_DEFINES = re.compile(
    r"^(?:(?:et |and |mais |but |ok |sinon )?(?:c'?est qui|c'est quoi|c quoi|qui est|qu'est[- ]ce qu\w*|"
    r"who(?:'s| is| was)|what(?:'s| is| are|s)|how do i|how to|comment (?:on |je )?(?:fai\w+|faire)))\b(?! (?:it|that|"
    r"this|there)\b)"
)
_SMALL_TALK = re.compile(r"\bheure est-il|\bwhat time is it|\bquel temps\b|\bweather\b|\bmeteo\b")
