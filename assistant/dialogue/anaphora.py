"""How a question leans on what was said before it: the cues, read off the question alone (both languages together).

Cues say *that* something is meant (the other one, the second, the same in English);
``assistant/dialogue/focus.py`` says *what*, from the schemes spoken of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.dialogue.doubts import doubts
from assistant.dialogue.openings import read_opening
from assistant.dialogue.utterance import asks, goes_on
from assistant.language.text import STOPWORDS, fold, word_list, words
from corpus.model import Language


@dataclass(frozen=True, slots=True)
class Cues:
    """What a question shows of its ties. ``core`` is the question without greetings, thanks and "no, sorry"."""

    core: str
    social: bool  # nothing but a greeting or thanks
    agrees: bool  # "yes please"
    corrects: bool  # "no", "sorry", "I meant"
    meant: bool  # "I meant", "c'est de X que je parle"
    goes_on: bool  # opens with "and", "what about"
    leaves: bool  # "different thing:"
    turns_away: bool  # the same, or "by the way", "otherwise"
    doubts: bool  # asks about the answer: sure? source? how old?
    repeats: bool  # "same question for"
    language: Language | None  # asks for the answer in a language, and nothing else
    answer_in: Language | None  # asks for a language before a question
    ordinal: int | None  # 1 for "the first", -1 for "the last"
    other: bool  # "the other one"
    several: bool  # "both", "which one"
    two: bool  # "both", not "which one"
    chooses: bool  # "which one", "the one about"
    relates: bool  # compares with something
    measures: bool  # compares by how much: "more than"
    relates_it: bool  # relates what was spoken of with something ("are they related?")
    returns: bool  # "back to"
    pronoun: bool  # points at what was spoken of


# What may be called in place of a name.
_NOUN = (
    r"(?:dispositif|programme?|scheme|aide|plan|appel|call|offre|offer|truc|fonds|fund|mesure|reseau|network|concours|"
    r"contest|option|piste|lead|one|organisme|body|outil|tool|projet|pret|loan|grant|subvention|cluster|hub|pole|"
    r"association|diag|diagnosti[cq]u?e?|accelerat(?:eur|or)|academi?e|academy|structure|agence|agency|nom|name)s?"
)
_KIND_OF_SCHEME = re.compile(_NOUN)
_AGREES = re.compile(
    r"^(?:oui|ouais|yes|yep|yeah|sure|vas-y|allez-y|go ahead|please do|volontiers|avec plaisir|bien sur|of course|"
    r"carrement|je veux bien)(?:[ ,!.]+(?:please|merci|svp|stp|s'il (?:vous|te) plait|vas-y|go ahead|volontiers|"
    r"bien sur|je veux bien|sure|do))*\W*$"
)
_REPEATS = re.compile(
    r"^(?:et )?(?:la )?(?:meme (?:question|chose)|idem|pareil|same (?:question|thing|again|for|with)|ditto|likewise)\b|"
    r"\b(?:la-dessus|sur ce point|on that (?:point|score|count)|in that respect|de ce cote-la)\b|"
    r"^(?:et |and |what about |how about |quid d).*\b(?:same(?: thing| question)?|pareil|idem|meme chose)\W*$"
)
_LANGUAGE = re.compile(
    r"\b(?:in|en|to|version|speak|understand|parle|comprends) (english|anglais\w*|french|francais\w*)\b|"
    r"\bl[e']? ?(anglais|francais)\b|\b(english|anglais|french|francais) (?:please|version|stp|svp|s'il)|^(english|"
    r"anglais|french|francais)\W*$"
)
_SAYING = frozenset(
    word_list(
        "english anglais anglaise french francais francaise please stp svp plait version can could say tell repeat "
        "repete repetez dis "
        "dites redis answer reponds repondre reponse translate traduis traduire traduction same meme speak parle "
        "comprends "
        "understand switch write ecris pouvez possible sorry thanks merci again don prefere prefer prefers would "
        "like parler veux voudrais colleague collegue"
    )
)
_ORDINALS = {
    "premier": 1, "premiere": 1, "1er": 1, "1ere": 1, "first": 1, "former": 1, "1st": 1,
    "deuxieme": 2, "second": 2, "seconde": 2, "2e": 2, "2eme": 2, "2nd": 2, "latter": -1,
    "troisieme": 3, "third": 3, "3e": 3, "3eme": 3, "3rd": 3, "quatrieme": 4, "fourth": 4,
    "dernier": -1, "derniere": -1, "last": -1,
}  # fmt: skip
_CARDINALS = {"one": 1, "un": 1, "two": 2, "deux": 2, "three": 3, "trois": 3, "four": 4, "quatre": 4}
# An ordinal stands for a scheme only where no other noun follows it ("the first step", "l'an dernier").
_RANK = "|".join(_ORDINALS)
_NUMBER = r"(?:number|numero|no\.?|n°|option|choix|choice|#)"
_ORDINAL = re.compile(
    rf"(?:\b(?:the|le|la|du|au|my|ma|mon|{_NUMBER})|l') ?(?:tout |toute |very )?"
    rf"({_RANK}|(?<=one )first)(?: (?:{_NOUN}|question|point|sujet|topic|subject)\b|"
    r"(?= (?:thing|chose)(?:\W*$| ?[,:;]))|(?=\W*$| ?[,.;:?!)])|"
    r"(?= (?:is|are|does|do|did|has|have|can|who|how|when|where|what|you|that|which|qui|que|c'est|il|elle|est|sont|a|"
    r"combien|comment|on|paie|paye|coute|pays?|costs?|in|en|for|pour|et|and|de la liste|of (?:them|those|the list)|"
    r"tu|vous|se|was|l'est|says?|dit|covers?|means?|vise|porte|concerne|aims?|prevoit|contient|includes?|comprend|"
    r"fait|finance|funds?|brings?|offers?|worth|about|gives?|donne|apporte|accepte?s?|takes?|requires?|demande|"
    r"ca|dure|lasts?|quand|ou|m'interesse|sounds|looks|seems|semble|me)\b))|"
    rf"\b{_NUMBER} ?([1-4]|{'|'.join(_CARDINALS)})\b|\b(?:the|le|la) ([1-4])(?=\W*$|[,?!])"
)
_OTHER = re.compile(
    rf"(?:\bl'autre|\bthe other|\bun autre|\b(?:cet|this|that) autre)(?: {_NOUN})?(?=\W|$)(?! (?:question|jour|day|"
    rf"hand|way))"
)
_SEVERAL = re.compile(
    r"\b(?:les (?:deux|trois)|both|(?:the|those|these) (?:two|three)|l'un (?:et|ou) l'autre|between them|"
    r"entre (?:eux|elles|les deux)|lequel|laquelle|lesquels|lesquelles|which (?:ones?|of (?:them|the two|these|those))|"
    r"which \w+ (?:more|most|less|least|better|best|cheaper|faster|easier|quicker|right)|either|"
    r"(?:sets?|tell) (?:them|these|the two) apart|les (?:disting|differenci)\w+|"
    r"quel est (?:le|la) (?:plus|moins|mieux|meilleure?)|compar\w+ (?:them|those|these|les)|(?:les|them) compar\w+|"
    r"compare[rz]?\W*$|des deux|of (?:the two|both)|"
    r"(?:the|le|la|les) (?:(?:plus|moins|more|less|most|least) \w+|(?!other|former|latter)\w+(?:er|est)|mieux) (?:one|"
    r"of (?:them|these|those|the two)|des (?:deux|trois))|parmi (?:eux|elles|ceux|celles)\b|"
    r"(?:combin|cumul)\w* (?:them|those|les deux)|les (?:cumuler|combiner)|are they (?:compatible|the same)|"
    r"c'est (?:bien )?(?:les memes|la meme chose|le meme)(?=\W*$)|"
    r"(?:sont|seraient)[- ](?:ils|elles) (?:cumul|compat)\w+|ils sont (?:cumul|compat)\w+)\b|\bcompare[rz]?\W*$"
)
_TWO = re.compile(r"\b(?:deux|both|two|either|latter|former|compar\w+|cumul\w*|combin\w*)\b")
_CHOOSES = re.compile(
    r"\b(?:lequel|laquelle|lesquels|lesquelles|which (?:ones?|of (?:them|these|those|the)|is|are|has|covers?|"
    r"includes?)|"
    r"one of (?:them|these|those)|l'une? d'(?:eux|elles|entre)|(?:celui|celle|ceux|celles) (?:sur|qui|avec|pour|"
    r"concernant|des?|du|d')|the ones? (?:on|about|that|for|with|which))\b"
)
_RELATES = re.compile(
    r"\b(?:c'est|est-ce|is (?:it|that)|are they) (?:plus|moins|mieux|more|less|better)(?: \w+)?\W*$|"
    r"\b(?:par rapport (?:aux?|a)|compar\w+|vs|versus|same|meme chose|pareil\w*|better|worse|mieux|than|plutot que|"
    r"differ\w+ (?:avec|with|from|to|between|entre)|(?:plus|moins|autant)(?: \w+)? qu\w*|"
    r"(?:it|that|this|this one|ca|celui-ci|celui-la) (?:or|ou)|(?:or|ou) (?:it|that|this|ca|celui-ci|celui-la))\b"
)
_MEASURES = re.compile(
    r"\b(?:than|compar\w+|as (?:much|many) as|(?:plus|moins|autant)(?: \w+)? qu\w*|par rapport a\w*)(?=\W|$)|"
    r"\b(?:c'(?:est|etait)|(?:is|was) (?:it|that)|it was|ca (?:coute|coutait|dure|durait)) (?:plus|moins|more|less|"
    r"higher|lower|longer|shorter|cheaper)(?: (?:cher|long|court|eleve)\w*)?(?: avant| before)?\W*$|"
    r"\bused? to be (?:more|less|higher|lower|cheaper)\b"
)
# These relate with what was spoken of only beside a pronoun: "X est remplacé par quoi ?" is about X alone.
_RELATES_IT = re.compile(
    r"\b(?:differ\w+|a voir avec|related|rapport avec|liens? (?:avec|entre)|confon\w+|confus\w+|cumul\w*|combin\w*|"
    r"together with|along with|en plus d\w*|en meme temps|remplac\w*|replac\w+|equivalent\w*)\b"
)
_RETURNS = re.compile(
    r"\b(?:revenir|revenons|reviens|revient|retour|retourn\w+|back to|going back|return(?:ing)? to|"
    r"re-?prenons|re-?parl\w+)\b|^(?:and |ok )?(?:the|le|la|l') ?[\w' -]+? (?:again|encore)(?= ?[,:])"
)
_RETURN_FIRST = re.compile(
    r"^(?:(?:et|and|mais|but|ok|bon|so|pour|let's|je|on|if we|si on) )*(?:(?:en )?revenir|revenons|reviens|revient|"
    r"retour\w*|going back|(?:go |get |come )?back|return\w*|reprenons|reparl\w+)[^,:;?]{2,50}[,:;?–—-]\s*",
    re.IGNORECASE,
)
_POINTED_FIRST = re.compile(
    r"^(?:(?:et|and|mais|but|ok|bon|so|alors) )*(?:the|le|la|l['’]) ?(?:premi[eè]re?|first|former|deuxi[eè]me|seconde?|"
    r"second|latter|troisi[eè]me|third|derni[eè]re?|last|autre|other)(?: one)?\s*[,:.;]\s*",
    re.IGNORECASE,
)
# "Une thèse" is spelt, once folded, like the English pronoun.
_THESIS = re.compile(r"\b(une|la|des|de|les|ma) theses?\b")
_IMPERSONAL = re.compile(
    r"\b(?:il (?:y (?:en )?a|faut|fait|va (?:pleu|neig|faire)|pleu|neige|est (?:possible|temps|\d)|parait|suffit|reste|"
    r"manque)|y a[- ]t[- ]il|faut[- ]il|fait[- ]il|heure est[- ]il|existe[- ]t[- ]il (?=une? |des |d'|de )|"
    r"is it (?:raining|true that|possible to)|(?:will|does) it (?:rain|snow)|on en est|what time is it|is there|"
    r"are there|what is there|s'il (?:vous|te) plait|that is|c'est[- ]a[- ]dire)\w*"
)
_PRONOUN = re.compile(
    r"\b(?:it|its|they|them|their|theirs|ca|cela|ceci|celui-ci|celle-ci|celui-la|celle-la|ce dernier|cette derniere|"
    r"lui|leurs?|eux|itself|themselves|dedans|dessus|la-bas|il|elle|ils|elles|he|she|his|her|hers|him|c'est|c'etait|"
    rf"(?:ce|cet|cette|ces|this|that|these|those|le meme|la meme|the same|the|le|la) {_NOUN}|l'(?:aide|appel|offre)|"
    r"(?:j'|n'|on |s'|d'|peut |peux |pour )y (?!a[- ])\w+|"
    r"y (?:ai|a|avons|avez|ont)[- ](?:t[- ])?(?:on |nous |je )?droit|(?:s'|j'|m'|n'|qu'|t'|l')en|"
    r"en (?:profit|benefici|parl|savoir|dis|sais|est|sont|fait|a (?:signe|fait|parle|besoin))\w*|"
    r"(?:son|sa|ses) [a-z]+)\b|\b(?:ce|cet|cette|ces) (?!annee|mois|matin|soir|semaine|jour|ete\b|moment|que|qui|qu'|"
    r"sont|ne |sera|week|printemps|hiver|automne|trimestre|cas|type|genre|temps)\w+|"
    r"(?<!is )(?<!are )\bthere\b(?! (?:is|are|was|were))|"
    r"\b(?:this|these|those)\b(?! (?:year|month|week|morning|afternoon|time|evening|assistant|chat|day))|"
    r"\b(?:is|does|was|would|will|could|did|for|of|about|with|on|to|do|like|after|before|and|use|get|join) that\b|"
    r"\bthat(?:'s| one| is)\b|^that\b|"
    r"\b(?:the|le|la|l') ?(?:other|autre|former|latter|first|second|third|last|premiere?|deuxieme|seconde?|troisieme|"
    r"derniere?)(?: one)?(?=\W*$|[,;:])|\b(?:celui|celle|ceux|celles) (?:dont|que)\b|\bthe ones? (?:you|that|which)\b|"
    r"^(?:et |and )?(?:apres|ensuite|puis|then|next)\W*$|"
    r"\b(?:both|les deux|lequel|laquelle|lesquel(?:le)?s|which (?:one|of them))\b|"
    r"\b(?:c[ao]mes?|happen(?:s|ed)|vient|venu) (?:after|next|then|apres|ensuite)\b|\bwhat(?:'s| is| was) next\b|"
    r"\b(?:that|which|what|qui) (?:has |had |l'a |a )?(?:followed|suivi|suivait|succeeded)\b|\bla suite\W*$|"
    r"\b(?:qui|ou|vers quoi) d'autre\b|\b(?:who|where) else\b|\binstead\b(?! of)|\bours\W*$|\ba la place\b(?! d)"
)
# The French pronoun that looks like an article: "qui le gère", "qui l'a lancé", "peut-on la demander".
_OBJECT = re.compile(
    r"\b(?:je|j'|on|tu|ils?|elles?|qui|ne) (?:(?:le|la|les|lui|leur) |l')\w|"
    r"\b(?:peut|peux|puis|faut|pour|comment|ou|sans|va|vais|fait|faire|a|de)(?:-(?:on|je|t-on|il))? (?:(?:le|la|les) |"
    r"l')(?!dossier|papier|atelier|metier|chantier|premier|dernier|ministere|region|cadre|reste)\w+(?:er|ir|re)\b"
)


def read_cues(question: str) -> Cues:
    """The cues of one question.

    >>> cues = read_cues("non, l'autre : c'est cher ?")
    >>> cues.corrects, cues.other, cues.core
    (True, True, "l'autre : c'est cher ?")
    """
    opening = read_opening(question)
    core = opening.core
    folded = fold(core)
    ordinal = _ORDINAL.search(folded)
    return Cues(
        core=core,
        social=opening.social,
        agrees=bool(_AGREES.match(fold(question))),
        corrects=opening.corrects,
        meant=opening.meant,
        goes_on=goes_on(core),
        leaves=opening.leaves,
        turns_away=opening.turns_away,
        doubts=doubts(folded),
        repeats=bool(_REPEATS.search(folded)),
        language=_language_asked(folded),
        answer_in=opening.language,
        ordinal=rank_of(next(g for g in ordinal.groups() if g)) if ordinal else None,
        other=bool(_OTHER.search(folded)),
        several=bool(_SEVERAL.search(folded)),
        two=bool(_TWO.search(folded)),
        chooses=bool(_CHOOSES.search(folded)),
        relates=bool(_RELATES.search(folded)),
        measures=bool(_MEASURES.search(folded)),
        relates_it=bool(_RELATES_IT.search(folded)) and (points_back(folded) or goes_on(core)),
        returns=bool(_RETURNS.search(folded)),
        pronoun=points_back(_THESIS.sub(r"\1 doctorat", folded)),
    )


def without_return(core: str) -> str:
    """A question without "back to the first one:" before it, where something is asked after that."""
    found = _RETURN_FIRST.match(core)
    rest = core[found.end() :] if found else ""
    return rest if asks(rest) or len(words(rest)) > 2 else core


def without_pointer(core: str) -> str:
    """A question without "the second:" before it, where something is asked after that.

    >>> without_pointer("et le deuxième, combien de partenaires ?"), without_pointer("le premier est ouvert ?")
    ('combien de partenaires ?', 'le premier est ouvert ?')
    """
    found = _POINTED_FIRST.match(core)
    rest = core[found.end() :] if found else ""
    return rest if words(rest) else core


def names_a_scheme_kind(word: str) -> bool:
    """Whether a folded word is one that schemes go by ("aides", "cluster")."""
    return bool(_KIND_OF_SCHEME.fullmatch(word))


def points_back(folded: str) -> bool:
    """Whether a folded text holds a pronoun, or a noun in place of one, that means something spoken of."""
    referring = _IMPERSONAL.sub(" ", folded)
    inverted = re.search(r"\w-(?:t-)?(?:il|elle|ils|elles)\b", referring)
    return bool(inverted or _PRONOUN.search(referring) or _OBJECT.search(referring))


def rank_of(word: str) -> int:
    """The rank that a folded word or digit says: 2 for "second", -1 for "last"."""
    return _ORDINALS.get(word) or _CARDINALS.get(word) or int(word)


def _language_asked(folded: str) -> Language | None:
    """The language in which the answer before is wanted, where the question asks nothing else."""
    clauses = [c for c in re.split(r"[,.;:!?]+", folded) if c.strip()]
    wanted = [c for c in clauses if _wants_language(c)]
    if not wanted or any(asks(c) for c in clauses if c not in wanted):
        return None
    # "I don't speak French, in English please": the last one named is the one wanted.
    last = re.findall(r"english|anglais|french|francais", wanted[-1])[-1]
    return "en" if last in ("english", "anglais") else "fr"


def _wants_language(clause: str) -> bool:
    said = [w for w in words(clause) if w not in STOPWORDS and w not in _SAYING]
    return bool(_LANGUAGE.search(clause)) and len(said) <= 1
